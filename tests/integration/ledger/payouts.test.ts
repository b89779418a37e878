import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { approvePayoutRun } from "#services/ledger/approve-payout-run.ts";
import { checkMoney } from "#services/ledger/check-money.ts";
import { discardPayoutRun } from "#services/ledger/discard-payout-run.ts";
import { preparePayoutRun } from "#services/ledger/prepare-payout-run.ts";
import { previewPayouts } from "#services/ledger/preview-payouts.ts";
import { type RecordPayoutInput, recordPayout } from "#services/ledger/record-payout.ts";
import { viewPayoutRun } from "#services/ledger/view-payout-run.ts";
import { viewShopMoney } from "#services/ledger/view-shop-money.ts";
import { viewStatement } from "#services/ledger/view-statement.ts";
import { writeBankFile } from "#services/ledger/write-bank-file.ts";
import { confirmReceived } from "#services/orders/confirm-received.ts";
import { oweRefund } from "#services/orders/owe-refund.ts";
import { newId } from "#services/shared/ids.ts";
import { ok } from "#services/shared/result.ts";
import { nobody, type Viewer } from "#services/shared/viewer.ts";
import { auditOf } from "#tests/support/desk.ts";
import { type LedgerBench, openLedgerBench, type Sold } from "#tests/support/ledger-bench.ts";
import { addStaff } from "#tests/support/order-rows.ts";
import { findWrongSums } from "#tests/support/sums.ts";

let ledger: LedgerBench;
let second: Viewer;
beforeAll(async () => {
  ledger = await openLedgerBench();
  second = await addStaff(ledger.bench.sql, "finance");
  const owner = ledger.seller.accountId;
  await sql()`update accounts set email_verified = true where id = ${owner}`;
  for (const { shopId } of [ledger.household, ledger.cooperative])
    await sql()`insert into memberships (account_id, shop_id, role) values (${owner}, ${shopId}, 'owner')`;
});
afterAll(() => ledger.bench.end());
afterEach(async () => {
  expect(await findWrongSums(ledger.bench.sql)).toEqual([]);
  expect((await checkMoney(ledger.bench.market)).difference).toBeNull();
});

const market = () => ledger.bench.market;
const sql = () => ledger.bench.sql;

/** What a shop is left with of 3 × 33.333 and 15.000 of sending, of a household; of 3 × 120.000 and the same, of a cooperative. */
const HOUSEHOLD = 110_500;
const COOPERATIVE = 364_200;

async function addBank(shopId: string, number = "0123456789", hoursAgo = 0): Promise<string> {
  const id = newId();
  await sql()`insert into bank_accounts (id, shop_id, bank_name, account_number, holder, created_at)
    values (${id}, ${shopId}, 'Agribank', ${number}, 'NGUYỄN VĂN ĐÔNG', market_now() - make_interval(hours => ${hoursAgo}))`;
  return id;
}

/** An order of each shop that was paid and received. */
async function complete(from?: LedgerBench["household"][]): Promise<Sold> {
  const sold = await ledger.sell("vnpay", from);
  await ledger.pay(sold.groupId);
  for (const { code } of sold.orders) {
    await ledger.send(code);
    await confirmReceived(market(), sold.buyer, { groupCode: sold.code, orderCode: code, requestId: newId() });
  }
  return sold;
}

async function prepare(by = ledger.finance): Promise<string> {
  const run = await preparePayoutRun(market(), by, { requestId: newId() });
  if (!run.ok) throw new Error(run.code);
  return run.value.runId;
}

async function approved(): Promise<string> {
  const runId = await prepare();
  const done = await approvePayoutRun(market(), second, { runId });
  if (!done.ok) throw new Error(done.code);
  return runId;
}

async function runOf(runId: string) {
  const found = await viewPayoutRun(market(), ledger.finance, runId);
  if (!found.ok) throw new Error(found.code);
  return found.value;
}

const record = (payoutId: string, over: Partial<RecordPayoutInput> = {}, by = ledger.finance) =>
  recordPayout(market(), by, { payoutId, outcome: "paid", reference: "FT26328001", reason: "", ...over });

