import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { acceptOrder } from "#services/orders/accept-order.ts";
import { handOverOrder } from "#services/orders/hand-over-order.ts";
import { listShopOrders } from "#services/orders/list-shop-orders.ts";
import { markDelivered } from "#services/orders/mark-delivered.ts";
import { packOrder } from "#services/orders/pack-order.ts";
import { recordCashReceived } from "#services/orders/record-cash-received.ts";
import { refuseOrder, refuseOrderAsStaff } from "#services/orders/refuse-order.ts";
import { ORDER_MOVES, type OrderState } from "#services/orders/rules.ts";
import { viewShopOrder } from "#services/orders/view-shop-order.ts";
import { viewShopToday } from "#services/orders/view-shop-today.ts";
import { newId } from "#services/shared/ids.ts";
import type { Viewer } from "#services/shared/viewer.ts";
import { type Bench, openBench } from "#tests/support/bench.ts";
import {
  addGroup,
  addLot,
  addShop,
  addStaff,
  eventsOf,
  refundsOf,
  type ShopRows,
  stateOf,
  stockOf,
} from "#tests/support/order-rows.ts";

let bench: Bench;
let shop: ShopRows;
let other: ShopRows;
beforeAll(async () => {
  bench = await openBench();
  shop = await addShop(bench.sql, [500, 30]);
  other = await addShop(bench.sql);
});
afterAll(() => bench.end());

type Act = (viewer: Viewer, code: string, requestId?: string) => Promise<{ ok: boolean; code?: string }>;

const ACTS: Record<string, { to: OrderState; run: Act }> = {
  accept: { to: "accepted", run: (v, code, requestId = newId()) => acceptOrder(bench.market, v, { code, requestId }) },
  pack: {
    to: "packed",
    run: (v, code, requestId = newId()) => packOrder(bench.market, v, { code, requestId, lots: null }),
  },
  handOver: {
    to: "handed_over",
    run: (v, code, requestId = newId()) =>
      handOverOrder(bench.market, v, {
        code,
        requestId,
        carrier: "vnpost",
        carrierName: "",
        trackingNumber: "EX000412778VN",
      }),
  },
  deliver: {
    to: "delivered",
    run: (v, code, requestId = newId()) => markDelivered(bench.market, v, { code, requestId }),
  },
  refuse: {
    to: "refused",
    run: (v, code, requestId = newId()) =>
      refuseOrder(bench.market, v, { code, requestId, reasonCode: "out_of_stock", reason: "" }),
  },
};

/** An order that a shop brought to a state by its own acts. */
async function orderIn(state: OrderState, options: { paid?: boolean } = {}) {
  const isEnd = state === "cancelled" || state === "completed";
  const group = await addGroup(bench.sql, {
    shops: [shop],
    method: options.paid ? "vnpay" : "cod",
    paid: options.paid ?? false,
    state: isEnd || state === "awaiting_payment" ? state : "new",
  });
  const { code } = group.orders[0];
  const way: Partial<Record<OrderState, string[]>> = {
    accepted: ["accept"],
    packed: ["accept", "pack"],
    handed_over: ["accept", "pack", "handOver"],
    delivered: ["accept", "pack", "handOver", "deliver"],
    refused: ["refuse"],
  };
  for (const step of way[state] ?? []) expect(await ACTS[step]?.run(shop.seller, code)).toMatchObject({ ok: true });
  return group;
}

