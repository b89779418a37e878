import { sql } from "drizzle-orm";
import { index, integer, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { createdAt, idColumn, instant, oneOf, vndCheck, vndColumn } from "./columns.ts";
import { orderGroups, PAYMENT_METHODS } from "./orders.ts";

/** Stripe's names. */
export const INTENT_STATES = [
  "requires_payment_method",
  "requires_action",
  "processing",
  "succeeded",
  "canceled",
] as const;
export const ATTEMPT_STATES = ["pending", "succeeded", "failed", "expired", "review", "late"] as const;

export const paymentIntents = pgTable(
  "payment_intents",
  {
    id: idColumn(),
    groupId: uuid("group_id")
      .notNull()
      .references(() => orderGroups.id),
    method: text("method", { enum: PAYMENT_METHODS }).notNull(),
    amountVnd: vndColumn("amount_vnd").notNull(),
    state: text("state", { enum: INTENT_STATES }).notNull(),
    /** Until when the goods are held for a payment; null where nothing waits. */
    expiresAt: instant("expires_at"),
    lastErrorCode: text("last_error_code"),
    succeededAt: instant("succeeded_at"),
    canceledAt: instant("canceled_at"),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex("payment_intents_group_key").on(t.groupId),
    index("payment_intents_expiry").on(t.expiresAt).where(sql`state in ('requires_payment_method', 'requires_action')`),
    oneOf("payment_intents_state_known", t.state, INTENT_STATES),
    vndCheck("payment_intents_amount", t.amountVnd),
  ],
);

/** One try to pay: its own reference and create date. A retry is a new row, never a reused reference. */
export const paymentAttempts = pgTable(
  "payment_attempts",
  {
    id: idColumn(),
    intentId: uuid("intent_id")
      .notNull()
      .references(() => paymentIntents.id),
    requestId: uuid("request_id").notNull(),
    provider: text("provider").notNull(),
    reference: text("reference").notNull(),
    amountVnd: vndColumn("amount_vnd").notNull(),
    /** yyyyMMddHHmmss in GMT+7, as sent; querydr and refund need it again. */
    providerCreateDate: text("provider_create_date").notNull(),
    expiresAt: instant("expires_at").notNull(),
    state: text("state", { enum: ATTEMPT_STATES }).notNull().default("pending"),
    responseCode: text("response_code"),
    providerTransactionNo: text("provider_transaction_no"),
    /** What staff found the money by at the bank, when they ended a review; one reference is one payment. */
    bankReference: text("bank_reference"),
    askedCount: integer("asked_count").notNull().default(0),
    lastAskedAt: instant("last_asked_at"),
    settledAt: instant("settled_at"),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex("payment_attempts_reference_key").on(t.provider, t.reference),
    uniqueIndex("payment_attempts_request_key").on(t.requestId),
    uniqueIndex("payment_attempts_transaction_key").on(t.provider, t.providerTransactionNo),
    uniqueIndex("payment_attempts_one_success").on(t.intentId).where(sql`state = 'succeeded'`),
    uniqueIndex("payment_attempts_bank_reference_key").on(t.bankReference),
    index("payment_attempts_intent").on(t.intentId),
    index("payment_attempts_review").on(t.settledAt, t.id).where(sql`state = 'review'`),
    oneOf("payment_attempts_state_known", t.state, ATTEMPT_STATES),
    vndCheck("payment_attempts_amount", t.amountVnd),
  ],
);

/** Everything a gateway said, raw, with our verdict. Append-only. */
export const paymentCallbacks = pgTable(
  "payment_callbacks",
  {
    id: idColumn(),
    provider: text("provider").notNull(),
    kind: text("kind", { enum: ["ipn", "return", "query", "staff"] }).notNull(),
    attemptId: uuid("attempt_id"),
    reference: text("reference"),
    raw: text("raw").notNull(),
    verdict: text("verdict").notNull(),
    receivedAt: instant("received_at").notNull().default(sql`market_now()`),
  },
  (t) => [index("payment_callbacks_attempt").on(t.attemptId), index("payment_callbacks_time").on(t.receivedAt)],
);
