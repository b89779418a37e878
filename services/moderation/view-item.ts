import { readOwnListing, readVariants } from "#db/queries/catalogue-listings.ts";
import { readLots } from "#db/queries/catalogue-lots.ts";
import { readClaim, readDecisions, readItemState } from "#db/queries/moderation.ts";
import {
  type ItemHead,
  type OtherReport,
  type ReportRow,
  readCertificatesOf,
  readListingHead,
  readReport,
  readReportsBeside,
  readRevisionHead,
} from "#db/queries/moderation-items.ts";
import { currentContent } from "#services/catalogue/listing-content.ts";
import { dayBefore, isStanding, type Standing, standingOf } from "#services/certification/rules.ts";
import { type ItemRef, itemOf } from "#services/moderation/claim-item.ts";
import { type Comparison, compareContent, type Language } from "#services/moderation/compare-content.ts";
import { type ItemKind, isWaiting } from "#services/moderation/desk-rules.ts";
import { type PastAct, toPastAct } from "#services/moderation/past-act.ts";
import { readShopFile, type ShopFile } from "#services/moderation/shop-file.ts";
import type { Connection, Market } from "#services/shared/market.ts";
import { ok, type Result, refuse } from "#services/shared/result.ts";
import type { Viewer } from "#services/shared/viewer.ts";

export type ProductCertificate = {
  id: string;
  number: string;
  standing: Standing;
  stars: number | null;
  issuer: string;
  from: string;
  until: string;
};

export type PackRow = {
  id: string;
  name: string;
  netAmount: number;
  netUnit: "g" | "ml" | "piece";
  weightGrams: number;
  gtin: string | null;
  priceVnd: number | null;
  onHand: number;
};

export type BatchRow = {
  id: string;
  code: string;
  number: string;
  pack: string;
  madeOn: string | null;
  bestBefore: string | null;
  onHand: number;
};

type GoodsItem = {
  listingId: string;
  comparison: Comparison;
  packs: PackRow[];
  lots: BatchRow[];
  certificates: ProductCertificate[];
  isService: boolean;
};

export type ReportItem = {
  kind: ReportRow["kind"];
  body: string;
  contact: string | null;
  reporter: string | null;
  outcome: string | null;
  subject: {
    kind: "listing" | "lot";
    name: string;
    listingId: string | null;
    slug: string | null;
    listingState: string | null;
    lotCode: string | null;
    lotNumber: string | null;
  };
  others: OtherReport[];
  certificates: ProductCertificate[];
};

export type Item = {
  kind: ItemKind;
  id: string;
  title: string;
  since: string | null;
  by: string | null;
  rounds: number;
  shop: ShopFile | null;
  state: string;
  version: number;
  isWaiting: boolean;
  claim: { name: string; until: string; isMine: boolean } | null;
  history: PastAct[];
  goods: GoodsItem | null;
  report: ReportItem | null;
};

const HISTORY = 10;

async function certificatesOf(db: Connection, productId: string | null): Promise<ProductCertificate[]> {
  if (productId === null) return [];
  return (await readCertificatesOf(db, productId)).map((row) => {
    const validity = { validFrom: row.valid_from, validTo: row.valid_to, isRevoked: row.is_revoked };
    const standing = standingOf(validity, row.today);
    return {
      id: row.id,
      number: row.number,
      standing,
      stars: isStanding(standing) ? row.stars : null,
      issuer: row.issuer,
      from: row.valid_from,
      until: dayBefore(row.valid_to),
    };
  });
}

