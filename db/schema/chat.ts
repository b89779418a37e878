import { sql } from "drizzle-orm";
import { index, integer, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { accounts } from "./accounts.ts";
import { createdAt, idColumn, instant, oneOf, rule } from "./columns.ts";
import { shows } from "./live.ts";

export const CHAT_ROLES = ["viewer", "host", "staff", "demo"] as const;

/**
 * What was said in a show, numbered per show by `shows.chat_number` in the transaction that stores it. The words stay as
 * evidence when they are hidden; `id` is the writer's own, so that saying it twice stores it once.
 */
export const chatMessages = pgTable(
  "chat_messages",
  {
    showId: uuid("show_id")
      .notNull()
      .references(() => shows.id),
    number: integer("number").notNull(),
    id: uuid("id").notNull(),
    accountId: uuid("account_id").references(() => accounts.id),
    authorName: text("author_name").notNull(),
    role: text("role", { enum: CHAT_ROLES }).notNull(),
    body: text("body").notNull(),
    createdAt: createdAt(),
    hiddenAt: instant("hidden_at"),
    hiddenBy: uuid("hidden_by").references(() => accounts.id),
    hiddenReason: text("hidden_reason"),
  },
  (t) => [
    primaryKey({ columns: [t.showId, t.number] }),
    uniqueIndex("chat_messages_id_key").on(t.id),
    index("chat_messages_author").on(t.showId, t.accountId),
    oneOf("chat_messages_role", t.role, CHAT_ROLES),
    rule("chat_messages_body", sql`char_length(${t.body}) between 1 and 300`),
  ],
);

/** A person who may not write in a show until `until`. Append-only: a later row lifts or lengthens it. */
export const chatMutes = pgTable(
  "chat_mutes",
  {
    id: idColumn(),
    showId: uuid("show_id")
      .notNull()
      .references(() => shows.id),
    accountId: uuid("account_id")
      .notNull()
      .references(() => accounts.id),
    until: instant("until").notNull(),
    mutedBy: uuid("muted_by")
      .notNull()
      .references(() => accounts.id),
    reason: text("reason").notNull().default(""),
    createdAt: createdAt(),
  },
  (t) => [index("chat_mutes_person").on(t.showId, t.accountId, t.createdAt)],
);
