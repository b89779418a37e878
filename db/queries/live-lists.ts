import { type SQL, sql } from "drizzle-orm";
import type { Connection } from "#db/client.ts";
import type { ShowState } from "#services/live/board.ts";

export type ShowListRow = {
  id: string;
  slug: string;
  title: string;
  state: ShowState;
  starts_at: string;
  started_at: string | null;
  ended_at: string | null;
  end_reason_code: string | null;
  end_reason: string | null;
  is_demo: boolean;
  shop_id: string;
  shop_name: string;
  commune: string | null;
  items: number;
  orders: number;
  has_alcohol: boolean;
  picture: string | null;
  group_number: number | null;
  host_name: string | null;
  most_viewers: number;
  total: number;
};

const columns = sql`s.id, s.slug, s.title, s.state, s.starts_at, s.started_at, s.ended_at, s.end_reason_code, s.end_reason,
  s.is_demo, s.shop_id, h.name as shop_name, nullif(concat_ws(' ', c.kind, c.name), '') as commune, s.most_viewers,
  (select count(*)::int from show_items i where i.show_id = s.id) as items,
  (select count(distinct n.order_id)::int from order_lines n join orders o on o.id = n.order_id
    where n.show_id = s.id and o.state not in ('awaiting_payment', 'refused', 'cancelled')) as orders,
  exists (select 1 from show_items i join variants v on v.id = i.variant_id join listings l on l.id = v.listing_id
    join products g on g.id = l.product_id where i.show_id = s.id and g.is_alcohol) as has_alcohol,
  x.picture, x.group_number, a.name as host_name, count(*) over ()::int as total`;

const tables = sql`shows s join shops h on h.id = s.shop_id left join communes c on c.code = h.pickup_commune_code
  left join accounts a on a.id = s.host_id
  left join lateral (select l.group_number, (select p.content_hash from listing_pictures lp join pictures p on p.id = lp.picture_id
      where lp.listing_id = l.id and p.state = 'ready' order by lp.position limit 1) as picture
    from show_items i join variants v on v.id = i.variant_id join listings l on l.id = v.listing_id
    where i.show_id = s.id order by i.position, i.id limit 1) x on true`;

type Page = { limit: number; offset: number };

function list(db: Connection, where: SQL, order: SQL, page: Page): Promise<ShowListRow[]> {
  return db.execute<ShowListRow>(
    sql`select ${columns} from ${tables} where ${where} order by ${order}, s.id limit ${page.limit} offset ${page.offset}`,
  );
}

/** Live now, the newest first. */
export const readLive = (db: Connection) =>
  list(db, sql`s.state = 'live'`, sql`s.started_at desc`, { limit: 50, offset: 0 });

/** Planned by shops that may sell, from an hour late to two weeks ahead, soonest first. */
export const readComing = (db: Connection) =>
  list(
    db,
    sql`s.state = 'planned' and h.state = 'approved' and s.starts_at > market_now() - interval '1 hour'
      and s.starts_at < market_now() + interval '14 days'`,
    sql`s.starts_at`,
    { limit: 60, offset: 0 },
  );

/** Over, the last one first. */
export const readPast = (db: Connection, page: Page) =>
  list(db, sql`s.state in ('ended', 'stopped')`, sql`s.ended_at desc`, page);

/** Every show of a shop: what runs, what comes, what was. */
export const readShopShows = (db: Connection, shopId: string) =>
  list(
    db,
    sql`s.shop_id = ${shopId}`,
    sql`array_position(array['live','planned','ended','stopped','called_off'], s.state),
      case when s.state = 'planned' then s.starts_at end, s.starts_at desc`,
    { limit: 100, offset: 0 },
  );

export type PlanItemRow = {
  item_id: string;
  variant_id: string;
  listing_id: string;
  name: string;
  pack: string;
  picture: string | null;
  group_number: number;
  regular_vnd: number | null;
  lowest_vnd: number | null;
  free: number;
  live_vnd: number | null;
  quota: number | null;
  per_buyer: number | null;
  is_discount: boolean;
};