describe("a shop's acts on an order", () => {
  for (const from of Object.keys(ORDER_MOVES) as OrderState[]) {
    for (const [name, { to, run }] of Object.entries(ACTS)) {
      if ((ORDER_MOVES[from] as readonly string[]).includes(to)) continue;
      it(`refuse to ${name} an order that is ${from}`, async () => {
        const { orders } = await orderIn(from);
        const before = await stockOf(bench.sql, shop.lots[0].id);
        const answer = await run(shop.seller, orders[0].code);
        expect(answer).toMatchObject({ ok: false, code: from === "awaiting_payment" ? "not_found" : "conflict" });
        expect(await stateOf(bench.sql, orders[0].id)).toBe(from);
        expect(await stockOf(bench.sql, shop.lots[0].id)).toEqual(before);
      });
    }
  }

  it("lead from new to delivered, with times, carrier, a job and a mail each", async () => {
    const { orders } = await orderIn("delivered");
    const [row] = await bench.sql`select * from orders where id = ${orders[0].id}`;
    expect(row).toMatchObject({ state: "delivered", carrier: "vnpost", tracking_number: "EX000412778VN", version: 5 });
    expect(Date.parse(row?.complete_by) - Date.parse(row?.handed_over_at)).toBe(7 * 86_400_000);
    expect(await eventsOf(bench.sql, orders[0].id)).toEqual(["accepted", "packed", "handed_over", "delivered"]);
    const jobs = await bench.sql`select key from graphile_worker.jobs where key = ${`complete:${orders[0].id}`}`;
    expect(jobs).toHaveLength(1);
    const mails =
      await bench.sql`select kind from outbox_messages where dedupe_key like ${`order:${orders[0].id}:%`} order by created_at, id`;
    expect(mails.map((m) => m.kind)).toEqual([
      "order_accepted",
      "order_packed",
      "order_handed_over",
      "order_delivered",
    ]);
  });

  it("answer the same when the same tap comes again, at once or later, and happen once", async () => {
    const { orders } = await addGroup(bench.sql, { shops: [shop] });
    const { code, id } = orders[0];
    const requestId = newId();
    const taps = await Promise.all(Array.from({ length: 8 }, () => ACTS.accept?.run(shop.seller, code, requestId)));
    expect(taps.every((t) => t?.ok)).toBe(true);
    expect(await ACTS.pack?.run(shop.seller, code)).toMatchObject({ ok: true });
    expect(await ACTS.accept?.run(shop.seller, code, requestId)).toMatchObject({
      ok: true,
      value: { state: "packed" },
    });
    expect(await ACTS.accept?.run(shop.seller, code, newId())).toMatchObject({ ok: false, code: "conflict" });
    expect(await eventsOf(bench.sql, id)).toEqual(["accepted", "packed"]);
  });

  it("are refused without a request id of the caller", async () => {
    const { orders } = await addGroup(bench.sql, { shops: [shop] });
    expect(await ACTS.accept?.run(shop.seller, orders[0].code, "1")).toMatchObject({
      ok: false,
      code: "invalid_request",
    });
  });

  it("pack once when tapped twice at once: stock leaves once", async () => {
    const { orders } = await orderIn("accepted");
    const before = await stockOf(bench.sql, shop.lots[0].id);
    const requestId = newId();
    await Promise.all([1, 2, 3, 4].map(() => ACTS.pack?.run(shop.seller, orders[0].code, requestId)));
    const two = await Promise.all([
      ACTS.pack?.run(shop.seller, orders[0].code),
      ACTS.pack?.run(shop.seller, orders[0].code),
    ]);
    expect(two.map((t) => t?.code)).toEqual(["conflict", "conflict"]);
    expect(await stockOf(bench.sql, shop.lots[0].id)).toEqual({
      onHand: before.onHand - 2,
      reserved: before.reserved - 2,
    });
  });

  it("of another shop find nothing, to read or to write", async () => {
    const { orders } = await addGroup(bench.sql, { shops: [shop] });
    const { code, id } = orders[0];
    for (const { run } of Object.values(ACTS)) {
      expect(await run(other.seller, code)).toMatchObject({ ok: false, code: "not_found" });
    }
    expect(await recordCashReceived(bench.market, other.seller, { code, requestId: newId() })).toMatchObject({
      code: "not_found",
    });
    expect(await viewShopOrder(bench.market, other.seller, code)).toMatchObject({ code: "not_found" });
    const wanted = { tab: null, page: 1 };
    expect(await listShopOrders(bench.market, other.seller, shop.shopId, wanted)).toMatchObject({ code: "not_found" });
    expect(await viewShopToday(bench.market, other.seller, shop.shopId)).toMatchObject({ code: "not_found" });
    const seen = await listShopOrders(bench.market, other.seller, other.shopId, wanted);
    expect(seen).toMatchObject({ ok: true, value: { orders: [] } });
    expect(await stateOf(bench.sql, id)).toBe("new");
    for (const odd of ["\u0000", "", "x".repeat(500), "' or 1=1", "đơn"]) {
      expect(await ACTS.accept?.run(shop.seller, odd)).toMatchObject({ code: "not_found" });
      expect(await viewShopOrder(bench.market, shop.seller, odd)).toMatchObject({ code: "not_found" });
    }
  });

  it("show a shop its orders by work, but not those that wait for their payment", async () => {
    const own = await addShop(bench.sql);
    const hidden = await addGroup(bench.sql, { shops: [own], state: "awaiting_payment", method: "vnpay" });
    const shown = await addGroup(bench.sql, { shops: [own] });
    const list = await listShopOrders(bench.market, own.seller, own.shopId, { tab: null, page: 1 });
    expect(list).toMatchObject({ ok: true, value: { tab: "new", counts: { new: 1, pack: 0 }, pages: 1 } });
    expect(list.ok && list.value.orders.map((o) => o.code)).toEqual([shown.orders[0].code]);
    expect(await viewShopOrder(bench.market, own.seller, hidden.orders[0].code)).toMatchObject({ code: "not_found" });
    const one = await viewShopOrder(bench.market, own.seller, shown.orders[0].code);
    expect(one).toMatchObject({ ok: true, value: { contact: { name: "Nguyễn Thu Hà" }, choices: [{ free: 16 }] } });
    expect(await viewShopToday(bench.market, own.seller, own.shopId)).toMatchObject({
      ok: true,
      value: { toAccept: 1, toPack: 0, onSale: 1, lowStock: [] },
    });
  });
});

