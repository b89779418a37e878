import { index, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { accounts } from "./accounts.ts";
import { createdAt, idColumn, instant, oneOf } from "./columns.ts";

export const SUBJECT_KINDS = ["shop", "listing", "revision", "report"] as const;
export const REPORT_KINDS = ["wrong_information", "false_star", "fake_origin", "unsafe", "forbidden", "other"] as const;

/** Who works on an item of the queue, until when. */
export const moderationClaims = pgTable(
  "moderation_claims",
  {
    subjectKind: text("subject_kind", { enum: SUBJECT_KINDS }).notNull(),
    subjectId: uuid("subject_id").notNull(),
    accountId: uuid("account_id")
      .notNull()
      .references(() => accounts.id),
    until: instant("until").notNull(),
  },
  (t) => [primaryKey({ columns: [t.subjectKind, t.subjectId] })],
);

/** What anybody tells staff about a listing or a lot. */
export const reports = pgTable(
  "reports",
  {
    id: idColumn(),
    requestId: uuid("request_id").notNull().unique(),
    subjectKind: text("subject_kind", { enum: ["listing", "lot"] }).notNull(),
    subjectId: uuid("subject_id").notNull(),
    shopId: uuid("shop_id"),
    kind: text("kind", { enum: REPORT_KINDS }).notNull(),
    body: text("body").notNull(),
    contact: text("contact"),
    accountId: uuid("account_id").references(() => accounts.id),
    state: text("state", { enum: ["open", "closed"] })
      .notNull()
      .default("open"),
    outcome: text("outcome"),
    createdAt: createdAt(),
    closedAt: instant("closed_at"),
    closedBy: uuid("closed_by").references(() => accounts.id),
  },
  (t) => [index("reports_queue").on(t.state, t.createdAt), oneOf("reports_kind", t.kind, REPORT_KINDS)],
);
