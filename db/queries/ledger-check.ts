import { type SQL, sql } from "drizzle-orm";
import type { Connection, Tx } from "#db/client.ts";

const CLEARING = sql`('gateway_clearing', 'carrier_clearing')`;

/** Orders that were paid: through a gateway with their group, or at the door. */
const PAID = sql`
  select o.*, g.code as group_code from orders o join order_groups g on g.id = o.group_id join payment_intents i on i.group_id = o.group_id
  where i.state = 'succeeded' or o.cash_received_at is not null`;

/** Entries of sales, beside what they are to rest on. */
const SALES = sql`
  select e.order_id, e.line_id, b.key,
    coalesce(sum(e.amount_vnd) filter (where a.kind in ${CLEARING}), 0) as clearing,
    coalesce(-sum(e.amount_vnd) filter (where a.kind = 'shop_pending'), 0) as pending,
    coalesce(-sum(e.amount_vnd) filter (where a.kind = 'commission'), 0) as commission,
    coalesce(-sum(e.amount_vnd) filter (where a.kind = 'tax_withheld'), 0) as tax,
    coalesce(sum(round(coalesce(l.total_vnd, o.shipping_vnd) * e.rate_basis_points::numeric / 10000)) filter (where a.kind = 'tax_withheld'), 0) as tax_by_rate,
    bool_or(a.kind not in ('gateway_clearing', 'carrier_clearing', 'shop_pending', 'commission', 'tax_withheld')) as strays
  from ledger_entries e join ledger_batches b on b.id = e.batch_id join ledger_accounts a on a.id = e.account_id
    left join orders o on o.id = e.order_id left join order_lines l on l.id = e.line_id
  where b.kind in ('prepaid_captured', 'cash_collected')
  group by e.order_id, e.line_id, b.key`;

/** Each answers the differences that it finds, as sentences; the first of them are the simplest. */
const BOOK: readonly SQL[] = [
  sql`select format('Batch %s (%s%s) adds up to %s đồng instead of 0, in %s entries of %s.', b.key, b.kind,
        coalesce(' of order ' || o.code, ' of group ' || g.code, ''), coalesce(e.total, 0), coalesce(e.entries, 0), b.entry_count) as difference
      from ledger_batches b
        left join (select batch_id, sum(amount_vnd) as total, count(*) as entries from ledger_entries group by batch_id) e on e.batch_id = b.id
        left join orders o on o.id = b.order_id left join order_groups g on g.id = b.group_id
      where coalesce(e.total, 0) <> 0 or coalesce(e.entries, 0) <> b.entry_count or b.entry_count < 2
      order by b.posted_at, b.key`,
  sql`select format('Entry %s of %s đồng stands in no batch or on no account.', e.seq, e.amount_vnd) as difference
      from ledger_entries e left join ledger_batches b on b.id = e.batch_id left join ledger_accounts a on a.id = e.account_id
      where b.id is null or a.id is null order by e.seq`,
  sql`select format('Entry %s of %s đồng (batch %s) stands with another order, shop or group than it is of: order %s.', e.seq, e.amount_vnd, b.key, o.code) as difference
      from ledger_entries e join ledger_batches b on b.id = e.batch_id join ledger_accounts a on a.id = e.account_id
        join orders o on o.id = e.order_id left join order_lines l on l.id = e.line_id
      where (a.shop_id is not null and a.shop_id <> o.shop_id) or (b.group_id is not null and o.group_id <> b.group_id)
        or (b.order_id is not null and b.order_id <> o.id) or (e.line_id is not null and l.order_id is distinct from o.id)
      order by e.seq`,
  sql`select format('Batch %s corrects nothing, or by one person alone.', b.key) as difference from ledger_batches b
      where b.kind = 'correction' and (b.corrects_batch_id is null or b.prepared_by is not distinct from b.approved_by
        or not exists (select 1 from ledger_batches w where w.id = b.corrects_batch_id))
      order by b.posted_at, b.key`,
  sql`select format('The snapshot of account %s says %s đồng, its entries up to %s add up to %s.',
        concat_ws(' ', a.kind, a.party, h.name), s.balance_vnd, s.upto_seq, coalesce(t.total, 0)) as difference
      from ledger_snapshots s join ledger_accounts a on a.id = s.account_id left join shops h on h.id = a.shop_id
        left join (select e.account_id, sum(e.amount_vnd) as total from ledger_entries e join ledger_snapshots x on x.account_id = e.account_id
          where e.seq <= x.upto_seq group by e.account_id) t on t.account_id = s.account_id
      where s.balance_vnd <> coalesce(t.total, 0) order by a.kind, a.id`,
];

