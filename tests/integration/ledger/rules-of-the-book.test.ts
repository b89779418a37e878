import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { brokenConstraint } from "#db/client.ts";
import { insertBatch, readPosted, readTaxRates } from "#db/queries/ledger.ts";
import { type Entry, entriesOf } from "#services/ledger/rules.ts";
import { migrateDatabase } from "#services/processes/migrate/migrate.ts";
import { newId } from "#services/shared/ids.ts";
import { ok } from "#services/shared/result.ts";
import { bookOf, dbOf } from "#tests/support/book.ts";
import { type LedgerBench, openLedgerBench } from "#tests/support/ledger-bench.ts";
import { addStaff } from "#tests/support/order-rows.ts";
import { findWrongSums } from "#tests/support/sums.ts";

let ledger: LedgerBench;
beforeAll(async () => {
  ledger = await openLedgerBench();
});
afterAll(() => ledger.bench.end());

const bank = (amountVnd: number): Entry => ({
  account: { kind: amountVnd > 0 ? "bank" : "goodwill", shopId: null, party: null },
  amountVnd,
  orderId: null,
  lineId: null,
  rateBasisPoints: null,
});
/** The rule that refused, "nothing" when none did. */
async function refusedBy(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return "nothing";
  } catch (error) {
    return brokenConstraint(error) ?? String(error);
  }
}
const write = (entries: Entry[], over: Partial<Parameters<typeof insertBatch>[1]> = {}) =>
  ledger.bench.market.transact(async (tx) =>
    ok(await insertBatch(tx, { kind: "refund_paid", key: `test:${newId()}`, ...over }, entries)),
  );