async function moneyOf(shopId: string) {
  const money = await viewShopMoney(market(), ledger.seller, shopId, { page: 1 });
  if (!money.ok) throw new Error(money.code);
  return money.value;
}

describe("a payout run", () => {
  it("pays nobody while nothing is payable, and leaves out with its reason whoever can't be paid", async () => {
    expect(await preparePayoutRun(market(), ledger.finance, { requestId: newId() })).toMatchObject({
      code: "nothing_to_pay",
    });
    await complete();
    const preview = await previewPayouts(market(), ledger.finance);
    expect(preview).toMatchObject({ ok: true, value: { planned: [], totalVnd: 0 } });
    expect(preview.ok && preview.value.carried.map(({ reason, amountVnd }) => [reason, amountVnd]).sort()).toEqual([
      ["no_bank_account", HOUSEHOLD],
      ["no_bank_account", COOPERATIVE],
    ]);
    await addBank(ledger.household.shopId);
    await sql()`update bank_accounts set holder = holder`.catch((error: Error) =>
      expect(error.message).toContain("append-only"),
    );
    expect((await moneyOf(ledger.household.shopId)).heldBack).toBe("bank_changed");
    await ledger.bench.advanceClock(49 * 3600);
    await addBank(ledger.cooperative.shopId);
    await ledger.bench.advanceClock(49 * 3600);
    await sql()`update shops set state = 'suspended' where id = ${ledger.cooperative.shopId}`;
    expect((await moneyOf(ledger.cooperative.shopId)).heldBack).toBe("suspended");
    await sql()`update shops set state = 'approved' where id = ${ledger.cooperative.shopId}`;
    expect((await moneyOf(ledger.household.shopId)).heldBack).toBeNull();
  });

  it("is prepared once a request, by finance alone, and only one waits at a time", async () => {
    const requestId = newId();
    const twice = await Promise.all([1, 2, 3].map(() => preparePayoutRun(market(), ledger.finance, { requestId })));
    expect(new Set(twice.map((run) => run.ok && run.value.runId)).size).toBe(1);
    expect(twice.every((run) => run.ok)).toBe(true);
    expect(await preparePayoutRun(market(), second, { requestId })).toMatchObject({ code: "conflict" });
    expect(await preparePayoutRun(market(), second, { requestId: newId() })).toMatchObject({ code: "another_waits" });
    for (const stranger of [nobody, ledger.seller, await addStaff(sql(), "moderator")])
      expect(await preparePayoutRun(market(), stranger, { requestId: newId() })).toMatchObject({ code: "not_found" });
    const runId = twice[0]?.ok ? twice[0].value.runId : "";
    expect((await runOf(runId)).payouts.map(({ amountVnd, state }) => [amountVnd, state]).sort()).toEqual([
      [HOUSEHOLD, "planned"],
      [COOPERATIVE, "planned"],
    ]);
    expect((await moneyOf(ledger.household.shopId)).heldBack).toBe("open_payout");
    expect((await discardPayoutRun(market(), second, { runId, reason: "" })).ok).toBe(false);
    expect((await discardPayoutRun(market(), second, { runId, reason: "Thử." })).ok).toBe(true);
    expect(await approvePayoutRun(market(), second, { runId })).toMatchObject({ code: "conflict" });
    expect((await auditOf(sql(), runId)).map(({ act }) => act)).toEqual(["payout.prepare", "payout.discard"]);
  });

  it("is not approved by who prepared it: the use case refuses it, and so does the database", async () => {
    const runId = await prepare();
    expect(await approvePayoutRun(market(), ledger.finance, { runId })).toMatchObject({ code: "same_person" });
    await expect(
      sql()`update payout_runs set state = 'approved', approved_by = prepared_by, approved_at = market_now() where id = ${runId}`,
    ).rejects.toThrow(/payout_runs_second_person/);
    await expect(sql()`update payouts set state = 'sent' where run_id = ${runId}`).rejects.toThrow(/approved/);
    await expect(sql()`update payouts set amount_vnd = 1 where run_id = ${runId}`).rejects.toThrow(/fixed/);
    expect(await writeBankFile(market(), ledger.finance, runId)).toMatchObject({ code: "not_approved" });
    const [payout] = (await runOf(runId)).payouts;
    expect(await record(payout?.id ?? "")).toMatchObject({ code: "conflict" });
    expect((await discardPayoutRun(market(), ledger.finance, { runId, reason: "Thử." })).ok).toBe(true);
  });

  it("is stale when a shop has less, is suspended or has another account by the time it is approved", async () => {
    const changes: [() => Promise<unknown>, () => Promise<unknown>][] = [
      [
        () => sql()`update shops set state = 'suspended' where id = ${ledger.household.shopId}`,
        () => sql()`update shops set state = 'approved' where id = ${ledger.household.shopId}`,
      ],
      [() => addBank(ledger.household.shopId, "999888777"), () => ledger.bench.advanceClock(49 * 3600)],
    ];
    for (const [change, undo] of changes) {
      const runId = await prepare();
      await change();
      expect(await approvePayoutRun(market(), second, { runId })).toMatchObject({
        code: "stale",
        details: { count: 1 },
      });
      expect((await discardPayoutRun(market(), second, { runId, reason: "Lập lại." })).ok).toBe(true);
      await undo();
    }
    const [order] =
      await sql()`select id, group_id, total_vnd::float8 as total from orders where shop_id = ${ledger.cooperative.shopId} order by created_at limit 1`;
    const runId = await prepare();
    const {
      id: orderId,
      group_id: groupId,
      total: amountVnd,
    } = order as { id: string; group_id: string; total: number };
    const owed = {
      groupId,
      orderId,
      attemptId: null,
      amountVnd,
      cause: "staff_refused",
      causeKey: `order:${orderId}`,
    } as never;
    await market().transact(async (tx) => ok(await oweRefund(tx, owed)));
    expect(await approvePayoutRun(market(), second, { runId })).toMatchObject({ code: "stale" });
    expect((await discardPayoutRun(market(), second, { runId, reason: "Lập lại." })).ok).toBe(true);
    expect((await moneyOf(ledger.cooperative.shopId)).availableVnd).toBe(0);
  });

  it("goes to the bank as a file without accents, and each taking of it is audited", async () => {
    await complete([ledger.cooperative]);
    const runId = await approved();
    const file = await writeBankFile(market(), second, runId);
    if (!file.ok) throw new Error(file.code);
    const lines = new TextDecoder("utf-8", { ignoreBOM: true }).decode(file.value.file.bytes).split("\r\n");
    const { run, payouts } = await runOf(runId);
    expect(lines[0]).toBe("\ufeffreference,beneficiary,account_number,bank,amount_vnd,note");
    expect(lines.slice(1, 3).map((line) => line.split(",").slice(0, 5))).toEqual(
      payouts.map(({ accountNumber, amountVnd }, at) => [
        `${run.code}-000${at + 1}`,
        "NGUYEN VAN DONG",
        accountNumber,
        "Agribank",
        String(amountVnd),
      ]),
    );
    expect((await auditOf(sql(), runId)).map(({ act }) => act)).toEqual([
      "payout.prepare",
      "payout.approve",
      "payout.file",
    ]);
    const [paid, failed] = payouts;
    expect((await record(paid?.id ?? "")).ok).toBe(true);
    const rest = await writeBankFile(market(), second, runId);
    const left = rest.ok ? new TextDecoder().decode(rest.value.file.bytes).trim().split("\r\n").slice(1) : [];
    expect(left.map((line) => line.split(",")[0])).toEqual([`${run.code}-0002`]);
    expect(await record(paid?.id ?? "", { reference: "" })).toMatchObject({
      code: "reference_missing",
      field: "reference",
    });
    expect((await record(failed?.id ?? "", { outcome: "failed", reason: "Sai số tài khoản." })).ok).toBe(true);
  });
});

