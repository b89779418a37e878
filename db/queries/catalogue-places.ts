import { sql } from "drizzle-orm";
import type { Connection } from "#db/client.ts";
import { type CardRow, cardColumns, cardJoins, clock, type Language, onSale } from "./catalogue.ts";
import { type SellerFields, sellerColumns, sellerJoins } from "./catalogue-product.ts";

export type ShopRow = SellerFields & {
  id: string;
  slug: string;
  name: string;
  story: string;
  picture: string | null;
  alt: string | null;
  paused: boolean;
  approved_on: string | null;
  commune_slug: string | null;
  certified: number;
  total: number;
  lots:
    | {
        code: string;
        number: string;
        name: string;
        variant: string;
        madeOn: string | null;
        bestBefore: string | null;
      }[]
    | null;
  more_lots: boolean;
};

const MAX_LOTS = 12;

/** An approved shop with its identity and the lots it sells from; null for any other. */
export async function readShopPage(db: Connection, slug: string): Promise<ShopRow | null> {
  const [row] = await db.execute<ShopRow>(sql`
    with ${clock}, it as (
      select h.id, h.slug, h.name, h.story, h.paused, (h.approved_at at time zone market_zone())::date::text as approved_on,
        mc.slug as commune_slug, i.content_hash as picture, i.alt, ${sellerColumns}
      from shops h join producers m on m.id = h.producer_id ${sellerJoins}
        left join pictures i on i.id = h.picture_id and i.state = 'ready'
      where h.slug = ${slug} and h.state = 'approved'),
    goods as materialized (select l.id, l.product_id from listings l where l.shop_id = (select id from it) and l.state = 'approved' and not l.paused),
    selling as (select s.code, s.number, t.name, v.name as variant, s.made_on, s.best_before
      from goods join variants v on v.listing_id = goods.id and v.is_active join lots s on s.variant_id = v.id
        join listing_texts t on t.listing_id = goods.id and t.language = 'vi'
      where not s.is_closed and s.on_hand > s.reserved and (s.best_before is null or s.best_before >= (select today from clock))
      order by s.made_on desc nulls last, s.number limit ${MAX_LOTS + 1})
    select it.*, (select count(*)::int from goods) as total,
      (select count(distinct g.product_id)::int from clock cross join goods g join lateral (select 1 from all_stars_in_force(clock.at) s where s.product_id = g.product_id) f on true) as certified,
      (select json_agg(json_build_object('code', code, 'number', number, 'name', name, 'variant', variant, 'madeOn', made_on, 'bestBefore', best_before))
        from (select * from selling limit ${MAX_LOTS}) x) as lots,
      (select count(*) > ${MAX_LOTS} from selling) as more_lots
    from it`);
  return row ?? null;
}

export type CommunePageRow = {
  code: string;
  slug: string;
  name: string;
  kind: string;
  province: string;
  former: { name: string; kind: string; district: string }[] | null;
  producers: { name: string; form: SellerFields["legal_form"]; slug: string; shop: string; goods: number }[] | null;
};

/** A commune of the programme: what merged into it and who makes and sells there. */
export async function readCommunePage(db: Connection, slug: string): Promise<CommunePageRow | null> {
  const [row] = await db.execute<CommunePageRow>(sql`
    select c.code, c.slug, c.name, c.kind, p.name as province,
      (select json_agg(json_build_object('name', f.name, 'kind', f.kind, 'district', f.district) order by f.district collate "vi-x-icu", f.name collate "vi-x-icu")
        from former_communes f where f.merged_into = c.code) as former,
      (select json_agg(json_build_object('name', m.name, 'form', m.legal_form, 'slug', h.slug, 'shop', h.name,
          'goods', (select count(*) from listings l where l.shop_id = h.id and ${onSale})) order by h.name collate "vi-x-icu")
        from producers m join shops h on h.producer_id = m.id and h.state = 'approved' where m.commune_code = c.code) as producers
    from communes c join provinces p on p.code = c.province_code where c.slug = ${slug}`);
  return row ?? null;
}

export type CountRow = { commune_code: string | null; group_number: number | null; n: number };

