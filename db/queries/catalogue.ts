import { type SQL, sql } from "drizzle-orm";
import type { Connection } from "#db/client.ts";

export type Language = "vi" | "en";

/** A listing is on sale: approved, not paused, and so is its shop. Aliases `l` (listings) and `h` (shops). */
export const onSale = sql`l.state = 'approved' and not l.paused and h.state = 'approved' and not h.paused`;

/** Units of a variant that may still be sold: of open lots whose best-before has not passed. Alias `v`; needs the CTE `clock`. */
export const availableOfVariant = sql`(select coalesce(sum(s.on_hand - s.reserved), 0)::int from lots s
  where s.variant_id = v.id and not s.is_closed and (s.best_before is null or s.best_before >= (select today from clock)))`;

export type GroupRow = { number: number; slug: string; slug_en: string; vi: string; en: string };
export type CommuneRow = {
  code: string;
  slug: string;
  name: string;
  kind: string;
  latitude: number | null;
  longitude: number | null;
};
export type ReferenceRow = { groups: GroupRow[] | null; communes: CommuneRow[] | null; province: string | null };

/** The six groups, the communes of the programme and the name of its province: what every page's frame rests on. */
export async function readReference(db: Connection): Promise<ReferenceRow> {
  const [row] = await db.execute<ReferenceRow>(sql`
    select
      (select json_agg(json_build_object('number', number, 'slug', slug, 'slug_en', slug_en, 'vi', short_vi, 'en', short_en)
        order by number) from product_groups) as groups,
      (select json_agg(json_build_object('code', code, 'slug', slug, 'name', name, 'kind', kind, 'latitude', latitude,
        'longitude', longitude) order by code) from communes where slug is not null) as communes,
      (select name from provinces where is_home) as province`);
  return row ?? { groups: null, communes: null, province: null };
}

export type CardRow = {
  slug: string;
  name: string;
  is_vietnamese: boolean;
  shop_name: string;
  commune_name: string | null;
  group_number: number;
  kind: "goods" | "service";
  is_alcohol: boolean;
  is_health_protection: boolean;
  price_vnd: number | null;
  unit_price_vnd: number | null;
  net_amount: number | null;
  net_unit: "g" | "ml" | "piece" | null;
  variant_id: string | null;
  variant_name: string | null;
  in_stock: boolean;
  stars: number | null;
  picture: string | null;
};

const textJoins: Record<Language, SQL> = {
  vi: sql`join listing_texts t on t.listing_id = l.id and t.language = 'vi'`,
  en: sql`join listing_texts t on t.listing_id = l.id and t.language = 'vi'
    left join listing_texts te on te.listing_id = l.id and te.language = 'en' and te.name <> ''`,
};
const nameColumns: Record<Language, SQL> = {
  vi: sql`t.name, true as is_vietnamese`,
  en: sql`coalesce(te.name, t.name) as name, te.name is null as is_vietnamese`,
};

/** Columns of a card; goes with `cardJoins`. Stars are asked for now. */
export const cardColumns = (language: Language): SQL => sql`l.slug, ${nameColumns[language]}, h.name as shop_name,
  c.name as commune_name, l.group_number, p.kind, p.is_alcohol, p.is_health_protection,
  l.from_price_vnd::float8 as price_vnd, l.from_unit_price_vnd::float8 as unit_price_vnd, v.net_amount, v.net_unit,
  v.id as variant_id, v.name as variant_name, coalesce(${availableOfVariant} > 0, false) as in_stock, st.stars, pic.picture`;

/** Joins of a card to listings `l` and shops `h`, made after the page is cut; needs the CTE `clock`. */
export const cardJoins = (language: Language): SQL => sql`
  join products p on p.id = l.product_id
  ${textJoins[language]}
  left join communes c on c.code = p.origin_commune_code
  left join variants v on v.id = l.lead_variant_id
  left join lateral (select max(s.stars) as stars from clock, all_stars_in_force(clock.at) s
    where s.product_id = l.product_id) st on true
  left join lateral (select i.content_hash as picture from listing_pictures lp join pictures i on i.id = lp.picture_id
    where lp.listing_id = l.id and i.state = 'ready' order by lp.position limit 1) pic on true`;

// Handed on as a column, the moment lets PostgreSQL read `all_stars_in_force` as a plain join; as a sub-select it would
// compute the whole function for each row.
export const clock = sql`clock as materialized (select market_now() as at, market_today() as today)`;

export type ListingQuery = {
  groupNumber?: number;
  communeCode?: string;
  shopId?: string;
  stars?: number | null;
  inStock?: boolean;
  minVnd?: number | null;
  maxVnd?: number | null;
  sort: "newest" | "price" | "unit_price" | "stars";
  limit: number;
  offset: number;
  language: Language;
};

// `nulls last` is the order of the indexes; without it PostgreSQL sorts thousands of rows for 24.
const ORDER: Record<ListingQuery["sort"], SQL> = {
  newest: sql`l.published_at desc nulls last, l.id`,
  price: sql`l.from_price_vnd, l.id`,
  unit_price: sql`l.from_unit_price_vnd, l.id`,
  stars: sql`coalesce(sf.stars, 0) desc, l.published_at desc nulls last, l.id`,
};