describe("what the bank answers", () => {
  it("is written once: paid leaves the payable, again changes nothing, other words conflict, two at once pay once", async () => {
    await complete();
    const runId = await approved();
    const { payouts } = await runOf(runId);
    const own = payouts.find(({ shopId }) => shopId === ledger.household.shopId);
    const before = (await moneyOf(ledger.household.shopId)).availableVnd;
    expect(before).toBe(own?.amountVnd);
    const answers = await Promise.all([1, 2, 3, 4].map(() => record(own?.id ?? "")));
    expect(answers.every(({ ok: done }) => done)).toBe(true);
    expect((await moneyOf(ledger.household.shopId)).availableVnd).toBe(0);
    expect(await record(own?.id ?? "", { reference: "FT999" })).toMatchObject({ code: "conflict" });
    expect(await record(own?.id ?? "", { outcome: "failed", reason: "Không." })).toMatchObject({ code: "conflict" });
    const told =
      await sql()`select count(*)::int as n from outbox_messages where kind = 'payout_paid' and data->>'code' = (select code from payout_runs where id = ${runId})`;
    expect(told[0]?.n).toBe(1);
    for (const { id, state } of payouts) if (state === "sent" && id !== own?.id) await record(id);
  });

  it("brings back what was returned, to be paid in the next run, and a failure leaves it payable", async () => {
    const [last] =
      await sql()`select p.id, p.run_id, p.amount_vnd::float8 as vnd from payouts p where p.shop_id = ${ledger.household.shopId} and p.state = 'paid' order by paid_at desc limit 1`;
    expect((await record(last?.id, { outcome: "returned", reason: "Tài khoản đã đóng." })).ok).toBe(true);
    expect(await record(last?.id, { outcome: "returned", reason: "Khác." })).toMatchObject({ code: "conflict" });
    expect((await moneyOf(ledger.household.shopId)).availableVnd).toBe(last?.vnd);
    const runId = await approved();
    const [payout] = (await runOf(runId)).payouts;
    expect((await record(payout?.id ?? "", { outcome: "failed", reason: "Ngân hàng bảo trì." })).ok).toBe(true);
    expect(await moneyOf(ledger.household.shopId)).toMatchObject({ availableVnd: last?.vnd, heldBack: null });
  });
});

