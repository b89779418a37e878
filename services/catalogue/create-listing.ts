import {
  insertListing,
  insertLot,
  insertOffer,
  insertProduct,
  insertStockEntry,
  insertVariant,
  type ProductRow,
  readOwnListing,
  readProduct,
  readShopProducer,
} from "#db/queries/catalogue-listings.ts";
import { isAfterToday } from "#db/queries/catalogue-lots.ts";
import { lockRequest } from "#db/queries/shops-seller.ts";
import type { RevisionContent } from "#db/schema/catalogue.ts";
import {
  type ContentRefusal,
  judgeReferences,
  referenceFaults,
  writeDraft,
} from "#services/catalogue/listing-content.ts";
import {
  cleanContent,
  cleanGtin,
  contentProblems,
  type LotInput,
  lotProblems,
  MAX_VARIANTS,
  type NetUnit,
  type Problem,
  quantityProblems,
  type VariantInput,
  variantProblems,
} from "#services/catalogue/listing-rules.ts";
import { cleanLine } from "#services/shared/clean-text.ts";
import { isDay } from "#services/shared/days.ts";
import { isId, newCode, newId } from "#services/shared/ids.ts";
import type { Market, Tx } from "#services/shared/market.ts";
import { vnd } from "#services/shared/money.ts";
import { ok, type Refusal, type Result, refuse } from "#services/shared/result.ts";
import { slugOf } from "#services/shared/slug.ts";
import type { Viewer } from "#services/shared/viewer.ts";
import { mayManage } from "#services/shops/rules.ts";

/** `quantity`: how many of this size the first batch holds; null for none. */
export type NewVariant = VariantInput & { quantity: number | null };

export type NewListing = {
  /** Made by the caller: the same request sent again makes nothing new. */
  listingId: string;
  shopId: string;
  /** A product of the same producer, or null for a new one. */
  productId: string | null;
  kind: "goods" | "service";
  content: RevisionContent;
  variants: readonly NewVariant[];
  lot: LotInput;
};

export type CreateRefusal = ContentRefusal | "not_found" | "unknown_product" | "made_later";

const isLotAsked = (input: NewListing) => input.variants.some((v) => v.quantity !== null && v.quantity !== 0);

/** Everything that is wrong with a new listing as it was typed, by the names of the form's fields. */
export function newListingProblems(input: NewListing): Problem[] {
  const problems = contentProblems(cleanContent(input.content));
  if (input.kind === "service") return problems;
  if (input.variants.length > MAX_VARIANTS)
    problems.push({ field: "variants", code: "too_many", details: { max: MAX_VARIANTS } });
  input.variants.forEach((v, i) => {
    problems.push(...variantProblems(v, `variants[${i}].`));
    if (v.quantity !== null) problems.push(...quantityProblems(v.quantity, `variants[${i}].quantity`, 0));
  });
  if (isLotAsked(input) || input.lot.number !== "") problems.push(...lotProblems(input.lot, "lot."));
  return problems;
}

/**
 * The same with what only the database knows: days after today, and groups, sets, communes and pictures that aren't
 * there. Everything at once, so that a form doesn't come back in rounds.
 */
export async function checkNewListing(market: Market, viewer: Viewer, input: NewListing): Promise<Refusal[]> {
  const refusals: Refusal[] = newListingProblems(input).map((p) => ({ ok: false, ...p }));
  const { madeOn } = input.lot;
  const isDated = input.kind === "goods" && isDay(madeOn);
  if (isDated && (await isAfterToday(market.db, madeOn))) refusals.push(refuse("made_later", { field: "lot.madeOn" }));
  const isTheirs = isId(input.shopId) && mayManage(viewer, input.shopId);
  const unknown = isTheirs ? await referenceFaults(market.db, input.shopId, cleanContent(input.content)) : [];
  return [...refusals, ...unknown];
}

/** An address for a listing: words of its name and a short code, so that it is nobody else's. */
export function listingSlug(name: string): string {
  const words = slugOf(name).slice(0, 60).replace(/-+$/, "") || "hang";
  return `${words}-${newCode(6).toLowerCase()}`;
}

