import { lockGroup } from "#db/queries/orders.ts";
import { lineIdsOf, moveOrdersOf } from "#db/queries/orders-place.ts";
import {
  type AttemptPlace,
  findAttempt,
  hasOtherReview,
  insertCallback,
  lockAttempt,
  marketNow,
  wasHeard,
  writeAttempt,
  writeIntent,
} from "#db/queries/payments.ts";
import { commitHolds } from "#services/catalogue/holds.ts";
import { postCaptured } from "#services/ledger/post.ts";
import { announceNewOrders } from "#services/orders/announce-new-orders.ts";
import { oweRefund } from "#services/orders/owe-refund.ts";
import { recordEvent } from "#services/orders/record-event.ts";
import type { VerifiedCallback } from "#services/payments/port.ts";
import { decideSettlement, GRACE_SECONDS, isOpen, nextAsk, type Settlement } from "#services/payments/rules.ts";
import { newId } from "#services/shared/ids.ts";
import { addJob } from "#services/shared/jobs.ts";
import type { Market, Tx } from "#services/shared/market.ts";
import { vnd } from "#services/shared/money.ts";
import { ok, type Result, refuse } from "#services/shared/result.ts";
import { tellPayment } from "./tell-payment.ts";

/** What a person found out about an attempt under review. */
export type StaffWord = Pick<VerifiedCallback, "reference" | "amountVnd" | "responseCode" | "providerTransactionNo"> & {
  verdict: "paid" | "failed";
};

export type Said = { raw: string } & (
  | { kind: "ipn" | "query"; value: VerifiedCallback }
  | { kind: "staff"; value: StaffWord; staffId: string; bankReference: string | null }
);
type Locked = NonNullable<Awaited<ReturnType<typeof lockGroup>>>;
type Attempt = Awaited<ReturnType<typeof lockAttempt>>;
type Place = { locked: Locked; intent: NonNullable<Locked["intent"]>; attempt: Attempt; said: Said };

/** Who moved the money, for the time line. */
const actorOf = (said: Said) =>
  said.kind === "staff"
    ? ({ actorKind: "staff", actorId: said.staffId } as const)
    : ({ actorKind: "gateway", actorId: null } as const);

/** What stays known of an attempt: an answer that carries less than an earlier word takes nothing away. */
const wordsOf = ({ attempt, said }: Place) => ({
  responseCode: said.value.responseCode ?? attempt.responseCode,
  providerTransactionNo: said.value.providerTransactionNo ?? attempt.providerTransactionNo,
  bankReference: said.kind === "staff" ? said.bankReference : attempt.bankReference,
});

async function succeed(market: Market, tx: Tx, place: Place): Promise<void> {
  const { locked, intent, attempt } = place;
  const { group } = locked;
  await writeAttempt(tx, attempt.id, { state: "succeeded", ...wordsOf(place) });
  await writeIntent(tx, intent.id, { state: "succeeded", lastErrorCode: null });
  await moveOrdersOf(tx, group.id, "awaiting_payment", "new", null);
  await recordEvent(tx, {
    groupId: group.id,
    kind: "paid",
    ...actorOf(place.said),
    data: { amountVnd: intent.amountVnd },
  });
  await announceNewOrders(market, tx, group.id);
  await tellPayment(market, tx, group, "order_paid", intent.amountVnd);
  await commitHolds(tx, await lineIdsOf(tx, group.id));
  const { provider } = attempt;
  await postCaptured(tx, { groupId: group.id, intentId: intent.id, attemptId: attempt.id, provider });
}

async function owe(
  market: Market,
  tx: Tx,
  place: Place,
  amountVnd: number,
  cause: "late_payment" | "double_payment" | "amount_differs",
) {
  const { group } = place.locked;
  const attemptId = place.attempt.id;
  await writeAttempt(tx, attemptId, { state: "late", ...wordsOf(place) });
  await endReview(tx, place);
  const isNew = await oweRefund(tx, {
    groupId: group.id,
    orderId: null,
    attemptId,
    amountVnd: vnd(amountVnd),
    cause,
    causeKey: `attempt:${attemptId}`,
  });
  if (!isNew) return;
  const data = { amountVnd, cause };
  await recordEvent(tx, { groupId: group.id, kind: "refund_owed", ...actorOf(place.said), data });
  await tellPayment(market, tx, group, "refund_owed", amountVnd, attemptId);
}

