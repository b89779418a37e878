import { readShopOrder, type ShopOrderView } from "#db/queries/orders-shop.ts";
import { typedCode } from "#services/orders/typed.ts";
import type { Market } from "#services/shared/market.ts";
import { ok, type Result, refuse } from "#services/shared/result.ts";
import type { Viewer } from "#services/shared/viewer.ts";

export type ShopOrderPage = ShopOrderView;

/** One order of one of the viewer's shops, with lots to pack from; another shop's is "not_found". */
export async function viewShopOrder(
  market: Market,
  viewer: Viewer,
  code: string,
): Promise<Result<ShopOrderPage, "not_found">> {
  const shopIds = viewer.memberships.map((m) => m.shopId);
  if (shopIds.length === 0) return refuse("not_found");
  const found = await readShopOrder(market.db, typedCode(code), shopIds);
  return found ? ok(found) : refuse("not_found");
}
