import { sql } from "drizzle-orm";
import {
  boolean,
  date,
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
import { createdAt, idColumn, instant, oneOf, rule } from "./columns.ts";
import { communes } from "./reference.ts";

export const LEGAL_FORMS = ["household", "cooperative_group", "cooperative", "company"] as const;
export const SHOP_STATES = ["draft", "submitted", "returned", "approved", "refused", "suspended"] as const;
export const MEMBER_ROLES = ["owner", "manager", "packer"] as const;
export const PAPER_KINDS = ["business_licence", "food_safety", "alcohol_licence", "other"] as const;

/** A legal person who makes things (chủ thể); may exist without a shop. */
export const producers = pgTable(
  "producers",
  {
    id: idColumn(),
    legalForm: text("legal_form", { enum: LEGAL_FORMS }).notNull(),
    name: text("name").notNull(),
    taxNumber: text("tax_number"),
    addressLine: text("address_line"),
    communeCode: text("commune_code").references(() => communes.code),
    phone: text("phone"),
    email: text("email"),
    isDemo: boolean("is_demo").notNull().default(false),
    createdAt: createdAt(),
  },
  (t) => [oneOf("producers_legal_form", t.legalForm, LEGAL_FORMS), index("producers_commune").on(t.communeCode)],
);

/** A place that sells; `shipZones` names the tariff zones it sends to. */
export const shops = pgTable(
  "shops",
  {
    id: idColumn(),
    producerId: uuid("producer_id")
      .notNull()
      .references(() => producers.id),
    slug: text("slug").notNull(),
    name: text("name").notNull(),
    story: text("story").notNull().default(""),
    pictureId: uuid("picture_id"),
    pickupLine: text("pickup_line"),
    pickupCommuneCode: text("pickup_commune_code").references(() => communes.code),
    shipZones: text("ship_zones").notNull().default("province,region,country"),
    state: text("state", { enum: SHOP_STATES }).notNull().default("draft"),
    stateReason: text("state_reason"),
    stateReasonCode: text("state_reason_code"),
    paused: boolean("paused").notNull().default(false),
    submittedAt: instant("submitted_at"),
    approvedAt: instant("approved_at"),
    isDemo: boolean("is_demo").notNull().default(false),
    createdAt: createdAt(),
    version: integer("version").notNull().default(1),
  },
  (t) => [
    uniqueIndex("shops_slug_key").on(t.slug),
    index("shops_producer").on(t.producerId),
    index("shops_state").on(t.state, t.submittedAt),
    oneOf("shops_state_known", t.state, SHOP_STATES),
  ],
);

export const memberships = pgTable(
  "memberships",
  {
    accountId: uuid("account_id")
      .notNull()
      .references(() => accounts.id, { onDelete: "cascade" }),
    shopId: uuid("shop_id")
      .notNull()
      .references(() => shops.id, { onDelete: "cascade" }),
    role: text("role", { enum: MEMBER_ROLES }).notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.accountId, t.shopId] }),
    index("memberships_shop").on(t.shopId),
    oneOf("memberships_role", t.role, MEMBER_ROLES),
  ],
);

/** Private file behind a shop's application; each reading is logged in `file_reads`. */
export const shopPapers = pgTable(
  "shop_papers",
  {
    id: idColumn(),
    shopId: uuid("shop_id")
      .notNull()
      .references(() => shops.id, { onDelete: "cascade" }),
    kind: text("kind", { enum: PAPER_KINDS }).notNull(),
    fileId: uuid("file_id").notNull(),
    fileName: text("file_name").notNull(),
    createdAt: createdAt(),
  },
  (t) => [index("shop_papers_shop").on(t.shopId), oneOf("shop_papers_kind", t.kind, PAPER_KINDS)],
);

/** Where a shop is paid; the newest row is the one in use. Append-only. */
export const bankAccounts = pgTable(
  "bank_accounts",
  {
    id: idColumn(),
    shopId: uuid("shop_id")
      .notNull()
      .references(() => shops.id, { onDelete: "cascade" }),
    bankName: text("bank_name").notNull(),
    accountNumber: text("account_number").notNull(),
    holder: text("holder").notNull(),
    createdAt: createdAt(),
  },
  (t) => [index("bank_accounts_shop").on(t.shopId, t.createdAt)],
);

