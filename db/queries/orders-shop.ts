import { sql } from "drizzle-orm";
import type { Connection } from "#db/client.ts";
import type { OrderState } from "#services/orders/rules.ts";
import { type ContactView, contactJson, type LotOfLine, type ParcelView, parcelJson } from "./orders-views.ts";

export type ShopOrderLine = {
  code: string;
  state: OrderState;
  createdAt: string;
  acceptBy: string | null;
  completeBy: string | null;
  totalVnd: number;
  weightGrams: number;
  method: "cod" | "vnpay";
  isPaid: boolean;
  isCashReceived: boolean;
  buyerName: string;
  place: string;
  carrier: string | null;
  trackingNumber: string | null;
  endReasonCode: string | null;
  lines: {
    id: string;
    name: string;
    variantName: string;
    quantity: number;
    pictureHash: string | null;
    group: number;
    lots: LotOfLine[];
  }[];
};

/** How many orders a shop has in each state. */
export async function countShopOrders(db: Connection, shopId: string): Promise<Map<OrderState, number>> {
  const rows = await db.execute<{ state: OrderState; n: number }>(
    sql`select state, count(*)::int as n from orders where shop_id = ${shopId} group by state`,
  );
  return new Map(rows.map((row) => [row.state, row.n]));
}

/** A page of a shop's orders in some states: what is due first comes first, what is over newest first. */
export async function readShopOrders(
  db: Connection,
  shopId: string,
  states: readonly OrderState[],
  newestFirst: boolean,
  limit: number,
  offset: number,
): Promise<ShopOrderLine[]> {
  const order = newestFirst ? sql`o.created_at desc, o.id desc` : sql`coalesce(o.accept_by, o.created_at), o.id`;
  return db.execute<ShopOrderLine>(sql`
    select o.code, o.state, to_json(o.created_at) as "createdAt", to_json(o.accept_by) as "acceptBy",
      to_json(o.complete_by) as "completeBy", o.total_vnd::float8 as "totalVnd", o.weight_grams as "weightGrams",
      g.method, coalesce(i.state = 'succeeded', false) as "isPaid", o.cash_received_at is not null as "isCashReceived",
      c.name as "buyerName", c.commune_name || ', ' || c.province_name as place,
      o.carrier, o.tracking_number as "trackingNumber", o.end_reason_code as "endReasonCode",
      (select json_agg(json_build_object('id', l.id, 'name', l.listing_name, 'variantName', l.variant_name,
          'quantity', l.quantity, 'pictureHash', l.picture_hash, 'group', t.group_number,
          'lots', coalesce((select json_agg(json_build_object('lotId', b.id, 'code', b.code, 'number', b.number,
              'quantity', x.quantity) order by b.id) from line_lots x join lots b on b.id = x.lot_id where x.line_id = l.id), '[]'))
          order by l.id)
        from order_lines l join listings t on t.id = l.listing_id where l.order_id = o.id) as lines
    from orders o join order_groups g on g.id = o.group_id
      left join payment_intents i on i.group_id = g.id left join order_contacts c on c.group_id = g.id
    where o.shop_id = ${shopId} and o.state = any(${sql.param([...states])}::text[])
    order by ${order} limit ${limit} offset ${offset}`);
}

export type LotChoice = {
  variantId: string;
  lotId: string;
  code: string;
  number: string;
  bestBefore: string | null;
  free: number;
};

export type ShopOrderView = {
  parcel: ParcelView;
  shopId: string;
  placedAt: string;
  method: "cod" | "vnpay";
  isPaid: boolean;
  isOwed: boolean;
  contact: ContactView | null;
  /** Where the parcel is sent from, and whom the carrier calls. */
  pickup: { line: string; place: string; phone: string | null };
  choices: LotChoice[];
};

