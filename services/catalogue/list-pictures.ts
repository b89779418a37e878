import { readPictures } from "#db/queries/catalogue-listings.ts";
import { isId } from "#services/shared/ids.ts";
import type { Market } from "#services/shared/market.ts";
import { isMemberOf, type Viewer } from "#services/shared/viewer.ts";

/** How far the named photos of a shop are, for its members; of what isn't theirs nothing is said. */
export async function listPictures(market: Market, viewer: Viewer, shopId: string, ids: readonly string[]) {
  if (!isId(shopId) || !isMemberOf(viewer, shopId)) return [];
  return readPictures(market.db, shopId, ids.filter(isId));
}
