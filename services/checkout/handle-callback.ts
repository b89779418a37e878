import { insertCallback } from "#db/queries/payments.ts";
import type { CallbackAnswer, CallbackOutcome } from "#services/payments/port.ts";
import type { Settlement } from "#services/payments/rules.ts";
import { newId } from "#services/shared/ids.ts";
import type { Market } from "#services/shared/market.ts";
import { settlePayment } from "./settle-payment.ts";

const OUTCOMES: Record<Settlement["kind"], CallbackOutcome> = {
  already_settled: "already_settled",
  // Not decided is no news: the provider shall call again.
  undecided: "failed",
  amount_differs: "amount_differs",
  failed: "recorded",
  review: "recorded",
  succeeded: "recorded",
  late: "recorded",
};

async function keep(market: Market, raw: string, verdict: string, reference: string | null): Promise<void> {
  const provider = market.payment?.provider ?? "none";
  // A forged call may be any length; what is kept as evidence is bounded.
  await insertCallback(market.db, { id: newId(), provider, kind: "ipn", reference, raw: raw.slice(0, 4000), verdict });
}

/**
 * A provider's call from server to server: `rawQuery` as it came, without the question mark. Verifies, settles, answers in
 * the provider's own words. A forged or foreign call changes nothing and is kept.
 */
export async function handleCallback(market: Market, rawQuery: string): Promise<CallbackAnswer> {
  const port = market.payment;
  if (!port) return { status: 404, headers: {}, body: "" };
  try {
    const reading = port.readCallback(rawQuery);
    if (!reading.ok) {
      await keep(market, rawQuery, reading.code, null);
      return port.answerCallback(reading.code);
    }
    const settled = await settlePayment(market, { kind: "ipn", raw: rawQuery.slice(0, 4000), value: reading.value });
    if (!settled.ok) {
      await keep(market, rawQuery, settled.code, reading.value.reference.slice(0, 100));
      return port.answerCallback(settled.code);
    }
    return port.answerCallback(OUTCOMES[settled.value.kind]);
  } catch (error) {
    market.log.error({ err: error }, "callback failed");
    return port.answerCallback("failed");
  }
}