/** Licences that staff have seen and recorded, such as the one to sell alcohol. */
export const shopLicences = pgTable(
  "shop_licences",
  {
    id: idColumn(),
    shopId: uuid("shop_id")
      .notNull()
      .references(() => shops.id, { onDelete: "cascade" }),
    kind: text("kind", { enum: ["alcohol"] }).notNull(),
    number: text("number").notNull(),
    issuer: text("issuer").notNull(),
    validFrom: date("valid_from", { mode: "string" }).notNull(),
    validTo: date("valid_to", { mode: "string" }).notNull(),
    recordedBy: uuid("recorded_by").references(() => accounts.id),
    createdAt: createdAt(),
    endedAt: instant("ended_at"),
  },
  (t) => [
    index("shop_licences_shop").on(t.shopId, t.kind),
    rule("shop_licences_range", sql`${t.validFrom} < ${t.validTo}`),
  ],
);

/** Commission in basis points by shop, group or neither (the general one), from a day to a day. */
export const commissionRules = pgTable(
  "commission_rules",
  {
    id: idColumn(),
    shopId: uuid("shop_id").references(() => shops.id),
    groupNumber: integer("group_number"),
    rateBasisPoints: integer("rate_basis_points").notNull(),
    validFrom: instant("valid_from").notNull(),
    validTo: instant("valid_to"),
    note: text("note").notNull().default(""),
  },
  (t) => [rule("commission_rules_rate", sql`${t.rateBasisPoints} between 0 and 10000`)],
);

/** Changes of a shop by its own people (names, pick-up, pause): who, what, before and after. Append-only. */
export const shopChanges = pgTable(
  "shop_changes",
  {
    id: idColumn(),
    shopId: uuid("shop_id")
      .notNull()
      .references(() => shops.id, { onDelete: "cascade" }),
    kind: text("kind", { enum: ["settings", "paused", "resumed"] }).notNull(),
    before: jsonb("before"),
    after: jsonb("after"),
    actorId: uuid("actor_id").references(() => accounts.id),
    createdAt: createdAt(),
  },
  (t) => [index("shop_changes_shop").on(t.shopId, t.createdAt)],
);

/** Old addresses of shops and listings, answered with 301. */
export const slugHistory = pgTable(
  "slug_history",
  {
    kind: text("kind", { enum: ["shop", "listing"] }).notNull(),
    slug: text("slug").notNull(),
    targetId: uuid("target_id").notNull(),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.kind, t.slug] })],
);

/** Files of uploads, public ones by content hash, private ones through the viewer. */
export const files = pgTable(
  "files",
  {
    id: idColumn(),
    shopId: uuid("shop_id").references(() => shops.id),
    visibility: text("visibility", { enum: ["public", "private"] }).notNull(),
    sha256: text("sha256").notNull(),
    mime: text("mime").notNull(),
    sizeBytes: integer("size_bytes").notNull(),
    storageKey: text("storage_key").notNull(),
    createdAt: createdAt(),
  },
  (t) => [index("files_shop").on(t.shopId), unique("files_id_shop_key").on(t.id, t.shopId)],
);

/** Who read which private file, and when. Append-only. */
export const fileReads = pgTable(
  "file_reads",
  {
    id: idColumn(),
    fileId: uuid("file_id")
      .notNull()
      .references(() => files.id),
    accountId: uuid("account_id")
      .notNull()
      .references(() => accounts.id),
    readAt: instant("read_at").notNull().default(sql`market_now()`),
  },
  (t) => [index("file_reads_file").on(t.fileId)],
);

export const IDENTITY_PAPERS = ["citizen_card", "passport", "met_in_person"] as const;

/**
 * That staff have seen who a host is; no picture or number of a card is kept. In force while not ended: a seller who
 * sells live is verified first (the law on e-commerce, see the gate of a show).
 */
export const hostIdentities = pgTable(
  "host_identities",
  {
    id: idColumn(),
    accountId: uuid("account_id")
      .notNull()
      .references(() => accounts.id),
    legalName: text("legal_name").notNull(),
    paper: text("paper", { enum: IDENTITY_PAPERS }).notNull(),
    recordedBy: uuid("recorded_by")
      .notNull()
      .references(() => accounts.id),
    recordedAt: instant("recorded_at").notNull().default(sql`market_now()`),
    endedAt: instant("ended_at"),
    endedBy: uuid("ended_by").references(() => accounts.id),
    endReason: text("end_reason"),
  },
  (t) => [
    uniqueIndex("host_identities_one").on(t.accountId).where(sql`ended_at is null`),
    oneOf("host_identities_paper", t.paper, IDENTITY_PAPERS),
    rule("host_identities_end_told", sql`${t.endedAt} is null or ${t.endReason} is not null`),
  ],
);