/**
 * An intent that waited for a person waits for a payment again, and ends like any other: by a new attempt while its goods
 * are held, else by expiry, which gives them back. Not while another of its attempts is under review.
 */
async function endReview(tx: Tx, { locked, intent, attempt }: Place): Promise<boolean> {
  if (intent.method !== "vnpay" || intent.state !== "processing") return false;
  if (await hasOtherReview(tx, intent.id, attempt.id)) return false;
  await writeIntent(tx, intent.id, { state: "requires_payment_method" });
  const groupId = locked.group.id;
  const runAt = new Date((intent.expiresAt?.getTime() ?? 0) + GRACE_SECONDS * 1000);
  await addJob(tx, "checkout.expire-group", { groupId }, { runAt, key: `expire:${groupId}` });
  return true;
}

async function fail(tx: Tx, place: Place): Promise<void> {
  const { locked, intent, attempt } = place;
  const words = wordsOf(place);
  await writeAttempt(tx, attempt.id, { state: "failed", ...words });
  if (!(await endReview(tx, place)) && !isOpen(intent.state)) return;
  await writeIntent(tx, intent.id, { state: "requires_payment_method", lastErrorCode: words.responseCode });
  await recordEvent(tx, {
    groupId: locked.group.id,
    kind: "payment_failed",
    ...actorOf(place.said),
    data: { code: words.responseCode },
  });
}

async function review(tx: Tx, place: Place): Promise<void> {
  const { intent, attempt } = place;
  const words = wordsOf(place);
  await writeAttempt(tx, attempt.id, { state: "review", ...words });
  if (isOpen(intent.state))
    await writeIntent(tx, intent.id, { state: "processing", lastErrorCode: words.responseCode });
  const now = await marketNow(tx);
  const when = { runAt: nextAsk(now, now), key: `review:${attempt.id}` };
  await addJob(tx, "checkout.ask-review", { attemptId: attempt.id }, when);
}

async function apply(market: Market, tx: Tx, place: Place, settlement: Settlement): Promise<void> {
  switch (settlement.kind) {
    case "already_settled":
    case "undecided":
      return;
    case "succeeded":
      return succeed(market, tx, place);
    case "failed":
      return fail(tx, place);
    case "late":
      return owe(market, tx, place, place.said.value.amountVnd, settlement.cause);
    case "review":
      return review(tx, place);
    case "amount_differs":
      if (settlement.owedVnd === 0) return;
      return owe(market, tx, place, settlement.owedVnd, "amount_differs");
  }
}

/** Locks group, intent, orders and the attempt, in the order in which everybody locks them. */
export async function lockPlace(tx: Tx, found: AttemptPlace): Promise<Omit<Place, "said">> {
  const locked = await lockGroup(tx, found.group_id);
  if (!locked?.intent) throw new Error("a group has an intent");
  return { locked, intent: locked.intent, attempt: await lockAttempt(tx, found.attempt_id) };
}

/**
 * The one place where a word about a payment moves an intent and its orders: a provider's verified one, or that of staff
 * who ended a review. Every word is kept raw with what was made of it. An intent succeeds once; money that comes late,
 * twice or in another amount is owed back.
 */
export async function settleLocked(market: Market, tx: Tx, place: Place): Promise<Settlement> {
  const { intent, attempt, said } = place;
  const { verdict, amountVnd } = said.value;
  const decided = decideSettlement({ intent, attempt, said: { from: said.kind, verdict, amountVnd } });
  // A call that is told twice doesn't open again what was looked into meanwhile.
  const isOld = decided.kind === "review" && (await wasHeard(tx, attempt.id, said.raw));
  const settlement: Settlement = isOld ? { kind: "already_settled" } : decided;
  await apply(market, tx, place, settlement);
  await insertCallback(tx, {
    id: newId(),
    provider: attempt.provider,
    kind: said.kind,
    attemptId: attempt.id,
    reference: said.value.reference,
    raw: said.raw,
    verdict: settlement.kind,
  });
  return settlement;
}

/** Settles by a provider's word, in one transaction; see `settleLocked`. */
export async function settlePayment(
  market: Market,
  said: Extract<Said, { kind: "ipn" | "query" }>,
): Promise<Result<Settlement, "unknown_reference">> {
  const provider = market.payment?.provider ?? "none";
  const found = await findAttempt(market.db, provider, said.value.reference);
  if (!found) return refuse("unknown_reference");
  return market.transact(async (tx) => {
    const place = await lockPlace(tx, found);
    return ok(await settleLocked(market, tx, { ...place, said }));
  });
}
