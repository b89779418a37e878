import { expireGroup } from "#services/checkout/expire-group.ts";
import { findOwnGroup } from "#services/orders/buyer-access.ts";
import { type Cancelling, type CancelRefusal, cancelOrder } from "#services/orders/cancel-order.ts";
import type { OrderNow } from "#services/orders/locked-order.ts";
import type { Market } from "#services/shared/market.ts";
import { ok, type Result, refuse } from "#services/shared/result.ts";
import type { Viewer } from "#services/shared/viewer.ts";

export type CancelPurchaseRefusal = CancelRefusal | "paid" | "unavailable";

/**
 * What the buyer's "cancel" does, whatever the payment stands at. A group that waits for its payment is cancelled as a
 * whole, after the gateway was asked: "paid" when it says so, "unavailable" while it is silent. A single parcel of such a
 * group stays "awaiting_payment". Other refusals as in cancel-order.
 */
export async function cancelPurchase(
  market: Market,
  viewer: Viewer,
  input: Cancelling,
): Promise<Result<OrderNow[], CancelPurchaseRefusal>> {
  const done = await cancelOrder(market, viewer, input);
  if (done.ok || done.code !== "awaiting_payment" || input.orderCode !== null) return done;
  const groupId = await findOwnGroup(market.db, viewer, input.groupCode, input.proof);
  if (groupId === null) return refuse("not_found");
  const ended = await expireGroup(market, groupId, { cause: "buyer_cancelled" });
  if (ended.ok) return ok([]);
  if (ended.code === "paid") return refuse("paid");
  // Somebody else ended or paid it a moment ago: what stands now decides.
  if (ended.code === "not_open") return cancelOrder(market, viewer, input);
  return refuse("unavailable");
}
