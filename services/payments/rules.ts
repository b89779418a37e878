import type { PaymentVerdict } from "./port.ts";

export type IntentState = "requires_payment_method" | "requires_action" | "processing" | "succeeded" | "canceled";
export type AttemptState = "pending" | "succeeded" | "failed" | "expired" | "review" | "late";

/** Stripe's states without confirmation and capture; the last two are final. */
export const INTENT_MOVES: Record<IntentState, readonly IntentState[]> = {
  requires_payment_method: ["requires_action", "processing", "succeeded", "canceled"],
  requires_action: ["requires_payment_method", "requires_action", "processing", "succeeded", "canceled"],
  processing: ["requires_payment_method", "succeeded", "canceled"],
  succeeded: [],
  canceled: [],
};

export function canMoveIntent(from: IntentState, to: IntentState): boolean {
  return INTENT_MOVES[from].includes(to);
}

export function isOpen(state: IntentState): boolean {
  return state === "requires_payment_method" || state === "requires_action";
}

export type Settlement =
  /** Said already; nothing changes. */
  | { kind: "already_settled" }
  /** Not decided at the provider; nothing changes, ask again. */
  | { kind: "undecided" }
  | { kind: "amount_differs"; owedVnd: number }
  | { kind: "failed" }
  | { kind: "review" }
  | { kind: "succeeded" }
  /** Money came for an intent that was cancelled, paid already or is to be paid at the door: it is owed back. */
  | { kind: "late"; cause: "late_payment" | "double_payment" };

export type SettlementFacts = {
  intent: { state: IntentState; method: "cod" | "vnpay" };
  attempt: { state: AttemptState; amountVnd: number };
  /** `from`: the provider calling, the provider's answer to our question, or a member of staff. */
  said: { from: "ipn" | "query" | "staff"; verdict: PaymentVerdict; amountVnd: number };
};

/**
 * What a verified word of a provider, or of staff who looked, does to an attempt and its intent. An attempt that failed
 * or expired may still turn out to be paid; one that succeeded or came late is settled for good. An attempt under review
 * ends by money, or by an answer to our question or a person's word that none came: a call that says so may be an old one.
 */
export function decideSettlement({ intent, attempt, said }: SettlementFacts): Settlement {
  const isSettled = attempt.state === "succeeded" || attempt.state === "late";
  if (said.amountVnd !== attempt.amountVnd) {
    // The provider's contract judges the amount first; what was settled owes nothing anew.
    const isNews = said.verdict === "paid" && !isSettled;
    return { kind: "amount_differs", owedVnd: isNews ? said.amountVnd : 0 };
  }
  if (isSettled) return { kind: "already_settled" };
  if (said.verdict === "pending") return { kind: "undecided" };
  if (said.verdict === "failed") {
    const isOpenQuestion = attempt.state === "pending" || (attempt.state === "review" && said.from !== "ipn");
    return isOpenQuestion ? { kind: "failed" } : { kind: "already_settled" };
  }
  if (said.verdict === "review") return attempt.state === "review" ? { kind: "already_settled" } : { kind: "review" };
  if (intent.state === "succeeded") return { kind: "late", cause: "double_payment" };
  if (intent.state === "canceled" || intent.method === "cod") return { kind: "late", cause: "late_payment" };
  return { kind: "succeeded" };
}

/** Seconds after the end of the hold before a group may be cancelled: the provider's clock is not ours. */
export const GRACE_SECONDS = 60;
/** A new attempt needs this long to be paid before the goods go back. */
export const MIN_ATTEMPT_SECONDS = 60;

/** What staff found out about a payment under review, and how they know it. */
export const REVIEW_REASONS = {
  came: ["provider_confirmed", "bank_statement", "other"],
  none: ["provider_denied", "not_on_statement", "sent_back", "other"],
} as const;
export type ReviewFinding = keyof typeof REVIEW_REASONS;

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** querydr refuses a second question about one reference within five minutes. */
const ASK_AGAIN_MS = 5 * MINUTE_MS;

/**
 * When to ask a provider again about what it left open since `since`: every five minutes for an hour (its own calls end
 * after 45 minutes), every hour for a day, then once a day.
 */
export function nextAsk(since: Date, now: Date): Date {
  const age = now.getTime() - since.getTime();
  const pause = age < HOUR_MS ? ASK_AGAIN_MS : age < DAY_MS ? HOUR_MS : DAY_MS;
  return new Date(now.getTime() + pause);
}

/** A payment under review is asked about for thirty days; after that staff alone end it. */
export function nextReviewAsk(since: Date, now: Date): Date | null {
  return now.getTime() - since.getTime() < 30 * DAY_MS ? nextAsk(since, now) : null;
}

/**
 * From when on a provider's signed "unfinished" about an attempt reads "not paid". VNPay opens no payment after
 * `vnp_ExpireDate`, and what was begun before is called to us within 45 minutes (ten calls, five minutes apart): an hour
 * after the end nobody is paying any more, and VNPay keeps status 01 of an abandoned page for ever. Silence is never
 * read this way, and money that comes after all is owed back.
 */
export function unfinishedMeansUnpaid(expiresAt: Date, now: Date): boolean {
  return now.getTime() - expiresAt.getTime() >= HOUR_MS;
}
