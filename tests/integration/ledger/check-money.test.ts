import { execFile } from "node:child_process";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { seedDemo } from "#db/seeds/demo/market.ts";
import { checkMoney } from "#services/ledger/check-money.ts";
import { nightOfMoney } from "#services/ledger/jobs.ts";
import { cancelOrder } from "#services/orders/cancel-order.ts";
import { confirmReceived } from "#services/orders/confirm-received.ts";
import { recordCashReceived } from "#services/orders/record-cash-received.ts";
import { recordRefundPaid } from "#services/orders/record-refund-paid.ts";
import { migrateDatabase } from "#services/processes/migrate/migrate.ts";
import { newId } from "#services/shared/ids.ts";
import { openBench, TEST_SECRET } from "#tests/support/bench.ts";
import { bookOf } from "#tests/support/book.ts";
import { type LedgerBench, openLedgerBench, type Sold } from "#tests/support/ledger-bench.ts";

let ledger: LedgerBench;
/** A group of which one order is complete and the other paid back, and an order whose cash was taken. */
let sold: Sold;
let cash: Sold;
beforeAll(async () => {
  ledger = await openLedgerBench();
  const { market, sql } = ledger.bench;
  sold = await ledger.sell("vnpay");
  await ledger.pay(sold.groupId);
  const [one, other] = sold.orders as [Sold["orders"][0], Sold["orders"][0]];
  await ledger.send(one.code);
  const act = (orderCode: string) => ({ groupCode: sold.code, orderCode, requestId: newId() });
  await confirmReceived(market, sold.buyer, act(one.code));
  await cancelOrder(market, sold.buyer, act(other.code));
  const [due] = await sql`select id from refund_dues`;
  await recordRefundPaid(market, ledger.finance, { refundId: due?.id, reference: "FT-1" });
  cash = await ledger.sell("cod", [ledger.household]);
  await ledger.send(cash.orders[0]?.code ?? "");
  await recordCashReceived(market, ledger.seller, ledger.act(cash.orders[0]?.code ?? ""));
});
afterAll(() => ledger.bench.end());

const difference = async () => (await checkMoney(ledger.bench.market)).difference;

/** What the check says when the owner of the database did something with every rule off; it is undone afterwards. */
async function behindItsBack(act: string): Promise<string | null> {
  const { sql } = ledger.bench;
  const tables = [
    "ledger_entries",
    "ledger_batches",
    "ledger_accounts",
    "ledger_snapshots",
    "refund_dues",
    "orders",
    "order_lines",
    "payment_intents",
    "payment_attempts",
    "tax_rates",
  ];
  await sql.begin(async (tx) => {
    for (const table of tables) await tx.unsafe(`create table kept_${table} as table ${table}`);
    await tx.unsafe(`set local session_replication_role = replica`);
    const done = await tx.unsafe(act);
    if (done.count === 0) throw new Error(`nothing was changed by ${act}`);
  });
  const said = await difference();
  await sql.begin(async (tx) => {
    await tx.unsafe(`set local session_replication_role = replica`);
    for (const table of tables) {
      await tx.unsafe(`delete from ${table}`);
      await tx.unsafe(`insert into ${table} overriding system value select * from kept_${table}`);
      await tx.unsafe(`drop table kept_${table}`);
    }
  });
  expect(await difference()).toBeNull();
  return said;
}

const entry = (kind: string, more = "true") =>
  `(select e.seq from ledger_entries e join ledger_accounts a on a.id = e.account_id join ledger_batches b on b.id = e.batch_id
    where a.kind = '${kind}' and ${more} order by e.seq limit 1)`;

