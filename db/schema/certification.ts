import { sql } from "drizzle-orm";
import { boolean, date, index, integer, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { accounts } from "./accounts.ts";
import { products } from "./catalogue.ts";
import { createdAt, idColumn, instant, oneOf, rule } from "./columns.ts";

export const CERTIFICATE_EVENTS = ["issued", "revoked", "corrected"] as const;

/**
 * A granted rank. Rows never change; validity is the half-open range [validFrom, validTo) of days in the province's
 * time zone. There is no stored status: `stars_in_force()` asks range and events.
 */
export const certificates = pgTable(
  "certificates",
  {
    id: idColumn(),
    productId: uuid("product_id")
      .notNull()
      .references(() => products.id),
    number: text("number").notNull(),
    stars: integer("stars").notNull(),
    issuer: text("issuer").notNull(),
    decisionNumber: text("decision_number").notNull(),
    validFrom: date("valid_from", { mode: "string" }).notNull(),
    validTo: date("valid_to", { mode: "string" }).notNull(),
    isDemo: boolean("is_demo").notNull().default(false),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex("certificates_number_key").on(t.number),
    index("certificates_product").on(t.productId),
    rule("certificates_stars", sql`${t.stars} between 1 and 5`),
    rule("certificates_range", sql`${t.validFrom} < ${t.validTo}`),
  ],
);

/** What happened to a certificate. Append-only; a revocation ends it at `effectiveAt`. */
export const certificateEvents = pgTable(
  "certificate_events",
  {
    id: idColumn(),
    certificateId: uuid("certificate_id")
      .notNull()
      .references(() => certificates.id),
    kind: text("kind", { enum: CERTIFICATE_EVENTS }).notNull(),
    effectiveAt: instant("effective_at").notNull().default(sql`market_now()`),
    reasonCode: text("reason_code"),
    reason: text("reason"),
    decisionNumber: text("decision_number"),
    actorId: uuid("actor_id").references(() => accounts.id),
    createdAt: createdAt(),
  },
  (t) => [
    index("certificate_events_certificate").on(t.certificateId, t.kind),
    uniqueIndex("certificate_events_revoked_once").on(t.certificateId).where(sql`kind = 'revoked'`),
    oneOf("certificate_events_kind", t.kind, CERTIFICATE_EVENTS),
    rule(
      "certificate_events_revocation_says_why",
      sql`${t.kind} <> 'revoked' or (${t.reason} is not null and ${t.decisionNumber} is not null)`,
    ),
  ],
);
