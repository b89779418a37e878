import { insertOffer, readOffer, readVariant, type VariantRow } from "#db/queries/catalogue-listings.ts";
import { priceProblems } from "#services/catalogue/listing-rules.ts";
import { type OwnListing, ownListing, readersSee, recordChange } from "#services/catalogue/own-listing.ts";
import { isId } from "#services/shared/ids.ts";
import type { Market, Tx } from "#services/shared/market.ts";
import { vnd } from "#services/shared/money.ts";
import { ok, type Result, refuse } from "#services/shared/result.ts";
import type { Viewer } from "#services/shared/viewer.ts";

export type PriceInput = {
  /** Made by the caller; becomes the id of the offer. */
  offerId: string;
  variantId: string;
  priceVnd: number;
  /** The offer that stood there when the price was typed; empty for none. Absent: whatever stands there. */
  seenOfferId?: string;
};

export type PriceRefusal = "not_found" | "not_whole" | "out_of_range" | "changed";

/** A pack size that the viewer may change: its listing is locked first, so that acts on one listing come one by one. */
export async function ownVariant(
  tx: Tx,
  viewer: Viewer,
  variantId: string,
): Promise<Result<{ own: OwnListing; variant: VariantRow }, "not_found">> {
  const glimpse = isId(variantId) ? await readVariant(tx, variantId) : null;
  if (!glimpse) return refuse("not_found");
  const own = await ownListing(tx, viewer, glimpse.listingId);
  if (!own.ok) return own;
  const variant = await readVariant(tx, variantId);
  return variant ? ok({ own: own.value, variant }) : refuse("not_found");
}

/**
 * Sets the price of a pack size: a new offer, at once; the old ones stay. Of two people who saw the same price and
 * change it, the second hears "changed" with what stands there now.
 */
export async function changePrice(
  market: Market,
  viewer: Viewer,
  input: PriceInput,
): Promise<Result<{ offerId: string; priceVnd: number }, PriceRefusal>> {
  if (!isId(input.offerId)) return refuse("not_found");
  const problem = priceProblems(input.priceVnd, "priceVnd")[0];
  return market.transact<{ offerId: string; priceVnd: number }, PriceRefusal>(async (tx) => {
    const found = await ownVariant(tx, viewer, input.variantId);
    if (!found.ok) return found;
    const { own, variant } = found.value;
    const repeated = await readOffer(tx, input.offerId);
    if (repeated) {
      if (repeated.variantId !== variant.id) return refuse("not_found");
      return ok({ offerId: repeated.id, priceVnd: repeated.priceVnd });
    }
    if (problem) return refuse(problem.code as "not_whole" | "out_of_range", problem);
    const before = variant.currentOfferId === null ? null : await readOffer(tx, variant.currentOfferId);
    if (input.seenOfferId !== undefined && input.seenOfferId !== (before?.id ?? ""))
      return refuse("changed", { field: "priceVnd", details: { priceVnd: before?.priceVnd ?? null } });
    if (before?.priceVnd === input.priceVnd) return ok({ offerId: before.id, priceVnd: before.priceVnd });
    await insertOffer(tx, {
      id: input.offerId,
      variantId: variant.id,
      shopId: variant.shopId,
      priceVnd: vnd(input.priceVnd),
      createdBy: viewer.accountId,
    });
    await recordChange(tx, viewer, own, "price", {
      before: { variant: variant.name, priceVnd: before?.priceVnd ?? null },
      after: { variant: variant.name, priceVnd: input.priceVnd },
    });
    await readersSee(tx, own);
    return ok({ offerId: input.offerId, priceVnd: input.priceVnd });
  });
}
