import { countShopOrders } from "#db/queries/orders-shop.ts";
import type { Market } from "#services/shared/market.ts";
import { ok, type Result, refuse } from "#services/shared/result.ts";
import { isMemberOf, type Viewer } from "#services/shared/viewer.ts";

/** How many orders wait for the shop itself: to accept, to pack, to hand over. */
export async function countShopWork(
  market: Market,
  viewer: Viewer,
  shopId: string,
): Promise<Result<number, "not_found">> {
  if (!isMemberOf(viewer, shopId)) return refuse("not_found");
  const byState = await countShopOrders(market.db, shopId);
  return ok((byState.get("new") ?? 0) + (byState.get("accepted") ?? 0) + (byState.get("packed") ?? 0));
}
