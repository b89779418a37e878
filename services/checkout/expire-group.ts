import { isPast, lockGroup } from "#db/queries/orders.ts";
import { lineIdsOf, moveOrdersOf } from "#db/queries/orders-place.ts";
import { attemptsOf, expirePendingAttempts, intentOf, marketNow, writeIntent } from "#db/queries/payments.ts";
import { releaseHolds } from "#services/catalogue/holds.ts";
import { recordEvent } from "#services/orders/record-event.ts";
import { GRACE_SECONDS, isOpen, nextAsk, unfinishedMeansUnpaid } from "#services/payments/rules.ts";
import { addJob, type JobHandler } from "#services/shared/jobs.ts";
import type { Market, Tx } from "#services/shared/market.ts";
import { ok, type Result, refuse } from "#services/shared/result.ts";
import { askGateway } from "./ask-gateway.ts";
import { tellPayment } from "./tell-payment.ts";

export type ExpireCause = "expired" | "buyer_cancelled";
export type ExpireRefusal = "not_found" | "not_open" | "not_due" | "paid" | "gateway_silent";

/** Asks about every attempt that may still bring money. True when the provider has said of each that it won't. */
async function noMoneyComes(market: Market, intentId: string, isDue: boolean): Promise<boolean> {
  const now = await marketNow(market.db);
  for (const attempt of await attemptsOf(market.db, intentId)) {
    if (attempt.state !== "pending") continue;
    const asked = await askGateway(market, attempt.id);
    if (asked === "unreachable") return false;
    if (asked === "undecided" && isDue && !unfinishedMeansUnpaid(attempt.expiresAt, now)) return false;
  }
  return true;
}

async function cancel(
  market: Market,
  tx: Tx,
  groupId: string,
  cause: ExpireCause,
): Promise<Result<null, ExpireRefusal>> {
  const locked = await lockGroup(tx, groupId);
  if (!locked?.intent) return refuse("not_found");
  if (locked.intent.state === "succeeded") return refuse("paid");
  if (!isOpen(locked.intent.state)) return refuse("not_open");
  await expirePendingAttempts(tx, locked.intent.id);
  await writeIntent(tx, locked.intent.id, { state: "canceled" });
  await moveOrdersOf(tx, groupId, "awaiting_payment", "cancelled", cause);
  const actorKind = cause === "expired" ? "system" : "buyer";
  await recordEvent(tx, { groupId, kind: cause === "expired" ? "expired" : "cancelled", actorKind });
  if (cause === "expired") await tellPayment(market, tx, locked.group, "order_expired", locked.intent.amountVnd);
  await releaseHolds(tx, await lineIdsOf(tx, groupId));
  return ok(null);
}

/**
 * Ends a group that waits for a payment: by the clock, or because its buyer wants it. The provider is asked first, with no
 * lock held; while it is silent nothing is cancelled. Orders are cancelled and units given back in one transaction.
 */
export async function expireGroup(
  market: Market,
  groupId: string,
  options: { cause: ExpireCause },
): Promise<Result<null, ExpireRefusal>> {
  const intent = await intentOf(market.db, groupId);
  if (!intent) return refuse("not_found");
  if (!isOpen(intent.state)) return refuse(intent.state === "succeeded" ? "paid" : "not_open");
  const due = intent.expiresAt && new Date(intent.expiresAt.getTime() + GRACE_SECONDS * 1000);
  const isDue = due !== null && (await isPast(market.db, due));
  if (options.cause === "expired" && !isDue) return refuse("not_due");
  if (!(await noMoneyComes(market, intent.id, isDue))) return refuse("gateway_silent");
  return market.transact((tx) => cancel(market, tx, groupId, options.cause));
}

/**
 * Job at the end of the hold. A gateway that is silent or hasn't finished is asked again, at least five minutes later and
 * ever more seldom: what it calls unfinished ends an hour after the hold, and only silence can last.
 */
export const expireGroupJob: JobHandler<"checkout.expire-group"> = async (market, { groupId }) => {
  const result = await expireGroup(market, groupId, { cause: "expired" });
  if (result.ok || (result.code !== "gateway_silent" && result.code !== "not_due")) return;
  const now = await marketNow(market.db);
  const intent = await intentOf(market.db, groupId);
  const end = new Date((intent?.expiresAt?.getTime() ?? 0) + GRACE_SECONDS * 1000);
  const runAt = result.code === "not_due" ? new Date(Math.max(end.getTime(), now.getTime() + 1000)) : nextAsk(end, now);
  await addJob(market.db, "checkout.expire-group", { groupId }, { runAt, key: `expire:${groupId}` });
};