/** Goods on sale by group and by commune of origin, counted in one walk. */
export async function readCounts(db: Connection): Promise<CountRow[]> {
  return db.execute<CountRow>(sql`
    select p.origin_commune_code as commune_code, l.group_number, count(*)::int as n
    from listings l join shops h on h.id = l.shop_id join products p on p.id = l.product_id
    where ${onSale} group by grouping sets ((p.origin_commune_code), (l.group_number))`);
}

export type HomeRow = {
  newest: CardRow[] | null;
  starred: CardRow[] | null;
  shops: { slug: string; name: string; commune: string | null; goods: number; picture: string | null }[] | null;
  shop_total: number;
  stars: { stars: number; n: number }[] | null;
};

/** Newest goods, goods with most stars (one a shop first), shops with most goods, and how many hold which stars now. */
export async function readHome(
  db: Connection,
  language: Language,
  cards: { newest: number; starred: number },
): Promise<HomeRow> {
  const list = (ids: ReturnType<typeof sql>) => sql`(select json_agg(x) from (select ${cardColumns(language)}
    from (${ids}) page join listings l on l.id = page.id join shops h on h.id = l.shop_id ${cardJoins(language)} order by page.at) x)`;
  const [row] = await db.execute<HomeRow>(sql`
    with ${clock}, fresh as (
      select n.id, row_number() over (order by n.published_at desc nulls last, n.id) as at from product_groups g cross join lateral (
        select l.id, l.published_at from listings l join shops h on h.id = l.shop_id where l.group_number = g.number and ${onSale}
        order by l.published_at desc nulls last, l.id limit ${cards.newest}) n order by at limit ${cards.newest}),
    force as materialized (select s.product_id, max(s.stars) as stars from clock, all_stars_in_force(clock.at) s group by 1),
    starred as (
      select r.id, row_number() over (order by r.of_shop, r.stars desc, r.published_at desc, r.id) as at from (
        select l.id, f.stars, l.published_at, row_number() over (partition by l.shop_id order by f.stars desc, l.published_at desc, l.id) as of_shop
        from force f join listings l on l.product_id = f.product_id join shops h on h.id = l.shop_id where ${onSale}) r
      order by at limit ${cards.starred})
    select ${list(sql`select * from fresh`)} as newest, ${list(sql`select * from starred`)} as starred,
      (select json_agg(x) from (select h.slug, h.name, c.name as commune, count(*)::int as goods,
          (select i.content_hash from pictures i where i.id = h.picture_id and i.state = 'ready') as picture
        from listings l join shops h on h.id = l.shop_id join producers m on m.id = h.producer_id
          left join communes c on c.code = m.commune_code
        where ${onSale} group by h.id, c.name order by count(*) desc, h.name collate "vi-x-icu" limit 8) x) as shops,
      (select count(*)::int from shops h where h.state = 'approved' and not h.paused) as shop_total,
      (select json_agg(x) from (select stars, count(*)::int as n from force group by 1 order by 1 desc) x) as stars`);
  return row ?? { newest: null, starred: null, shops: null, shop_total: 0, stars: null };
}

export type PolicyRow = { version: string; valid_from: string; is_draft: boolean };

/** The version of a policy page that is valid now. */
export async function readPolicyVersion(db: Connection, page: string): Promise<PolicyRow | null> {
  const [row] = await db.execute<PolicyRow>(sql`
    select version, (valid_from at time zone market_zone())::date::text as valid_from, is_draft from policy_versions
    where page = ${page} order by (valid_from <= market_now()) desc, valid_from desc limit 1`);
  return row ?? null;
}

export type SitemapRow = { kind: "product" | "shop"; slug: string };

/** Slugs of all approved listings and shops, in a steady order, for the sitemap. */
export async function readSitemap(db: Connection, limit: number, offset: number): Promise<SitemapRow[]> {
  return db.execute<SitemapRow>(sql`
    select 'shop' as kind, h.slug from shops h where h.state = 'approved'
    union all select 'product', l.slug from listings l join shops h on h.id = l.shop_id where l.state = 'approved' and h.state = 'approved'
    order by kind desc, slug limit ${limit} offset ${offset}`);
}

export async function countSitemap(db: Connection): Promise<number> {
  const [row] = await db.execute<{ n: number }>(sql`
    select ((select count(*) from shops h where h.state = 'approved') + (select count(*) from listings l join shops h on h.id = l.shop_id
      where l.state = 'approved' and h.state = 'approved'))::int as n`);
  return row?.n ?? 0;
}
