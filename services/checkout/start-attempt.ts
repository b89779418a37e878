import { findAttemptByRequest, insertAttempt } from "#db/queries/payments.ts";
import type { paymentIntents } from "#db/schema/payments.ts";
import { newPaymentReference, paymentTimestamp } from "#services/payments/reference.ts";
import { newId } from "#services/shared/ids.ts";
import type { Market, Tx } from "#services/shared/market.ts";
import { vnd } from "#services/shared/money.ts";

type Intent = Pick<typeof paymentIntents.$inferSelect, "id" | "amountVnd"> & { expiresAt?: Date | null | undefined };

/** Writes a new attempt at an intent's provider: its own reference and create date, never a reused one. */
export async function startAttempt(
  market: Market,
  tx: Tx,
  start: { intent: Intent; requestId: string; now: Date },
): Promise<string> {
  const { intent, requestId, now } = start;
  if (!market.payment || !intent.expiresAt) throw new Error("an attempt needs a provider and an end");
  const id = newId();
  await insertAttempt(tx, {
    id,
    intentId: intent.id,
    requestId,
    provider: market.payment.provider,
    reference: newPaymentReference(now),
    amountVnd: intent.amountVnd,
    providerCreateDate: paymentTimestamp(now),
    expiresAt: intent.expiresAt,
  });
  return id;
}

const RETURN = { vi: "/thanh-toan/ve", en: "/en/checkout/return" } as const;

/** Where the browser goes to pay an attempt; null when it is decided or there is no provider. */
export async function payAddressOf(
  market: Market,
  requestId: string,
  groupCode: string,
  language: "vi" | "en" = "vi",
  clientAddress = "127.0.0.1",
): Promise<string | null> {
  const attempt = await findAttemptByRequest(market.db, requestId);
  if (!attempt || !market.payment || attempt.state !== "pending") return null;
  return market.payment.payAddress({
    reference: attempt.reference,
    amountVnd: vnd(attempt.amountVnd),
    description: `Cho Phien don ${groupCode}`,
    createDate: attempt.providerCreateDate,
    expireDate: paymentTimestamp(attempt.expiresAt),
    clientAddress,
    language,
    returnUrl: market.settings.PUBLIC_URL + RETURN[language],
  });
}