describe("packing", () => {
  const pack = (code: string, lots: Parameters<typeof packOrder>[2]["lots"], seller = shop.seller) =>
    packOrder(bench.market, seller, { code, requestId: newId(), lots });

  it("from other lots moves the holds, takes the stock there and logs both", async () => {
    const own = await addShop(bench.sql, [10, 5]);
    const [first, second] = own.lots as [{ id: string; number: string }, { id: string; number: string }];
    const { orders } = await addGroup(bench.sql, { shops: [own], quantity: 4 });
    const { code, id, lineId } = orders[0];
    await acceptOrder(bench.market, own.seller, { code, requestId: newId() });
    const done = await pack(
      code,
      [
        { lineId, lotId: first.id, quantity: 1 },
        { lineId, lotId: second.id, quantity: 3 },
      ],
      own.seller,
    );
    expect(done).toMatchObject({ ok: true, value: { state: "packed" } });
    expect(await stockOf(bench.sql, first.id)).toEqual({ onHand: 9, reserved: 0 });
    expect(await stockOf(bench.sql, second.id)).toEqual({ onHand: 2, reserved: 0 });
    const packed =
      await bench.sql`select lot_id, quantity, packed_at is not null as is_packed from line_lots where line_id = ${lineId} order by quantity`;
    expect(packed.map((p) => [p.lot_id, p.quantity, p.is_packed])).toEqual([
      [first.id, 1, true],
      [second.id, 3, true],
    ]);
    const holds =
      await bench.sql`select state, sum(quantity)::int as n from holds where order_line_id = ${lineId} group by state order by state`;
    expect(holds.map((h) => [h.state, h.n])).toEqual([
      ["consumed", 4],
      ["released", 4],
    ]);
    const [event] = await bench.sql`select data from order_events where order_id = ${id} and kind = 'packed'`;
    expect(event?.data).toMatchObject({ movedLines: 1, [`from:${lineId}`]: `${first.number} × 4` });
    expect(event?.data[`to:${lineId}`]).toBe(`${first.number} × 1, ${second.number} × 3`);
  });

  it("refuses lots that are short, past their date, of another variant, doubled, too few or made up", async () => {
    const own = await addShop(bench.sql, [10, 1]);
    const past = await addLot(bench.sql, own, 9, "2020-01-01");
    const { orders } = await addGroup(bench.sql, { shops: [own], quantity: 4 });
    const { code, id, lineId } = orders[0];
    await acceptOrder(bench.market, own.seller, { code, requestId: newId() });
    const [first, second] = own.lots as unknown as [{ id: string }, { id: string }];
    const tries: [string, { lineId: string; lotId: string; quantity: number }[]][] = [
      ["lot_short", [{ lineId, lotId: second.id, quantity: 4 }]],
      ["lot_expired", [{ lineId, lotId: past.id, quantity: 4 }]],
      ["lot_unknown", [{ lineId, lotId: other.lots[0].id, quantity: 4 }]],
      ["lot_unknown", [{ lineId, lotId: newId(), quantity: 4 }]],
      ["lot_unknown", [{ lineId, lotId: "x' or 1=1", quantity: 4 }]],
      [
        "lots_wrong",
        [
          { lineId, lotId: first.id, quantity: 2 },
          { lineId, lotId: first.id, quantity: 2 },
        ],
      ],
      ["lots_wrong", [{ lineId, lotId: first.id, quantity: 3 }]],
      [
        "lots_wrong",
        [
          { lineId, lotId: first.id, quantity: 5 },
          { lineId, lotId: second.id, quantity: -1 },
        ],
      ],
      [
        "lots_wrong",
        [
          { lineId, lotId: first.id, quantity: 3.5 },
          { lineId, lotId: second.id, quantity: 0.5 },
        ],
      ],
      ["lots_wrong", [{ lineId: newId(), lotId: first.id, quantity: 4 }]],
      ["lots_wrong", []],
    ];
    for (const [expected, lots] of tries)
      expect(await pack(code, lots, own.seller)).toMatchObject({ ok: false, code: expected });
    expect(await stateOf(bench.sql, id)).toBe("accepted");
    expect(await stockOf(bench.sql, first.id)).toEqual({ onHand: 10, reserved: 4 });
  });

  it("of two orders that both want the last units of another lot serves one", async () => {
    const own = await addShop(bench.sql, [20, 3]);
    const lotId = own.lots[1]?.id ?? "";
    const groups = await Promise.all([1, 2].map(() => addGroup(bench.sql, { shops: [own], quantity: 2 })));
    for (const g of groups) await acceptOrder(bench.market, own.seller, { code: g.orders[0].code, requestId: newId() });
    const answers = await Promise.all(
      groups.map((g) => pack(g.orders[0].code, [{ lineId: g.orders[0].lineId, lotId, quantity: 2 }], own.seller)),
    );
    expect(answers.map((a) => (a.ok ? "ok" : a.code)).sort()).toEqual(["lot_short", "ok"]);
    expect(await stockOf(bench.sql, lotId)).toEqual({ onHand: 1, reserved: 0 });
  });
});

