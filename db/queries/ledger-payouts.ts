import { and, eq, sql } from "drizzle-orm";
import type { Connection, Tx } from "#db/client.ts";
import type { LEDGER_EVENT_KINDS } from "#db/schema/ledger.ts";
import { payoutCarries, payoutRuns, payouts } from "#db/schema/payouts.ts";
import type {
  Candidate,
  Carried,
  CarryReason,
  PayoutRunState,
  PayoutState,
  Planned,
} from "#services/ledger/payout-rules.ts";
import { newId } from "#services/shared/ids.ts";

export type CandidateRow = Candidate & { shopName: string; bankName: string | null; accountEnd: string | null };

/** Every shop with something on its payable account, and what decides on paying it; those of the list alone where one is given. */
export async function readCandidates(
  db: Connection,
  shopIds: readonly string[] | null = null,
): Promise<CandidateRow[]> {
  return db.execute<CandidateRow>(sql`
    select s.id as "shopId", s.name as "shopName", s.state as "shopState", -b.balance_vnd::float8 as "availableVnd",
      k.id as "bankAccountId", k.bank_name as "bankName", right(k.account_number, 4) as "accountEnd",
      case when k.changed then extract(epoch from market_now() - k.created_at)::float8 / 3600 end as "changedHoursAgo",
      exists (select 1 from payouts p where p.shop_id = s.id and p.state in ('planned', 'sent')) as "hasOpenPayout"
    from ledger_balances b join shops s on s.id = b.shop_id
      left join lateral (
        select n.id, n.bank_name, n.account_number, n.created_at, n.created_at > s.approved_at as changed
        from bank_accounts n where n.shop_id = s.id order by n.created_at desc, n.id desc limit 1) k on true
    where b.kind = 'shop_available' and b.balance_vnd <> 0
      and (${shopIds === null ? null : sql.param([...shopIds])}::uuid[] is null or s.id = any(${shopIds === null ? null : sql.param([...shopIds])}::uuid[]))
    order by s.name, s.id`);
}

export type NewRun = { id: string; requestId: string; code: string; uptoSeq: number; preparedBy: string };

export async function findRunByRequest(tx: Connection, requestId: string) {
  const rows = await tx.select().from(payoutRuns).where(eq(payoutRuns.requestId, requestId));
  return rows[0] ?? null;
}