const SALE: readonly SQL[] = [
  sql`select format('Order %s has goods of %s đồng, its lines add up to %s.', o.code, o.goods_vnd, coalesce(l.total, 0)) as difference
      from orders o left join (select order_id, sum(total_vnd) as total from order_lines group by order_id) l on l.order_id = o.id
      where o.goods_vnd <> coalesce(l.total, 0) order by o.id`,
  sql`select format('Group %s is to pay %s đồng, its intent says %s, its orders add up to %s.', g.code, g.total_vnd, i.amount_vnd, coalesce(o.total, 0)) as difference
      from order_groups g left join payment_intents i on i.group_id = g.id
        left join (select group_id, sum(total_vnd) as total from orders group by group_id) o on o.group_id = g.id
      where g.total_vnd <> coalesce(o.total, 0) or g.total_vnd is distinct from i.amount_vnd order by g.id`,
  sql`select format('Group %s is paid by its intent, %s attempts took %s đồng of %s.', g.code, coalesce(a.attempts, 0), coalesce(a.total, 0), i.amount_vnd) as difference
      from payment_intents i join order_groups g on g.id = i.group_id
        left join (select intent_id, count(*) as attempts, sum(amount_vnd) as total from payment_attempts where state = 'succeeded' group by intent_id) a on a.intent_id = i.id
      where case when i.state = 'succeeded' then a.attempts is distinct from 1 or a.total is distinct from i.amount_vnd else a.attempts > 0 end
      order by i.id`,
  sql`select format('Group %s was paid %s đồng through a gateway, the ledger has %s.', g.code,
        case when i.state = 'succeeded' then i.amount_vnd else 0 end, coalesce(p.total, 0)) as difference
      from payment_intents i join order_groups g on g.id = i.group_id
        left join payment_attempts t on t.intent_id = i.id and t.state = 'succeeded'
        full join (select b.id, b.key, b.attempt_id, sum(e.amount_vnd) filter (where a.kind = 'gateway_clearing') as total,
            min(a.party) filter (where a.kind = 'gateway_clearing') as first, max(a.party) filter (where a.kind = 'gateway_clearing') as last
          from ledger_batches b join ledger_entries e on e.batch_id = b.id join ledger_accounts a on a.id = e.account_id
          where b.kind = 'prepaid_captured' group by b.id) p on p.key = 'captured:intent:' || i.id
      where case when i.state = 'succeeded'
        then p.total is distinct from i.amount_vnd or p.attempt_id is distinct from t.id or p.first is distinct from t.provider or p.last is distinct from t.provider
        else p.id is not null end
      order by i.id`,
  sql`select format('Order %s %s, the ledger has %s đồng of it as taken at the door.', coalesce(o.code, p.key),
        case when o.cash_received_at is null then 'took no cash' else 'took ' || o.total_vnd || ' đồng in cash' end, coalesce(p.total, 0)) as difference
      from orders o full join (select b.id, b.key, sum(e.amount_vnd) filter (where a.kind = 'carrier_clearing') as total
          from ledger_batches b join ledger_entries e on e.batch_id = b.id join ledger_accounts a on a.id = e.account_id
          where b.kind = 'cash_collected' group by b.id) p on p.key = 'collected:order:' || o.id
      where case when o.cash_received_at is not null then p.total is distinct from o.total_vnd else p.id is not null end
      order by o.id`,
];