describe("check:money", () => {
  it("finds nothing after sales, cash, completion and refunds, and counts what it looked at", async () => {
    expect(await checkMoney(ledger.bench.market)).toEqual({ difference: null, batches: 5, entries: 33, orders: 3 });
  });

  it("names an entry's batch and order when its amount was changed", async () => {
    const said = await behindItsBack(
      `update ledger_entries set amount_vnd = amount_vnd - 1000 where seq = ${entry("commission", "b.kind = 'cash_collected'")}`,
    );
    expect(said).toBe(
      `Batch collected:order:${cash.orders[0]?.id} (cash_collected of order ${cash.orders[0]?.code}) adds up to -1000 đồng instead of 0, in 9 entries of 9.`,
    );
  });

  it("names what was changed so that it still adds up to zero", async () => {
    const inCash = "b.kind = 'cash_collected'";
    const shift = (kind: string) =>
      `update ledger_entries set amount_vnd = amount_vnd + case when seq = ${entry(kind, inCash)} then -100 else 100 end
       where seq in (${entry(kind, inCash)}, ${entry("shop_pending", `${inCash} and e.line_id is not null`)})`;
    const code = cash.orders[0]?.code;
    expect(await behindItsBack(shift("commission"))).toMatch(
      `Order ${code}: a line of 99999 đồng with 2999 commission`,
    );
    expect(await behindItsBack(shift("tax_withheld"))).toMatch(`Order ${code}: a line of 99999 đồng`);
    expect(await behindItsBack(shift("carrier_clearing"))).toMatch(
      `Order ${code} took 114999 đồng in cash, the ledger has 114899`,
    );
    const toAnotherShop = `update ledger_entries set account_id = (select id from ledger_accounts where kind = 'shop_pending'
      and shop_id = '${ledger.cooperative.shopId}') where seq = ${entry("shop_pending", inCash)}`;
    expect(await behindItsBack(toAnotherShop)).toMatch(/^Entry \d+ of .* stands with another order, shop or group/);
    const toAvailable = `update ledger_entries set account_id = (select id from ledger_accounts where kind = 'shop_available'
      and shop_id = '${ledger.household.shopId}') where account_id = (select id from ledger_accounts where kind = 'shop_pending'
      and shop_id = '${ledger.household.shopId}') and order_id = '${cash.orders[0]?.id}'`;
    expect(await behindItsBack(toAvailable)).toMatch(/^Order .* was paid|^Order .* a line/);
  });

  it("names a batch that was taken out whole, or written for nothing", async () => {
    const takeOut = (kind: string) =>
      `with gone as (delete from ledger_batches where kind = '${kind}' returning id)
       delete from ledger_entries where batch_id in (select id from gone)`;
    expect(await behindItsBack(takeOut("cash_collected"))).toBe(
      `Order ${cash.orders[0]?.code} took 114999 đồng in cash, the ledger has 0 đồng of it as taken at the door.`,
    );
    expect(await behindItsBack(takeOut("prepaid_captured"))).toBe(
      `Group ${sold.code} was paid 489999 đồng through a gateway, the ledger has 0.`,
    );
    expect(await behindItsBack(takeOut("order_completed"))).toMatch(
      `Order ${sold.orders[0]?.code} (completed, 114999 đồng) stands in the ledger with 110500 pending, 0 payable`,
    );
    expect(await behindItsBack(takeOut("order_ended"))).toMatch(sold.orders[1]?.code ?? "?");
    expect(await behindItsBack(takeOut("refund_paid"))).toBe(
      `Group ${sold.code}: 375000 đồng were paid back (buyer_cancelled), the ledger has 375000 owed and 0 paid.`,
    );
    expect(await behindItsBack("delete from refund_dues")).toMatch(sold.orders[1]?.code ?? "?");
  });

  it("names an order, line, intent, attempt or debt that was changed instead", async () => {
    const { code } = sold;
    expect(
      await behindItsBack(
        `update orders set total_vnd = total_vnd + 1, shipping_vnd = shipping_vnd + 1 where id = '${cash.orders[0]?.id}'`,
      ),
    ).toMatch(`Group ${cash.code}`);
    expect(
      await behindItsBack(`update order_lines set commission_vnd = 0 where order_id = '${cash.orders[0]?.id}'`),
    ).toMatch(`Order ${cash.orders[0]?.code}`);
    expect(await behindItsBack(`update payment_intents set amount_vnd = 1 where group_id = '${sold.groupId}'`)).toMatch(
      `Group ${code}`,
    );
    expect(await behindItsBack(`update payment_attempts set amount_vnd = 1`)).toMatch(`Group ${code}`);
    expect(
      await behindItsBack(`update payment_intents set state = 'canceled' where group_id = '${sold.groupId}'`),
    ).toMatch(`Group ${code}`);
    expect(await behindItsBack(`update refund_dues set amount_vnd = 5`)).toMatch(`Group ${code}`);
    expect(await behindItsBack(`update orders set state = 'delivered' where state = 'completed'`)).toMatch(
      sold.orders[0]?.code ?? "?",
    );
    expect(await behindItsBack(`update orders set cash_received_at = null`)).toMatch(cash.orders[0]?.code ?? "?");
  });

  it("is a command that ends with 0 and what it looked at, or with 1 and the difference", async () => {
    const run = () =>
      new Promise<{ code: number; out: string; err: string }>((done) => {
        const env = { PATH: process.env.PATH, DATABASE_URL: ledger.bench.url, PUBLIC_URL: "http://localhost:3000" };
        execFile(
          process.execPath,
          ["services/processes/check-money/main.ts"],
          { env: { ...env, NODE_ENV: "test", APP_SECRET: TEST_SECRET } },
          (error, out, err) => done({ code: typeof error?.code === "number" ? error.code : 0, out, err }),
        );
      });
    const { sql } = ledger.bench;
    const good = await run();
    expect(good).toMatchObject({ code: 0, err: "" });
    expect(good.out).toMatch(/^The money adds up: 3 orders, 5 batches of 33 entries \(\d+\.\d s\)\.\n$/);
    const [was] =
      await sql`select commission_vnd as amount from order_lines where order_id = ${cash.orders[0]?.id ?? ""}`;
    const change = (amount: number) =>
      sql.begin(async (tx) => {
        await tx`set local session_replication_role = replica`;
        await tx`update order_lines set commission_vnd = ${amount} where order_id = ${cash.orders[0]?.id ?? ""}`;
      });
    await change(1);
    const bad = await run();
    await change(Number(was?.amount));
    expect({ code: bad.code, out: bad.out }).toEqual({ code: 1, out: "" });
    expect(bad.err).toMatch(
      `cho-phien: the money does not add up. Order ${cash.orders[0]?.code}: a line of 99999 đồng with 1 commission`,
    );
  });

  it("finds nothing in the demo market as it is seeded", async () => {
    const demo = await openBench();
    try {
      await seedDemo(demo.market);
      expect((await checkMoney(demo.market)).difference).toBeNull();
    } finally {
      await demo.end();
    }
  });
});

