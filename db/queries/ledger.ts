import { sql } from "drizzle-orm";
import type { Connection, Tx } from "#db/client.ts";
import type { ledgerBatches, TAX_BASES, TAX_KINDS } from "#db/schema/ledger.ts";
import type { LEGAL_FORMS } from "#db/schema/shops.ts";
import type { Entry } from "#services/ledger/rules.ts";
import { newId, repeatableId } from "#services/shared/ids.ts";

export type NewBatch = Pick<typeof ledgerBatches.$inferInsert, "kind" | "key"> &
  Partial<
    Pick<
      typeof ledgerBatches.$inferInsert,
      "groupId" | "orderId" | "attemptId" | "refundDueId" | "correctsBatchId" | "reason" | "preparedBy" | "approvedBy"
    >
  > & {
    /** The market's now where it isn't given. */
    occurredAt?: Date;
  };

/** Accounts are found by what they are, without looking: their ids follow from it. */
const ACCOUNTS = "0b6f2a52-5f0e-4a3c-9a55-3d8c2f7e1d64";
const accountIdOf = ({ kind, shopId, party }: Entry["account"]) =>
  repeatableId(ACCOUNTS, `${kind} ${shopId ?? ""} ${party ?? ""}`);

/** Makes accounts that aren't there yet, in one order for everybody, so that two first sales of a shop wait in line. */
async function ensureAccounts(tx: Tx, entries: readonly Entry[]): Promise<void> {
  const wanted = new Map(entries.map(({ account }) => [accountIdOf(account), account]));
  const rows = [...wanted].map(([id, account]) => ({ id, ...account }));
  await tx.execute(sql`
    insert into ledger_accounts (id, kind, shop_id, party)
    select w.id, w.kind, w."shopId", w.party
    from json_to_recordset(${JSON.stringify(rows)}::json) as w (id uuid, kind text, "shopId" uuid, party text)
    where not exists (select 1 from ledger_accounts a where a.id = w.id)
    order by w.id on conflict do nothing`);
}

/** Writes a batch with its entries, once a key. True when this call wrote it. */
export async function insertBatch(tx: Tx, batch: NewBatch, entries: readonly Entry[]): Promise<boolean> {
  await ensureAccounts(tx, entries);
  const rows = entries.map(({ account, ...e }, at) => ({ at, accountId: accountIdOf(account), ...e }));
  const written = await tx.execute(sql`
    with batch as (
      insert into ledger_batches (id, kind, key, group_id, order_id, attempt_id, refund_due_id, entry_count, occurred_at,
        corrects_batch_id, reason, prepared_by, approved_by)
      values (${newId()}::uuid, ${batch.kind}, ${batch.key}, ${batch.groupId ?? null}::uuid, ${batch.orderId ?? null}::uuid,
        ${batch.attemptId ?? null}::uuid, ${batch.refundDueId ?? null}::uuid, ${entries.length},
        coalesce(${batch.occurredAt?.toISOString() ?? null}::timestamptz, market_now()),
        ${batch.correctsBatchId ?? null}::uuid, ${batch.reason ?? null}, ${batch.preparedBy ?? null}::uuid, ${batch.approvedBy ?? null}::uuid)
      on conflict (key) do nothing returning id)
    insert into ledger_entries (batch_id, account_id, amount_vnd, order_id, line_id, rate_basis_points)
    select batch.id, e."accountId", e."amountVnd", e."orderId", e."lineId", e."rateBasisPoints"
    from batch cross join json_to_recordset(${JSON.stringify(rows)}::json) as e (at int, "accountId" uuid,
      "amountVnd" bigint, "orderId" uuid, "lineId" uuid, "rateBasisPoints" int)
    order by e.at returning seq`);
  return written.length > 0;
}

const ENTRY_COLUMNS = sql`json_build_object('kind', a.kind, 'shopId', a.shop_id, 'party', a.party) as account,
  e.amount_vnd::float8 as "amountVnd", e.order_id as "orderId", e.line_id as "lineId", e.rate_basis_points as "rateBasisPoints"`;

/** Everything that stands in the book of an order, as it was written; what belongs to one debt can be left out. */
export async function readPosted(tx: Connection, orderId: string, exceptDueId: string | null = null): Promise<Entry[]> {
  return tx.execute<Entry>(sql`
    select ${ENTRY_COLUMNS} from ledger_entries e join ledger_accounts a on a.id = e.account_id
      join ledger_batches b on b.id = e.batch_id
    where e.order_id = ${orderId}::uuid and (b.refund_due_id is null or b.refund_due_id is distinct from ${exceptDueId}::uuid)
    order by e.seq`);
}

export type SoldRow = {
  id: string;
  groupId: string;
  shopId: string;
  shippingVnd: number;
  lines: {
    id: string;
    totalVnd: number;
    commissionVnd: number;
    legalForm: (typeof LEGAL_FORMS)[number];
    taxBase: Exclude<(typeof TAX_BASES)[number], "shipping">;
  }[];
};

/** Orders of a group, or one of them, with what was frozen on their lines. */
export async function readSold(tx: Connection, groupId: string, orderId: string | null): Promise<SoldRow[]> {
  return tx.execute<SoldRow>(sql`
    select o.id, o.group_id as "groupId", o.shop_id as "shopId", o.shipping_vnd::float8 as "shippingVnd",
      (select json_agg(json_build_object('id', l.id, 'totalVnd', l.total_vnd, 'commissionVnd', l.commission_vnd,
        'legalForm', l.legal_form, 'taxBase', l.tax_category) order by l.id) from order_lines l where l.order_id = o.id) as lines
    from orders o where o.group_id = ${groupId}::uuid and (${orderId}::uuid is null or o.id = ${orderId}::uuid)
    order by o.id`);
}

export type TaxRateRow = {
  kind: (typeof TAX_KINDS)[number];
  legalForm: string;
  base: (typeof TAX_BASES)[number];
  rateBasisPoints: number;
};

/** Rates in force on the market's day of a moment; of its now where none is given. */
export async function readTaxRates(tx: Connection, at: Date | null): Promise<TaxRateRow[]> {
  return tx.execute<TaxRateRow>(sql`
    select distinct on (legal_form, base, kind) kind, legal_form as "legalForm", base, rate_basis_points as "rateBasisPoints"
    from tax_rates
    where valid_from <= (coalesce(${at?.toISOString() ?? null}::timestamptz, market_now()) at time zone market_zone())::date
    order by legal_form, base, kind desc, valid_from desc`);
}

export type DueRow = {
  groupId: string;
  orderId: string | null;
  attemptId: string | null;
  provider: string | null;
  amountVnd: number;
};

/** Money owed back, with the provider that it came by when it came without being asked for. */
export async function readDue(tx: Connection, dueId: string): Promise<DueRow | null> {
  const rows = await tx.execute<DueRow>(sql`
    select d.group_id as "groupId", d.order_id as "orderId", d.attempt_id as "attemptId", a.provider, d.amount_vnd::float8 as "amountVnd"
    from refund_dues d left join payment_attempts a on a.id = d.attempt_id where d.id = ${dueId}::uuid`);
  return rows[0] ?? null;
}