describe("a statement", () => {
  it("leads from what was payable before to what is paid, each amount with its order, for the shop's people alone", async () => {
    const sold = await complete([ledger.household]);
    const runId = await approved();
    const [payout] = (await runOf(runId)).payouts;
    await record(payout?.id ?? "");
    const payoutId = payout?.id ?? "";
    const found = await viewStatement(market(), ledger.seller, payoutId);
    if (!found.ok) throw new Error(found.code);
    const { openingVnd, events, payout: shown } = found.value;
    expect(openingVnd + events.reduce((sum, { availableVnd }) => sum + availableVnd, 0)).toBe(shown.amountVnd);
    const own = events.find(({ orderCode }) => orderCode === sold.orders[0]?.code);
    expect(own).toMatchObject({
      event: "order_completed",
      availableVnd: HOUSEHOLD,
      commissionVnd: 2_999,
      vatVnd: 1_000,
      pitVnd: 500,
    });
    expect(events.every(({ orderCode, payoutCode }) => orderCode !== null || payoutCode !== null)).toBe(true);
    for (const stranger of [
      nobody,
      ledger.finance,
      { ...ledger.seller, memberships: [{ shopId: ledger.cooperative.shopId, role: "owner" as const }] },
    ])
      expect(await viewStatement(market(), stranger, payoutId)).toMatchObject({ code: "not_found" });
    const packer = { ...ledger.seller, memberships: [{ shopId: ledger.household.shopId, role: "packer" as const }] };
    expect(await viewShopMoney(market(), packer, ledger.household.shopId, { page: 1 })).toMatchObject({
      code: "not_found",
    });
  });

  it("of a shop that owes the market says so: its debt is carried over and nothing is planned", async () => {
    const sold = await complete([ledger.cooperative]);
    const order = sold.orders[0];
    const runId = await approved();
    const payout = (await runOf(runId)).payouts.find(({ shopId }) => shopId === ledger.cooperative.shopId);
    await record(payout?.id ?? "");
    const owed = {
      groupId: sold.groupId,
      orderId: order?.id ?? "",
      attemptId: null,
      amountVnd: order?.totalVnd ?? 0,
      cause: "staff_refused",
      causeKey: `order:${order?.id}`,
    } as never;
    await market().transact(async (tx) => ok(await oweRefund(tx, owed)));
    expect(await moneyOf(ledger.cooperative.shopId)).toMatchObject({
      availableVnd: -COOPERATIVE,
      heldBack: "negative",
    });
  });
});
