import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { askGateway } from "#services/checkout/ask-gateway.ts";
import { expireGroup } from "#services/checkout/expire-group.ts";
import { retryPayment, switchToCod } from "#services/checkout/pay-again.ts";
import { viewReturn } from "#services/checkout/view-return.ts";
import { newId } from "#services/shared/ids.ts";
import { guest } from "#tests/support/buyers.ts";
import { type Awaiting, openPayBench, type PayBench, standing } from "#tests/support/pay-bench.ts";
import { paidFields, signed } from "#tests/support/pay-words.ts";
import { findWrongSums } from "#tests/support/sums.ts";

const HELD_AND_GRACE = 15 * 60 + 61;

describe("words of a gateway, honest and not", () => {
  let pay: PayBench;
  beforeAll(async () => {
    pay = await openPayBench();
  });
  afterAll(() => pay.end());

  const stands = (order: Awaiting) => standing(pay.bench, order.groupId);
  const attemptOf = async (reference: string) =>
    String((await pay.bench.sql`select id from payment_attempts where reference = ${reference}`)[0]?.id);
  const again = async (order: Awaiting) => {
    const requestId = newId();
    const answer = await retryPayment(pay.bench.market, order.viewer, { code: order.code, requestId, language: "vi" });
    const [row] = await pay.bench.sql`select reference from payment_attempts where request_id = ${requestId}`;
    return { answer, order: { ...order, reference: String(row?.reference) } };
  };

  it("pays through the real gateway, once, whose second call hears that it is known", async () => {
    const order = await pay.awaiting();
    expect(await stands(order)).toMatchObject({ intent: "requires_action", orders: ["awaiting_payment"], free: 8 });
    await pay.control("outcome", { payUrl: order.payAddress });
    expect(await stands(order)).toMatchObject({
      intent: "succeeded",
      orders: ["new"],
      attempts: ["succeeded"],
      paid: 1,
    });
    const sent = await pay.control("ipn", { txnRef: order.reference, action: "duplicate" });
    expect(sent.body.ipn.calls.map((c: { rspCode: string }) => c.rspCode)).toEqual(["00", "02", "02"]);
    expect(await stands(order)).toMatchObject({ paid: 1, owed: [] });
  });

  it("counts a payment once when ten calls and two questions come at the same moment", async () => {
    const order = await pay.awaiting();
    await pay.control("ipn", { txnRef: order.reference, action: "drop" });
    await pay.control("outcome", { payUrl: order.payAddress });
    const attemptId = await attemptOf(order.reference);
    const [outcome] = (await pay.control("transactions")).body.transactions.filter(
      (t: { txnRef: string }) => t.txnRef === order.reference,
    );
    const query = signed(paidFields(order, { vnp_TransactionNo: outcome.outcome.transactionNo }));
    const codes = await Promise.all([
      ...Array.from({ length: 10 }, () => pay.codeOf(query)),
      askGateway(pay.bench.market, attemptId).then(() => "asked"),
      askGateway(pay.bench.market, attemptId).then(() => "asked"),
    ]);
    expect(codes.filter((c) => c === "00").length).toBeLessThanOrEqual(1);
    expect(codes.filter((c) => c !== "00" && c !== "02" && c !== "asked")).toEqual([]);
    expect(await stands(order)).toMatchObject({ intent: "succeeded", attempts: ["succeeded"], paid: 1, owed: [] });
  });

  it("believes nothing that is forged, foreign or of an unknown reference, and keeps it all", async () => {
    const order = await pay.awaiting();
    const kept = async () => Number((await pay.bench.sql`select count(*)::int as n from payment_callbacks`)[0]?.n);
    const before = await kept();
    const good = signed(paidFields(order));
    const answers = [
      await pay.codeOf(signed(paidFields(order), "another-secret-altogether")),
      await pay.codeOf(good.replace(/vnp_SecureHash=./, "vnp_SecureHash=z")),
      await pay.codeOf(
        good.replace(order.reference, `${order.reference.slice(0, -1)}${order.reference.endsWith("0") ? "1" : "0"}`),
      ),
      await pay.codeOf(signed(paidFields({ ...order, reference: "261124UNKNOWN000000" }))),
      await pay.codeOf(signed(paidFields(order, { vnp_TmnCode: "OTHER001" }))),
      await pay.codeOf(signed(paidFields(order, { vnp_Amount: "1" }))),
      await pay.codeOf(`${good}&vnp_Amount=100`),
      await pay.codeOf(""),
      await pay.codeOf("%ff=%00&vnp_%E0%A4%A=1"),
    ];
    expect(answers).toEqual(["97", "97", "97", "01", "01", "99", "99", "99", "99"]);
    expect(await kept()).toBe(before + answers.length);
    expect(await stands(order)).toMatchObject({ intent: "requires_action", attempts: ["pending"], paid: 0, owed: [] });
  });

  it("judges the amount before whether it is settled: another amount is 04 both times", async () => {
    const order = await pay.awaiting();
    const failed = signed(
      paidFields(order, { vnp_Amount: "100", vnp_ResponseCode: "24", vnp_TransactionStatus: "02" }),
    );
    expect(await pay.codeOf(failed)).toBe("04");
    expect(await stands(order)).toMatchObject({ attempts: ["pending"], owed: [] });
    expect(await pay.codeOf(signed(paidFields(order)))).toBe("00");
    expect(await pay.codeOf(signed(paidFields(order, { vnp_Amount: "100" })))).toBe("04");
    expect(await stands(order)).toMatchObject({ intent: "succeeded", paid: 1 });
  });

  it("owes back another amount that was really paid, once, and doesn't call the order paid", async () => {
    const order = await pay.awaiting();
    const query = signed(paidFields(order, { vnp_Amount: "1000000" }));
    expect(await pay.codeOf(query)).toBe("04");
    expect(await pay.codeOf(query)).toBe("04");
    expect(await stands(order)).toMatchObject({ paid: 0, owed: ["amount_differs"], orders: ["awaiting_payment"] });
  });

  it("is paid only when both codes say so; contradictions and suspicion wait for a person", async () => {
    for (const [code, status] of [
      ["00", "02"],
      ["24", "00"],
      ["07", "00"],
      ["00", "04"],
    ] as const) {
      const order = await pay.awaiting();
      await pay.codeOf(signed(paidFields(order, { vnp_ResponseCode: code, vnp_TransactionStatus: status })));
      expect(await stands(order)).toMatchObject({ paid: 0, orders: ["awaiting_payment"] });
    }
  });

  it("never moves by the address of the return page", async () => {
    const order = await pay.awaiting();
    const query = signed(paidFields(order));
    expect(await viewReturn(pay.bench.market, query)).toEqual({ kind: "waiting", code: order.code });
    expect(await viewReturn(pay.bench.market, signed(paidFields(order), "another-secret-altogether"))).toEqual({
      kind: "unreadable",
    });
    expect(await stands(order)).toMatchObject({ intent: "requires_action", paid: 0 });
  });

  it("fails, is tried again, and succeeds; the first attempt paid after all is owed back", async () => {
    const order = await pay.awaiting();
    await pay.control("outcome", { payUrl: order.payAddress, responseCode: "51" });
    expect(await stands(order)).toMatchObject({ intent: "requires_payment_method", attempts: ["failed"], free: 8 });
    const { answer, order: second } = await again(order);
    if (!answer.ok) throw new Error(answer.code);
    await pay.control("outcome", { payUrl: answer.value.payAddress });
    expect(await stands(order)).toMatchObject({ intent: "succeeded", attempts: ["failed", "succeeded"], paid: 1 });
    expect(await pay.codeOf(signed(paidFields(second)))).toBe("02");
    expect(await pay.codeOf(signed(paidFields(order)))).toBe("00");
    expect(await stands(order)).toMatchObject({ attempts: ["late", "succeeded"], owed: ["double_payment"], paid: 1 });
  });

  it("lets nobody else pay again or change the way of paying, and answers a repeated request the same", async () => {
    const order = await pay.awaiting();
    const stranger = guest();
    const request = { code: order.code, requestId: newId(), language: "vi" as const };
    expect(await retryPayment(pay.bench.market, stranger, request)).toMatchObject({ code: "not_found" });
    expect(await switchToCod(pay.bench.market, stranger, { code: order.code })).toMatchObject({ code: "not_found" });
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => retryPayment(pay.bench.market, order.viewer, request)),
    );
    expect(new Set(answers.map((a) => (a.ok ? a.value.payAddress : a.code))).size).toBe(1);
    expect((await stands(order)).attempts).toHaveLength(2);
  });

  it("answers a repeated attempt the same when the hold is nearly over, and leads to the order once it is decided", async () => {
    const order = await pay.awaiting();
    const request = { code: order.code, requestId: newId(), language: "vi" as const };
    const retry = () => retryPayment(pay.bench.market, order.viewer, request);
    const first = await retry();
    if (!first.ok || !first.value.payAddress) throw new Error("no second attempt");
    await pay.later(14 * 60 + 30);
    expect(await retry()).toEqual(first);
    const late = { ...request, requestId: newId() };
    expect(await retryPayment(pay.bench.market, order.viewer, late)).toMatchObject({ code: "too_late" });
    await pay.control("outcome", { payUrl: first.value.payAddress });
    expect(await stands(order)).toMatchObject({ intent: "succeeded", paid: 1 });
    expect(await retry()).toEqual({ ok: true, value: { payAddress: null } });
    const elsewhere = await pay.awaiting();
    const stolen = { ...request, code: elsewhere.code };
    expect(await retryPayment(pay.bench.market, elsewhere.viewer, stolen)).toMatchObject({ code: "not_found" });
    expect((await stands(elsewhere)).attempts).toEqual(["pending"]);
  });

  it("answers a repeated change to paying at the door the same, also at once and long after", async () => {
    const order = await pay.awaiting();
    const tap = () => switchToCod(pay.bench.market, order.viewer, { code: order.code });
    const taps = await Promise.all([1, 2, 3, 4].map(tap));
    expect(taps.every((t) => t.ok)).toBe(true);
    await pay.later(86_400);
    expect((await tap()).ok).toBe(true);
    expect(await stands(order)).toMatchObject({ intent: "processing", method: "cod", orders: ["new"], free: 8 });
    const [events] = await pay.bench.sql`
      select count(*)::int as n from order_events where group_id = ${order.groupId} and kind = 'method_changed'`;
    expect(events?.n).toBe(1);
    expect(await switchToCod(pay.bench.market, guest(), { code: order.code })).toMatchObject({ code: "not_found" });
  });

  it("cancels nothing while the gateway is silent, and gives the units back once it has spoken", async () => {
    const order = await pay.awaiting();
    expect(await expireGroup(pay.bench.market, order.groupId, { cause: "expired" })).toMatchObject({ code: "not_due" });
    await pay.later(HELD_AND_GRACE);
    await pay.control("querydr", { down: true });
    expect(await expireGroup(pay.bench.market, order.groupId, { cause: "expired" })).toMatchObject({
      code: "gateway_silent",
    });
    expect(await stands(order)).toMatchObject({ intent: "requires_action", orders: ["awaiting_payment"], free: 8 });
    await pay.control("querydr", { down: false });
    expect((await expireGroup(pay.bench.market, order.groupId, { cause: "expired" })).ok).toBe(true);
    expect(await stands(order)).toMatchObject({
      intent: "canceled",
      orders: ["cancelled"],
      attempts: ["expired"],
      free: 10,
    });
  });

  it("finds at the end of the hold a payment whose call never came", async () => {
    const order = await pay.awaiting();
    await pay.control("ipn", { txnRef: order.reference, action: "drop" });
    await pay.control("outcome", { payUrl: order.payAddress });
    await pay.later(HELD_AND_GRACE);
    expect(await expireGroup(pay.bench.market, order.groupId, { cause: "expired" })).toMatchObject({ code: "paid" });
    expect(await stands(order)).toMatchObject({ intent: "succeeded", orders: ["new"], paid: 1 });
  });

  it("owes back money that comes after the end, once, however often it is told", async () => {
    const order = await pay.awaiting();
    await pay.later(HELD_AND_GRACE);
    expect((await expireGroup(pay.bench.market, order.groupId, { cause: "expired" })).ok).toBe(true);
    const query = signed(paidFields(order));
    const codes = await Promise.all(Array.from({ length: 8 }, () => pay.codeOf(query)));
    expect(codes.filter((c) => c === "00")).toHaveLength(1);
    expect(codes.filter((c) => c === "02")).toHaveLength(7);
    expect(await stands(order)).toMatchObject({
      intent: "canceled",
      orders: ["cancelled"],
      attempts: ["late"],
      owed: ["late_payment"],
      free: 10,
    });
  });

  it("ends one way or the other when payment and expiry come at the same moment", async () => {
    const orders = [];
    for (let n = 0; n < 12; n++) orders.push(await pay.awaiting());
    await pay.later(HELD_AND_GRACE);
    await Promise.all(
      orders.flatMap((order, n) => {
        const settle = () => pay.codeOf(signed(paidFields(order)));
        const expire = () => expireGroup(pay.bench.market, order.groupId, { cause: "expired" });
        return n % 2 === 0 ? [settle(), expire()] : [expire(), settle()];
      }),
    );
    for (const order of orders) {
      const { intent, orders: states, owed, free } = await stands(order);
      expect([
        ["succeeded", ["new"], [], 8],
        ["canceled", ["cancelled"], ["late_payment"], 10],
      ]).toContainEqual([intent, states, owed, free]);
    }
  });

  it("ends one way or the other when payment and a change to paying at the door meet", async () => {
    const orders = [];
    for (let n = 0; n < 8; n++) orders.push(await pay.awaiting());
    await Promise.all(
      orders.flatMap((order) => [
        switchToCod(pay.bench.market, order.viewer, { code: order.code }),
        pay.codeOf(signed(paidFields(order))),
      ]),
    );
    for (const order of orders) {
      const { intent, method, orders: states, owed, free } = await stands(order);
      expect([
        ["succeeded", "vnpay", ["new"], [], 8],
        ["processing", "cod", ["new"], ["late_payment"], 8],
      ]).toContainEqual([intent, method, states, owed, free]);
    }
  });

  it("leaves all sums right after everything above", async () => {
    expect(await findWrongSums(pay.bench.sql)).toEqual([]);
  });
});