const SPLIT: readonly SQL[] = [
  sql`with paid as (${PAID}), sales as (${SALES})
      select format('Order %s was paid %s đồng, its split in the ledger: %s taken, %s for sending (and %s tax of it).', o.code, o.total_vnd,
        coalesce(s.clearing, 0), coalesce(s.pending, 0), coalesce(s.tax, 0)) as difference
      from paid o left join sales s on s.order_id = o.id and s.line_id is null
      where s.clearing is distinct from o.total_vnd::numeric or s.pending + s.tax <> o.shipping_vnd or s.tax <> s.tax_by_rate or s.commission <> 0 or s.strays
      order by o.id`,
  sql`with paid as (${PAID}), sales as (${SALES})
      select format('Order %s: a line of %s đồng with %s commission is split into %s for the shop, %s commission and %s tax (%s by its rates).', o.code,
        l.total_vnd, l.commission_vnd, coalesce(s.pending, 0), coalesce(s.commission, 0), coalesce(s.tax, 0), coalesce(s.tax_by_rate, 0)) as difference
      from paid o join order_lines l on l.order_id = o.id left join sales s on s.line_id = l.id
      where s.pending is null or s.pending + s.commission + s.tax <> l.total_vnd or s.commission <> l.commission_vnd
        or s.tax <> s.tax_by_rate or s.clearing <> 0 or s.strays or (s.tax <> 0 and l.legal_form in ('cooperative', 'company'))
      order by o.id, l.id`,
  sql`with paid as (${PAID}), owed as (select distinct order_id from refund_dues where order_id is not null),
      book as (select e.order_id,
          coalesce(-sum(e.amount_vnd) filter (where a.kind = 'shop_pending'), 0) as pending,
          coalesce(-sum(e.amount_vnd) filter (where a.kind = 'shop_available'), 0) as available,
          coalesce(-sum(e.amount_vnd) filter (where a.kind in ('commission', 'tax_withheld')), 0) as kept
        from ledger_entries e join ledger_batches b on b.id = e.batch_id join ledger_accounts a on a.id = e.account_id
        where b.kind <> 'correction' and e.order_id is not null group by e.order_id)
      select format('Order %s (%s, %s đồng%s) stands in the ledger with %s pending, %s payable, %s commission and tax.', o.code, o.state, o.total_vnd,
        case when w.order_id is null then '' else ', owed back' end, b.pending, b.available, b.kept) as difference
      from paid o join book b on b.order_id = o.id left join owed w on w.order_id = o.id
      where b.pending + b.available + b.kept <> case when w.order_id is null then o.total_vnd else 0 end
        or (w.order_id is not null and (b.kept <> 0 or b.pending <> 0))
        or (w.order_id is null and case when o.state = 'completed' then b.pending <> 0 else b.available <> 0 end)
      order by o.id`,
];

const OWED: readonly SQL[] = [
  sql`with paid as (${PAID})
      select format('Order %s was paid and is %s, and nothing is owed back.', o.code, o.state) as difference from paid o
      where o.state in ('refused', 'cancelled', 'awaiting_payment') and not exists (select 1 from refund_dues d where d.order_id = o.id) order by o.id`,
  sql`select format('Payment %s came late and %s debts were written down for it.', a.reference, coalesce(d.dues, 0)) as difference
      from payment_attempts a left join (select attempt_id, count(*) as dues from refund_dues where attempt_id is not null group by attempt_id) d on d.attempt_id = a.id
      where a.state = 'late' and d.dues is distinct from 1 order by a.id`,
  sql`with book as (select b.refund_due_id,
          sum(-e.amount_vnd) filter (where a.kind = 'refunds_owed' and b.kind in ('order_ended', 'stray_money')) as owed,
          sum(e.amount_vnd) filter (where a.kind = 'gateway_clearing' and b.kind = 'stray_money') as came,
          sum(e.amount_vnd) filter (where a.kind = 'refunds_owed' and b.kind = 'refund_paid') as paid,
          sum(-e.amount_vnd) filter (where a.kind = 'bank' and b.kind = 'refund_paid') as left_bank
        from ledger_batches b join ledger_entries e on e.batch_id = b.id join ledger_accounts a on a.id = e.account_id
        where b.refund_due_id is not null group by b.refund_due_id)
      select format('Group %s: %s đồng %s back (%s), the ledger has %s owed and %s paid.', g.code, d.amount_vnd,
        case d.state when 'paid' then 'were paid' else 'are owed' end, d.cause, coalesce(b.owed, 0), coalesce(b.paid, 0)) as difference
      from refund_dues d join order_groups g on g.id = d.group_id left join book b on b.refund_due_id = d.id
      where b.owed is distinct from d.amount_vnd::numeric or coalesce(b.came, 0) <> case when d.order_id is null then d.amount_vnd else 0 end
        or coalesce(b.paid, 0) <> case when d.state = 'paid' then d.amount_vnd else 0 end or coalesce(b.paid, 0) <> coalesce(b.left_bank, 0)
      order by d.created_at, d.id`,
  sql`select format('Batch %s is of a debt that is not written down.', b.key) as difference
      from ledger_batches b left join refund_dues d on d.id = b.refund_due_id
      where b.kind in ('order_ended', 'stray_money', 'refund_paid') and d.id is null order by b.posted_at, b.key`,
];

