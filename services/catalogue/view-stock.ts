import { readOwnListing, readVariants } from "#db/queries/catalogue-listings.ts";
import { readLots, readStockEntries } from "#db/queries/catalogue-lots.ts";
import { isId, newId } from "#services/shared/ids.ts";
import type { Market } from "#services/shared/market.ts";
import { ok, type Result, refuse } from "#services/shared/result.ts";
import { isMemberOf, type Viewer } from "#services/shared/viewer.ts";
import { mayManage } from "#services/shops/rules.ts";

/** The lots of a listing, what of each is free, and the last entries; its shop's members alone. */
export async function viewStock(market: Market, viewer: Viewer, listingId: string) {
  const { db } = market;
  const own = isId(listingId) ? await readOwnListing(db, listingId) : null;
  if (!own || !isMemberOf(viewer, own.listing.shopId)) return refuse("not_found");
  const view = {
    listingId,
    shopId: own.listing.shopId,
    name: own.product.name,
    kind: own.product.kind,
    mayManage: mayManage(viewer, own.listing.shopId),
    requestId: newId(),
    variants: (await readVariants(db, listingId)).map(({ id, name, isActive }) => ({ id, name, isActive })),
    lots: await readLots(db, listingId),
    entries: await readStockEntries(db, listingId, 30),
  };
  return ok(view) satisfies Result<typeof view>;
}
