import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { retryPayment } from "#services/checkout/pay-again.ts";
import { postCaptured, postCollected, postCompleted, postOwed, postRefundPaid } from "#services/ledger/post.ts";
import { cancelOrder } from "#services/orders/cancel-order.ts";
import { confirmReceived } from "#services/orders/confirm-received.ts";
import { completeOrder } from "#services/orders/jobs.ts";
import { recordCashReceived } from "#services/orders/record-cash-received.ts";
import { recordRefundPaid } from "#services/orders/record-refund-paid.ts";
import { newId } from "#services/shared/ids.ts";
import { ok } from "#services/shared/result.ts";
import { batchesOf, bookOf } from "#tests/support/book.ts";
import { type LedgerBench, openLedgerBench, type Sold } from "#tests/support/ledger-bench.ts";
import { findWrongSums } from "#tests/support/sums.ts";

let ledger: LedgerBench;
beforeAll(async () => {
  ledger = await openLedgerBench();
});
afterAll(() => ledger.bench.end());
afterEach(async () => {
  expect(await findWrongSums(ledger.bench.sql)).toEqual([]);
});

const first = (sold: Sold) => sold.orders[0] as Sold["orders"][number];
const second = (sold: Sold) => sold.orders[1] as Sold["orders"][number];
const confirm = (sold: Sold, orderCode: string) =>
  confirmReceived(ledger.bench.market, sold.buyer, { groupCode: sold.code, orderCode, requestId: newId() });
const cancel = (sold: Sold, orderCode: string) =>
  cancelOrder(ledger.bench.market, sold.buyer, { groupCode: sold.code, orderCode, requestId: newId() });
const takeCash = (code: string) => recordCashReceived(ledger.bench.market, ledger.seller, ledger.act(code));
const duesOf = (groupId: string) =>
  ledger.bench.sql<{ id: string }[]>`select id from refund_dues where group_id = ${groupId} order by created_at, id`;
async function refund(groupId: string) {
  for (const { id } of await duesOf(groupId))
    await recordRefundPaid(ledger.bench.market, ledger.finance, { refundId: id, reference: `FT-${id}` });
}

/** 3 × 33.333 of a household with 15.000 of sending: 3 % commission rounded down, 1 % and 0,5 % tax rounded to the đồng. */
const HOUSEHOLD = { total: 114_999, commission: 2_999, vat: 1_000, pit: 500, shop: 110_500 };
/** 3 × 120.000 of a cooperative: no tax. */
const COOPERATIVE = { total: 375_000, commission: 10_800, shop: 364_200 };

describe("money of a group paid through a gateway", () => {
  it("is split over shops, commission and the tax of households the moment it is captured, once", async () => {
    const sold = await ledger.sell("vnpay");
    expect(await batchesOf(ledger.bench.sql, sold.groupId)).toEqual([]);
    expect(await Promise.all([1, 2, 3, 4].map(() => ledger.pay(sold.groupId)))).toContain("00");
    expect(await batchesOf(ledger.bench.sql, sold.groupId)).toEqual(["prepaid_captured"]);
    expect(await bookOf(ledger.bench.sql, first(sold).id)).toEqual({
      "gateway_clearing vnpay": HOUSEHOLD.total,
      shop_pending: -HOUSEHOLD.shop,
      commission: -HOUSEHOLD.commission,
      "tax_withheld vat": -HOUSEHOLD.vat,
      "tax_withheld pit": -HOUSEHOLD.pit,
    });
    expect(await bookOf(ledger.bench.sql, second(sold).id)).toEqual({
      "gateway_clearing vnpay": COOPERATIVE.total,
      shop_pending: -COOPERATIVE.shop,
      commission: -COOPERATIVE.commission,
    });
  });

  it("becomes payable when the buyer confirms or the timer does, also when both come at once", async () => {
    const sold = await ledger.sell("vnpay");
    await ledger.pay(sold.groupId);
    for (const { code } of sold.orders) await ledger.send(code);
    await ledger.bench.advanceClock(8 * 86_400);
    const timer = () => completeOrder(ledger.bench.market, { orderId: first(sold).id });
    await Promise.all([timer(), confirm(sold, first(sold).code), timer()]);
    await completeOrder(ledger.bench.market, { orderId: second(sold).id });
    expect(await batchesOf(ledger.bench.sql, sold.groupId)).toEqual([
      "prepaid_captured",
      "order_completed",
      "order_completed",
    ]);
    expect(await bookOf(ledger.bench.sql, first(sold).id)).toMatchObject({ shop_available: -HOUSEHOLD.shop });
    expect(await bookOf(ledger.bench.sql, second(sold).id)).toEqual({
      "gateway_clearing vnpay": COOPERATIVE.total,
      shop_available: -COOPERATIVE.shop,
      commission: -COOPERATIVE.commission,
    });
  });

  it("is owed back with commission and tax when one of its orders ends, and leaves the bank when it is paid", async () => {
    const sold = await ledger.sell("vnpay");
    await ledger.pay(sold.groupId);
    const { id, code } = first(sold);
    await Promise.all([cancel(sold, code), cancel(sold, code)]);
    expect(await bookOf(ledger.bench.sql, id)).toEqual({
      "gateway_clearing vnpay": HOUSEHOLD.total,
      refunds_owed: -HOUSEHOLD.total,
    });
    await Promise.all([refund(sold.groupId), refund(sold.groupId)]);
    expect(await bookOf(ledger.bench.sql, id)).toEqual({
      "gateway_clearing vnpay": HOUSEHOLD.total,
      bank: -HOUSEHOLD.total,
    });
    expect(await bookOf(ledger.bench.sql, second(sold).id)).toMatchObject({ shop_pending: -COOPERATIVE.shop });
  });

  it("that comes twice, or in another amount, stands as owed and with no order", async () => {
    const before = await bookOf(ledger.bench.sql);
    const sold = await ledger.sell("vnpay", [ledger.cooperative]);
    const input = { code: sold.code, requestId: newId(), language: "vi" } as const;
    await retryPayment(ledger.bench.market, sold.buyer, input);
    await ledger.pay(sold.groupId, { attempt: 0 });
    await ledger.pay(sold.groupId, { attempt: 1 });
    const other = await ledger.sell("vnpay", [ledger.cooperative]);
    expect(await ledger.pay(other.groupId, { amountVnd: 5_000 })).toBe("04");
    expect(await batchesOf(ledger.bench.sql, sold.groupId)).toEqual(["prepaid_captured", "stray_money"]);
    expect(await batchesOf(ledger.bench.sql, other.groupId)).toEqual(["stray_money"]);
    const owed = (book: Record<string, number>) => book.refunds_owed ?? 0;
    expect(owed(await bookOf(ledger.bench.sql)) - owed(before)).toBe(-COOPERATIVE.total - 5_000);
    await refund(sold.groupId);
    expect(await batchesOf(ledger.bench.sql, sold.groupId)).toContain("refund_paid");
  });
});

