import { groupHasAlcohol } from "#db/queries/orders-place.ts";
import { attemptsOf, intentOf, marketNow } from "#db/queries/payments.ts";
import { type IntentState, isOpen, MIN_ATTEMPT_SECONDS } from "#services/payments/rules.ts";
import type { Market } from "#services/shared/market.ts";

export type PaymentPanel = {
  state: IntentState;
  method: "cod" | "vnpay";
  amountVnd: number;
  /** ISO; until when the goods are held for a payment. */
  heldUntil: string | null;
  lastErrorCode: string | null;
  canRetry: boolean;
  canPayAtDoor: boolean;
  /** Why not at the door, when that is so. */
  doorRefusal: "alcohol_not_cod" | null;
  /** An attempt is open at the provider. */
  isWaiting: boolean;
  /** Money may be taken; a person looks at it. */
  isInReview: boolean;
};

/** What an order page says of the money of its group. The group is the viewer's: the caller has loaded it through them. */
export async function viewPaymentPanel(market: Market, groupId: string): Promise<PaymentPanel | null> {
  const intent = await intentOf(market.db, groupId);
  if (!intent) return null;
  const now = await marketNow(market.db);
  const attempts = isOpen(intent.state) || intent.state === "processing" ? await attemptsOf(market.db, intent.id) : [];
  const left = (intent.expiresAt?.getTime() ?? 0) - now.getTime();
  const mayPay = isOpen(intent.state) && left >= MIN_ATTEMPT_SECONDS * 1000;
  const hasAlcohol = mayPay && (await groupHasAlcohol(market.db, groupId));
  return {
    state: intent.state,
    method: intent.method,
    amountVnd: intent.amountVnd,
    heldUntil: isOpen(intent.state) ? (intent.expiresAt?.toISOString() ?? null) : null,
    lastErrorCode: intent.lastErrorCode,
    canRetry: mayPay && market.payment !== null,
    canPayAtDoor: mayPay && !hasAlcohol,
    doorRefusal: hasAlcohol ? "alcohol_not_cod" : null,
    isWaiting: attempts.some((a) => a.state === "pending"),
    isInReview: intent.method === "vnpay" && intent.state === "processing",
  };
}
