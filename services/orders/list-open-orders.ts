import { type OpenOrderLine, readOpenOrders } from "#db/queries/orders-shop.ts";
import { isId } from "#services/shared/ids.ts";
import type { Market } from "#services/shared/market.ts";
import { ok, type Result, refuse } from "#services/shared/result.ts";
import { hasStaffRole, type Viewer } from "#services/shared/viewer.ts";

/** What a shop hasn't packed yet, for the moderator who suspends it: packed by the shop or refused by staff. */
export async function listOpenOrders(
  market: Market,
  viewer: Viewer,
  shopId: string,
): Promise<Result<OpenOrderLine[], "not_found">> {
  if (!hasStaffRole(viewer, "moderator") || !isId(shopId)) return refuse("not_found");
  return ok(await readOpenOrders(market.db, shopId));
}