describe("cash at the door", () => {
  it("leaves the book alone until it is taken, and stands with the carrier then", async () => {
    const sold = await ledger.sell("cod");
    for (const { code } of sold.orders) await ledger.send(code, "other");
    expect(await batchesOf(ledger.bench.sql, sold.groupId)).toEqual([]);
    const { id, code } = first(sold);
    await Promise.all([takeCash(code), takeCash(code)]);
    expect(await bookOf(ledger.bench.sql, id)).toMatchObject({
      "carrier_clearing other": HOUSEHOLD.total,
      shop_pending: -HOUSEHOLD.shop,
      "tax_withheld vat": -HOUSEHOLD.vat,
    });
    await confirm(sold, code);
    expect(await bookOf(ledger.bench.sql, id)).toMatchObject({ shop_available: -HOUSEHOLD.shop });
    expect(await batchesOf(ledger.bench.sql, sold.groupId)).toEqual(["cash_collected", "order_completed"]);
  });

  it("recorded after the order was complete is payable at once", async () => {
    const sold = await ledger.sell("cod", [ledger.cooperative]);
    await ledger.send(first(sold).code);
    await confirm(sold, first(sold).code);
    expect(await batchesOf(ledger.bench.sql, sold.groupId)).toEqual([]);
    await takeCash(first(sold).code);
    expect(await bookOf(ledger.bench.sql, first(sold).id)).toEqual({
      "carrier_clearing ghn": COOPERATIVE.total,
      shop_available: -COOPERATIVE.shop,
      commission: -COOPERATIVE.commission,
    });
  });

  it("of an order that ends before it leaves never was", async () => {
    const sold = await ledger.sell("cod");
    await cancel(sold, first(sold).code);
    expect(await batchesOf(ledger.bench.sql, sold.groupId)).toEqual([]);
  });
});

describe("the same event told again", () => {
  it("by sixteen at once changes nothing, whichever it is", async () => {
    const sold = await ledger.sell("vnpay");
    await ledger.pay(sold.groupId);
    await ledger.send(second(sold).code);
    await confirm(sold, second(sold).code);
    await cancel(sold, first(sold).code);
    await refund(sold.groupId);
    const [intent] = await ledger.bench.sql`select id from payment_intents where group_id = ${sold.groupId}`;
    const [due] = await duesOf(sold.groupId);
    const { groupId } = sold;
    const of = { groupId, orderId: second(sold).id };
    const dueId = due?.id ?? "";
    const before = await ledger.bench.sql`select count(*) as n from ledger_entries`;
    const again = await Promise.all(
      Array.from({ length: 16 }, (_, n) =>
        ledger.bench.market.transact(async (tx) => {
          if (n % 4 === 0)
            return ok(await postCaptured(tx, { groupId, intentId: intent?.id, attemptId: null, provider: "vnpay" }));
          if (n % 4 === 1) return ok(await postCompleted(tx, of));
          return ok(n % 4 === 2 ? await postOwed(tx, { dueId }) : await postRefundPaid(tx, { dueId }));
        }),
      ),
    );
    expect(again.map((a) => a.ok && a.value)).toEqual(Array(16).fill(false));
    expect(await ledger.bench.sql`select count(*) as n from ledger_entries`).toEqual(before);
  });

  it("for the first time by sixteen at once is written by one of them", async () => {
    const sold = await ledger.sell("cod", [ledger.household]);
    const { id, code } = first(sold);
    await ledger.send(code);
    await ledger.bench.sql`update orders set cash_received_at = market_now() where id = ${id}`;
    const taken = { groupId: sold.groupId, orderId: id, carrier: "ghn" };
    const told = await Promise.all(
      Array.from({ length: 16 }, () => ledger.bench.market.transact(async (tx) => ok(await postCollected(tx, taken)))),
    );
    expect(told.filter((t) => t.ok && t.value)).toHaveLength(1);
    expect(await batchesOf(ledger.bench.sql, sold.groupId)).toEqual(["cash_collected"]);
  });
});
