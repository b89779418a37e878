import { sql } from "drizzle-orm";
import { bigint, foreignKey, index, pgTable, primaryKey, text, unique, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { accounts } from "./accounts.ts";
import { idColumn, instant, oneOf, rule, vndColumn } from "./columns.ts";
import { bankAccounts, shops } from "./shops.ts";

/** What each state means and the moves between them stand in services/ledger/payout-rules.ts. */
export const PAYOUT_RUN_STATES = ["prepared", "approved", "discarded"] as const;
export const PAYOUT_STATES = ["planned", "sent", "paid", "failed", "returned", "discarded"] as const;
/** Why a shop with money in the book is left out of a run. */
export const CARRY_REASONS = ["negative", "suspended", "no_bank_account", "bank_changed", "open_payout"] as const;

/**
 * What shops are paid in one go: prepared by one person, approved by another, with everything up to `uptoSeq` of the
 * book in it. `requestId` is the preparer's own, so that a second tap prepares nothing.
 */
export const payoutRuns = pgTable(
  "payout_runs",
  {
    id: idColumn(),
    requestId: uuid("request_id").notNull(),
    code: text("code").notNull(),
    state: text("state", { enum: PAYOUT_RUN_STATES }).notNull().default("prepared"),
    uptoSeq: bigint("upto_seq", { mode: "number" }).notNull(),
    preparedBy: uuid("prepared_by")
      .notNull()
      .references(() => accounts.id),
    preparedAt: instant("prepared_at").notNull().default(sql`market_now()`),
    approvedBy: uuid("approved_by").references(() => accounts.id),
    approvedAt: instant("approved_at"),
    discardedBy: uuid("discarded_by").references(() => accounts.id),
    discardedAt: instant("discarded_at"),
    discardReason: text("discard_reason"),
  },
  (t) => [
    uniqueIndex("payout_runs_request_key").on(t.requestId),
    uniqueIndex("payout_runs_code_key").on(t.code),
    uniqueIndex("payout_runs_one_prepared").on(t.state).where(sql`state = 'prepared'`),
    index("payout_runs_prepared").on(t.preparedAt.desc(), t.id),
    oneOf("payout_runs_state", t.state, PAYOUT_RUN_STATES),
    rule("payout_runs_second_person", sql`${t.approvedBy} <> ${t.preparedBy}`),
    rule(
      "payout_runs_approved",
      sql`num_nonnulls(${t.approvedBy}, ${t.approvedAt}) = case when ${t.state} = 'approved' then 2 else 0 end`,
    ),
    rule(
      "payout_runs_discarded",
      sql`num_nonnulls(${t.discardedBy}, ${t.discardedAt}, nullif(btrim(${t.discardReason}), '')) = case when ${t.state} = 'discarded' then 3 else 0 end`,
    ),
  ],
);

/** One shop's part of a run, to the account as it was then. What the bank says of it is written once, and once more when it comes back. */
export const payouts = pgTable(
  "payouts",
  {
    id: idColumn(),
    runId: uuid("run_id")
      .notNull()
      .references(() => payoutRuns.id),
    shopId: uuid("shop_id")
      .notNull()
      .references(() => shops.id),
    bankAccountId: uuid("bank_account_id")
      .notNull()
      .references(() => bankAccounts.id),
    amountVnd: vndColumn("amount_vnd").notNull(),
    state: text("state", { enum: PAYOUT_STATES }).notNull().default("planned"),
    /** The bank's own, of the transfer. */
    bankReference: text("bank_reference"),
    paidAt: instant("paid_at"),
    paidBy: uuid("paid_by").references(() => accounts.id),
    /** Why the bank didn't pay, or sent it back. */
    failure: text("failure"),
    failedAt: instant("failed_at"),
    failedBy: uuid("failed_by").references(() => accounts.id),
  },
  (t) => [
    unique("payouts_run_shop_key").on(t.runId, t.shopId),
    uniqueIndex("payouts_one_open").on(t.shopId).where(sql`state in ('planned', 'sent')`),
    index("payouts_shop").on(t.shopId, t.runId),
    oneOf("payouts_state", t.state, PAYOUT_STATES),
    rule("payouts_amount", sql`${t.amountVnd} between 1 and 1000000000000`),
    rule(
      "payouts_paid",
      sql`num_nonnulls(${t.bankReference}, ${t.paidAt}, ${t.paidBy}) = case when ${t.state} in ('paid', 'returned') then 3 else 0 end`,
    ),
    rule(
      "payouts_failed",
      sql`num_nonnulls(nullif(btrim(${t.failure}), ''), ${t.failedAt}, ${t.failedBy}) = case when ${t.state} in ('failed', 'returned') then 3 else 0 end`,
    ),
  ],
);

/** A shop with money in the book that a run leaves out, and why. Append-only. */
export const payoutCarries = pgTable(
  "payout_carries",
  {
    runId: uuid("run_id").notNull(),
    shopId: uuid("shop_id")
      .notNull()
      .references(() => shops.id),
    /** Below zero: the shop owes the market. */
    amountVnd: bigint("amount_vnd", { mode: "number" }).notNull(),
    reason: text("reason", { enum: CARRY_REASONS }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.runId, t.shopId] }),
    foreignKey({ columns: [t.runId], foreignColumns: [payoutRuns.id], name: "payout_carries_run" }),
    oneOf("payout_carries_reason", t.reason, CARRY_REASONS),
    rule("payout_carries_negative", sql`(${t.reason} = 'negative') = (${t.amountVnd} < 0) and ${t.amountVnd} <> 0`),
  ],
);
