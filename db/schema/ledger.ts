import { sql } from "drizzle-orm";
import {
  type AnyPgColumn,
  bigint,
  boolean,
  date,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { accounts } from "./accounts.ts";
import { idColumn, instant, oneOf, rule } from "./columns.ts";
import { orderGroups, orderLines, orders, refundDues } from "./orders.ts";
import { paymentAttempts } from "./payments.ts";
import { shops } from "./shops.ts";

/** What each means, and its sign, stands in services/ledger/rules.ts. */
export const LEDGER_ACCOUNT_KINDS = [
  "gateway_clearing",
  "carrier_clearing",
  "bank",
  "shop_pending",
  "shop_available",
  "commission",
  "tax_withheld",
  "refunds_owed",
  "goodwill",
] as const;
export const LEDGER_EVENT_KINDS = [
  "prepaid_captured",
  "cash_collected",
  "order_completed",
  "order_ended",
  "stray_money",
  "refund_paid",
  "correction",
] as const;
export const TAX_KINDS = ["vat", "pit"] as const;
/** Those of the lines, and what a buyer pays for sending. */
export const TAX_BASES = ["goods", "services", "transport", "other", "shipping"] as const;
/** Whom tax can be withheld from at all; never cooperatives or companies. */
export const WITHHELD_FORMS = ["household", "cooperative_group"] as const;

/** One place where money stands. `party`: the provider, the carrier or the kind of tax, where a kind has several. Append-only. */
export const ledgerAccounts = pgTable(
  "ledger_accounts",
  {
    id: idColumn(),
    kind: text("kind", { enum: LEDGER_ACCOUNT_KINDS }).notNull(),
    shopId: uuid("shop_id").references(() => shops.id),
    party: text("party"),
  },
  (t) => [
    unique("ledger_accounts_key").on(t.kind, t.shopId, t.party).nullsNotDistinct(),
    oneOf("ledger_accounts_kind", t.kind, LEDGER_ACCOUNT_KINDS),
    rule("ledger_accounts_shop", sql`(${t.kind} in ('shop_pending', 'shop_available')) = (${t.shopId} is not null)`),
    rule(
      "ledger_accounts_party",
      sql`(${t.kind} in ('gateway_clearing', 'carrier_clearing', 'tax_withheld')) = (${t.party} is not null)`,
    ),
  ],
);

/**
 * One event of money, told once: `key` is the caller's own id of it. `entryCount` is fixed with the batch, so that nothing
 * can be added to it later. A correction names the batch that was wrong, and two people. Append-only.
 */
export const ledgerBatches = pgTable(
  "ledger_batches",
  {
    id: idColumn(),
    kind: text("kind", { enum: LEDGER_EVENT_KINDS }).notNull(),
    key: text("key").notNull(),
    groupId: uuid("group_id").references(() => orderGroups.id),
    orderId: uuid("order_id").references(() => orders.id),
    attemptId: uuid("attempt_id").references(() => paymentAttempts.id),
    refundDueId: uuid("refund_due_id").references(() => refundDues.id),
    entryCount: integer("entry_count").notNull(),
    /** When the money moved; `postedAt` when it was written down. */
    occurredAt: instant("occurred_at").notNull().default(sql`market_now()`),
    postedAt: instant("posted_at").notNull().default(sql`market_now()`),
    correctsBatchId: uuid("corrects_batch_id").references((): AnyPgColumn => ledgerBatches.id),
    reason: text("reason"),
    preparedBy: uuid("prepared_by").references(() => accounts.id),
    approvedBy: uuid("approved_by").references(() => accounts.id),
  },
  (t) => [
    uniqueIndex("ledger_batches_key").on(t.key),
    index("ledger_batches_group").on(t.groupId),
    index("ledger_batches_order").on(t.orderId),
    index("ledger_batches_due").on(t.refundDueId),
    oneOf("ledger_batches_kind", t.kind, LEDGER_EVENT_KINDS),
    rule("ledger_batches_two_entries", sql`${t.entryCount} >= 2`),
    rule(
      "ledger_batches_correction",
      sql`num_nonnulls(${t.correctsBatchId}, nullif(btrim(${t.reason}), ''), ${t.preparedBy}, ${t.approvedBy}) = case when ${t.kind} = 'correction' then 4 else 0 end`,
    ),
    rule("ledger_batches_second_person", sql`${t.preparedBy} <> ${t.approvedBy}`),
  ],
);

/** An amount on an account: debits positive, credits negative, in whole đồng. `seq` is the order of writing. Append-only. */
export const ledgerEntries = pgTable(
  "ledger_entries",
  {
    seq: bigint("seq", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    batchId: uuid("batch_id")
      .notNull()
      .references(() => ledgerBatches.id),
    accountId: uuid("account_id")
      .notNull()
      .references(() => ledgerAccounts.id),
    amountVnd: bigint("amount_vnd", { mode: "number" }).notNull(),
    orderId: uuid("order_id").references(() => orders.id),
    lineId: uuid("line_id").references(() => orderLines.id),
    /** Rate of a tax as it was applied. */
    rateBasisPoints: integer("rate_basis_points"),
  },
  (t) => [
    index("ledger_entries_batch").on(t.batchId),
    index("ledger_entries_account").on(t.accountId, t.seq),
    index("ledger_entries_order").on(t.orderId),
    rule("ledger_entries_amount", sql`${t.amountVnd} <> 0 and ${t.amountVnd} between -1000000000000 and 1000000000000`),
    rule("ledger_entries_line_has_order", sql`${t.lineId} is null or ${t.orderId} is not null`),
  ],
);

/** Balance of an account up to an entry, rolled forward every night so that a balance stays a short sum. */
export const ledgerSnapshots = pgTable("ledger_snapshots", {
  accountId: uuid("account_id")
    .primaryKey()
    .references(() => ledgerAccounts.id),
  uptoSeq: bigint("upto_seq", { mode: "number" }).notNull(),
  balanceVnd: bigint("balance_vnd", { mode: "number" }).notNull(),
  takenAt: instant("taken_at").notNull().default(sql`market_now()`),
});

/** When the sales from before there was a ledger were posted; null until then. */
export const ledgerBeginnings = pgTable(
  "ledger_beginnings",
  {
    onlyRow: boolean("only_row").primaryKey().default(true),
    postedAt: instant("posted_at"),
  },
  (t) => [rule("ledger_beginnings_one", sql`${t.onlyRow}`)],
);

/**
 * Tax that the market withholds, in basis points, from a day on until the next row's day; a rate of 0 ends it. Append-only:
 * what was posted keeps its rate. `isDraft`: to be confirmed by counsel.
 */
export const taxRates = pgTable(
  "tax_rates",
  {
    kind: text("kind", { enum: TAX_KINDS }).notNull(),
    legalForm: text("legal_form", { enum: WITHHELD_FORMS }).notNull(),
    base: text("base", { enum: TAX_BASES }).notNull(),
    validFrom: date("valid_from", { mode: "string" }).notNull(),
    rateBasisPoints: integer("rate_basis_points").notNull(),
    source: text("source").notNull(),
    isDraft: boolean("is_draft").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.kind, t.legalForm, t.base, t.validFrom] }),
    oneOf("tax_rates_kind", t.kind, TAX_KINDS),
    oneOf("tax_rates_form", t.legalForm, WITHHELD_FORMS),
    oneOf("tax_rates_base", t.base, TAX_BASES),
    rule("tax_rates_rate", sql`${t.rateBasisPoints} between 0 and 10000`),
  ],
);