/**
 * A number of our own written into the statement: with it as a parameter PostgreSQL plans anew each time (6 ms), because
 * a plan for an unknown group and limit looks dear.
 */
function literal(whole: number): SQL {
  if (!Number.isSafeInteger(whole)) throw new RangeError(`not a whole number: ${whole}`);
  return sql.raw(String(whole));
}

function hitsOf(query: ListingQuery): { from: SQL; where: SQL } {
  const wantsStars = query.stars != null || query.sort === "stars";
  const parts: SQL[] = [onSale];
  if (query.groupNumber !== undefined) parts.push(sql`l.group_number = ${literal(query.groupNumber)}`);
  if (query.shopId !== undefined) parts.push(sql`l.shop_id = ${query.shopId}`);
  if (query.communeCode !== undefined)
    parts.push(sql`l.product_id in (select id from products where origin_commune_code = ${query.communeCode})`);
  if (query.stars != null) parts.push(sql`sf.stars = ${literal(query.stars)}`);
  if (query.minVnd != null) parts.push(sql`l.from_price_vnd >= ${query.minVnd}`);
  if (query.maxVnd != null) parts.push(sql`l.from_price_vnd <= ${query.maxVnd}`);
  if (query.inStock)
    parts.push(sql`exists (select 1 from variants v join lots s on s.variant_id = v.id
      where v.listing_id = l.id and v.is_active and not s.is_closed and s.on_hand > s.reserved
        and (s.best_before is null or s.best_before >= (select today from clock)))`);
  const stars = wantsStars
    ? sql`left join (select s.product_id, max(s.stars) as stars from clock, all_stars_in_force(clock.at) s group by 1) sf
        on sf.product_id = l.product_id`
    : sql``;
  return {
    from: sql`listings l join shops h on h.id = l.shop_id ${stars}`,
    where: sql.join(parts, sql` and `),
  };
}

/** Only a group and an order that has an index: the page is read from the index and the total counted apart. */
function isPlain(query: ListingQuery): boolean {
  return (
    query.groupNumber !== undefined &&
    query.sort !== "stars" &&
    query.communeCode === undefined &&
    query.shopId === undefined &&
    query.stars == null &&
    query.minVnd == null &&
    query.maxVnd == null &&
    !query.inStock
  );
}

export type ListingPageRows = { total: number; shops: number; rows: CardRow[] };

/** One page of cards with the total of goods and of shops behind it, in one statement; joins come after the limit. */
export async function readListingPage(db: Connection, query: ListingQuery): Promise<ListingPageRows> {
  const { from, where } = hitsOf(query);
  const order = ORDER[query.sort];
  const cut = sql`limit ${literal(query.limit)} ${query.offset === 0 ? sql`` : sql`offset ${query.offset}`}`;
  const hits = isPlain(query)
    ? sql`page as materialized (select l.id, row_number() over (order by ${order}) as at from ${from} where ${where}
        order by ${order} ${cut}),
      sums as (select coalesce(sum(x.n), 0)::int as total, count(*)::int as shops from
        (select l.shop_id, count(*) as n from listings l where l.group_number = ${literal(query.groupNumber ?? 0)} and l.state = 'approved'
          and not l.paused group by 1) x join shops h on h.id = x.shop_id and h.state = 'approved' and not h.paused)`
    : sql`hits as materialized (select l.id, l.shop_id, row_number() over (order by ${order}) as at from ${from} where ${where}),
      page as (select id, at from hits order by at ${cut}),
      sums as (select count(*)::int as total, count(distinct shop_id)::int as shops from hits)`;
  const rows = await db.execute<CardRow & { total: number; shops: number }>(sql`
    with ${clock}, ${hits}
    select sums.total, sums.shops, x.* from sums left join (
      select page.at as place, ${cardColumns(query.language)}
      from page join listings l on l.id = page.id join shops h on h.id = l.shop_id ${cardJoins(query.language)}) x on true
    order by x.place`);
  const [first] = rows;
  return { total: first?.total ?? 0, shops: first?.shops ?? 0, rows: rows.filter((r) => r.slug !== null) };
}

/** Cards of these listings that are on sale, in the order of the ids. */
export async function readCardsByIds(db: Connection, ids: readonly string[], language: Language): Promise<CardRow[]> {
  if (ids.length === 0) return [];
  return db.execute<CardRow>(sql`
    with ${clock}, page as (select (x #>> '{}')::uuid as id, at from json_array_elements(${JSON.stringify(ids)}::json)
      with ordinality as e(x, at))
    select ${cardColumns(language)} from page join listings l on l.id = page.id join shops h on h.id = l.shop_id
    ${cardJoins(language)} where ${onSale} order by page.at`);
}

/** Where an old address of a shop or listing leads now, or null. */
export async function readMovedSlug(db: Connection, kind: "shop" | "listing", slug: string): Promise<string | null> {
  const table = kind === "shop" ? sql`shops` : sql`listings`;
  const [row] = await db.execute<{
    slug: string;
  }>(sql`select t.slug from slug_history s join ${table} t on t.id = s.target_id
    where s.kind = ${kind} and s.slug = ${slug}`);
  return row?.slug ?? null;
}
