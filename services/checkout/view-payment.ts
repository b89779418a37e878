import { attemptsOf, intentOf } from "#db/queries/payments.ts";
import { type GroupPage, viewGroup } from "#services/orders/view-group.ts";
import { failureOf, type PaymentFailure } from "#services/payments/failure-rules.ts";
import type { Market } from "#services/shared/market.ts";
import { ok, type Result } from "#services/shared/result.ts";
import type { Viewer } from "#services/shared/viewer.ts";
import { type PaymentPanel, viewPaymentPanel } from "./payment-panel.ts";

/** `at_door`: to be paid when the goods come; `review`: a person looks at money that may have come. */
export type PaymentState = "paid" | "at_door" | "waiting" | "failed" | "review" | "ended";

export type PaymentView = {
  state: PaymentState;
  /** Why the last attempt failed, in state "failed". */
  failure: PaymentFailure | null;
  canRetry: boolean;
  canPayAtDoor: boolean;
  amountVnd: number;
  /** ISO; until when the goods are held for a payment. */
  heldUntil: string | null;
  /** How many attempts there were: the next one is another. */
  attempts: number;
};

type Facts = {
  group: Pick<GroupPage, "isPaid" | "state" | "method">;
  panel: Pick<PaymentPanel, "isInReview" | "isWaiting" | "lastErrorCode"> | null;
};

/** Where the money of an order stands, in one word. */
export function paymentState({ group, panel }: Facts): PaymentState {
  if (group.isPaid) return "paid";
  if (group.state === "ended") return "ended";
  if (panel?.isInReview) return "review";
  if (group.method === "cod") return "at_door";
  return panel !== null && !panel.isWaiting && panel.lastErrorCode !== null ? "failed" : "waiting";
}

/** What a sheet over a show asks again and again, until the money is there or isn't to come. */
export async function viewPayment(
  market: Market,
  viewer: Viewer,
  code: string,
): Promise<Result<PaymentView, "not_found">> {
  const group = await viewGroup(market, viewer, code);
  if (!group.ok) return group;
  const panel = await viewPaymentPanel(market, group.value.id);
  const intent = await intentOf(market.db, group.value.id);
  const state = paymentState({ group: group.value, panel });
  return ok({
    state,
    failure: state === "failed" ? failureOf(panel?.lastErrorCode ?? "") : null,
    canRetry: panel?.canRetry ?? false,
    canPayAtDoor: panel?.canPayAtDoor ?? false,
    amountVnd: panel?.amountVnd ?? group.value.totalVnd,
    heldUntil: panel?.heldUntil ?? null,
    attempts: intent ? (await attemptsOf(market.db, intent.id)).length : 0,
  });
}
