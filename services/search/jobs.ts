import { listingIdsAtCertificateBoundary, listingIdsOfProduct, listingIdsOfShop } from "#db/queries/search.ts";
import type { JobHandler } from "#services/shared/jobs.ts";
import { indexListings, rebuildIndex } from "./index-listings.ts";

export const indexListing: JobHandler<"search.index-listing"> = (market, { listingId }) =>
  indexListings(market, [listingId]);

/** After a certificate's change: every listing of the product. */
export const indexProduct: JobHandler<"search.index-product"> = async (market, { productId }) =>
  indexListings(market, await listingIdsOfProduct(market.db, productId));

/** After a shop opened, paused or was suspended: every listing of it. */
export const indexShop: JobHandler<"search.index-shop"> = async (market, { shopId }) =>
  indexListings(market, await listingIdsOfShop(market.db, shopId));

export const rebuild: JobHandler<"search.rebuild"> = (market) => rebuildIndex(market);

/** Just after midnight in the market's zone, when certificates begin and end by the calendar. */
export const turnOfDay: JobHandler<"search.turn-of-day"> = async (market) =>
  indexListings(market, await listingIdsAtCertificateBoundary(market.db));