/**
 * The first difference between entries, snapshots, orders, payments and debts, in one sentence; null when there is none.
 * To be read in one transaction. Every question reads whole tables and as a rule finds nothing: it is planned for that,
 * not for a first row that comes early or for tables that were short a while ago.
 */
export async function findDifference(tx: Tx): Promise<string | null> {
  await tx.execute(
    sql`select set_config('enable_nestloop', 'off', true), set_config('work_mem', '64MB', true), set_config('jit', 'off', true)`,
  );
  for (const question of [...BOOK, ...SALE, ...SPLIT, ...OWED]) {
    const rows = await tx.execute<{ difference: string }>(
      sql`with found as materialized (${question}) select difference from found limit 1`,
    );
    if (rows[0]) return rows[0].difference;
  }
  return null;
}

export type BookCounts = { batches: number; entries: number; orders: number };

export async function countBook(db: Connection): Promise<BookCounts> {
  const rows = await db.execute<BookCounts>(sql`
    select (select count(*)::int from ledger_batches) as batches, (select count(*)::int from ledger_entries) as entries,
      (select count(*)::int from orders) as orders`);
  return rows[0] ?? { batches: 0, entries: 0, orders: 0 };
}

/**
 * Up to which entry everything is settled: batches are written before their entries, so that after this lock no entry
 * with a smaller number can still come. Held until the transaction ends.
 */
export async function lastSettledEntry(tx: Tx): Promise<number> {
  await tx.execute(sql`set local lock_timeout = '2s'`);
  await tx.execute(sql`lock table ledger_batches in share mode`);
  const rows = await tx.execute<{ last: number }>(
    sql`select coalesce(max(seq), 0)::float8 as last from ledger_entries`,
  );
  return rows[0]?.last ?? 0;
}

/** Adds to each snapshot what was written since, up to an entry. */
export async function rollSnapshots(tx: Connection, uptoSeq: number): Promise<void> {
  await tx.execute(sql`
    insert into ledger_snapshots as s (account_id, upto_seq, balance_vnd, taken_at)
    select a.id, ${uptoSeq}::bigint, coalesce(sum(e.amount_vnd), 0), market_now()
    from ledger_accounts a left join ledger_snapshots x on x.account_id = a.id
      left join ledger_entries e on e.account_id = a.id and e.seq > coalesce(x.upto_seq, 0) and e.seq <= ${uptoSeq}::bigint
    group by a.id
    on conflict (account_id) do update set upto_seq = excluded.upto_seq, balance_vnd = s.balance_vnd + excluded.balance_vnd, taken_at = excluded.taken_at
    where s.upto_seq < excluded.upto_seq`);
}

export type FinancePerson = { id: string; email: string | null; emailProved: boolean };

/** Members of staff who look after money. */
export async function financePeople(db: Connection): Promise<FinancePerson[]> {
  return db.execute<FinancePerson>(sql`
    select a.id, case when a.email_is_real then a.email end as email, a.email_verified as "emailProved"
    from staff_roles r join accounts a on a.id = r.account_id
    where r.role = 'finance' and a.banned_at is null order by a.id`);
}