describe("handing over", () => {
  it("asks for a carrier and a sound number, and needs none where the shop brings the parcel itself", async () => {
    const { orders } = await orderIn("packed");
    const give = (carrier: string, carrierName: string, trackingNumber: string) =>
      handOverOrder(bench.market, shop.seller, {
        code: orders[0].code,
        requestId: newId(),
        carrier,
        carrierName,
        trackingNumber,
      });
    expect(await give("", "", "EX1")).toMatchObject({ code: "carrier_missing", field: "carrier" });
    expect(await give("other", " ", "EX1")).toMatchObject({ code: "carrier_missing", field: "carrierName" });
    expect(await give("vnpost", "", "")).toMatchObject({ code: "tracking_invalid" });
    expect(await give("vnpost", "", "<script>")).toMatchObject({ code: "tracking_invalid" });
    expect(await give("own", "", "")).toMatchObject({ ok: true, value: { state: "handed_over" } });
  });
});

describe("cash at the door", () => {
  it("is recorded once, only on delivery orders that are on their way", async () => {
    const early = await orderIn("packed");
    const late = await orderIn("delivered");
    const paid = await orderIn("delivered", { paid: true });
    const ask = (code: string, requestId = newId()) =>
      recordCashReceived(bench.market, shop.seller, { code, requestId });
    expect(await ask(early.orders[0].code)).toMatchObject({ code: "conflict" });
    expect(await ask(paid.orders[0].code)).toMatchObject({ code: "conflict" });
    const requestId = newId();
    expect(await ask(late.orders[0].code, requestId)).toMatchObject({ ok: true });
    expect(await ask(late.orders[0].code, requestId)).toMatchObject({ ok: true });
    expect(await ask(late.orders[0].code)).toMatchObject({ code: "conflict" });
    expect(await eventsOf(bench.sql, late.orders[0].id)).toContain("cash_received");
  });
});

