import type { Sql } from "#db/client.ts";
import { findDifference } from "#db/queries/ledger-check.ts";
import { dbOf } from "#tests/support/book.ts";

/** Everything that must hold of orders, money, ledger and stock whatever happened; answers a line for each thing that doesn't. */
export async function findWrongSums(sql: Sql): Promise<string[]> {
  const rows = await sql<{ wrong: string }[]>`
    select 'lot ' || l.id || ' reserves ' || l.reserved as wrong from lots l
    where l.reserved <> (select coalesce(sum(h.quantity), 0) from holds h where h.lot_id = l.id and h.state in ('held', 'committed'))
      or l.on_hand <> (select coalesce(sum(e.delta), 0) from stock_entries e where e.lot_id = l.id)
    union all
    select 'group ' || g.code || ' has no contact, intent, orders or event' from order_groups g
    where not exists (select 1 from order_contacts c where c.group_id = g.id)
      or not exists (select 1 from payment_intents i where i.group_id = g.id and i.amount_vnd = g.total_vnd and i.method = g.method)
      or (select coalesce(sum(o.total_vnd), -1) from orders o where o.group_id = g.id) <> g.total_vnd
      or not exists (select 1 from order_events e where e.group_id = g.id and e.kind = 'placed')
    union all
    select 'order ' || o.code || ' differs from its lines' from orders o
    where o.goods_vnd <> (select coalesce(sum(x.total_vnd), -1) from order_lines x where x.order_id = o.id)
    union all
    select 'line ' || x.id || ' is not served by lots and holds' from order_lines x join orders o on o.id = x.order_id
    where x.quantity <> (select coalesce(sum(q.quantity), 0) from line_lots q where q.line_id = x.id)
      or (o.state in ('awaiting_payment', 'new', 'accepted')
        and x.quantity <> (select coalesce(sum(h.quantity), 0) from holds h where h.order_line_id = x.id and h.state = any (
          case when o.state = 'awaiting_payment' then array['held'] else array['committed'] end)))
      or (o.state = 'cancelled' and exists (select 1 from holds h where h.order_line_id = x.id and h.state in ('held', 'committed')))
    union all
    select 'hold ' || h.id || ' is of no line' from holds h
    where h.purpose = 'order' and not exists (select 1 from order_lines x where x.id = h.order_line_id)
    union all
    select 'deal ' || d.id || ' has given ' || d.taken || ' of ' || d.quota from deals d
    where d.taken > d.quota
      or d.taken <> (select coalesce(sum(h.quantity), 0) from holds h where h.deal_id = d.id and h.state <> 'released')
    union all
    select 'line ' || x.id || ' was not sold at the price of its deal' from order_lines x join deals d on d.id = x.deal_id
    join offers e on e.id = d.offer_id
    where x.offer_id <> d.offer_id or x.unit_price_vnd <> e.price_vnd or e.kind <> 'live' or x.show_id is null
      or exists (select 1 from holds h where h.order_line_id = x.id and h.deal_id is distinct from d.id)
    union all
    select 'intent ' || i.id || ' is ' || i.state || ' but an order is ' || o.state
    from payment_intents i join orders o on o.group_id = i.group_id
    where (i.state in ('requires_action', 'requires_payment_method')) <> (o.state = 'awaiting_payment')
      and not (i.state in ('processing', 'canceled') and o.state in ('awaiting_payment', 'cancelled'))
    union all
    select 'intent ' || i.id || ' succeeded without one attempt that did' from payment_intents i
    where i.method = 'vnpay' and (i.state = 'succeeded')
      <> ((select count(*) from payment_attempts a where a.intent_id = i.id and a.state = 'succeeded') = 1)
    union all
    select 'attempt ' || a.id || ' came late and nothing is owed' from payment_attempts a
    where a.state = 'late' and (select count(*) from refund_dues d where d.attempt_id = a.id
      and (d.amount_vnd = a.amount_vnd) = (d.cause <> 'amount_differs')) <> 1
    union all
    select 'group ' || e.group_id || ' was paid ' || count(*) || ' times' from order_events e where e.kind = 'paid'
    group by e.group_id having count(*) > 1`;
  const difference = await dbOf(sql).transaction(findDifference);
  return [...rows.map((row) => row.wrong), ...(difference === null ? [] : [difference])];
}
