import { sql } from "drizzle-orm";
import { boolean, index, integer, pgTable, text } from "drizzle-orm/pg-core";
import { idColumn, instant, oneOf, rule, vndCheck, vndColumn } from "./columns.ts";

export const SHIP_ZONES = ["province", "region", "country"] as const;

/** Price of a parcel of at least `fromGrams` into a zone, from a moment on; the newest row of a zone and weight counts. */
export const shippingTariffs = pgTable(
  "shipping_tariffs",
  {
    id: idColumn(),
    zone: text("zone", { enum: SHIP_ZONES }).notNull(),
    fromGrams: integer("from_grams").notNull(),
    priceVnd: vndColumn("price_vnd").notNull(),
    daysMin: integer("days_min").notNull(),
    daysMax: integer("days_max").notNull(),
    validFrom: instant("valid_from").notNull(),
    isDemo: boolean("is_demo").notNull().default(false),
  },
  (t) => [
    index("shipping_tariffs_zone").on(t.zone, t.validFrom.desc(), t.fromGrams),
    oneOf("shipping_tariffs_zone_known", t.zone, SHIP_ZONES),
    vndCheck("shipping_tariffs_price", t.priceVnd),
    rule("shipping_tariffs_days", sql`0 <= ${t.daysMin} and ${t.daysMin} <= ${t.daysMax}`),
  ],
);
