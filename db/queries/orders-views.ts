import { type SQL, sql } from "drizzle-orm";
import type { Connection } from "#db/client.ts";
import type { REFUND_CAUSES } from "#db/schema/orders.ts";
import type { OrderEventKind } from "#services/orders/record-event.ts";
import type { OrderState } from "#services/orders/rules.ts";

export type LotOfLine = { lotId: string; code: string; number: string; quantity: number };

export type LineView = {
  id: string;
  variantId: string;
  name: string;
  variantName: string;
  quantity: number;
  unitPriceVnd: number;
  totalVnd: number;
  commissionVnd: number;
  pictureHash: string | null;
  group: number;
  slug: string;
  isOnSale: boolean;
  lots: LotOfLine[];
};

export type EventView = { id: string; kind: OrderEventKind; by: string; at: string };

export type RefundView = {
  amountVnd: number;
  cause: (typeof REFUND_CAUSES)[number];
  state: "owed" | "paid";
  since: string;
  paidAt: string | null;
  reference: string | null;
  orderId: string | null;
};

export type ParcelView = {
  id: string;
  code: string;
  state: OrderState;
  shopName: string;
  shopSlug: string;
  isShopOpen: boolean;
  goodsVnd: number;
  shippingVnd: number;
  totalVnd: number;
  weightGrams: number;
  acceptBy: string | null;
  acceptedAt: string | null;
  packedAt: string | null;
  handedOverAt: string | null;
  completeBy: string | null;
  deliveredAt: string | null;
  cashReceivedAt: string | null;
  closedAt: string | null;
  carrier: string | null;
  trackingNumber: string | null;
  endReasonCode: string | null;
  endReason: string | null;
  lines: LineView[];
  events: EventView[];
};

export type ContactView = {
  name: string;
  phone: string;
  email: string | null;
  addressLine: string;
  communeName: string;
  provinceName: string;
  note: string;
};

export type GroupView = {
  id: string;
  code: string;
  accountId: string | null;
  guestTokenHash: string | null;
  method: "cod" | "vnpay";
  goodsVnd: number;
  shippingVnd: number;
  totalVnd: number;
  placedAt: string;
  intentState: string | null;
  paidAt: string | null;
  contact: ContactView | null;
  parcels: ParcelView[];
  events: EventView[];
  refunds: RefundView[];
};

const lotsOfLine = sql`coalesce((
  select json_agg(json_build_object('lotId', t.id, 'code', t.code, 'number', t.number, 'quantity', x.quantity) order by t.best_before nulls last, t.id)
  from line_lots x join lots t on t.id = x.lot_id where x.line_id = l.id), '[]')`;

export const linesOfOrder = sql`coalesce((
  select json_agg(json_build_object(
    'id', l.id, 'variantId', l.variant_id, 'name', l.listing_name, 'variantName', l.variant_name, 'quantity', l.quantity,
    'unitPriceVnd', l.unit_price_vnd, 'totalVnd', l.total_vnd, 'commissionVnd', l.commission_vnd,
    'pictureHash', l.picture_hash, 'group', g.group_number, 'slug', g.slug,
    'isOnSale', g.state = 'approved', 'lots', ${lotsOfLine}) order by l.id)
  from order_lines l join listings g on g.id = l.listing_id where l.order_id = o.id), '[]')`;

const eventsWhere = (condition: SQL) => sql`coalesce((
  select json_agg(json_build_object('id', e.id, 'kind', e.kind, 'by', e.actor_kind, 'at', e.created_at) order by e.created_at, e.id)
  from order_events e where ${condition}), '[]')`;

/** An order as its buyer and its shop see it; `o` is the order, `s` its shop. */
export const parcelJson = sql`json_build_object(
  'id', o.id, 'code', o.code, 'state', o.state, 'shopName', s.name, 'shopSlug', s.slug,
  'isShopOpen', s.state = 'approved',
  'goodsVnd', o.goods_vnd, 'shippingVnd', o.shipping_vnd, 'totalVnd', o.total_vnd, 'weightGrams', o.weight_grams,
  'acceptBy', o.accept_by, 'acceptedAt', o.accepted_at, 'packedAt', o.packed_at, 'handedOverAt', o.handed_over_at,
  'completeBy', o.complete_by, 'deliveredAt', o.delivered_at, 'cashReceivedAt', o.cash_received_at,
  'closedAt', o.closed_at, 'carrier', o.carrier, 'trackingNumber', o.tracking_number,
  'endReasonCode', o.end_reason_code, 'endReason', o.end_reason,
  'lines', ${linesOfOrder}, 'events', ${eventsWhere(sql`e.order_id = o.id`)})`;

