import { type MyShop, readShopsByIds } from "#db/queries/shops-mine.ts";
import type { Market } from "#services/shared/market.ts";
import { ok, type Result } from "#services/shared/result.ts";
import type { Viewer } from "#services/shared/viewer.ts";

/** The shops of a viewer with name and state, for the frame of the seller's pages. */
export async function listMyShops(market: Market, viewer: Viewer): Promise<Result<MyShop[], never>> {
  return ok(
    await readShopsByIds(
      market.db,
      viewer.memberships.map((m) => m.shopId),
    ),
  );
}
