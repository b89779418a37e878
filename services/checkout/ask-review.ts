import { findAttemptById, marketNow } from "#db/queries/payments.ts";
import { nextAsk, nextReviewAsk } from "#services/payments/rules.ts";
import { addJob, type JobHandler } from "#services/shared/jobs.ts";
import { askGateway } from "./ask-gateway.ts";

/**
 * Job: asks the provider about an attempt under review until it says more or staff end it, ever more seldom and for
 * thirty days. A job that is repeated too early waits: a second question within five minutes is refused.
 */
export const askReviewJob: JobHandler<"checkout.ask-review"> = async (market, { attemptId }) => {
  const before = await findAttemptById(market.db, attemptId);
  if (before?.state !== "review") return;
  const key = `review:${attemptId}`;
  const now = await marketNow(market.db);
  const earliest = before.lastAskedAt && nextAsk(before.lastAskedAt, before.lastAskedAt);
  if (earliest && earliest > now) {
    await addJob(market.db, "checkout.ask-review", { attemptId }, { runAt: earliest, key });
    return;
  }
  await askGateway(market, attemptId);
  const after = await findAttemptById(market.db, attemptId);
  if (after?.state !== "review") return;
  const runAt = nextReviewAsk(after.settledAt ?? after.createdAt, await marketNow(market.db));
  if (runAt) await addJob(market.db, "checkout.ask-review", { attemptId }, { runAt, key });
};