export const contactJson = sql`(
  select json_build_object('name', c.name, 'phone', c.phone, 'email', c.email, 'addressLine', c.address_line,
    'communeName', c.commune_name, 'provinceName', c.province_name, 'note', c.note)
  from order_contacts c where c.group_id = g.id)`;

function groupWhere(condition: SQL): SQL {
  return sql`
    select g.id, g.code, g.account_id as "accountId", g.guest_token_hash as "guestTokenHash", g.method,
      g.goods_vnd::float8 as "goodsVnd", g.shipping_vnd::float8 as "shippingVnd", g.total_vnd::float8 as "totalVnd",
      to_json(g.placed_at) as "placedAt", i.state as "intentState", to_json(i.succeeded_at) as "paidAt",
      ${contactJson} as contact,
      (select json_agg(${parcelJson} order by o.code) from orders o join shops s on s.id = o.shop_id where o.group_id = g.id) as parcels,
      ${eventsWhere(sql`e.group_id = g.id and e.order_id is null`)} as events,
      coalesce((select json_agg(json_build_object('amountVnd', r.amount_vnd, 'cause', r.cause, 'state', r.state,
          'since', r.created_at, 'paidAt', r.paid_at, 'reference', r.paid_reference, 'orderId', r.order_id)
          order by r.created_at, r.id)
        from refund_dues r where r.group_id = g.id), '[]') as refunds
    from order_groups g left join payment_intents i on i.group_id = g.id
    where ${condition}`;
}

/** A group with its parcels, time line, lots and refunds: one statement. */
export async function readGroup(db: Connection, code: string): Promise<GroupView | null> {
  const rows = await db.execute<GroupView>(groupWhere(sql`g.code = ${code}`));
  return rows[0] ?? null;
}

/** The group of a code (its own or a parcel's) when the phone is the one it was placed with. */
export async function readGroupByPhone(db: Connection, code: string, phones: readonly string[]) {
  const rows = await db.execute<GroupView>(
    groupWhere(sql`(g.code = ${code} or g.id in (select o.group_id from orders o where o.code = ${code}))
      and exists (select 1 from order_contacts c where c.group_id = g.id and c.forgotten_at is null
        and c.phone = any(${sql.param([...phones])}::text[]))`),
  );
  return rows[0] ?? null;
}

export type GroupLine = {
  code: string;
  method: "cod" | "vnpay";
  totalVnd: number;
  placedAt: string;
  intentState: string | null;
  states: OrderState[];
  pictures: { hash: string | null; group: number }[];
  owedVnd: number;
  paidBackVnd: number;
};

/** A page of an account's groups, newest first, with how many there are. */
export async function readGroupsOf(db: Connection, accountId: string, limit: number, offset: number) {
  const rows = await db.execute<GroupLine & { all: number }>(sql`
    select g.code, g.method, g.total_vnd::float8 as "totalVnd", to_json(g.placed_at) as "placedAt", i.state as "intentState",
      (select json_agg(o.state order by o.code) from orders o where o.group_id = g.id) as states,
      (select json_agg(p) from (
        select l.picture_hash as hash, t.group_number as group
        from orders o join order_lines l on l.order_id = o.id join listings t on t.id = l.listing_id
        where o.group_id = g.id order by l.id limit 3) p) as pictures,
      coalesce((select sum(r.amount_vnd) from refund_dues r where r.group_id = g.id and r.state = 'owed'), 0)::float8 as "owedVnd",
      coalesce((select sum(r.amount_vnd) from refund_dues r where r.group_id = g.id and r.state = 'paid'), 0)::float8 as "paidBackVnd",
      count(*) over ()::int as all
    from order_groups g left join payment_intents i on i.group_id = g.id
    where g.account_id = ${accountId}
    order by g.placed_at desc, g.id desc limit ${limit} offset ${offset}`);
  const all = rows[0]?.all ?? (offset === 0 ? 0 : await countGroupsOf(db, accountId));
  return { all, groups: rows.map(({ all: _, ...group }) => group as GroupLine) };
}

async function countGroupsOf(db: Connection, accountId: string): Promise<number> {
  const rows = await db.execute<{ n: number }>(
    sql`select count(*)::int as n from order_groups where account_id = ${accountId}`,
  );
  return rows[0]?.n ?? 0;
}

/** How many guest groups were placed with a phone or e-mail; for the hint that they could be joined. */
export async function countGuestGroups(db: Connection, email: string | null, phones: readonly string[]) {
  const rows = await db.execute<{ n: number }>(sql`
    select count(*)::int as n from order_groups g join order_contacts c on c.group_id = g.id
    where g.account_id is null and c.forgotten_at is null
      and (lower(c.email) = lower(${email}::text) or c.phone = any(${sql.param([...phones])}::text[]))`);
  return rows[0]?.n ?? 0;
}
