import { sql } from "drizzle-orm";
import {
  boolean,
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
import { deals, variants } from "./catalogue.ts";
import { createdAt, idColumn, instant, oneOf, rule, vndCheck, vndColumn } from "./columns.ts";
import { shops } from "./shops.ts";

export const SHOW_STATES = ["planned", "live", "ended", "stopped", "called_off"] as const;
export const SHOW_EVENT_KINDS = [
  "opened",
  "pinned",
  "unpinned",
  "deal_started",
  "deal_ended",
  "stock",
  "off_sale",
  "message_hidden",
  "muted",
  "warned",
  "ended",
  "stopped",
] as const;

const REMINDER_LANGUAGES = ["vi", "en"] as const;

/** A show of a shop. `seq` numbers its events, `chatNumber` its messages: both grow by an update of this row alone. */
export const shows = pgTable(
  "shows",
  {
    id: idColumn(),
    shopId: uuid("shop_id")
      .notNull()
      .references(() => shops.id),
    slug: text("slug").notNull(),
    title: text("title").notNull(),
    startsAt: instant("starts_at").notNull(),
    state: text("state", { enum: SHOW_STATES }).notNull().default("planned"),
    isDemo: boolean("is_demo").notNull().default(false),
    seq: integer("seq").notNull().default(0),
    chatNumber: integer("chat_number").notNull().default(0),
    hostId: uuid("host_id").references(() => accounts.id),
    /** Secret name of the room on the video server; a new one each time the show opens. */
    room: text("room"),
    startedAt: instant("started_at"),
    endedAt: instant("ended_at"),
    endedBy: uuid("ended_by").references(() => accounts.id),
    endReasonCode: text("end_reason_code"),
    endReason: text("end_reason"),
    /** Which studio holds the show, and until when unless it says so again. */
    studioKey: text("studio_key"),
    studioUntil: instant("studio_until"),
    mostViewers: integer("most_viewers").notNull().default(0),
    requestId: uuid("request_id").notNull(),
    createdBy: uuid("created_by").references(() => accounts.id),
    createdAt: createdAt(),
    version: integer("version").notNull().default(1),
  },
  (t) => [
    uniqueIndex("shows_slug_key").on(t.slug),
    uniqueIndex("shows_request_key").on(t.requestId),
    uniqueIndex("shows_room_key").on(t.room),
    unique("shows_id_shop_key").on(t.id, t.shopId),
    uniqueIndex("shows_one_live_a_shop").on(t.shopId).where(sql`state = 'live'`),
    index("shows_state_start").on(t.state, t.startsAt),
    oneOf("shows_state_known", t.state, SHOW_STATES),
    rule("shows_live_has_room", sql`${t.state} <> 'live' or (${t.room} is not null and ${t.startedAt} is not null)`),
    rule("shows_stop_told", sql`${t.state} <> 'stopped' or ${t.endReasonCode} is not null`),
    rule("shows_title", sql`char_length(${t.title}) between 1 and 120`),
  ],
);

/** The run of a show: what is shown, in which order, with the live price that may be opened for it. */
export const showItems = pgTable(
  "show_items",
  {
    id: idColumn(),
    showId: uuid("show_id").notNull(),
    shopId: uuid("shop_id").notNull(),
    position: integer("position").notNull(),
    variantId: uuid("variant_id").notNull(),
    /** Null: shown without a live price. */
    livePriceVnd: vndColumn("live_price_vnd"),
    quota: integer("quota"),
    perBuyer: integer("per_buyer"),
    /** The live price is called a discount: then it must lie below the lowest of the last thirty days. */
    isDiscount: boolean("is_discount").notNull().default(false),
  },
  (t) => [
    foreignKey({ columns: [t.showId, t.shopId], foreignColumns: [shows.id, shows.shopId], name: "show_items_show" }),
    foreignKey({
      columns: [t.variantId, t.shopId],
      foreignColumns: [variants.id, variants.shopId],
      name: "show_items_variant",
    }),
    uniqueIndex("show_items_key").on(t.showId, t.variantId),
    vndCheck("show_items_price", t.livePriceVnd),
    rule("show_items_price_positive", sql`${t.livePriceVnd} is null or ${t.livePriceVnd} > 0`),
    rule(
      "show_items_deal_whole",
      sql`(${t.livePriceVnd} is null) = (${t.quota} is null) and (${t.quota} is null) = (${t.perBuyer} is null)`,
    ),
    rule("show_items_quota", sql`${t.quota} is null or ${t.quota} between 1 and 100000`),
    rule("show_items_per_buyer", sql`${t.perBuyer} is null or ${t.perBuyer} between 1 and 999`),
  ],
);

/** What is in front of the viewers, and for how long it was. One at a time. */
export const showPins = pgTable(
  "show_pins",
  {
    id: idColumn(),
    showId: uuid("show_id").notNull(),
    shopId: uuid("shop_id").notNull(),
    itemId: uuid("item_id")
      .notNull()
      .references(() => showItems.id),
    pinnedAt: instant("pinned_at").notNull().default(sql`market_now()`),
    unpinnedAt: instant("unpinned_at"),
  },
  (t) => [
    foreignKey({ columns: [t.showId, t.shopId], foreignColumns: [shows.id, shows.shopId], name: "show_pins_show" }),
    uniqueIndex("show_pins_one").on(t.showId).where(sql`unpinned_at is null`),
    index("show_pins_show_time").on(t.showId, t.pinnedAt),
  ],
);

export type GateLine = { code: string; isGreen: boolean; subject: string | null; details: Record<string, unknown> };

/** What the gate said when a show opened: evidence. Append-only. */
export const showGates = pgTable(
  "show_gates",
  {
    id: idColumn(),
    showId: uuid("show_id")
      .notNull()
      .references(() => shows.id),
    isGreen: boolean("is_green").notNull(),
    lines: jsonb("lines").$type<GateLine[]>().notNull(),
    actorId: uuid("actor_id").references(() => accounts.id),
    createdAt: createdAt(),
  },
  (t) => [index("show_gates_show").on(t.showId, t.createdAt)],
);

/** What happened in a show, numbered by its row. `body` holds no personal data. Append-only. */
export const showEvents = pgTable(
  "show_events",
  {
    showId: uuid("show_id")
      .notNull()
      .references(() => shows.id),
    seq: integer("seq").notNull(),
    kind: text("kind", { enum: SHOW_EVENT_KINDS }).notNull(),
    body: jsonb("body").$type<Record<string, unknown>>().notNull(),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.showId, t.seq] }), oneOf("show_events_kind", t.kind, SHOW_EVENT_KINDS)],
);

