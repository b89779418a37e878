import {
  isShownElsewhere,
  type OwnListing,
  type ProductRow,
  readChanges,
  readChoices,
  readOpenRevision,
  readOwnListing,
  readPictures,
  readProductsOf,
  readShopProducer,
  readVariants,
} from "#db/queries/catalogue-listings.ts";
import { currentContent, sameContent } from "#services/catalogue/listing-content.ts";
import { partOfListingReason } from "#services/catalogue/listing-rules.ts";
import { readGaps } from "#services/catalogue/submit-listing.ts";
import { isId, newId } from "#services/shared/ids.ts";
import type { Connection, Market } from "#services/shared/market.ts";
import { ok, type Result, refuse } from "#services/shared/result.ts";
import { slugOf } from "#services/shared/slug.ts";
import { isMemberOf, type Viewer } from "#services/shared/viewer.ts";
import { mayManage } from "#services/shops/rules.ts";

/** What the form for something new offers: what the producer makes already, groups, sets, communes. */
export async function viewNewListing(market: Market, viewer: Viewer, shopId: string) {
  if (!isId(shopId) || !mayManage(viewer, shopId)) return refuse("not_found");
  const shop = await readShopProducer(market.db, shopId);
  if (!shop) return refuse("not_found");
  const view = {
    listingId: newId(),
    shopId,
    shopState: shop.state,
    products: await readProductsOf(market.db, shop.producerId),
    originCommuneCode: shop.communeCode ?? "",
    ...(await readChoices(market.db)),
  };
  return ok(view) satisfies Result<typeof view>;
}

async function revisionView(db: Connection, own: OwnListing) {
  const revision = await readOpenRevision(db, own.listing.id);
  if (!revision) return null;
  return {
    id: revision.id,
    state: revision.state as "waiting" | "returned",
    content: revision.content,
    reason:
      revision.reasonCode === null
        ? null
        : { code: revision.reasonCode, text: revision.reason ?? "", part: partOfListingReason(revision.reasonCode) },
  };
}

function reasonView({ listing }: OwnListing) {
  const code = listing.stateReasonCode;
  return code === null ? null : { code, text: listing.stateReason ?? "", part: partOfListingReason(code) };
}

const isNameOfSlug = (slug: string, product: ProductRow) => slug.startsWith(slugOf(product.name).slice(0, 60));

/** A listing as its shop sees it: what is on sale or drafted, the change that waits or came back, prices, last changes. */
export async function viewOwnListing(market: Market, viewer: Viewer, listingId: string) {
  const { db } = market;
  const own = isId(listingId) ? await readOwnListing(db, listingId) : null;
  if (!own || !isMemberOf(viewer, own.listing.shopId)) return refuse("not_found");
  const { listing, product } = own;
  const shown = await currentContent(db, listingId, product);
  const revision = await revisionView(db, own);
  const content = revision?.content ?? shown;
  const pictureIds = [...new Set([...content.pictureIds, ...shown.pictureIds])];
  const view = {
    listingId,
    shopId: listing.shopId,
    shopState: own.shopState,
    mayManage: mayManage(viewer, listing.shopId),
    requestId: newId(),
    state: listing.state,
    isPublished: listing.publishedAt !== null,
    paused: listing.paused,
    slug: listing.slug,
    slugFitsName: isNameOfSlug(listing.slug, product),
    version: listing.version,
    kind: product.kind,
    name: shown.texts.vi.name,
    reason: reasonView(own),
    shown,
    content,
    revision: revision && { id: revision.id, state: revision.state, reason: revision.reason },
    differs: revision !== null && !sameContent(shown, revision.content),
    factsFixed: listing.publishedAt === null && (await isShownElsewhere(db, product.id, listingId)),
    pictures: await readPictures(db, listing.shopId, pictureIds),
    variants: await readVariants(db, listingId),
    gaps: listing.publishedAt === null ? await readGaps(db, own) : [],
    changes: await readChanges(db, listingId, 10),
    ...(await readChoices(db)),
  };
  return ok(view) satisfies Result<typeof view>;
}
