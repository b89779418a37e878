import { type Cancelling, type CancelRefusal, cancelOrder } from "#services/orders/cancel-order.ts";
import type { OrderNow } from "#services/orders/locked-order.ts";
import type { Market } from "#services/shared/market.ts";
import type { Result } from "#services/shared/result.ts";
import type { Viewer } from "#services/shared/viewer.ts";

/** What the buyer's "cancel" does, whatever the payment stands at. Refusals as in cancel-order. */
export async function cancelPurchase(
  market: Market,
  viewer: Viewer,
  input: Cancelling,
): Promise<Result<OrderNow[], CancelRefusal>> {
  return cancelOrder(market, viewer, input);
}
