import { sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { newId } from "#services/shared/ids.ts";
import type { Goods, Place } from "./buyers.ts";

export type Catalogue = { slugs: string[]; goods: Goods[]; groupSlug: string; place: Place };

/** What the loads ask for: random product pages, two hundred things with stock enough, a place to send to. */
export async function readCatalogue(db: Db): Promise<Catalogue> {
  const slugs = await db.execute<{ slug: string }>(sql`
    select l.slug from listings l join shops h on h.id = l.shop_id
    where l.state = 'approved' and not l.paused and h.state = 'approved' and not h.paused order by md5(l.slug) limit 500`);
  const goods = await readGoods(db);
  const place = await readPlace(db);
  if (slugs.length < 100 || goods.length < 50) throw new Error("the database holds too little to measure");
  return { slugs: slugs.map((row) => row.slug), goods, groupSlug: "thuc-pham", place };
}

/** At most two hundred things that can be bought and sent, with stock enough. */
export async function readGoods(db: Db): Promise<Goods[]> {
  const goods = await db.execute<Goods>(sql`
    select l.slug, l.lead_variant_id as "variantId" from listings l join shops h on h.id = l.shop_id join products p on p.id = l.product_id
    where l.state = 'approved' and not l.paused and h.state = 'approved' and not h.paused and not p.is_alcohol
      and h.pickup_commune_code is not null and l.lead_variant_id is not null
      and exists (select 1 from lots s where s.variant_id = l.lead_variant_id and not s.is_closed and s.best_before > market_today() + 10)
    order by md5(l.slug) limit 200`);
  await restock(
    db,
    goods.map((g) => g.variantId),
    100_000,
  );
  return [...goods];
}

/** Where everything is sent to. */
export async function readPlace(db: Db): Promise<Place> {
  const [place] = await db.execute<Place>(sql`
    select p.code as "provinceCode", c.code as "communeCode" from communes c join provinces p on p.code = c.province_code
    where p.is_home order by c.code limit 1`);
  if (!place) throw new Error("the database has no home province");
  return place;
}

/** Brings the sum over the first sellable lot of each variant up to `units`, by entries like any other change of stock. */
async function restock(db: Db, variantIds: readonly string[], units: number): Promise<void> {
  await db.execute(sql`
    insert into stock_entries (id, lot_id, shop_id, delta, reason, note)
    select gen_random_uuid(), s.id, s.shop_id, ${units}::int, 'demo', 'bench'
    from (select distinct on (variant_id) id, shop_id, on_hand from lots
      where variant_id = any(${sql.param([...variantIds])}::uuid[]) and not is_closed and best_before > market_today() + 10
      order by variant_id, id) s where s.on_hand < ${units}`);
}

/** A new lot of fifty units of one of the goods, all its others closed: the last there are. */
export async function lastFifty(db: Db, goods: Goods): Promise<void> {
  await db.execute(sql`update lots set is_closed = true where variant_id = ${goods.variantId}::uuid`);
  const lotId = newId();
  await db.execute(sql`insert into lots (id, variant_id, shop_id, code, number, best_before)
    select ${lotId}::uuid, id, shop_id, ${lotId.replaceAll("-", "").slice(-10).toUpperCase()}, ${`BENCH-${lotId.slice(-6)}`}, market_today() + 100
    from variants where id = ${goods.variantId}::uuid`);
  await db.execute(sql`insert into stock_entries (id, lot_id, shop_id, delta, reason)
    select ${newId()}::uuid, id, shop_id, 50, 'demo' from lots where id = ${lotId}::uuid`);
}

export async function unitsLeft(db: Db, goods: Goods): Promise<{ free: number; reserved: number }> {
  const rows = await db.execute<{ free: number; reserved: number }>(sql`
    select sum(on_hand - reserved)::int as free, sum(reserved)::int as reserved from lots
    where variant_id = ${goods.variantId}::uuid and not is_closed`);
  return rows[0] ?? { free: 0, reserved: 0 };
}