describe("the book", () => {
  it("refuses a batch that doesn't add up to zero, has one entry, or none", async () => {
    expect(await refusedBy(write([bank(500), bank(-499)]))).toBe("ledger_batch_balanced");
    expect(await refusedBy(write([bank(500)]))).toBe("ledger_batches_two_entries");
    expect(await refusedBy(write([]))).toBe("ledger_batches_two_entries");
    const bare = ledger.bench
      .sql`insert into ledger_batches (id, kind, key, entry_count) values (${newId()}, 'refund_paid', ${newId()}, 2)`;
    expect(await refusedBy(bare)).toBe("ledger_batch_whole");
  });

  it("refuses anything added to a batch later, also when that adds up to zero", async () => {
    const { sql } = ledger.bench;
    await write([bank(700), bank(-700)]);
    const more = sql`
      insert into ledger_entries (batch_id, account_id, amount_vnd)
      select b.id, a.id, v.amount from (select id from ledger_batches order by posted_at desc limit 1) b,
        (select id from ledger_accounts where kind = 'bank') a, (values (5), (-5)) as v(amount)`;
    expect(await refusedBy(more)).toBe("ledger_batch_whole");
  });

  it("is append-only: nothing is changed, deleted or emptied", async () => {
    const { sql } = ledger.bench;
    await write([bank(900), bank(-900)]);
    for (const table of ["ledger_entries", "ledger_batches", "ledger_accounts", "tax_rates"]) {
      const column = { ledger_entries: "amount_vnd = 1", ledger_batches: "key = 'x'", ledger_accounts: "party = 'x'" }[
        table
      ];
      expect(await refusedBy(sql.unsafe(`update ${table} set ${column ?? "rate_basis_points = 0"}`))).toBe(
        `${table}_append_only`,
      );
      expect(await refusedBy(sql.unsafe(`delete from ${table}`))).toBe(`${table}_append_only`);
      expect(await refusedBy(sql.unsafe(`truncate ${table} cascade`))).toMatch(/_append_only$/);
    }
  });

  it("refuses amounts of nothing, fractions of an account, and tax on cooperatives or companies", async () => {
    const { sql } = ledger.bench;
    expect(await refusedBy(write([bank(5), { ...bank(-5), amountVnd: 0 }]))).toBe("ledger_entries_amount");
    const shopless: Entry = { ...bank(5), account: { kind: "shop_pending", shopId: null, party: null } };
    expect(await refusedBy(write([shopless, bank(-5)]))).toBe("ledger_accounts_shop");
    const nameless: Entry = { ...bank(5), account: { kind: "gateway_clearing", shopId: null, party: null } };
    expect(await refusedBy(write([nameless, bank(-5)]))).toBe("ledger_accounts_party");
    for (const form of ["cooperative", "company"]) {
      const rate = sql`insert into tax_rates (kind, legal_form, base, valid_from, rate_basis_points, source, is_draft)
        values ('vat', ${form}, 'goods', '2026-12-01', 100, 'none', true)`;
      expect(await refusedBy(rate)).toBe("tax_rates_form");
    }
  });

  it("takes a correction that names what it corrects, a reason and two people, and no other", async () => {
    const { sql } = ledger.bench;
    const [preparedBy, approvedBy] = [
      (await addStaff(sql, "finance")).accountId,
      (await addStaff(sql, "finance")).accountId,
    ];
    const sold = await ledger.sell("vnpay", [ledger.household]);
    await ledger.pay(sold.groupId);
    const orderId = sold.orders[0]?.id ?? "";
    const [batch] = await sql`select id from ledger_batches where group_id = ${sold.groupId}`;
    const wrong = await readPosted(dbOf(sql), orderId);
    const right = wrong.map((e) => ({
      ...e,
      amountVnd: e.amountVnd + (e.amountVnd === -2_999 ? 99 : e.amountVnd === 2_999 ? -99 : 0),
    }));
    const entries = entriesOf({ kind: "correction", wrong, right });
    const whole = {
      kind: "correction",
      correctsBatchId: batch?.id,
      reason: "hoa hồng tính sai",
      preparedBy,
      approvedBy,
    } as const;
    for (const missing of [{ correctsBatchId: null }, { reason: " " }, { preparedBy: null }, { approvedBy: null }])
      expect(await refusedBy(write(entries, { ...whole, ...missing }))).toBe("ledger_batches_correction");
    expect(await refusedBy(write(entries, { ...whole, kind: "refund_paid" }))).toBe("ledger_batches_correction");
    expect(await refusedBy(write(entries, { ...whole, approvedBy: preparedBy }))).toBe("ledger_batches_second_person");
    expect(await refusedBy(write(entries, { ...whole, correctsBatchId: newId() }))).toMatch(/corrects_batch_id/);
    expect(await write(entries, whole)).toEqual({ ok: true, value: true });
    expect(await bookOf(sql, orderId)).toMatchObject({ commission: -2_900, shop_pending: -110_599 });
  });

  it("dates a rate by the market's day: the decree of the day counts, before the first there is none", async () => {
    const on = async (at: string) =>
      (await readTaxRates(ledger.bench.market.db, new Date(at)))
        .filter((rate) => rate.base === "other")
        .map((rate) => [rate.kind, rate.legalForm, rate.rateBasisPoints]);
    expect(await on("2025-06-30T23:59:59+07:00")).toEqual([]);
    expect(await on("2026-06-30T23:59:59+07:00")).toEqual([
      ["vat", "household", 500],
      ["pit", "household", 200],
    ]);
    expect(await on("2026-07-01T00:00:00+07:00")).toEqual([
      ["vat", "household", 200],
      ["pit", "household", 100],
    ]);
    const [sure] = await ledger.bench.sql`select count(*)::int as n from tax_rates where not is_draft`;
    expect(sure?.n).toBe(0);
  });
});

describe("a database whose owner is no superuser", () => {
  it("has given up the right to change entries, and still posts", async () => {
    const name = `test_owned_${newId().slice(-12)}`;
    const admin = ledger.bench.sql;
    await admin.unsafe(`create role ${name} login password 'owner'`);
    await admin.unsafe(`create database ${name} owner ${name}`);
    const url = Object.assign(new URL(ledger.bench.url), {
      username: name,
      password: "owner",
      pathname: `/${name}`,
    }).href;
    await migrateDatabase(url);
    const own = postgres(url, { max: 1, onnotice: () => {} });
    try {
      await dbOf(own).transaction((tx) => insertBatch(tx, { kind: "refund_paid", key: "test" }, [bank(40), bank(-40)]));
      expect(await bookOf(own)).toEqual({ bank: 40, goodwill: -40 });
      expect(await findWrongSums(own)).toEqual(["Batch test is of a debt that is not written down."]);
      for (const act of [
        "update ledger_entries set amount_vnd = 1",
        "delete from ledger_entries",
        "truncate ledger_entries",
        "delete from ledger_batches",
      ])
        expect(await refusedBy(own.unsafe(act))).toMatch(/permission denied/);
    } finally {
      await own.end();
      await admin.unsafe(`drop database ${name} with (force)`);
      await admin.unsafe(`drop role ${name}`);
    }
  });
});