describe("the night's work", () => {
  const snapshots = () => ledger.bench.sql`
    select count(*)::int as n, coalesce(sum(s.balance_vnd), 0)::int as total, max(s.upto_seq)::int as upto from ledger_snapshots s`;
  const untrue = () => ledger.bench.sql`
    select 1 from ledger_balances b where b.balance_vnd <> (select coalesce(sum(e.amount_vnd), 0) from ledger_entries e where e.account_id = b.account_id)`;

  it("rolls the balances forward, again and again, also while sales go on", async () => {
    await nightOfMoney(ledger.bench.market, {});
    const [before] = await snapshots();
    expect(before).toMatchObject({ total: 0, upto: 33 });
    const more = await Promise.all([1, 2, 3, 4, 5, 6].map(() => ledger.sell("vnpay")));
    await Promise.all([
      ...more.map((m) => ledger.pay(m.groupId)),
      nightOfMoney(ledger.bench.market, {}),
      nightOfMoney(ledger.bench.market, {}),
    ]);
    expect(await untrue()).toHaveLength(0);
    await nightOfMoney(ledger.bench.market, {});
    expect(await untrue()).toHaveLength(0);
    expect((await snapshots())[0]?.upto).toBeGreaterThan(33);
    expect(await difference()).toBeNull();
  });

  it("tells finance of a difference once, and leaves the balances as they are", async () => {
    const { sql, market } = ledger.bench;
    await sql`update accounts set email_verified = true where id = ${ledger.finance.accountId}`;
    const before = await snapshots();
    await sql`update ledger_snapshots set balance_vnd = balance_vnd + 7 where account_id = (select id from ledger_accounts where kind = 'commission')`;
    await nightOfMoney(market, {});
    await nightOfMoney(market, {});
    const told = await sql`select body from outbox_messages where kind = 'money_difference'`;
    expect(told.map((m) => m.body)).toEqual([expect.stringContaining("The snapshot of account commission says")]);
    expect((await snapshots())[0]?.upto).toBe(before[0]?.upto);
    await sql`update ledger_snapshots set balance_vnd = balance_vnd - 7 where account_id = (select id from ledger_accounts where kind = 'commission')`;
    expect(await difference()).toBeNull();
  });
});

describe("sales from before there was a ledger", () => {
  it("are posted once by the migration, dated when they happened, as they would have been then", async () => {
    const { sql, url, market } = ledger.bench;
    const late = await ledger.sell("vnpay");
    await ledger.pay(late.groupId);
    const before = await bookOf(sql);
    const times = () =>
      sql`select key, kind, group_id, order_id, attempt_id, refund_due_id, occurred_at::date from ledger_batches order by key`;
    const batches = await times();
    await sql.begin(async (tx) => {
      await tx`set local session_replication_role = replica`;
      await tx`delete from ledger_snapshots`;
      await tx`delete from ledger_entries`;
      await tx`delete from ledger_batches`;
      await tx`update ledger_beginnings set posted_at = null`;
    });
    expect(await difference()).not.toBeNull();
    await Promise.all([migrateDatabase(url), migrateDatabase(url)]);
    expect(await difference()).toBeNull();
    expect(await bookOf(sql)).toEqual(before);
    expect(await times()).toEqual(batches);
    expect((await checkMoney(market)).batches).toBe(batches.length);
  });

  it("are left alone afterwards: a posting that is missing later is a difference", async () => {
    const { sql, url } = ledger.bench;
    const [posted] = await sql`select posted_at from ledger_beginnings`;
    expect(posted?.posted_at).not.toBeNull();
    await sql.begin(async (tx) => {
      await tx`set local session_replication_role = replica`;
      await tx`delete from ledger_entries where batch_id in (select id from ledger_batches where kind = 'cash_collected')`;
      await tx`delete from ledger_batches where kind = 'cash_collected'`;
    });
    await migrateDatabase(url);
    expect(await difference()).toMatch(`Order ${cash.orders[0]?.code} took`);
  });
});
