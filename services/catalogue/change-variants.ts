import { readVariant, readVariants, updateVariant } from "#db/queries/catalogue-listings.ts";
import { ownVariant } from "#services/catalogue/change-price.ts";
import { makeVariant } from "#services/catalogue/create-listing.ts";
import {
  cleanGtin,
  MAX_VARIANTS,
  type NetUnit,
  type ProblemCode,
  type VariantInput,
  variantProblems,
} from "#services/catalogue/listing-rules.ts";
import { ownListing, readersSee, recordChange } from "#services/catalogue/own-listing.ts";
import { cleanLine } from "#services/shared/clean-text.ts";
import { isId } from "#services/shared/ids.ts";
import { addJob } from "#services/shared/jobs.ts";
import type { Market } from "#services/shared/market.ts";
import { ok, type Result, refuse } from "#services/shared/result.ts";
import type { Viewer } from "#services/shared/viewer.ts";

type Changed = { variantId: string };
export type VariantRefusal = ProblemCode | "not_found" | "conflict" | "service" | "variant_fixed" | "last_variant";

/** Adds a pack size under the id that its caller made: sent twice it is one. */
export async function addVariant(
  market: Market,
  viewer: Viewer,
  input: VariantInput & { listingId: string; variantId: string },
): Promise<Result<Changed, VariantRefusal>> {
  if (!isId(input.variantId)) return refuse("not_found");
  const problem = variantProblems(input)[0];
  return market.transact<Changed, VariantRefusal>(async (tx) => {
    const found = await ownListing(tx, viewer, input.listingId);
    if (!found.ok) return found;
    const { listing, product } = found.value;
    const repeated = await readVariant(tx, input.variantId);
    if (repeated) return repeated.listingId === listing.id ? ok({ variantId: repeated.id }) : refuse("not_found");
    if (product.kind === "service") return refuse("service");
    if (listing.state === "submitted" || listing.state === "refused") return refuse("conflict");
    if (problem) return refuse(problem.code, problem);
    if (listing.publishedAt !== null && input.priceVnd === null) return refuse("missing", { field: "priceVnd" });
    const others = await readVariants(tx, listing.id);
    if (others.length >= MAX_VARIANTS) return refuse("too_many", { field: "name", details: { max: MAX_VARIANTS } });
    const at = { listingId: listing.id, shopId: listing.shopId, variantId: input.variantId, position: others.length };
    await makeVariant(tx, viewer, at, input);
    await recordChange(tx, viewer, found.value, "variant_added", {
      after: { variant: cleanLine(input.name), priceVnd: input.priceVnd },
    });
    if (listing.publishedAt !== null) await readersSee(tx, found.value);
    return ok({ variantId: input.variantId });
  });
}

/**
 * Changes a pack size. Once buyers have seen it, its name and net content stay ("variant_fixed": retire it and add
 * another); what it weighs when sent and its GTIN may change. Prices have a use case of their own.
 */
export async function editVariant(
  market: Market,
  viewer: Viewer,
  input: Omit<VariantInput, "priceVnd"> & { variantId: string },
): Promise<Result<Changed, VariantRefusal>> {
  const problem = variantProblems({ ...input, priceVnd: null })[0];
  return market.transact<Changed, VariantRefusal>(async (tx) => {
    const found = await ownVariant(tx, viewer, input.variantId);
    if (!found.ok) return found;
    const { own, variant } = found.value;
    if (own.listing.state === "submitted" || own.listing.state === "refused") return refuse("conflict");
    if (problem) return refuse(problem.code, problem);
    const name = cleanLine(input.name);
    const isOther = name !== variant.name || input.netAmount !== variant.netAmount || input.netUnit !== variant.netUnit;
    if (own.listing.publishedAt !== null && isOther) return refuse("variant_fixed", { field: "name" });
    const after = {
      name,
      netAmount: input.netAmount,
      netUnit: input.netUnit as NetUnit,
      weightGrams: input.weightGrams,
      gtin: cleanGtin(input.gtin),
    };
    await updateVariant(tx, variant.id, after);
    const before = { name: variant.name, weightGrams: variant.weightGrams, gtin: variant.gtin };
    await recordChange(tx, viewer, own, "variant_changed", { before, after });
    if (own.listing.publishedAt !== null) await readersSee(tx, own);
    return ok({ variantId: variant.id });
  });
}

async function setActive(market: Market, viewer: Viewer, variantId: string, isActive: boolean) {
  return market.transact<Changed, VariantRefusal>(async (tx) => {
    const found = await ownVariant(tx, viewer, variantId);
    if (!found.ok) return found;
    const { own, variant } = found.value;
    if (variant.isActive === isActive) return ok({ variantId });
    const left = (await readVariants(tx, own.listing.id)).filter((v) => v.isActive && v.id !== variantId);
    const isPublished = own.listing.publishedAt !== null;
    if (!isActive && isPublished && left.length === 0) return refuse("last_variant");
    if (isActive && isPublished && variant.currentOfferId === null) return refuse("missing", { field: "priceVnd" });
    await updateVariant(tx, variantId, { isActive });
    const kind = isActive ? "variant_restored" : "variant_retired";
    await recordChange(tx, viewer, own, kind, { after: { variant: variant.name } });
    if (isPublished) await readersSee(tx, own);
    if (!isActive) await addJob(tx, "live.look-again", { kind: "listing", id: own.listing.id });
    return ok({ variantId });
  });
}

/** Takes a pack size off sale for good or for long; orders that stand are served. The last one can't go: pause instead. */
export function retireVariant(market: Market, viewer: Viewer, input: { variantId: string }) {
  return setActive(market, viewer, input.variantId, false);
}

/** Puts a retired pack size back. */
export function restoreVariant(market: Market, viewer: Viewer, input: { variantId: string }) {
  return setActive(market, viewer, input.variantId, true);
}
