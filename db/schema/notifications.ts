import { index, integer, jsonb, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { createdAt, idColumn, instant, oneOf } from "./columns.ts";

export const MESSAGE_STATES = ["queued", "sent", "failed"] as const;

/** Mail and SMS to be sent; written in the transaction of what they tell of. `dedupeKey` sends one thing once. */
export const outboxMessages = pgTable(
  "outbox_messages",
  {
    id: idColumn(),
    channel: text("channel", { enum: ["mail", "sms"] }).notNull(),
    recipient: text("recipient").notNull(),
    kind: text("kind").notNull(),
    language: text("language", { enum: ["vi", "en"] }).notNull(),
    subject: text("subject").notNull().default(""),
    body: text("body").notNull(),
    data: jsonb("data").$type<Record<string, string>>().notNull().default({}),
    dedupeKey: text("dedupe_key").notNull(),
    accountId: uuid("account_id"),
    state: text("state", { enum: MESSAGE_STATES }).notNull().default("queued"),
    tries: integer("tries").notNull().default(0),
    lastError: text("last_error"),
    createdAt: createdAt(),
    sentAt: instant("sent_at"),
  },
  (t) => [
    uniqueIndex("outbox_messages_dedupe_key").on(t.dedupeKey),
    index("outbox_messages_time").on(t.createdAt),
    oneOf("outbox_messages_state", t.state, MESSAGE_STATES),
  ],
);
