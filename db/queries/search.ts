import { type SQL, sql } from "drizzle-orm";
import type { Connection } from "#db/client.ts";
import type { SearchDocument } from "#services/search/port.ts";

type Row = {
  listing_id: string;
  name: string;
  body: string;
  group_number: number;
  commune_code: string | null;
  shop_id: string;
  stars: number;
  from_price_vnd: number | null;
  from_unit_price_vnd: number | null;
  published_at: number;
};

const toDocument = (row: Row): SearchDocument => ({
  listingId: row.listing_id,
  name: row.name,
  body: row.body,
  groupNumber: row.group_number,
  communeCode: row.commune_code,
  shopId: row.shop_id,
  stars: row.stars,
  fromPriceVnd: row.from_price_vnd,
  fromUnitPriceVnd: row.from_unit_price_vnd,
  publishedAt: row.published_at,
});

async function readDocuments(db: Connection, which: SQL, limit: SQL): Promise<SearchDocument[]> {
  const rows = await db.execute<Row>(sql`
    select l.id as listing_id,
      concat_ws(' · ', vi.name, nullif(en.name, vi.name)) as name,
      concat_ws(' ', vi.summary, vi.ingredients, en.summary, m.name, c.name, h.name, g.name_vi, left(vi.description, 2000)) as body,
      l.group_number, p.origin_commune_code as commune_code, l.shop_id,
      coalesce(stars_in_force(l.product_id, market_now()), 0) as stars,
      l.from_price_vnd::float8 as from_price_vnd, l.from_unit_price_vnd::float8 as from_unit_price_vnd,
      extract(epoch from coalesce(l.published_at, l.created_at))::float8 as published_at
    from listings l
    join shops h on h.id = l.shop_id
    join products p on p.id = l.product_id
    join producers m on m.id = p.producer_id
    join product_groups g on g.number = l.group_number
    join listing_texts vi on vi.listing_id = l.id and vi.language = 'vi'
    left join listing_texts en on en.listing_id = l.id and en.language = 'en'
    left join communes c on c.code = p.origin_commune_code
    where l.state = 'approved' and not l.paused and h.state = 'approved' and not h.paused and ${which}
    order by l.id ${limit}`);
  return rows.map(toDocument);
}

/** Documents of those of the listings that are on sale; the others belong out of the index. */
export async function readDocumentsOf(db: Connection, listingIds: readonly string[]): Promise<SearchDocument[]> {
  if (listingIds.length === 0) return [];
  const ids = sql`l.id in (select (x #>> '{}')::uuid from json_array_elements(${JSON.stringify(listingIds)}::json) x)`;
  return readDocuments(db, ids, sql``);
}

/** Documents in order of listing id, after `afterId`; a rebuild walks them. */
export async function readDocumentsAfter(
  db: Connection,
  afterId: string | null,
  count: number,
): Promise<SearchDocument[]> {
  const which = afterId === null ? sql`true` : sql`l.id > ${afterId}::uuid`;
  return readDocuments(db, which, sql`limit ${count}`);
}

export async function listingIdsOfProduct(db: Connection, productId: string): Promise<string[]> {
  const rows = await db.execute<{ id: string }>(sql`select id from listings where product_id = ${productId}::uuid`);
  return rows.map((r) => r.id);
}

export async function listingIdsOfShop(db: Connection, shopId: string): Promise<string[]> {
  const rows = await db.execute<{ id: string }>(sql`select id from listings where shop_id = ${shopId}::uuid`);
  return rows.map((r) => r.id);
}

/** Listings of products whose certificate began or ended on this day of the market's zone, or the day before. */
export async function listingIdsAtCertificateBoundary(db: Connection): Promise<string[]> {
  const rows = await db.execute<{ id: string }>(sql`
    select distinct l.id from listings l join certificates c on c.product_id = l.product_id
    where c.valid_from between market_today() - 1 and market_today() or c.valid_to between market_today() - 1 and market_today()`);
  return rows.map((r) => r.id);
}
