import { readPictures, readVariants, updateListing } from "#db/queries/catalogue-listings.ts";
import { currentContent } from "#services/catalogue/listing-content.ts";
import { canMoveListing, contentProblems, type Gap, gapsOf } from "#services/catalogue/listing-rules.ts";
import { type OwnListing, ownListing, recordChange } from "#services/catalogue/own-listing.ts";
import type { Connection, Market } from "#services/shared/market.ts";
import { ok, type Result, refuse } from "#services/shared/result.ts";
import type { Viewer } from "#services/shared/viewer.ts";

/** What a listing lacks before staff can be asked; `claims` where a text says what it may not. */
export async function readGaps(
  db: Connection,
  { listing, product, shopState }: OwnListing,
): Promise<(Gap | "claims")[]> {
  const content = await currentContent(db, listing.id, product);
  const pictures = await readPictures(db, listing.shopId, content.pictureIds);
  const variants = await readVariants(db, listing.id);
  const gaps = gapsOf({
    kind: product.kind,
    description: content.texts.vi.description,
    originCommuneCode: content.originCommuneCode ?? null,
    pictureCount: pictures.filter((p) => p.state !== "refused").length,
    prices: variants.filter((v) => v.isActive).map((v) => v.priceVnd),
    shopState,
  });
  return contentProblems(content).length > 0 ? ["claims", ...gaps] : gaps;
}

/** Hands a listing to staff. Sent again while it waits, it answers the same; "incomplete" names what lacks. */
export async function submitListing(
  market: Market,
  viewer: Viewer,
  input: { listingId: string },
): Promise<Result<{ listingId: string }, "not_found" | "conflict" | "incomplete">> {
  return market.transact<{ listingId: string }, "not_found" | "conflict" | "incomplete">(async (tx) => {
    const found = await ownListing(tx, viewer, input.listingId);
    if (!found.ok) return found;
    const { listing } = found.value;
    if (listing.state === "submitted") return ok({ listingId: listing.id });
    if (!canMoveListing(listing.state, "submitted")) return refuse("conflict");
    const gap = (await readGaps(tx, found.value))[0];
    if (gap) return refuse("incomplete", { details: { gap } });
    await updateListing(
      tx,
      listing.id,
      { state: "submitted", stateReason: null, stateReasonCode: null },
      "submittedAt",
    );
    await recordChange(tx, viewer, found.value, "submitted");
    return ok({ listingId: listing.id });
  });
}

/** Takes a listing back from staff to go on writing, while they haven't decided. */
export async function withdrawListing(
  market: Market,
  viewer: Viewer,
  input: { listingId: string },
): Promise<Result<{ listingId: string }, "not_found" | "conflict">> {
  return market.transact<{ listingId: string }, "not_found" | "conflict">(async (tx) => {
    const found = await ownListing(tx, viewer, input.listingId);
    if (!found.ok) return found;
    const { listing } = found.value;
    if (listing.state === "draft") return ok({ listingId: listing.id });
    if (!canMoveListing(listing.state, "draft")) return refuse("conflict");
    await updateListing(tx, listing.id, { state: "draft" });
    await recordChange(tx, viewer, found.value, "withdrawn");
    return ok({ listingId: listing.id });
  });
}
