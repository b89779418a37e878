import { findAttemptById, markAsked } from "#db/queries/payments.ts";
import type { JobHandler } from "#services/shared/jobs.ts";
import type { Market } from "#services/shared/market.ts";
import { vnd } from "#services/shared/money.ts";
import { settlePayment } from "./settle-payment.ts";

/**
 * What the provider made of an attempt: `settled` (whatever it said was written down), `unknown` (it never saw it),
 * `undecided`, or `unreachable` (no word, so nothing may be decided).
 */
export type Asked = "settled" | "unknown" | "undecided" | "unreachable";

/** Asks the provider about one attempt, without any lock held, and settles by its verified answer. */
export async function askGateway(market: Market, attemptId: string): Promise<Asked> {
  const attempt = await findAttemptById(market.db, attemptId);
  if (!attempt) return "settled";
  if (attempt.state !== "pending" && attempt.state !== "review") return "settled";
  if (!market.payment || market.payment.provider !== attempt.provider) return "unreachable";
  await markAsked(market.db, attempt.id);
  const answer = await market.payment.queryStatus({
    reference: attempt.reference,
    createDate: attempt.providerCreateDate,
    amountVnd: vnd(attempt.amountVnd),
  });
  if (!answer.ok) {
    market.log.warn({ attemptId, code: answer.code, providerCode: answer.providerCode }, "gateway gave no answer");
    return "unreachable";
  }
  if (answer.value.verdict === "unknown") return "unknown";
  if (!("reference" in answer.value)) return "unreachable";
  const settled = await settlePayment(market, {
    kind: "query",
    raw: JSON.stringify(answer.value),
    value: answer.value,
  });
  return settled.ok && settled.value.kind === "undecided" ? "undecided" : "settled";
}

/** Job after a return that came before the provider's own call. */
export const askGatewayJob: JobHandler<"checkout.ask-gateway"> = async (market, { attemptId }) => {
  await askGateway(market, attemptId);
};
