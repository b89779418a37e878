import { sql } from "drizzle-orm";
import type { Connection, Tx } from "#db/client.ts";

export type DemoStage = { shop_id: string; shop_slug: string; account_id: string; account_name: string };

/** The shop that a demonstration's script may sell for, and the script's own account; null where there is none. */
export async function readDemoStage(db: Connection, email: string): Promise<DemoStage | null> {
  const rows = await db.execute<DemoStage>(sql`
    select h.id as shop_id, h.slug as shop_slug, a.id as account_id, a.name as account_name
    from accounts a join memberships m on m.account_id = a.id join shops h on h.id = m.shop_id
    where a.email = ${email} and a.is_demo and h.is_demo and h.state = 'approved' limit 1`);
  return rows[0] ?? null;
}

export type DemoGoods = { variant_id: string; price_vnd: number; picture_hash: string | null };

/** What a demonstration can show: goods on sale with stars in force and a picture, no alcohol, one pack of each. */
export async function readDemoGoods(db: Connection, shopId: string, most: number): Promise<DemoGoods[]> {
  const rows = await db.execute<DemoGoods>(sql`
    select l.lead_variant_id as variant_id, o.price_vnd::float8 as price_vnd,
      (select i.content_hash from listing_pictures lp join pictures i on i.id = lp.picture_id
        where lp.listing_id = l.id and i.state = 'ready' order by lp.position limit 1) as picture_hash
    from listings l join products p on p.id = l.product_id join variants v on v.id = l.lead_variant_id
    join offers o on o.id = v.current_offer_id
    where l.shop_id = ${shopId}::uuid and l.state = 'approved' and not l.paused and p.kind = 'goods'
      and not p.is_alcohol and not p.is_health_protection and stars_in_force(p.id, market_now()) is not null
    order by l.slug limit ${most}`);
  return [...rows];
}

export type LastShow = { id: string; slug: string; state: string; version: number; ended_long_ago: boolean };

/** The newest show of a shop, and whether it ended more than five minutes ago. */
export async function readLastShow(db: Connection, shopId: string): Promise<LastShow | null> {
  const rows = await db.execute<LastShow>(sql`
    select id, slug, state, version, coalesce(ended_at < market_now() - interval '5 minutes', false) as ended_long_ago
    from shows where shop_id = ${shopId}::uuid order by created_at desc, id desc limit 1`);
  return rows[0] ?? null;
}

/** Brings variants of a demonstration shop that run low back up, by entries that say what they are. */
export async function topUpDemo(tx: Tx, shopId: string, variantIds: readonly string[], least: number, by: number) {
  await tx.execute(sql`
    insert into stock_entries (id, lot_id, shop_id, delta, reason, note)
    select gen_random_uuid(), low.lot_id, ${shopId}::uuid, ${by}::int, 'demo', 'top-up of the demonstration show'
    from (select (array_agg(b.id order by b.best_before desc nulls last, b.id))[1] as lot_id
      from lots b join shops h on h.id = b.shop_id and h.is_demo
      where b.shop_id = ${shopId}::uuid and b.variant_id = any(${sql.param([...variantIds])}::uuid[]) and not b.is_closed
        and (b.best_before is null or b.best_before >= market_today())
      group by b.variant_id having sum(b.on_hand - b.reserved) < ${least}::int) low`);
}
