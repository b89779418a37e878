import { findAttempt, findAttemptById, intentOf } from "#db/queries/payments.ts";
import { addJob } from "#services/shared/jobs.ts";
import type { Market } from "#services/shared/market.ts";

export type ReturnView = { kind: "unreadable" } | { kind: "settled" | "failed" | "waiting"; code: string };

const ASK_AFTER_MS = 10_000;

/**
 * What the page says to which a provider sends the browser back. Its parameters are verified and shown, never believed:
 * the database alone says what was paid. While that says nothing, the provider is asked ten seconds later, once.
 */
export async function viewReturn(market: Market, rawQuery: string): Promise<ReturnView> {
  const reading = market.payment?.readCallback(rawQuery);
  if (!market.payment || !reading?.ok) return { kind: "unreadable" };
  const found = await findAttempt(market.db, market.payment.provider, reading.value.reference);
  if (!found) return { kind: "unreadable" };
  const attempt = await findAttemptById(market.db, found.attempt_id);
  const intent = await intentOf(market.db, found.group_id);
  const code = found.group_code;
  if (intent?.state === "succeeded" || attempt?.state === "late" || attempt?.state === "review")
    return { kind: "settled", code };
  if (attempt?.state !== "pending") return { kind: "failed", code };
  await addJob(
    market.db,
    "checkout.ask-gateway",
    { attemptId: attempt.id },
    { runAt: new Date(Date.now() + ASK_AFTER_MS), key: `ask:${attempt.id}`, keepRunAt: true },
  );
  return { kind: "waiting", code };
}
