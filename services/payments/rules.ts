import type { PaymentVerdict } from "./port.ts";

export type IntentState = "requires_payment_method" | "requires_action" | "processing" | "succeeded" | "canceled";
export type AttemptState = "pending" | "succeeded" | "failed" | "expired" | "review" | "late";

/** Stripe's states without confirmation and capture; the last two are final. */
export const INTENT_MOVES: Record<IntentState, readonly IntentState[]> = {
  requires_payment_method: ["requires_action", "processing", "succeeded", "canceled"],
  requires_action: ["requires_payment_method", "requires_action", "processing", "succeeded", "canceled"],
  processing: ["succeeded", "canceled"],
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
  said: { verdict: PaymentVerdict; amountVnd: number };
};

/**
 * What a verified word of a provider does to an attempt and its intent. An attempt that failed or expired may still
 * turn out to be paid; one that succeeded, came late or waits for a person is settled for good.
 */
export function decideSettlement({ intent, attempt, said }: SettlementFacts): Settlement {
  const isSettled = attempt.state === "succeeded" || attempt.state === "late";
  if (said.amountVnd !== attempt.amountVnd) {
    // The provider's contract judges the amount first; what was settled or waits for a person owes nothing anew.
    const isNews = said.verdict === "paid" && !isSettled && attempt.state !== "review";
    return { kind: "amount_differs", owedVnd: isNews ? said.amountVnd : 0 };
  }
  if (isSettled) return { kind: "already_settled" };
  if (said.verdict === "pending") return { kind: "undecided" };
  if (said.verdict === "failed") {
    return attempt.state === "pending" ? { kind: "failed" } : { kind: "already_settled" };
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
