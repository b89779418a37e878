import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { askReviewJob } from "#services/checkout/ask-review.ts";
import { endReview, type ReviewInput } from "#services/checkout/end-review.ts";
import { expireGroup } from "#services/checkout/expire-group.ts";
import { listReviews } from "#services/checkout/list-reviews.ts";
import { retryPayment } from "#services/checkout/pay-again.ts";
import { newId } from "#services/shared/ids.ts";
import type { Viewer } from "#services/shared/viewer.ts";
import { auditOf } from "#tests/support/desk.ts";
import { addStaff } from "#tests/support/order-rows.ts";
import { type Awaiting, openPayBench, type PayBench, standing } from "#tests/support/pay-bench.ts";
import { paidFields, signed } from "#tests/support/pay-words.ts";
import { findWrongSums } from "#tests/support/sums.ts";

const HELD_AND_GRACE = 15 * 60 + 61;
const SUSPECT = { vnp_ResponseCode: "07", vnp_TransactionStatus: "07" };

describe("a payment under review", () => {
  let pay: PayBench;
  let finance: Viewer;
  beforeAll(async () => {
    pay = await openPayBench();
    finance = await addStaff(pay.bench.sql, "finance");
  });
  afterAll(() => pay.end());

  const stands = (order: Awaiting) => standing(pay.bench, order.groupId);
  const attemptOf = async ({ reference }: Awaiting) =>
    String((await pay.bench.sql`select id from payment_attempts where reference = ${reference}`)[0]?.id);
  /** An order whose payment the gateway calls suspect, in its call and in its answers. */
  const suspected = async (): Promise<Awaiting & { attemptId: string }> => {
    const order = await pay.awaiting();
    await pay.control("outcome", { payUrl: order.payAddress, responseCode: "07", transactionStatus: "07" });
    expect(await stands(order)).toMatchObject({ intent: "processing", attempts: ["review"], free: 8 });
    return { ...order, attemptId: await attemptOf(order) };
  };
  const finding = (attemptId: string, over: Partial<ReviewInput> = {}): ReviewInput => ({
    attemptId,
    finding: "came",
    reference: `FT ${attemptId.slice(-12)}`,
    reasonCode: "bank_statement",
    reason: "Sao kê sáng nay có khoản này.",
    ...over,
  });
  const end = (input: ReviewInput, viewer = finance) => endReview(pay.bench.market, viewer, input);
  const noneCame = {
    finding: "none",
    reference: "",
    reasonCode: "provider_denied",
    reason: "Cổng trả lời là không thu.",
  };
  const jobAt = async (key: string) => {
    const [job] = await pay.bench.sql<{ seconds: number }[]>`
      select extract(epoch from run_at - market_now())::float8 as seconds from graphile_worker.jobs where key = ${key}`;
    return job ? job.seconds : null;
  };

  it("is asked about five minutes later, then hourly, then daily, and by nobody but staff after thirty days", async () => {
    const { attemptId } = await suspected();
    const key = `review:${attemptId}`;
    const asked = async () =>
      (await pay.bench.sql`select asked_count as n from payment_attempts where id = ${attemptId}`)[0]?.n;
    expect(Math.round(((await jobAt(key)) ?? 0) / 60)).toBe(5);
    await askReviewJob(pay.bench.market, { attemptId });
    expect(await asked()).toBe(1);
    await askReviewJob(pay.bench.market, { attemptId });
    expect(await asked()).toBe(1);
    expect(Math.round(((await jobAt(key)) ?? 0) / 60)).toBe(5);
    for (const [seconds, minutes] of [
      [2 * 3600, 60],
      [2 * 86_400, 24 * 60],
    ] as const) {
      await pay.later(seconds);
      await askReviewJob(pay.bench.market, { attemptId });
      expect(Math.round(((await jobAt(key)) ?? 0) / 60)).toBe(minutes);
    }
    expect(await asked()).toBe(3);
    await pay.bench.sql`delete from graphile_worker._private_jobs where key = ${key}`;
    await pay.later(30 * 86_400);
    await askReviewJob(pay.bench.market, { attemptId });
    expect([await asked(), await jobAt(key)]).toEqual([4, null]);
  });

  it("is settled by the gateway's own later answer: paid after all, or not", async () => {
    const paid = await pay.awaiting();
    await pay.control("ipn", { txnRef: paid.reference, action: "drop" });
    await pay.control("outcome", { payUrl: paid.payAddress });
    const unpaid = await pay.awaiting();
    await pay.control("ipn", { txnRef: unpaid.reference, action: "drop" });
    await pay.control("outcome", { payUrl: unpaid.payAddress, responseCode: "24", transactionStatus: "02" });
    for (const order of [paid, unpaid]) {
      const contradiction = signed(paidFields(order, { vnp_TransactionNo: "0", vnp_ResponseCode: "24" }));
      expect(await pay.codeOf(contradiction)).toBe("00");
      expect(await stands(order)).toMatchObject({ intent: "processing", attempts: ["review"] });
      await askReviewJob(pay.bench.market, { attemptId: await attemptOf(order) });
    }
    expect(await stands(paid)).toMatchObject({
      intent: "succeeded",
      attempts: ["succeeded"],
      orders: ["new"],
      paid: 1,
    });
    expect(await stands(unpaid)).toMatchObject({ intent: "requires_payment_method", attempts: ["failed"], free: 8 });
  });

  it("isn't ended by a call that says 'failed', nor begun again by one told twice", async () => {
    const order = await pay.awaiting();
    const suspect = signed(paidFields(order, SUSPECT));
    expect(await pay.codeOf(suspect)).toBe("00");
    const failed = { vnp_ResponseCode: "24", vnp_TransactionStatus: "02", vnp_TransactionNo: "0" };
    expect(await pay.codeOf(signed(paidFields(order, failed)))).toBe("02");
    expect(await stands(order)).toMatchObject({ intent: "processing", attempts: ["review"] });
    expect((await end(finding(await attemptOf(order), noneCame))).ok).toBe(true);
    expect(await pay.codeOf(suspect)).toBe("02");
    expect(await stands(order)).toMatchObject({ intent: "requires_payment_method", attempts: ["failed"] });
  });

  it("is listed for finance alone, longest waiting first, with what the gateway said", async () => {
    const first = await suspected();
    await pay.later(3600);
    const second = await suspected();
    const list = await listReviews(pay.bench.market, finance, { page: 1 });
    if (!list.ok) throw new Error(list.code);
    const own = list.value.reviews.filter((r) => [first.attemptId, second.attemptId].includes(r.attemptId));
    expect(own.map((r) => [r.groupCode, r.waitedMinutes, r.responseCode, r.isHolding, r.amountVnd])).toEqual([
      [first.code, 60, "07", true, first.amountVnd],
      [second.code, 0, "07", true, second.amountVnd],
    ]);
    const moderator = await addStaff(pay.bench.sql, "moderator");
    for (const viewer of [moderator, first.viewer]) {
      expect(await listReviews(pay.bench.market, viewer, { page: 1 })).toMatchObject({ code: "not_found" });
      expect(await end(finding(first.attemptId), viewer)).toMatchObject({ code: "not_found" });
    }
    expect(await stands(first)).toMatchObject({ intent: "processing" });
  });

  it("becomes paid when finance found the money, once, with the bank's reference and an audit line", async () => {
    const { attemptId, ...order } = await suspected();
    const input = finding(attemptId);
    const taps = await Promise.all([1, 2, 3].map(() => end(input)));
    expect(taps.every((tap) => tap.ok)).toBe(true);
    expect(await stands(order)).toMatchObject({
      intent: "succeeded",
      attempts: ["succeeded"],
      orders: ["new"],
      paid: 1,
      owed: [],
    });
    const [row] = await pay.bench.sql`select bank_reference from payment_attempts where id = ${attemptId}`;
    expect(row?.bank_reference).toBe(input.reference);
    const audit = await auditOf(pay.bench.sql, attemptId);
    expect(audit.map((a) => [a.act, a.actor_id, a.reason_code, a.reason])).toEqual([
      ["payment.came", finance.accountId, "bank_statement", "Sao kê sáng nay có khoản này."],
    ]);
    expect(audit[0]?.after).toMatchObject({ bankReference: input.reference, settled: "succeeded" });
    const [event] = await pay.bench.sql`
      select actor_kind, actor_id from order_events where group_id = ${order.groupId} and kind = 'paid'`;
    expect(event).toEqual({ actor_kind: "staff", actor_id: finance.accountId });
    expect(await end(finding(attemptId, noneCame))).toMatchObject({ code: "conflict" });
    const [kept] = await pay.bench.sql`select reserved from lots where variant_id = ${order.variantId}`;
    expect(kept?.reserved).toBe(2);
  });

  it("goes back to be paid again while the goods are held when no money came", async () => {
    const { attemptId, ...order } = await suspected();
    const taps = await Promise.all([1, 2].map(() => end(finding(attemptId, noneCame))));
    expect(taps.every((tap) => tap.ok)).toBe(true);
    expect(await stands(order)).toMatchObject({
      intent: "requires_payment_method",
      attempts: ["failed"],
      orders: ["awaiting_payment"],
      free: 8,
    });
    expect((await auditOf(pay.bench.sql, attemptId)).map((a) => a.act)).toEqual(["payment.none"]);
    const again = await retryPayment(pay.bench.market, order.viewer, {
      code: order.code,
      requestId: newId(),
      language: "vi",
    });
    if (!again.ok || !again.value.payAddress) throw new Error("no second attempt");
    await pay.control("outcome", { payUrl: again.value.payAddress });
    expect(await stands(order)).toMatchObject({ intent: "succeeded", attempts: ["failed", "succeeded"], paid: 1 });
  });

  it("ends with its goods given back when no money came after the hold; real money after that is owed back", async () => {
    const { attemptId, ...order } = await suspected();
    await pay.later(86_400);
    expect(await expireGroup(pay.bench.market, order.groupId, { cause: "expired" })).toMatchObject({
      code: "not_open",
    });
    expect((await end(finding(attemptId, noneCame))).ok).toBe(true);
    expect(await jobAt(`expire:${order.groupId}`)).toBeLessThanOrEqual(0);
    expect((await expireGroup(pay.bench.market, order.groupId, { cause: "expired" })).ok).toBe(true);
    expect(await stands(order)).toMatchObject({
      intent: "canceled",
      orders: ["cancelled"],
      attempts: ["failed"],
      free: 10,
    });
    const query = signed(paidFields(order));
    const codes = await Promise.all([1, 2, 3].map(() => pay.codeOf(query)));
    expect(codes.sort()).toEqual(["00", "02", "02"]);
    expect(await stands(order)).toMatchObject({
      intent: "canceled",
      attempts: ["late"],
      owed: ["late_payment"],
      free: 10,
    });
  });

  it("owes back money that finance found for an order that had ended", async () => {
    const order = await pay.awaiting();
    await pay.later(HELD_AND_GRACE);
    expect((await expireGroup(pay.bench.market, order.groupId, { cause: "expired" })).ok).toBe(true);
    expect(await pay.codeOf(signed(paidFields(order, SUSPECT)))).toBe("00");
    const attemptId = await attemptOf(order);
    const list = await listReviews(pay.bench.market, finance, { page: 1 });
    expect(list.ok && list.value.reviews.find((r) => r.attemptId === attemptId)).toMatchObject({ isHolding: false });
    expect((await end(finding(attemptId))).ok).toBe(true);
    expect(await stands(order)).toMatchObject({
      intent: "canceled",
      attempts: ["late"],
      owed: ["late_payment"],
      free: 10,
    });
  });

  it("succeeds or is owed back exactly once when staff and a late call come at the same moment", async () => {
    const orders = [];
    for (let n = 0; n < 12; n++) orders.push(await suspected());
    await Promise.all(
      orders.flatMap((order, n) => {
        const call = () => pay.codeOf(signed(paidFields(order)));
        const act = () => end(finding(order.attemptId, n % 3 === 0 ? noneCame : {}));
        return n % 2 === 0 ? [call(), act()] : [act(), call()];
      }),
    );
    for (const order of orders) {
      const { intent, orders: states, attempts, owed, paid, free } = await stands(order);
      expect([intent, states, attempts, owed, paid, free]).toEqual(["succeeded", ["new"], ["succeeded"], [], 1, 8]);
      expect((await auditOf(pay.bench.sql, order.attemptId)).length).toBeLessThanOrEqual(1);
    }
  });

  it("keeps one finding of two people who found different things", async () => {
    const { attemptId, ...order } = await suspected();
    const other = await addStaff(pay.bench.sql, "admin");
    const answers = await Promise.all([end(finding(attemptId)), end(finding(attemptId, noneCame), other)]);
    expect(answers.map((a) => (a.ok ? "ok" : a.code)).sort()).toEqual(["conflict", "ok"]);
    expect(["succeeded", "requires_payment_method"]).toContain((await stands(order)).intent);
  });

  it("needs a reference that no other payment has, a known reason and words, and changes nothing without them", async () => {
    const used = await suspected();
    expect((await end(finding(used.attemptId, { reference: "FT-ONCE" }))).ok).toBe(true);
    const { attemptId, ...order } = await suspected();
    for (const [over, code, field] of [
      [{ reference: " " }, "reference_missing", "reference"],
      [{ reference: "<b>" }, "reference_invalid", "reference"],
      [{ reference: "FT-ONCE" }, "reference_used", "reference"],
      [{ reasonCode: "" }, "reason_missing", "reasonCode"],
      [{ reasonCode: "sent_back" }, "unknown_reason", "reasonCode"],
      [{ reason: " \u200b " }, "reason_missing", "reason"],
      [{ reason: "x".repeat(1001) }, "too_long", "reason"],
      [{ finding: "perhaps" }, "not_found", undefined],
      [{ attemptId: newId() }, "not_found", undefined],
      [{ attemptId: "' or true" }, "not_found", undefined],
    ] as const) {
      const answer = await end(finding(attemptId, over));
      expect([answer.ok ? "ok" : answer.code, answer.ok ? null : answer.field]).toEqual([code, field]);
    }
    expect(await stands(order)).toMatchObject({ intent: "processing", attempts: ["review"], paid: 0 });
    expect(await auditOf(pay.bench.sql, attemptId)).toEqual([]);
  });

  it("of another amount is owed back and lets the order go on", async () => {
    const { attemptId, ...order } = await suspected();
    expect(await pay.codeOf(signed(paidFields(order, { vnp_Amount: "1000000" })))).toBe("04");
    expect(await stands(order)).toMatchObject({
      intent: "requires_payment_method",
      attempts: ["late"],
      owed: ["amount_differs"],
    });
    expect(await end(finding(attemptId))).toMatchObject({ code: "conflict" });
  });

  it("leaves all sums right after everything above", async () => {
    expect(await findWrongSums(pay.bench.sql)).toEqual([]);
  });
});