/** Who watched, by a hash that says nothing else: reach is their number. */
export const showVisits = pgTable(
  "show_visits",
  {
    showId: uuid("show_id")
      .notNull()
      .references(() => shows.id),
    visitorHash: text("visitor_hash").notNull(),
    firstAt: instant("first_at").notNull().default(sql`market_now()`),
  },
  (t) => [primaryKey({ columns: [t.showId, t.visitorHash] })],
);

/** Calls of the video server that were taken in, each once. */
export const videoCalls = pgTable("video_calls", {
  id: text("id").primaryKey(),
  kind: text("kind").notNull(),
  room: text("room"),
  createdAt: createdAt(),
});

/** The deal that belongs to a planned item when it is opened: an item may be opened again, each time a new deal. */
export const showDeals = pgTable(
  "show_deals",
  {
    dealId: uuid("deal_id")
      .primaryKey()
      .references(() => deals.id),
    showId: uuid("show_id")
      .notNull()
      .references(() => shows.id),
    itemId: uuid("item_id")
      .notNull()
      .references(() => showItems.id),
    requestId: uuid("request_id").notNull(),
  },
  (t) => [uniqueIndex("show_deals_request_key").on(t.requestId), index("show_deals_item").on(t.itemId)],
);

/** Who wants to be told before a planned show begins. `toldFor` is the start that they were told of last. */
export const showReminders = pgTable(
  "show_reminders",
  {
    showId: uuid("show_id")
      .notNull()
      .references(() => shows.id),
    accountId: uuid("account_id")
      .notNull()
      .references(() => accounts.id),
    language: text("language", { enum: REMINDER_LANGUAGES }).notNull(),
    toldFor: instant("told_for"),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.showId, t.accountId] }),
    oneOf("show_reminders_language", t.language, REMINDER_LANGUAGES),
  ],
);
