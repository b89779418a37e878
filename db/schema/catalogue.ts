import { sql } from "drizzle-orm";
import {
  boolean,
  date,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { accounts } from "./accounts.ts";
import { createdAt, idColumn, instant, oneOf, rule, vndCheck, vndColumn } from "./columns.ts";
import { communes, formerCommunes, productGroups, productSets } from "./reference.ts";
import { producers, shops } from "./shops.ts";

export const LISTING_STATES = ["draft", "submitted", "returned", "approved", "refused", "taken_down"] as const;
export const REVISION_STATES = ["waiting", "approved", "returned", "withdrawn"] as const;
export const NET_UNITS = ["g", "ml", "piece"] as const;
export const PICTURE_STATES = ["pending", "ready", "refused"] as const;
export const HOLD_STATES = ["held", "committed", "consumed", "released"] as const;
export const STOCK_REASONS = [
  "first_count",
  "made",
  "found",
  "damaged",
  "expired",
  "lost",
  "sold_elsewhere",
  "recount",
  "order_packed",
  "order_returned",
  "demo",
] as const;
export const LANGUAGES = ["vi", "en"] as const;

/** A permanent thing of a producer; what a certificate is for. */
export const products = pgTable(
  "products",
  {
    id: idColumn(),
    producerId: uuid("producer_id")
      .notNull()
      .references(() => producers.id),
    groupNumber: integer("group_number")
      .notNull()
      .references(() => productGroups.number),
    setNumber: integer("set_number").references(() => productSets.number),
    kind: text("kind", { enum: ["goods", "service"] })
      .notNull()
      .default("goods"),
    name: text("name").notNull(),
    isAlcohol: boolean("is_alcohol").notNull().default(false),
    isHealthProtection: boolean("is_health_protection").notNull().default(false),
    originCommuneCode: text("origin_commune_code").references(() => communes.code),
    formerCommuneId: uuid("former_commune_id").references(() => formerCommunes.id),
    /** Year of a recognition that was reported publicly: history, never a badge. */
    recognisedYear: integer("recognised_year"),
    isDemo: boolean("is_demo").notNull().default(false),
    createdAt: createdAt(),
  },
  (t) => [index("products_producer").on(t.producerId), index("products_commune").on(t.originCommuneCode)],
);

/**
 * What a shop shows of a product. `fromPriceVnd`, `fromUnitPriceVnd` and `leadVariantId` are kept by trigger from
 * variants and offers, for sorting alone; the price that is paid is the offer's.
 */
export const listings = pgTable(
  "listings",
  {
    id: idColumn(),
    shopId: uuid("shop_id")
      .notNull()
      .references(() => shops.id),
    productId: uuid("product_id")
      .notNull()
      .references(() => products.id),
    groupNumber: integer("group_number")
      .notNull()
      .references(() => productGroups.number),
    slug: text("slug").notNull(),
    state: text("state", { enum: LISTING_STATES }).notNull().default("draft"),
    stateReasonCode: text("state_reason_code"),
    stateReason: text("state_reason"),
    paused: boolean("paused").notNull().default(false),
    submittedAt: instant("submitted_at"),
    publishedAt: instant("published_at"),
    fromPriceVnd: vndColumn("from_price_vnd"),
    fromUnitPriceVnd: vndColumn("from_unit_price_vnd"),
    leadVariantId: uuid("lead_variant_id"),
    createdAt: createdAt(),
    version: integer("version").notNull().default(1),
  },
  (t) => [
    uniqueIndex("listings_slug_key").on(t.slug),
    unique("listings_id_shop_key").on(t.id, t.shopId),
    index("listings_shop").on(t.shopId),
    index("listings_product").on(t.productId),
    index("listings_queue").on(t.state, t.submittedAt),
    index("listings_newest")
      .on(t.groupNumber, t.publishedAt.desc(), t.id)
      .where(sql`state = 'approved' and not paused`),
    index("listings_group_shop").on(t.groupNumber, t.shopId).where(sql`state = 'approved' and not paused`),
    index("listings_price").on(t.groupNumber, t.fromPriceVnd, t.id).where(sql`state = 'approved' and not paused`),
    index("listings_unit_price")
      .on(t.groupNumber, t.fromUnitPriceVnd, t.id)
      .where(sql`state = 'approved' and not paused`),
    oneOf("listings_state_known", t.state, LISTING_STATES),
  ],
);

/** The approved words of a listing in one language. */
export const listingTexts = pgTable(
  "listing_texts",
  {
    listingId: uuid("listing_id")
      .notNull()
      .references(() => listings.id, { onDelete: "cascade" }),
    language: text("language", { enum: LANGUAGES }).notNull(),
    name: text("name").notNull(),
    summary: text("summary").notNull().default(""),
    description: text("description").notNull().default(""),
    ingredients: text("ingredients").notNull().default(""),
    storage: text("storage").notNull().default(""),
    usage: text("usage").notNull().default(""),
  },
  (t) => [primaryKey({ columns: [t.listingId, t.language] }), oneOf("listing_texts_language", t.language, LANGUAGES)],
);

/** The words, pictures and claims that wait for staff while the approved ones stay on sale. */
export const listingRevisions = pgTable(
  "listing_revisions",
  {
    id: idColumn(),
    listingId: uuid("listing_id").notNull(),
    shopId: uuid("shop_id").notNull(),
    state: text("state", { enum: REVISION_STATES }).notNull().default("waiting"),
    content: jsonb("content").$type<RevisionContent>().notNull(),
    submittedBy: uuid("submitted_by").references(() => accounts.id),
    submittedAt: instant("submitted_at").notNull().default(sql`market_now()`),
    decidedBy: uuid("decided_by").references(() => accounts.id),
    decidedAt: instant("decided_at"),
    reasonCode: text("reason_code"),
    reason: text("reason"),
  },
  (t) => [
    foreignKey({
      columns: [t.listingId, t.shopId],
      foreignColumns: [listings.id, listings.shopId],
      name: "listing_revisions_listing",
    }),
    uniqueIndex("listing_revisions_one_waiting").on(t.listingId).where(sql`state = 'waiting'`),
    index("listing_revisions_queue").on(t.state, t.submittedAt),
    oneOf("listing_revisions_state", t.state, REVISION_STATES),
  ],
);

export type ListingText = {
  name: string;
  summary: string;
  description: string;
  ingredients: string;
  storage: string;
  usage: string;
};

export type RevisionContent = {
  texts: { vi: ListingText; en?: ListingText };
  pictureIds: string[];
  groupNumber: number;
  setNumber: number | null;
  isAlcohol: boolean;
  isHealthProtection: boolean;
  /** Absent in rows of before it was asked: the product's stays. */
  originCommuneCode?: string | null;
};

/** `contentHash` names the public files /anh/<hash>-<width>.webp; an address never changes its picture. */
export const pictures = pgTable(
  "pictures",
  {
    id: idColumn(),
    shopId: uuid("shop_id").references(() => shops.id),
    originalFileId: uuid("original_file_id"),
    state: text("state", { enum: PICTURE_STATES }).notNull().default("pending"),
    refusedCode: text("refused_code"),
    contentHash: text("content_hash"),
    width: integer("width"),
    height: integer("height"),
    alt: text("alt").notNull().default(""),
    createdAt: createdAt(),
  },
  (t) => [
    index("pictures_shop").on(t.shopId),
    oneOf("pictures_state", t.state, PICTURE_STATES),
    rule("pictures_ready_has_hash", sql`${t.state} <> 'ready' or ${t.contentHash} is not null`),
  ],
);

export const listingPictures = pgTable(
  "listing_pictures",
  {
    listingId: uuid("listing_id")
      .notNull()
      .references(() => listings.id, { onDelete: "cascade" }),
    position: integer("position").notNull(),
    pictureId: uuid("picture_id")
      .notNull()
      .references(() => pictures.id),
  },
  (t) => [primaryKey({ columns: [t.listingId, t.position] })],
);

/** A pack size. `netAmount` in g, ml or pieces; `weightGrams` is what is shipped, packing included. */
export const variants = pgTable(
  "variants",
  {
    id: idColumn(),
    listingId: uuid("listing_id").notNull(),
    shopId: uuid("shop_id").notNull(),
    name: text("name").notNull(),
    netAmount: integer("net_amount").notNull(),
    netUnit: text("net_unit", { enum: NET_UNITS }).notNull(),
    weightGrams: integer("weight_grams").notNull(),
    gtin: text("gtin"),
    position: integer("position").notNull().default(0),
    isActive: boolean("is_active").notNull().default(true),
    /** Newest regular offer; kept by trigger. */
    currentOfferId: uuid("current_offer_id"),
    createdAt: createdAt(),
  },
  (t) => [
    foreignKey({
      columns: [t.listingId, t.shopId],
      foreignColumns: [listings.id, listings.shopId],
      name: "variants_listing",
    }),
    unique("variants_id_shop_key").on(t.id, t.shopId),
    index("variants_listing_position").on(t.listingId, t.position),
    oneOf("variants_net_unit", t.netUnit, NET_UNITS),
    rule("variants_net_positive", sql`${t.netAmount} > 0 and ${t.weightGrams} > 0`),
    rule("variants_gtin", sql`${t.gtin} is null or ${t.gtin} ~ '^[0-9]{8,14}$'`),
  ],
);

/** A price that someone can pay. Append-only: the thirty-day rule for discounts reads it. */
export const offers = pgTable(
  "offers",
  {
    id: idColumn(),
    variantId: uuid("variant_id").notNull(),
    shopId: uuid("shop_id").notNull(),
    kind: text("kind", { enum: ["regular", "live"] })
      .notNull()
      .default("regular"),
    priceVnd: vndColumn("price_vnd").notNull(),
    validFrom: instant("valid_from").notNull().default(sql`market_now()`),
    createdBy: uuid("created_by").references(() => accounts.id),
    createdAt: createdAt(),
  },
  (t) => [
    foreignKey({
      columns: [t.variantId, t.shopId],
      foreignColumns: [variants.id, variants.shopId],
      name: "offers_variant",
    }),
    unique("offers_id_shop_key").on(t.id, t.shopId),
    index("offers_variant_from").on(t.variantId, t.validFrom.desc()),
    vndCheck("offers_price", t.priceVnd),
    rule("offers_price_positive", sql`${t.priceVnd} > 0`),
  ],
);

/** A batch of a variant. `onHand` moves only by stock entries, `reserved` only by holds; triggers see to both. */
export const lots = pgTable(
  "lots",
  {
    id: idColumn(),
    variantId: uuid("variant_id").notNull(),
    shopId: uuid("shop_id").notNull(),
    code: text("code").notNull(),
    number: text("number").notNull(),
    madeOn: date("made_on", { mode: "string" }),
    bestBefore: date("best_before", { mode: "string" }),
    onHand: integer("on_hand").notNull().default(0),
    reserved: integer("reserved").notNull().default(0),
    isClosed: boolean("is_closed").notNull().default(false),
    createdAt: createdAt(),
  },
  (t) => [
    foreignKey({
      columns: [t.variantId, t.shopId],
      foreignColumns: [variants.id, variants.shopId],
      name: "lots_variant",
    }),
    unique("lots_id_shop_key").on(t.id, t.shopId),
    uniqueIndex("lots_code_key").on(t.code),
    uniqueIndex("lots_number_key").on(t.variantId, t.number),
    // As it is typed from a pack: readLotsByNumber asks by this very expression.
    index("lots_number_typed").on(sql`upper(translate(${t.number}, ' -', ''))`),
    rule("lots_stock", sql`0 <= ${t.reserved} and ${t.reserved} <= ${t.onHand}`),
    rule("lots_dates", sql`${t.bestBefore} is null or ${t.madeOn} is null or ${t.madeOn} <= ${t.bestBefore}`),
  ],
);

export const DEAL_ENDS = ["over", "stopped", "show_ended", "off_sale"] as const;

/**
 * A live price for a while: so many units, so many a buyer. `taken` is the sum of its holds that were not released, kept
 * by trigger. Running means: not ended, `market_now()` before `endsAt`, units left.
 */
export const deals = pgTable(
  "deals",
  {
    id: idColumn(),
    shopId: uuid("shop_id").notNull(),
    variantId: uuid("variant_id").notNull(),
    offerId: uuid("offer_id").notNull(),
    showId: uuid("show_id").notNull(),
    /** Price outside the show when the deal began, as the regular offer said it. */
    regularVnd: vndColumn("regular_vnd").notNull(),
    quota: integer("quota").notNull(),
    perBuyer: integer("per_buyer").notNull(),
    taken: integer("taken").notNull().default(0),
    startsAt: instant("starts_at").notNull().default(sql`market_now()`),
    endsAt: instant("ends_at").notNull(),
    endedAt: instant("ended_at"),
    endCode: text("end_code", { enum: DEAL_ENDS }),
    startedBy: uuid("started_by").references(() => accounts.id),
    version: integer("version").notNull().default(1),
  },
  (t) => [
    foreignKey({
      columns: [t.variantId, t.shopId],
      foreignColumns: [variants.id, variants.shopId],
      name: "deals_variant",
    }),
    foreignKey({ columns: [t.offerId, t.shopId], foreignColumns: [offers.id, offers.shopId], name: "deals_offer" }),
    uniqueIndex("deals_one_a_variant").on(t.variantId).where(sql`ended_at is null`),
    index("deals_show").on(t.showId, t.startsAt),
    oneOf("deals_end_known", t.endCode, DEAL_ENDS),
    rule("deals_quota", sql`${t.quota} between 1 and 100000 and 0 <= ${t.taken} and ${t.taken} <= ${t.quota}`),
    rule("deals_per_buyer", sql`${t.perBuyer} between 1 and 999`),
    rule("deals_window", sql`${t.startsAt} < ${t.endsAt}`),
    rule("deals_end_told", sql`(${t.endedAt} is null) = (${t.endCode} is null)`),
  ],
);

/** Units of a lot kept for a buyer. `held` runs out at `expiresAt`; `committed` stays until packed or given back. */
export const holds = pgTable(
  "holds",
  {
    id: idColumn(),
    lotId: uuid("lot_id").notNull(),
    shopId: uuid("shop_id").notNull(),
    quantity: integer("quantity").notNull(),
    buyerKey: text("buyer_key").notNull(),
    purpose: text("purpose", { enum: ["order", "deal"] }).notNull(),
    orderLineId: uuid("order_line_id"),
    dealId: uuid("deal_id").references(() => deals.id),
    state: text("state", { enum: HOLD_STATES }).notNull(),
    expiresAt: instant("expires_at"),
    createdAt: createdAt(),
  },
  (t) => [
    foreignKey({ columns: [t.lotId, t.shopId], foreignColumns: [lots.id, lots.shopId], name: "holds_lot" }),
    index("holds_lot_state").on(t.lotId, t.state),
    index("holds_line").on(t.orderLineId),
    index("holds_deal_buyer").on(t.dealId, t.buyerKey).where(sql`deal_id is not null`),
    index("holds_expiry").on(t.expiresAt).where(sql`state = 'held'`),
    oneOf("holds_state_known", t.state, HOLD_STATES),
    rule("holds_quantity", sql`${t.quantity} > 0`),
    rule("holds_held_expires", sql`${t.state} <> 'held' or ${t.expiresAt} is not null`),
  ],
);

/** Every change of a lot's `onHand` with its reason; the row makes the change. Append-only; `requestId` is the caller's. */
export const stockEntries = pgTable(
  "stock_entries",
  {
    id: idColumn(),
    lotId: uuid("lot_id").notNull(),
    shopId: uuid("shop_id").notNull(),
    delta: integer("delta").notNull(),
    reason: text("reason", { enum: STOCK_REASONS }).notNull(),
    note: text("note").notNull().default(""),
    orderLineId: uuid("order_line_id"),
    actorId: uuid("actor_id").references(() => accounts.id),
    createdAt: createdAt(),
  },
  (t) => [
    foreignKey({ columns: [t.lotId, t.shopId], foreignColumns: [lots.id, lots.shopId], name: "stock_entries_lot" }),
    index("stock_entries_lot_time").on(t.lotId, t.createdAt),
    oneOf("stock_entries_reason", t.reason, STOCK_REASONS),
    rule("stock_entries_delta", sql`${t.delta} <> 0`),
  ],
);

/** Changes by the shop that act at once (price, pause, pictures' order): who, what, before and after. Append-only. */
export const listingChanges = pgTable(
  "listing_changes",
  {
    id: idColumn(),
    listingId: uuid("listing_id").notNull(),
    shopId: uuid("shop_id").notNull(),
    kind: text("kind").notNull(),
    before: jsonb("before"),
    after: jsonb("after"),
    actorId: uuid("actor_id").references(() => accounts.id),
    createdAt: createdAt(),
  },
  (t) => [index("listing_changes_listing").on(t.listingId, t.createdAt)],
);