describe("refusing", () => {
  it("gives held stock back, and owes a buyer who paid the whole order, once", async () => {
    for (const state of ["new", "accepted"] as const) {
      const before = await stockOf(bench.sql, shop.lots[0].id);
      const group = await orderIn(state, { paid: true });
      const requestId = newId();
      await Promise.all([1, 2, 3].map(() => ACTS.refuse?.run(shop.seller, group.orders[0].code, requestId)));
      expect(await stateOf(bench.sql, group.orders[0].id)).toBe("refused");
      expect(await stockOf(bench.sql, shop.lots[0].id)).toEqual(before);
      expect(await refundsOf(bench.sql, group.id)).toEqual([{ amount: 120_000, cause: "shop_refused", state: "owed" }]);
      expect((await eventsOf(bench.sql, group.orders[0].id)).slice(-2)).toEqual(["refused", "refund_owed"]);
    }
  });

  it("a packed parcel returns its units to the lots it was packed from", async () => {
    const before = await stockOf(bench.sql, shop.lots[0].id);
    const group = await orderIn("packed", { paid: true });
    expect(await ACTS.refuse?.run(shop.seller, group.orders[0].code)).toMatchObject({ ok: true });
    expect(await stockOf(bench.sql, shop.lots[0].id)).toEqual(before);
    const entries =
      await bench.sql`select reason, delta from stock_entries where order_line_id = ${group.orders[0].lineId} order by created_at, id`;
    expect(entries.map((e) => [e.reason, e.delta])).toEqual([
      ["order_packed", -2],
      ["order_returned", 2],
    ]);
    expect(await refundsOf(bench.sql, group.id)).toHaveLength(1);
  });

  it("owes nothing where nothing was paid, and asks checkout to close the intent when all orders ended", async () => {
    const group = await addGroup(bench.sql, { shops: [shop, other] });
    await ACTS.refuse?.run(shop.seller, group.orders[0].code);
    const jobs = () => bench.sql`select 1 from graphile_worker.jobs where key = ${`close-intent:${group.id}`}`;
    expect(await jobs()).toHaveLength(0);
    await ACTS.refuse?.run(other.seller, group.orders[1]?.code ?? "");
    expect(await jobs()).toHaveLength(1);
    expect(await refundsOf(bench.sql, group.id)).toEqual([]);
  });

  it("needs a reason from the list, and words where the reason is another", async () => {
    const { orders } = await addGroup(bench.sql, { shops: [shop] });
    const say = (reasonCode: string, reason: string) =>
      refuseOrder(bench.market, shop.seller, { code: orders[0].code, requestId: newId(), reasonCode, reason });
    expect(await say("", "")).toMatchObject({ code: "reason_missing", field: "reasonCode" });
    expect(await say("because", "x")).toMatchObject({ code: "reason_missing" });
    expect(await say("other", "  ")).toMatchObject({ code: "reason_words_missing", field: "reason" });
    expect(await say("other", "x".repeat(301))).toMatchObject({ code: "reason_too_long" });
    expect(await stateOf(bench.sql, orders[0].id)).toBe("new");
    expect(await say("other", "ẩm\u0000mốc")).toMatchObject({ ok: true });
    const [row] = await bench.sql`select end_reason from orders where id = ${orders[0].id}`;
    expect(row?.end_reason).toBe("ẩm mốc");
  });

  it("by staff is for moderators and orders of a suspended shop that aren't packed, and is audited", async () => {
    const own = await addShop(bench.sql);
    const group = await addGroup(bench.sql, { shops: [own], method: "vnpay", paid: true });
    const packed = await addGroup(bench.sql, { shops: [own], method: "vnpay", paid: true });
    for (const step of ["accept", "pack"]) await ACTS[step]?.run(own.seller, packed.orders[0].code);
    const moderator = await addStaff(bench.sql, "moderator");
    const finance = await addStaff(bench.sql, "finance");
    const say = (viewer: Viewer, code: string) =>
      refuseOrderAsStaff(bench.market, viewer, { code, requestId: newId(), reasonCode: "shop_suspended", reason: "" });
    expect(await say(moderator, group.orders[0].code)).toMatchObject({ code: "not_found" });
    await bench.sql`update shops set state = 'suspended' where id = ${own.shopId}`;
    expect(await say(finance, group.orders[0].code)).toMatchObject({ code: "not_found" });
    expect(await say(own.seller, group.orders[0].code)).toMatchObject({ code: "not_found" });
    expect(await say(moderator, packed.orders[0].code)).toMatchObject({ code: "conflict" });
    expect(await say(moderator, group.orders[0].code)).toMatchObject({ ok: true, value: { state: "refused" } });
    expect(await refundsOf(bench.sql, group.id)).toMatchObject([{ cause: "staff_refused", amount: 120_000 }]);
    const audit = await bench.sql`select act, reason_code from audit_entries where subject_id = ${group.orders[0].id}`;
    expect(audit.map((a) => [a.act, a.reason_code])).toEqual([["order.refuse", "shop_suspended"]]);
    expect(await ACTS.handOver?.run(own.seller, packed.orders[0].code)).toMatchObject({ ok: true });
  });
});
