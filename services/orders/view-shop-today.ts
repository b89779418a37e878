import { readShopToday, type ShopToday } from "#db/queries/orders-shop.ts";
import type { Market } from "#services/shared/market.ts";
import { ok, type Result, refuse } from "#services/shared/result.ts";
import { isMemberOf, type Viewer } from "#services/shared/viewer.ts";

/** Fewer units than this to sell are worth a line on the shop's first page. */
export const LOW_STOCK = 5;

/** What waits in a shop today, with deadlines. "not_found": not a member. */
export async function viewShopToday(
  market: Market,
  viewer: Viewer,
  shopId: string,
): Promise<Result<ShopToday, "not_found">> {
  if (!isMemberOf(viewer, shopId)) return refuse("not_found");
  const today = await readShopToday(market.db, shopId, LOW_STOCK);
  return today ? ok(today) : refuse("not_found");
}
