import { readDecisions } from "#db/queries/moderation.ts";
import { type PastAct, toPastAct } from "#services/moderation/past-act.ts";
import { readShopFile, type ShopFile } from "#services/moderation/shop-file.ts";
import { listOpenOrders } from "#services/orders/list-open-orders.ts";
import { isId } from "#services/shared/ids.ts";
import type { Market } from "#services/shared/market.ts";
import { ok, type Result, refuse } from "#services/shared/result.ts";
import { hasStaffRole, type Viewer } from "#services/shared/viewer.ts";

export type OpenOrder = { code: string; state: string; totalVnd: number; createdAt: string; isPaid: boolean };
export type ShopFilePage = { shop: ShopFile; history: PastAct[]; openOrders: OpenOrder[] };

const HISTORY = 20;

/** A shop's file with what staff did to it and the orders it hasn't packed. Moderators alone; a draft is nobody's yet. */
export async function viewShopFile(
  market: Market,
  viewer: Viewer,
  shopId: string,
): Promise<Result<ShopFilePage, "not_found">> {
  if (!hasStaffRole(viewer, "moderator") || !isId(shopId)) return refuse("not_found");
  const [shop, history, orders] = await Promise.all([
    readShopFile(market.db, shopId),
    readDecisions(market.db, "shop", shopId, HISTORY),
    listOpenOrders(market, viewer, shopId),
  ]);
  if (!shop || shop.state === "draft" || !orders.ok) return refuse("not_found");
  return ok({ shop, history: history.map(toPastAct), openOrders: orders.value });
}