/** The run of a show with what its producer looks at while planning. */
export async function readPlanItems(db: Connection, showId: string): Promise<PlanItemRow[]> {
  return db.execute<PlanItemRow>(sql`
    with clock as materialized (select market_now() as moment, market_today() as today)
    select i.id as item_id, v.id as variant_id, l.id as listing_id, coalesce(t.name, g.name) as name, v.name as pack,
      l.group_number, (select p.content_hash from listing_pictures lp join pictures p on p.id = lp.picture_id
        where lp.listing_id = l.id and p.state = 'ready' order by lp.position limit 1) as picture,
      o.price_vnd::float8 as regular_vnd, i.live_price_vnd::float8 as live_vnd, i.quota, i.per_buyer, i.is_discount,
      (select min(p.price_vnd)::float8 from offers p where p.variant_id = v.id and p.kind = 'regular'
        and p.valid_from <= k.moment and (p.valid_from > k.moment - interval '30 days' or p.id = (
          select q.id from offers q where q.variant_id = v.id and q.kind = 'regular'
            and q.valid_from <= k.moment - interval '30 days' order by q.valid_from desc, q.id desc limit 1))) as lowest_vnd,
      (select coalesce(sum(b.on_hand - b.reserved), 0)::int from lots b where b.variant_id = v.id and not b.is_closed
        and (b.best_before is null or b.best_before >= k.today)) as free
    from show_items i join variants v on v.id = i.variant_id join listings l on l.id = v.listing_id
    join products g on g.id = l.product_id cross join clock k
    left join listing_texts t on t.listing_id = l.id and t.language = 'vi' left join offers o on o.id = v.current_offer_id
    where i.show_id = ${showId} order by i.position, i.id`);
}

/** Packs on sale in a shop, for choosing. */
export async function readChoicesOf(db: Connection, shopId: string) {
  return db.execute<{ variant_id: string; name: string; pack: string }>(sql`
    select v.id as variant_id, coalesce(t.name, g.name) as name, v.name as pack
    from variants v join listings l on l.id = v.listing_id join products g on g.id = l.product_id
    left join listing_texts t on t.listing_id = l.id and t.language = 'vi'
    where v.shop_id = ${shopId} and v.is_active and l.state = 'approved' and g.kind = 'goods' and v.current_offer_id is not null
    order by 2, v.position, v.id`);
}

export type FiguresRow = { reach: number; messages: number; orders: number; money: number };

const SOLD = sql`o.state not in ('awaiting_payment', 'refused', 'cancelled')`;

/** How many a show reached, what was said in it, and what was ordered in it and not called off since. */
export async function readFigures(db: Connection, showId: string): Promise<FiguresRow> {
  const rows = await db.execute<FiguresRow>(sql`
    select (select count(*)::int from show_visits w where w.show_id = ${showId}) as reach,
      (select count(*)::int from chat_messages m where m.show_id = ${showId}) as messages,
      count(distinct n.order_id)::int as orders, coalesce(sum(n.total_vnd), 0)::float8 as money
    from order_lines n join orders o on o.id = n.order_id where n.show_id = ${showId} and ${SOLD}`);
  const row = rows[0];
  if (!row) throw new Error("figures are always one row");
  return row;
}

export type SoldRow = { listing: string; pack: string; units: number; deal_units: number; money: number };

/** What was ordered in a show, by pack as it was sold. */
export async function readSold(db: Connection, showId: string): Promise<SoldRow[]> {
  return db.execute<SoldRow>(sql`
    select max(n.listing_name) as listing, max(n.variant_name) as pack, sum(n.quantity)::int as units,
      coalesce(sum(n.quantity) filter (where n.deal_id is not null), 0)::int as deal_units, sum(n.total_vnd)::float8 as money
    from order_lines n join orders o on o.id = n.order_id
    where n.show_id = ${showId} and ${SOLD} group by n.variant_id order by money desc`);
}