async function goodsOf(
  db: Connection,
  head: ItemHead,
  asked: Parameters<typeof compareContent>[3] | null,
  language: Language,
): Promise<GoodsItem | null> {
  const own = head.listing_id === null ? null : await readOwnListing(db, head.listing_id);
  if (!own) return null;
  const now = await currentContent(db, own.listing.id, own.product);
  const [comparison, variants, batches, certificates] = await Promise.all([
    compareContent(db, own.listing.shopId, asked === null ? null : now, asked ?? now, language),
    readVariants(db, own.listing.id),
    readLots(db, own.listing.id),
    certificatesOf(db, own.product.id),
  ]);
  const packs = variants
    .filter((v) => v.isActive)
    .map(({ id, name, netAmount, netUnit, weightGrams, gtin, priceVnd, onHand }) => ({
      ...{ id, name, netAmount, netUnit, weightGrams, gtin, priceVnd, onHand },
    }));
  const lots = batches
    .filter((lot) => !lot.isClosed)
    .map(({ id, code, number, variantId, madeOn, bestBefore, onHand }) => ({
      ...{ id, code, number, madeOn, bestBefore, onHand },
      pack: variants.find((v) => v.id === variantId)?.name ?? "",
    }));
  const isService = own.product.kind === "service";
  return { listingId: own.listing.id, comparison, packs, lots, certificates, isService };
}

async function reportOf(db: Connection, row: ReportRow): Promise<ReportItem> {
  const [others, certificates] = await Promise.all([readReportsBeside(db, row), certificatesOf(db, row.product_id)]);
  return {
    kind: row.kind,
    body: row.body,
    contact: row.contact,
    reporter: row.reporter,
    outcome: row.outcome,
    subject: {
      kind: row.subject_kind,
      name: row.listing_name ?? "",
      listingId: row.listing_id,
      slug: row.listing_slug,
      listingState: row.listing_state,
      lotCode: row.lot_code,
      lotNumber: row.lot_number,
    },
    others,
    certificates,
  };
}

type Body = Pick<Item, "title" | "since" | "by" | "rounds" | "goods" | "report"> & { shopId: string | null };

async function bodyOf(db: Connection, kind: ItemKind, id: string, language: Language): Promise<Body | null> {
  const none = { goods: null, report: null, by: null, rounds: 1 };
  if (kind === "shop") return { ...none, title: "", since: null, shopId: id };
  if (kind === "report") {
    const row = await readReport(db, id);
    if (!row) return null;
    const report = await reportOf(db, row);
    return { ...none, title: row.body, since: row.created_at, by: row.reporter, shopId: row.shop_id, report };
  }
  const revision = kind === "revision" ? await readRevisionHead(db, id) : null;
  const head = kind === "revision" ? revision : await readListingHead(db, id);
  if (!head) return null;
  const goods = await goodsOf(db, head, revision?.content ?? null, language);
  const { title, since, by_name: by, rounds, shop_id: shopId } = head;
  return { ...none, title, since, by, rounds, shopId, goods };
}

/**
 * An item of the queue with all that its decision needs: the change beside what stands, the shop's file, certificates,
 * what was decided on it before and who has it. Reading takes up nothing. Moderators alone.
 */
export async function viewItem(
  market: Market,
  viewer: Viewer,
  ref: ItemRef & { language: Language },
): Promise<Result<Item, "not_found">> {
  const item = itemOf(viewer, ref);
  if (!item) return refuse("not_found");
  const { kind, id } = item;
  const { db } = market;
  const found = await readItemState(db, kind, id);
  const body = found && (await bodyOf(db, kind, id, ref.language));
  if (!found || !body) return refuse("not_found");
  const { shopId, ...rest } = body;
  const [shop, claim, history] = await Promise.all([
    shopId === null ? null : readShopFile(db, shopId),
    readClaim(db, kind, id),
    readDecisions(db, kind, id, HISTORY),
  ]);
  return ok({
    kind,
    id,
    ...rest,
    title: kind === "shop" ? (shop?.name ?? "") : rest.title,
    since: kind === "shop" ? (shop?.submittedAt ?? null) : rest.since,
    shop,
    state: found.state,
    version: found.version,
    isWaiting: isWaiting(kind, found.state),
    claim: claim && { name: claim.name, until: claim.until, isMine: claim.account_id === viewer.accountId },
    history: history.map(toPastAct),
  });
}
