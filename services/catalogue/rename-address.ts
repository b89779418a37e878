import { readTexts, updateListing } from "#db/queries/catalogue-listings.ts";
import { moveSlug } from "#db/queries/shops-seller.ts";
import { listingSlug } from "#services/catalogue/create-listing.ts";
import { ownListing, readersSee, recordChange } from "#services/catalogue/own-listing.ts";
import type { Market } from "#services/shared/market.ts";
import { ok, type Result, refuse } from "#services/shared/result.ts";
import type { Viewer } from "#services/shared/viewer.ts";

/** Makes a listing's address anew from the name that is shown now; the old one keeps leading there (301). */
export async function renameListingAddress(
  market: Market,
  viewer: Viewer,
  input: { listingId: string; seenSlug: string },
): Promise<Result<{ slug: string }, "not_found">> {
  return market.transact<{ slug: string }, "not_found">(async (tx) => {
    const found = await ownListing(tx, viewer, input.listingId);
    if (!found.ok) return found;
    const { listing } = found.value;
    const texts = await readTexts(tx, listing.id);
    if (!texts) return refuse("not_found");
    if (listing.slug !== input.seenSlug) return ok({ slug: listing.slug });
    const slug = listingSlug(texts.vi.name);
    if (listing.publishedAt !== null) await moveSlug(tx, "listing", listing.id, listing.slug, slug);
    await updateListing(tx, listing.id, { slug });
    await recordChange(tx, viewer, found.value, "address", { before: { slug: listing.slug }, after: { slug } });
    if (listing.publishedAt !== null) await readersSee(tx, found.value);
    return ok({ slug });
  });
}
