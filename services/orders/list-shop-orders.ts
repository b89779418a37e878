import { countShopOrders, readShopOrders, type ShopOrderLine } from "#db/queries/orders-shop.ts";
import { type OrderState, SHOP_TABS, type ShopTab } from "#services/orders/rules.ts";
import type { Market } from "#services/shared/market.ts";
import { ok, type Result, refuse } from "#services/shared/result.ts";
import { isMemberOf, type Viewer } from "#services/shared/viewer.ts";

export const SHOP_ORDERS_A_PAGE = 20;

export type ShopOrderList = {
  tab: ShopTab;
  counts: Record<ShopTab, number>;
  page: number;
  pages: number;
  orders: ShopOrderLine[];
};

/** Orders of a shop in one state of work; those that wait for their payment are not shown. "not_found": not a member. */
export async function listShopOrders(
  market: Market,
  viewer: Viewer,
  shopId: string,
  wanted: { tab: ShopTab | null; page: number },
): Promise<Result<ShopOrderList, "not_found">> {
  if (!isMemberOf(viewer, shopId)) return refuse("not_found");
  const byState = await countShopOrders(market.db, shopId);
  const sum = (states: readonly OrderState[]) => states.reduce((n, state) => n + (byState.get(state) ?? 0), 0);
  const counts = Object.fromEntries(
    Object.entries(SHOP_TABS).map(([tab, states]) => [tab, sum(states)]),
  ) as ShopOrderList["counts"];
  const busy = (["new", "pack", "collect"] as const).find((name) => counts[name] > 0);
  const tab = wanted.tab ?? busy ?? "new";
  const isOver = tab === "done" || tab === "ended" || tab === "shipping";
  const orders = await readShopOrders(
    market.db,
    shopId,
    SHOP_TABS[tab],
    isOver,
    SHOP_ORDERS_A_PAGE,
    (wanted.page - 1) * SHOP_ORDERS_A_PAGE,
  );
  return ok({
    tab,
    counts,
    page: wanted.page,
    pages: Math.max(1, Math.ceil(counts[tab] / SHOP_ORDERS_A_PAGE)),
    orders,
  });
}
