import { sql } from "drizzle-orm";
import {
  boolean,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  unique,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { accounts } from "./accounts.ts";
import { listings, lots, offers, products, variants } from "./catalogue.ts";
import { createdAt, idColumn, instant, oneOf, rule, vndCheck, vndColumn } from "./columns.ts";
import { LEGAL_FORMS, shops } from "./shops.ts";

export const ORDER_STATES = [
  "awaiting_payment",
  "new",
  "accepted",
  "packed",
  "handed_over",
  "delivered",
  "completed",
  "refused",
  "cancelled",
] as const;
export const PAYMENT_METHODS = ["cod", "vnpay"] as const;
export const REFUND_CAUSES = [
  "shop_refused",
  "shop_timeout",
  "buyer_cancelled",
  "staff_refused",
  "late_payment",
  "double_payment",
  "amount_differs",
] as const;

/** One placing of one buyer over many shops. Its state is derived from its orders. `requestId` is the buyer's own. */
export const orderGroups = pgTable(
  "order_groups",
  {
    id: idColumn(),
    code: text("code").notNull(),
    requestId: uuid("request_id").notNull(),
    requestHash: text("request_hash").notNull(),
    accountId: uuid("account_id").references(() => accounts.id),
    buyerKey: text("buyer_key").notNull(),
    /** Hash of the secret in the guest's cookie that opens this group's page. */
    guestTokenHash: text("guest_token_hash"),
    method: text("method", { enum: PAYMENT_METHODS }).notNull(),
    goodsVnd: vndColumn("goods_vnd").notNull(),
    shippingVnd: vndColumn("shipping_vnd").notNull(),
    totalVnd: vndColumn("total_vnd").notNull(),
    language: text("language", { enum: ["vi", "en"] }).notNull(),
    ageConfirmedAt: instant("age_confirmed_at"),
    isDemo: boolean("is_demo").notNull().default(false),
    placedAt: instant("placed_at").notNull().default(sql`market_now()`),
  },
  (t) => [
    uniqueIndex("order_groups_code_key").on(t.code),
    uniqueIndex("order_groups_request_key").on(t.requestId),
    index("order_groups_account").on(t.accountId, t.placedAt.desc()),
    index("order_groups_guest").on(t.guestTokenHash),
    oneOf("order_groups_method", t.method, PAYMENT_METHODS),
    vndCheck("order_groups_total", t.totalVnd),
    rule("order_groups_sum", sql`${t.totalVnd} = ${t.goodsVnd} + ${t.shippingVnd}`),
  ],
);

/** Contact and address as copied at placing, in one table, so that a person can be forgotten without touching sums. */
export const orderContacts = pgTable(
  "order_contacts",
  {
    groupId: uuid("group_id")
      .primaryKey()
      .references(() => orderGroups.id),
    name: text("name").notNull(),
    phone: text("phone").notNull(),
    email: text("email"),
    addressLine: text("address_line").notNull(),
    communeCode: text("commune_code").notNull(),
    communeName: text("commune_name").notNull(),
    provinceName: text("province_name").notNull(),
    note: text("note").notNull().default(""),
    forgottenAt: instant("forgotten_at"),
  },
  (t) => [index("order_contacts_phone").on(t.phone), index("order_contacts_email").on(t.email)],
);

export const orders = pgTable(
  "orders",
  {
    id: idColumn(),
    groupId: uuid("group_id")
      .notNull()
      .references(() => orderGroups.id),
    shopId: uuid("shop_id")
      .notNull()
      .references(() => shops.id),
    code: text("code").notNull(),
    state: text("state", { enum: ORDER_STATES }).notNull(),
    goodsVnd: vndColumn("goods_vnd").notNull(),
    shippingVnd: vndColumn("shipping_vnd").notNull(),
    totalVnd: vndColumn("total_vnd").notNull(),
    shippingTariffId: uuid("shipping_tariff_id"),
    shippingZone: text("shipping_zone").notNull(),
    weightGrams: integer("weight_grams").notNull(),
    acceptBy: instant("accept_by"),
    acceptedAt: instant("accepted_at"),
    packedAt: instant("packed_at"),
    handedOverAt: instant("handed_over_at"),
    completeBy: instant("complete_by"),
    deliveredAt: instant("delivered_at"),
    cashReceivedAt: instant("cash_received_at"),
    closedAt: instant("closed_at"),
    carrier: text("carrier"),
    trackingNumber: text("tracking_number"),
    endReasonCode: text("end_reason_code"),
    endReason: text("end_reason"),
    createdAt: createdAt(),
    version: integer("version").notNull().default(1),
  },
  (t) => [
    unique("orders_id_shop_key").on(t.id, t.shopId),
    uniqueIndex("orders_code_key").on(t.code),
    uniqueIndex("orders_group_shop_key").on(t.groupId, t.shopId),
    index("orders_shop_state").on(t.shopId, t.state, t.createdAt),
    oneOf("orders_state_known", t.state, ORDER_STATES),
    vndCheck("orders_total", t.totalVnd),
    rule("orders_sum", sql`${t.totalVnd} = ${t.goodsVnd} + ${t.shippingVnd}`),
  ],
);

/** What was sold, as it was sold: offer, words, commission rule and rate, the seller's legal form, tax category. */
export const orderLines = pgTable(
  "order_lines",
  {
    id: idColumn(),
    orderId: uuid("order_id").notNull(),
    shopId: uuid("shop_id").notNull(),
    variantId: uuid("variant_id").notNull(),
    listingId: uuid("listing_id")
      .notNull()
      .references(() => listings.id),
    productId: uuid("product_id")
      .notNull()
      .references(() => products.id),
    offerId: uuid("offer_id")
      .notNull()
      .references(() => offers.id),
    quantity: integer("quantity").notNull(),
    unitPriceVnd: vndColumn("unit_price_vnd").notNull(),
    totalVnd: vndColumn("total_vnd").notNull(),
    listingName: text("listing_name").notNull(),
    variantName: text("variant_name").notNull(),
    sellerName: text("seller_name").notNull(),
    pictureHash: text("picture_hash"),
    starsAtSale: integer("stars_at_sale"),
    certificateId: uuid("certificate_id"),
    isAlcohol: boolean("is_alcohol").notNull(),
    commissionRuleId: uuid("commission_rule_id"),
    commissionBasisPoints: integer("commission_basis_points").notNull(),
    commissionVnd: vndColumn("commission_vnd").notNull(),
    legalForm: text("legal_form", { enum: LEGAL_FORMS }).notNull(),
    taxCategory: text("tax_category", { enum: ["goods", "services", "transport", "other"] }).notNull(),
    showId: uuid("show_id"),
    showSecond: integer("show_second"),
    pinId: uuid("pin_id"),
    dealId: uuid("deal_id"),
  },
  (t) => [
    foreignKey({
      columns: [t.orderId, t.shopId],
      foreignColumns: [orders.id, orders.shopId],
      name: "order_lines_order",
    }),
    foreignKey({
      columns: [t.variantId, t.shopId],
      foreignColumns: [variants.id, variants.shopId],
      name: "order_lines_variant",
    }),
    unique("order_lines_id_shop_key").on(t.id, t.shopId),
    uniqueIndex("order_lines_key").on(t.orderId, t.variantId),
    vndCheck("order_lines_total", t.totalVnd),
    rule("order_lines_sum", sql`${t.totalVnd} = ${t.unitPriceVnd} * ${t.quantity}`),
    rule("order_lines_quantity", sql`${t.quantity} > 0`),
  ],
);

/** Lots a line is served from: given at placing, the packed ones count for trace. */
export const lineLots = pgTable(
  "line_lots",
  {
    id: idColumn(),
    lineId: uuid("line_id").notNull(),
    lotId: uuid("lot_id").notNull(),
    shopId: uuid("shop_id").notNull(),
    quantity: integer("quantity").notNull(),
    packedAt: instant("packed_at"),
  },
  (t) => [
    foreignKey({
      columns: [t.lineId, t.shopId],
      foreignColumns: [orderLines.id, orderLines.shopId],
      name: "line_lots_line",
    }),
    foreignKey({ columns: [t.lotId, t.shopId], foreignColumns: [lots.id, lots.shopId], name: "line_lots_lot" }),
    uniqueIndex("line_lots_key").on(t.lineId, t.lotId),
    index("line_lots_lot").on(t.lotId),
    rule("line_lots_quantity", sql`${t.quantity} > 0`),
  ],
);

/** What happened to an order or group, for its time line. Append-only; `data` holds no personal data. */
export const orderEvents = pgTable(
  "order_events",
  {
    id: idColumn(),
    groupId: uuid("group_id")
      .notNull()
      .references(() => orderGroups.id),
    orderId: uuid("order_id").references(() => orders.id),
    kind: text("kind").notNull(),
    actorKind: text("actor_kind", { enum: ["buyer", "shop", "staff", "system", "gateway"] }).notNull(),
    actorId: uuid("actor_id").references(() => accounts.id),
    data: jsonb("data").$type<Record<string, string | number | boolean | null>>().notNull().default({}),
    createdAt: createdAt(),
  },
  (t) => [index("order_events_group").on(t.groupId, t.createdAt), index("order_events_order").on(t.orderId)],
);

/** Money owed back to a buyer. `causeKey` makes one cause owe once. */
export const refundDues = pgTable(
  "refund_dues",
  {
    id: idColumn(),
    groupId: uuid("group_id")
      .notNull()
      .references(() => orderGroups.id),
    orderId: uuid("order_id").references(() => orders.id),
    attemptId: uuid("attempt_id"),
    amountVnd: vndColumn("amount_vnd").notNull(),
    cause: text("cause", { enum: REFUND_CAUSES }).notNull(),
    causeKey: text("cause_key").notNull(),
    state: text("state", { enum: ["owed", "paid"] })
      .notNull()
      .default("owed"),
    createdAt: createdAt(),
    paidAt: instant("paid_at"),
    paidReference: text("paid_reference"),
    recordedBy: uuid("recorded_by").references(() => accounts.id),
  },
  (t) => [
    uniqueIndex("refund_dues_cause_key").on(t.causeKey),
    index("refund_dues_state").on(t.state, t.createdAt),
    index("refund_dues_group").on(t.groupId),
    oneOf("refund_dues_cause", t.cause, REFUND_CAUSES),
    vndCheck("refund_dues_amount", t.amountVnd),
    rule(
      "refund_dues_paid_has_reference",
      sql`(${t.state} = 'paid') = (${t.paidReference} is not null and ${t.recordedBy} is not null and ${t.paidAt} is not null)`,
    ),
  ],
);