/** One order of these shops with all that is needed to pack it; lots of its variants that have stock to spare. */
export async function readShopOrder(
  db: Connection,
  code: string,
  shopIds: readonly string[],
): Promise<ShopOrderView | null> {
  const rows = await db.execute<ShopOrderView>(sql`
    select ${parcelJson} as parcel, o.shop_id as "shopId", to_json(g.placed_at) as "placedAt",
      g.method, coalesce(i.state = 'succeeded', false) as "isPaid",
      exists (select 1 from refund_dues r where r.order_id = o.id) as "isOwed", ${contactJson} as contact,
      (select json_build_object('line', coalesce(s.pickup_line, ''), 'phone', p.phone,
          'place', coalesce((select m.name || ', ' || v.name from communes m join provinces v on v.code = m.province_code
            where m.code = s.pickup_commune_code), ''))
        from producers p where p.id = s.producer_id) as pickup,
      coalesce((select json_agg(json_build_object('variantId', t.variant_id, 'lotId', t.id, 'code', t.code,
          'number', t.number, 'bestBefore', t.best_before, 'free', t.on_hand - t.reserved) order by t.best_before nulls last, t.id)
        from lots t where t.shop_id = o.shop_id and not t.is_closed and t.on_hand > t.reserved
          and coalesce(t.best_before >= market_today(), true)
          and t.variant_id in (select l.variant_id from order_lines l where l.order_id = o.id)), '[]') as choices
    from orders o join shops s on s.id = o.shop_id join order_groups g on g.id = o.group_id
      left join payment_intents i on i.group_id = g.id
    where o.code = ${code} and o.state <> 'awaiting_payment' and o.shop_id = any(${sql.param([...shopIds])}::uuid[])`);
  return rows[0] ?? null;
}

export type ShopToday = {
  name: string;
  state: string;
  paused: boolean;
  toAccept: number;
  acceptBy: string | null;
  /** Whole minutes until the first of them is cancelled. */
  acceptMinutes: number | null;
  toPack: number;
  packSince: string | null;
  toHandOver: number;
  toDeliver: number;
  cashToAsk: number;
  waiting: number;
  returned: number;
  onSale: number;
  lowStock: { listingId: string; name: string; variantName: string; free: number }[];
};

/** A shop's day in one statement: what waits, since when, and what runs out (fewer than `low` units). */
export async function readShopToday(db: Connection, shopId: string, low: number): Promise<ShopToday | null> {
  const rows = await db.execute<ShopToday>(sql`
    with mine as (select o.*, g.method from orders o join order_groups g on g.id = o.group_id where o.shop_id = ${shopId}),
    goods as (
      select l.id, l.state, l.paused,
        exists (select 1 from listing_revisions r where r.listing_id = l.id and r.state = 'waiting') as has_revision
      from listings l where l.shop_id = ${shopId})
    select s.name, s.state, s.paused,
      (select count(*)::int from mine where state = 'new') as "toAccept",
      (select to_json(min(accept_by)) from mine where state = 'new') as "acceptBy",
      (select floor(extract(epoch from min(accept_by) - market_now()) / 60)::int from mine where state = 'new') as "acceptMinutes",
      (select count(*)::int from mine where state = 'accepted') as "toPack",
      (select to_json(min(accepted_at)) from mine where state = 'accepted') as "packSince",
      (select count(*)::int from mine where state = 'packed') as "toHandOver",
      (select count(*)::int from mine where state = 'handed_over') as "toDeliver",
      (select count(*)::int from mine where method = 'cod' and state in ('delivered', 'completed') and cash_received_at is null) as "cashToAsk",
      (select count(*)::int from goods where state = 'submitted' or has_revision) as waiting,
      (select count(*)::int from goods where state = 'returned') as returned,
      (select count(*)::int from goods where state = 'approved' and not paused) as "onSale",
      coalesce((select json_agg(x) from (
        select v.listing_id as "listingId", coalesce(t.name, '') as name, v.name as "variantName",
          coalesce(sum(b.on_hand - b.reserved) filter (where not b.is_closed and coalesce(b.best_before >= market_today(), true)), 0)::int as free
        from variants v join goods g on g.id = v.listing_id and g.state = 'approved' and not g.paused
          left join listing_texts t on t.listing_id = v.listing_id and t.language = 'vi'
          left join lots b on b.variant_id = v.id
        where v.is_active group by v.id, t.name
        having coalesce(sum(b.on_hand - b.reserved) filter (where not b.is_closed and coalesce(b.best_before >= market_today(), true)), 0) < ${low}
        order by 4, 2 limit 5) x), '[]') as "lowStock"
    from shops s where s.id = ${shopId}`);
  return rows[0] ?? null;
}

export type OpenOrderLine = {
  code: string;
  state: OrderState;
  totalVnd: number;
  createdAt: string;
  isPaid: boolean;
};

/** Orders of a shop that aren't packed yet: what staff look at when they suspend it. */
export async function readOpenOrders(db: Connection, shopId: string): Promise<OpenOrderLine[]> {
  return db.execute<OpenOrderLine>(sql`
    select o.code, o.state, o.total_vnd::float8 as "totalVnd", to_json(o.created_at) as "createdAt",
      coalesce(i.state = 'succeeded', false) as "isPaid"
    from orders o left join payment_intents i on i.group_id = o.group_id
    where o.shop_id = ${shopId} and o.state in ('new', 'accepted') order by o.created_at, o.id`);
}