/** Held until the transaction ends: who waited for another preparer sees what that one wrote. */
export async function onlyPreparer(tx: Tx): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('payout-run', 0))`);
}

export async function isRunWaiting(tx: Connection): Promise<boolean> {
  const rows = await tx.select({ id: payoutRuns.id }).from(payoutRuns).where(eq(payoutRuns.state, "prepared"));
  return rows.length > 0;
}

export async function insertRun(
  tx: Tx,
  run: NewRun,
  planned: readonly Planned[],
  carried: readonly Carried[],
): Promise<void> {
  await tx.insert(payoutRuns).values(run);
  await tx.insert(payouts).values(planned.map((payout) => ({ id: newId(), runId: run.id, ...payout })));
  if (carried.length > 0) await tx.insert(payoutCarries).values(carried.map((carry) => ({ runId: run.id, ...carry })));
}

export async function lockRun(tx: Tx, id: string) {
  const rows = await tx.select().from(payoutRuns).where(eq(payoutRuns.id, id)).for("update");
  return rows[0] ?? null;
}

export async function readPlanned(tx: Tx, runId: string): Promise<Planned[]> {
  return tx
    .select({ shopId: payouts.shopId, bankAccountId: payouts.bankAccountId, amountVnd: payouts.amountVnd })
    .from(payouts)
    .where(eq(payouts.runId, runId))
    .orderBy(payouts.shopId);
}

export async function writeRunApproved(tx: Tx, id: string, accountId: string): Promise<void> {
  await tx
    .update(payoutRuns)
    .set({ state: "approved", approvedBy: accountId, approvedAt: sql`market_now()` })
    .where(eq(payoutRuns.id, id));
  await tx.update(payouts).set({ state: "sent" }).where(eq(payouts.runId, id));
}

export async function writeRunDiscarded(tx: Tx, id: string, accountId: string, reason: string): Promise<void> {
  await tx
    .update(payoutRuns)
    .set({ state: "discarded", discardedBy: accountId, discardedAt: sql`market_now()`, discardReason: reason })
    .where(eq(payoutRuns.id, id));
  await tx.update(payouts).set({ state: "discarded" }).where(eq(payouts.runId, id));
}

export async function findPayout(tx: Connection, id: string) {
  const rows = await tx.select().from(payouts).where(eq(payouts.id, id));
  return rows[0] ?? null;
}

export async function lockPayout(tx: Tx, id: string) {
  const rows = await tx.select().from(payouts).where(eq(payouts.id, id)).for("update");
  return rows[0] ?? null;
}

export async function writePayoutPaid(tx: Tx, id: string, bankReference: string, accountId: string): Promise<void> {
  await tx
    .update(payouts)
    .set({ state: "paid", bankReference, paidAt: sql`market_now()`, paidBy: accountId })
    .where(and(eq(payouts.id, id), eq(payouts.state, "sent")));
}

/** `state`: the bank didn't pay, or sent back what it had paid. */
export async function writePayoutFailed(
  tx: Tx,
  id: string,
  state: "failed" | "returned",
  failure: string,
  accountId: string,
): Promise<void> {
  await tx
    .update(payouts)
    .set({ state, failure, failedAt: sql`market_now()`, failedBy: accountId })
    .where(eq(payouts.id, id));
}

export type RunRow = {
  id: string;
  code: string;
  state: PayoutRunState;
  preparedAt: string;
  preparedBy: string;
  preparedById: string;
  approvedAt: string | null;
  approvedBy: string | null;
  discardedAt: string | null;
  discardedBy: string | null;
  discardReason: string | null;
  shops: number;
  totalVnd: number;
  /** Payouts that the bank has not answered for. */
  open: number;
  failed: number;
  runs: number;
};

/** Runs, newest first, or one of them; `runs`: how many there are. */
export async function readRuns(
  db: Connection,
  limit: number,
  offset: number,
  id: string | null = null,
): Promise<RunRow[]> {
  return db.execute<RunRow>(sql`
    select r.id, r.code, r.state, to_json(r.prepared_at) as "preparedAt", p.name as "preparedBy", r.prepared_by as "preparedById",
      to_json(r.approved_at) as "approvedAt", a.name as "approvedBy", to_json(r.discarded_at) as "discardedAt",
      d.name as "discardedBy", r.discard_reason as "discardReason", t.shops, t."totalVnd", t.open, t.failed,
      count(*) over ()::int as runs
    from payout_runs r join accounts p on p.id = r.prepared_by left join accounts a on a.id = r.approved_by
      left join accounts d on d.id = r.discarded_by
      cross join lateral (select count(*)::int as shops, coalesce(sum(o.amount_vnd), 0)::float8 as "totalVnd",
        count(*) filter (where o.state = 'sent')::int as open,
        count(*) filter (where o.state in ('failed', 'returned'))::int as failed from payouts o where o.run_id = r.id) t
    where ${id}::uuid is null or r.id = ${id}::uuid
    order by r.prepared_at desc, r.id limit ${limit} offset ${offset}`);
}

export type PayoutRow = {
  id: string;
  shopId: string;
  shopName: string;
  bankName: string;
  accountNumber: string;
  holder: string;
  amountVnd: number;
  state: PayoutState;
  bankReference: string | null;
  paidAt: string | null;
  failure: string | null;
  failedAt: string | null;
};

/** In the order of preparing, which no renaming of a shop changes. */
export async function readPayouts(db: Connection, runId: string): Promise<PayoutRow[]> {
  return db.execute<PayoutRow>(sql`
    select p.id, p.shop_id as "shopId", s.name as "shopName", k.bank_name as "bankName", k.account_number as "accountNumber",
      k.holder, p.amount_vnd::float8 as "amountVnd", p.state, p.bank_reference as "bankReference",
      to_json(p.paid_at) as "paidAt", p.failure, to_json(p.failed_at) as "failedAt"
    from payouts p join shops s on s.id = p.shop_id join bank_accounts k on k.id = p.bank_account_id
    where p.run_id = ${runId}::uuid order by p.id`);
}

export type CarryRow = { shopId: string; shopName: string; amountVnd: number; reason: CarryReason };

export async function readCarries(db: Connection, runId: string): Promise<CarryRow[]> {
  return db.execute<CarryRow>(sql`
    select c.shop_id as "shopId", s.name as "shopName", c.amount_vnd::float8 as "amountVnd", c.reason
    from payout_carries c join shops s on s.id = c.shop_id where c.run_id = ${runId}::uuid order by s.name, s.id`);
}

export type ShopMoneyRow = { pendingVnd: number; availableVnd: number };

/** What stands for a shop: its part of orders under way, and of complete ones that weren't paid out. */
export async function readShopMoney(db: Connection, shopId: string): Promise<ShopMoneyRow> {
  const rows = await db.execute<ShopMoneyRow>(sql`
    select coalesce(-sum(balance_vnd) filter (where kind = 'shop_pending'), 0)::float8 as "pendingVnd",
      coalesce(-sum(balance_vnd) filter (where kind = 'shop_available'), 0)::float8 as "availableVnd"
    from ledger_balances where shop_id = ${shopId}::uuid`);
  return rows[0] ?? { pendingVnd: 0, availableVnd: 0 };
}

export type ShopPayoutRow = {
  id: string;
  shopName: string;
  code: string;
  amountVnd: number;
  state: PayoutState;
  preparedAt: string;
  paidAt: string | null;
  bankReference: string | null;
  failure: string | null;
  bankName: string;
  accountEnd: string;
  uptoSeq: number;
  payouts: number;
};

/** What a shop was and is to be paid, newest first, or one of it; runs that were discarded say nothing. */
export async function readShopPayouts(
  db: Connection,
  shopId: string,
  limit: number,
  offset: number,
  id: string | null = null,
): Promise<ShopPayoutRow[]> {
  return db.execute<ShopPayoutRow>(sql`
    select p.id, s.name as "shopName", r.code, p.amount_vnd::float8 as "amountVnd", p.state, to_json(r.prepared_at) as "preparedAt",
      to_json(p.paid_at) as "paidAt", p.bank_reference as "bankReference", p.failure, k.bank_name as "bankName",
      right(k.account_number, 4) as "accountEnd", r.upto_seq::float8 as "uptoSeq", count(*) over ()::int as payouts
    from payouts p join payout_runs r on r.id = p.run_id join bank_accounts k on k.id = p.bank_account_id
      join shops s on s.id = p.shop_id
    where p.shop_id = ${shopId}::uuid and p.state <> 'discarded' and (${id}::uuid is null or p.id = ${id}::uuid)
    order by r.prepared_at desc, p.id limit ${limit} offset ${offset}`);
}

export type ShopEventRow = {
  seq: number;
  event: (typeof LEDGER_EVENT_KINDS)[number];
  occurredAt: string;
  orderCode: string | null;
  payoutCode: string | null;
  /** What the event added to each account of the shop; below zero: took from it. */
  pendingVnd: number;
  availableVnd: number;
  /** What the market kept of the order, of this event; of a complete order, at its sale. */
  commissionVnd: number;
  vatVnd: number;
  pitVnd: number;
  events: number;
};

/**
 * What was written on a shop's accounts, an event and order a row, newest first: after an entry (exclusive), up to another
 * (inclusive), of the payable account alone where that is wanted.
 */
export async function readShopEvents(
  db: Connection,
  wanted: {
    shopId: string;
    payableOnly: boolean;
    afterSeq: number;
    uptoSeq: number | null;
    limit: number;
    offset: number;
  },
): Promise<ShopEventRow[]> {
  const { shopId, payableOnly, afterSeq, uptoSeq, limit, offset } = wanted;
  return db.execute<ShopEventRow>(sql`
    with told as (
      select e.batch_id, e.order_id, max(e.seq) as seq,
        -coalesce(sum(e.amount_vnd) filter (where a.kind = 'shop_pending'), 0) as pending,
        -coalesce(sum(e.amount_vnd) filter (where a.kind = 'shop_available'), 0) as available
      from ledger_entries e join ledger_accounts a on a.id = e.account_id
      where a.shop_id = ${shopId}::uuid and a.kind in ('shop_pending', 'shop_available')
        and e.seq > ${afterSeq}::bigint and (${uptoSeq}::bigint is null or e.seq <= ${uptoSeq}::bigint)
      group by e.batch_id, e.order_id),
    shown as (
      select t.*, b.kind, b.occurred_at, b.payout_id, count(*) over ()::int as events
      from told t join ledger_batches b on b.id = t.batch_id
      where not ${payableOnly}::boolean or t.available <> 0
      order by t.seq desc limit ${limit} offset ${offset})
    select n.seq::float8 as seq, n.kind as event, to_json(n.occurred_at) as "occurredAt", o.code as "orderCode",
      r.code as "payoutCode", n.pending::float8 as "pendingVnd", n.available::float8 as "availableVnd",
      coalesce(k.commission, 0)::float8 as "commissionVnd", coalesce(k.vat, 0)::float8 as "vatVnd", coalesce(k.pit, 0)::float8 as "pitVnd",
      n.events
    from shown n left join orders o on o.id = n.order_id
      left join payouts p on p.id = n.payout_id left join payout_runs r on r.id = p.run_id
      left join lateral (
        select -sum(x.amount_vnd) filter (where y.kind = 'commission') as commission,
          -sum(x.amount_vnd) filter (where y.party = 'vat') as vat, -sum(x.amount_vnd) filter (where y.party = 'pit') as pit
        from ledger_entries x join ledger_accounts y on y.id = x.account_id join ledger_batches z on z.id = x.batch_id
        where x.order_id = n.order_id and y.kind in ('commission', 'tax_withheld')
          and case when n.kind = 'order_completed' then z.kind in ('prepaid_captured', 'cash_collected') else x.batch_id = n.batch_id end) k on true
    order by n.seq desc`);
}

/** Up to which entry a payout before this one of the same shop went, 0 where it is the first. */
export async function readEarlierUpto(db: Connection, shopId: string, uptoSeq: number): Promise<number> {
  const rows = await db.execute<{ upto: number }>(sql`
    select coalesce(max(r.upto_seq), 0)::float8 as upto from payouts p join payout_runs r on r.id = p.run_id
    where p.shop_id = ${shopId}::uuid and p.state in ('paid', 'returned') and r.upto_seq < ${uptoSeq}::bigint`);
  return rows[0]?.upto ?? 0;
}

/** What stood for a shop as payable after an entry. */
export async function readAvailableAt(db: Connection, shopId: string, uptoSeq: number): Promise<number> {
  const rows = await db.execute<{ vnd: number }>(sql`
    select coalesce(-sum(e.amount_vnd), 0)::float8 as vnd from ledger_entries e join ledger_accounts a on a.id = e.account_id
    where a.shop_id = ${shopId}::uuid and a.kind = 'shop_available' and e.seq <= ${uptoSeq}::bigint`);
  return rows[0]?.vnd ?? 0;
}
