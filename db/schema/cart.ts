import { sql } from "drizzle-orm";
import { boolean, foreignKey, index, integer, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { accounts } from "./accounts.ts";
import { deals, variants } from "./catalogue.ts";
import { createdAt, idColumn, instant, rule, vndColumn } from "./columns.ts";

/** A cart of an account or of a browser; the browser's secret is kept as a hash only. */
export const carts = pgTable(
  "carts",
  {
    id: idColumn(),
    accountId: uuid("account_id").references(() => accounts.id, { onDelete: "cascade" }),
    tokenHash: text("token_hash"),
    createdAt: createdAt(),
    updatedAt: instant("updated_at").notNull().default(sql`market_now()`),
  },
  (t) => [
    uniqueIndex("carts_account_key").on(t.accountId),
    uniqueIndex("carts_token_key").on(t.tokenHash),
    rule("carts_has_owner", sql`(${t.accountId} is null) <> (${t.tokenHash} is null)`),
  ],
);

/** Each line remembers what the buyer was last shown, and says what changed. */
export const cartLines = pgTable(
  "cart_lines",
  {
    id: idColumn(),
    cartId: uuid("cart_id")
      .notNull()
      .references(() => carts.id, { onDelete: "cascade" }),
    variantId: uuid("variant_id").notNull(),
    shopId: uuid("shop_id").notNull(),
    quantity: integer("quantity").notNull(),
    seenPriceVnd: vndColumn("seen_price_vnd").notNull(),
    seenStars: integer("seen_stars"),
    seenSeller: text("seen_seller").notNull(),
    setAside: boolean("set_aside").notNull().default(false),
    /** Where in which show it was put in, and the deal it asks for; the order line keeps them. */
    showId: uuid("show_id"),
    showSecond: integer("show_second"),
    pinId: uuid("pin_id"),
    dealId: uuid("deal_id").references(() => deals.id),
    createdAt: createdAt(),
  },
  (t) => [
    foreignKey({
      columns: [t.variantId, t.shopId],
      foreignColumns: [variants.id, variants.shopId],
      name: "cart_lines_variant",
    }),
    uniqueIndex("cart_lines_key").on(t.cartId, t.variantId),
    index("cart_lines_variant").on(t.variantId),
    rule("cart_lines_quantity", sql`${t.quantity} between 1 and 999`),
  ],
);
