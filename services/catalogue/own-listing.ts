import { insertChange, lockListing, type OwnListing, touchTag } from "#db/queries/catalogue-listings.ts";
import { isId, newId } from "#services/shared/ids.ts";
import { addJob } from "#services/shared/jobs.ts";
import type { Tx } from "#services/shared/market.ts";
import { ok, type Result, refuse } from "#services/shared/result.ts";
import type { Viewer } from "#services/shared/viewer.ts";
import { mayManage } from "#services/shops/rules.ts";

export type { OwnListing };

/** A listing that the viewer may change, under lock; somebody else's, and what isn't there, is "not_found". */
export async function ownListing(tx: Tx, viewer: Viewer, listingId: string): Promise<Result<OwnListing, "not_found">> {
  if (!isId(listingId)) return refuse("not_found");
  const own = await lockListing(tx, listingId);
  if (!own || !mayManage(viewer, own.listing.shopId)) return refuse("not_found");
  return ok(own);
}

/** Has search and page caches look again at a listing, in the transaction that changed what its readers see. */
export async function readersSee(tx: Tx, own: OwnListing): Promise<void> {
  await touchTag(tx, `product:${own.product.id}`);
  await addJob(tx, "search.index-listing", { listingId: own.listing.id });
}

export type ChangeKind =
  | "price"
  | "paused"
  | "resumed"
  | "variant_added"
  | "variant_changed"
  | "variant_retired"
  | "variant_restored"
  | "lot_added"
  | "lot_closed"
  | "lot_opened"
  | "submitted"
  | "withdrawn"
  | "revision"
  | "revision_withdrawn"
  | "address";

/** Writes down what the shop's people did to a listing. */
export async function recordChange(
  tx: Tx,
  viewer: Viewer,
  { listing }: Pick<OwnListing, "listing">,
  kind: ChangeKind,
  values: { before?: unknown; after?: unknown } = {},
): Promise<void> {
  await insertChange(tx, {
    id: newId(),
    listingId: listing.id,
    shopId: listing.shopId,
    kind,
    before: values.before ?? null,
    after: values.after ?? null,
    actorId: viewer.accountId,
  });
}