async function productFor(
  tx: Tx,
  input: NewListing,
  content: RevisionContent,
  producerId: string,
): Promise<Result<ProductRow, "unknown_product">> {
  if (input.productId !== null) {
    const chosen = isId(input.productId) ? await readProduct(tx, input.productId) : null;
    if (!chosen || chosen.producerId !== producerId) return refuse("unknown_product", { field: "productId" });
    return ok(chosen);
  }
  const id = newId();
  await insertProduct(tx, {
    id,
    producerId,
    kind: input.kind,
    name: content.texts.vi.name,
    groupNumber: content.groupNumber,
    setNumber: content.setNumber,
    isAlcohol: content.isAlcohol,
    isHealthProtection: content.isHealthProtection,
    originCommuneCode: content.originCommuneCode ?? null,
  });
  return ok((await readProduct(tx, id)) as ProductRow);
}

/** A pack size with its price; both ids are the caller's. */
export async function makeVariant(
  tx: Tx,
  viewer: Viewer,
  at: { listingId: string; shopId: string; variantId: string; position: number },
  input: VariantInput,
): Promise<void> {
  await insertVariant(tx, {
    id: at.variantId,
    listingId: at.listingId,
    shopId: at.shopId,
    name: cleanLine(input.name),
    netAmount: input.netAmount,
    netUnit: input.netUnit as NetUnit,
    weightGrams: input.weightGrams,
    gtin: cleanGtin(input.gtin),
    position: at.position,
  });
  if (input.priceVnd === null) return;
  await insertOffer(tx, {
    id: newId(),
    variantId: at.variantId,
    shopId: at.shopId,
    priceVnd: vnd(input.priceVnd),
    createdBy: viewer.accountId,
  });
}

/** A batch and what was counted of it first; the code on its label is made here and stays. */
export async function makeLot(
  tx: Tx,
  viewer: Viewer,
  at: { lotId: string; variantId: string; shopId: string },
  lot: LotInput,
  quantity: number,
): Promise<string> {
  const code = newCode();
  await insertLot(tx, {
    id: at.lotId,
    variantId: at.variantId,
    shopId: at.shopId,
    code,
    number: cleanLine(lot.number),
    madeOn: lot.madeOn || null,
    bestBefore: lot.bestBefore || null,
  });
  if (quantity > 0) {
    await insertStockEntry(tx, {
      id: newId(),
      lotId: at.lotId,
      shopId: at.shopId,
      delta: quantity,
      reason: "first_count",
      actorId: viewer.accountId,
    });
  }
  return code;
}

async function makeGoods(tx: Tx, viewer: Viewer, input: NewListing): Promise<void> {
  const { listingId, shopId } = input;
  for (const [position, variant] of input.variants.entries()) {
    const variantId = newId();
    await makeVariant(tx, viewer, { listingId, shopId, variantId, position }, variant);
    if (variant.quantity) await makeLot(tx, viewer, { lotId: newId(), variantId, shopId }, input.lot, variant.quantity);
  }
}

async function make(tx: Tx, viewer: Viewer, input: NewListing, content: RevisionContent) {
  const shop = await readShopProducer(tx, input.shopId);
  if (!shop || shop.state === "refused") return refuse("not_found");
  const known = await judgeReferences(tx, input.shopId, content);
  if (!known.ok) return known;
  if (input.kind === "goods" && input.lot.madeOn !== "" && (await isAfterToday(tx, input.lot.madeOn)))
    return refuse("made_later", { field: "lot.madeOn" });
  const product = await productFor(tx, input, content, shop.producerId);
  if (!product.ok) return product;
  await insertListing(tx, {
    id: input.listingId,
    shopId: input.shopId,
    productId: product.value.id,
    groupNumber: product.value.groupNumber,
    slug: listingSlug(content.texts.vi.name),
  });
  await writeDraft(tx, input.listingId, product.value, content);
  if (product.value.kind === "goods") await makeGoods(tx, viewer, input);
  return ok({ listingId: input.listingId });
}

/**
 * Makes a listing as a draft: product, texts, pictures, pack sizes with prices and the first batch, in one go. Sent
 * twice under one id it makes one. The first problem is refused by its field; `newListingProblems` tells them all.
 */
export async function createListing(
  market: Market,
  viewer: Viewer,
  input: NewListing,
): Promise<Result<{ listingId: string }, CreateRefusal>> {
  if (!isId(input.listingId) || !isId(input.shopId) || !mayManage(viewer, input.shopId)) return refuse("not_found");
  const problem = newListingProblems(input)[0];
  return market.transact<{ listingId: string }, CreateRefusal>(async (tx) => {
    await lockRequest(tx, input.listingId);
    const made = await readOwnListing(tx, input.listingId);
    if (made) return made.listing.shopId === input.shopId ? ok({ listingId: made.listing.id }) : refuse("not_found");
    if (problem) return refuse(problem.code, problem);
    return make(tx, viewer, input, cleanContent(input.content));
  });
}
