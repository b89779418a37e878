import { sql } from "drizzle-orm";
import type { Connection } from "#db/client.ts";
import { availableOfVariant, type CardRow, cardColumns, cardJoins, clock, type Language, onSale } from "./catalogue.ts";

export type TextFields = {
  name: string;
  summary: string;
  description: string;
  ingredients: string;
  storage: string;
  usage: string;
};

export type SellerFields = {
  legal_form: "household" | "cooperative_group" | "cooperative" | "company";
  producer_name: string;
  tax_number: string | null;
  address_line: string | null;
  producer_commune: string | null;
  producer_commune_kind: string | null;
  producer_province: string | null;
  producer_province_kind: string | null;
  phone: string | null;
  email: string | null;
};

/** Columns and joins of who sells, to `m` (producers). */
export const sellerColumns = sql`m.legal_form, m.name as producer_name, m.tax_number, m.address_line,
  mc.name as producer_commune, mc.kind as producer_commune_kind, mp.name as producer_province, mp.kind as producer_province_kind,
  m.phone, m.email`;
export const sellerJoins = sql`left join communes mc on mc.code = m.commune_code
  left join provinces mp on mp.code = mc.province_code`;

export type CertificateRow = {
  number: string;
  stars: number;
  issuer: string;
  decision: string;
  from: string;
  to: string;
  isDemo: boolean;
  revokedOn: string | null;
};

/** Certificates of a product as JSON: those in force now first (the highest leads), then the newest that ended. */
const certificates = sql`(select json_agg(json_build_object('number', k.number, 'stars', k.stars, 'issuer', k.issuer,
    'decision', k.decision_number, 'from', k.valid_from, 'to', k.valid_to, 'isDemo', k.is_demo, 'inForce', f.certificate_id is not null,
    'revokedOn', (select (e.effective_at at time zone market_zone())::date from certificate_events e
      where e.certificate_id = k.id and e.kind = 'revoked' and e.effective_at <= clock.at))
    order by (f.certificate_id is null), k.stars desc, k.valid_to desc)
  from clock cross join certificates k left join lateral (select s.certificate_id from all_stars_in_force(clock.at) s
    where s.product_id = k.product_id and s.certificate_id = k.id) f on true
  where k.product_id = it.product_id)`;

export type ProductRow = SellerFields & {
  listing_id: string;
  slug: string;
  is_paused: boolean;
  kind: "goods" | "service";
  is_alcohol: boolean;
  is_health_protection: boolean;
  recognised_year: number | null;
  group_number: number;
  group_slug: string;
  group_name: string;
  set_name: string | null;
  shop_slug: string;
  shop_name: string;
  shop_picture: string | null;
  ship_zones: string;
  commune_slug: string | null;
  commune_name: string | null;
  commune_kind: string | null;
  province_name: string | null;
  former_name: string | null;
  former_kind: string | null;
  former_district: string | null;
  asked_at: string;
  today: string;
  has_licence: boolean;
  vi: TextFields;
  en: TextFields | null;
  pictures: { hash: string; alt: string }[] | null;
  variants:
    | {
        id: string;
        name: string;
        netAmount: number;
        netUnit: "g" | "ml" | "piece";
        gtin: string | null;
        priceVnd: number;
        available: number;
        shipping: { zone: string; priceVnd: number; daysMin: number; daysMax: number }[] | null;
        tariffIsDemo: boolean;
      }[]
    | null;
  lots: { code: string; number: string; variant: string; madeOn: string | null; bestBefore: string | null }[] | null;
  certificates: (CertificateRow & { inForce: boolean })[] | null;
  of_shop: CardRow[] | null;
  of_group: CardRow[] | null;
  live: LiveNow | null;
};

/** A show that sells a listing at this moment, and the live prices that run in it. */
export type LiveNow = {
  slug: string;
  title: string;
  isDemo: boolean;
  deals: { dealId: string; variantId: string; priceVnd: number; left: number; perBuyer: number; endsAt: string }[];
};

const texts = (language: Language) => sql`(select json_build_object('name', t.name, 'summary', t.summary,
  'description', t.description, 'ingredients', t.ingredients, 'storage', t.storage, 'usage', t.usage)
  from listing_texts t where t.listing_id = it.listing_id and t.language = ${sql.raw(`'${language}'`)})`;

// A zone's newest price for the heaviest step that the parcel reaches.
const shipping = sql`(select json_agg(json_build_object('zone', z.zone, 'priceVnd', z.price_vnd::float8, 'daysMin', z.days_min,
    'daysMax', z.days_max) order by z.price_vnd)
  from (select distinct on (f.zone) f.* from shipping_tariffs f
    where f.zone = any (string_to_array(it.ship_zones, ',')) and f.from_grams <= v.weight_grams and f.valid_from <= (select at from clock)
    order by f.zone, f.from_grams desc, f.valid_from desc) z)`;

const variants = sql`(select json_agg(json_build_object('id', v.id, 'name', v.name, 'netAmount', v.net_amount, 'netUnit', v.net_unit,
    'gtin', v.gtin, 'priceVnd', o.price_vnd::float8, 'available', ${availableOfVariant}, 'shipping', ${shipping},
    'tariffIsDemo', exists (select 1 from shipping_tariffs d where d.is_demo)) order by v.position, v.id)
  from variants v join offers o on o.id = v.current_offer_id where v.listing_id = it.listing_id and v.is_active)`;

const lots = sql`(select json_agg(json_build_object('code', s.code, 'number', s.number, 'variant', v.name, 'madeOn', s.made_on,
    'bestBefore', s.best_before) order by v.position, s.best_before, s.number)
  from variants v join lots s on s.variant_id = v.id where v.listing_id = it.listing_id and v.is_active and not s.is_closed
    and s.on_hand > s.reserved and (s.best_before is null or s.best_before >= it.today))`;

const pictures = sql`(select json_agg(json_build_object('hash', i.content_hash, 'alt', i.alt) order by lp.position)
  from listing_pictures lp join pictures i on i.id = lp.picture_id where lp.listing_id = it.listing_id and i.state = 'ready')`;

// Units that lapsed in somebody's checkout are free again before a job says so.
const live = sql`(select json_build_object('slug', w.slug, 'title', w.title, 'isDemo', w.is_demo, 'deals', coalesce((
    select json_agg(json_build_object('dealId', d.id, 'variantId', d.variant_id, 'priceVnd', e.price_vnd::float8, 'perBuyer', d.per_buyer,
      'endsAt', d.ends_at, 'left', d.quota - d.taken + (select coalesce(sum(y.quantity), 0) from holds y
        where y.deal_id = d.id and y.purpose = 'deal' and y.state = 'held' and y.expires_at <= clock.at)))
    from variants v join deals d on d.variant_id = v.id and d.ended_at is null join offers e on e.id = d.offer_id
    where v.listing_id = it.listing_id and v.is_active and d.show_id = w.id and d.starts_at <= clock.at and d.ends_at > clock.at), '[]'))
  from clock cross join shows w
  where w.state = 'live' and w.shop_id = it.shop_id and exists (select 1 from show_items i join variants v on v.id = i.variant_id
    where i.show_id = w.id and v.listing_id = it.listing_id and v.is_active)
  order by w.started_at desc limit 1)`;

const others = (language: Language, which: "shop" | "group") => sql`(select json_agg(x) from (
  select ${cardColumns(language)} from (
    select l.id, l.shop_id from listings l join shops h on h.id = l.shop_id
    where ${onSale} and ${which === "shop" ? sql`l.shop_id = it.shop_id and l.id <> it.listing_id` : sql`l.group_number = it.group_number and l.shop_id <> it.shop_id`}
    order by l.published_at desc nulls last, l.id limit 4) page
  join listings l on l.id = page.id join shops h on h.id = page.shop_id ${cardJoins(language)}
  order by l.published_at desc nulls last, l.id) x)`;

/** Everything a product page shows, in one statement; null when there is no approved listing of an approved shop there. */
export async function readProductPage(db: Connection, slug: string, language: Language): Promise<ProductRow | null> {
  const [row] = await db.execute<ProductRow>(sql`
    with ${clock}, it as materialized (
      select l.id as listing_id, l.slug, l.product_id, l.shop_id, l.group_number, l.paused or h.paused as is_paused,
        p.kind, p.is_alcohol, p.is_health_protection, p.recognised_year, g.slug as group_slug,
        ${language === "vi" ? sql`g.short_vi` : sql`g.short_en`} as group_name,
        ${language === "vi" ? sql`ps.name_vi` : sql`ps.name_en`} as set_name, h.slug as shop_slug, h.name as shop_name, h.ship_zones,
        (select i.content_hash from pictures i where i.id = h.picture_id and i.state = 'ready') as shop_picture,
        c.slug as commune_slug, c.name as commune_name, c.kind as commune_kind, cp.name as province_name,
        fc.name as former_name, fc.kind as former_kind, fc.district as former_district, ${sellerColumns},
        (select at from clock) as asked_at, (select today from clock) as today,
        exists (select 1 from shop_licences k where k.shop_id = h.id and k.kind = 'alcohol' and k.ended_at is null
          and (select today from clock) >= k.valid_from and (select today from clock) < k.valid_to) as has_licence
      from listings l join shops h on h.id = l.shop_id join products p on p.id = l.product_id
        join producers m on m.id = h.producer_id ${sellerJoins}
        join product_groups g on g.number = l.group_number
        left join product_sets ps on ps.number = p.set_number
        left join communes c on c.code = p.origin_commune_code left join provinces cp on cp.code = c.province_code
        left join former_communes fc on fc.id = p.former_commune_id
      where l.slug = ${slug} and l.state = 'approved' and h.state = 'approved')
    select it.*, to_json(it.asked_at) #>> '{}' as asked_at, it.today::text as today, ${texts("vi")} as vi, ${texts("en")} as en,
      ${pictures} as pictures, ${variants} as variants, ${lots} as lots, ${certificates} as certificates,
      ${others(language, "shop")} as of_shop, ${others(language, "group")} as of_group, ${live} as live
    from it`);
  return row ?? null;
}

export type LotRow = SellerFields & {
  lot_id: string;
  code: string;
  number: string;
  made_on: string | null;
  best_before: string | null;
  is_closed: boolean;
  available: number;
  is_listed: boolean;
  listing_slug: string;
  listing_reachable: boolean;
  group_number: number;
  name: string;
  is_vietnamese: boolean;
  ingredients: string;
  variant_name: string;
  price_vnd: number | null;
  is_alcohol: boolean;
  is_health_protection: boolean;
  commune_name: string | null;
  commune_kind: string | null;
  commune_slug: string | null;
  province_name: string | null;
  former_name: string | null;
  former_kind: string | null;
  former_district: string | null;
  shop_slug: string | null;
  shop_name: string;
  picture: string | null;
  alt: string | null;
  certificates: (CertificateRow & { inForce: boolean })[] | null;
  asked_at: string;
  today: string;
};

/** What is known of a lot under its printed code. It answers for ever once its goods were published, whatever became of them. */
export async function readLotPage(db: Connection, code: string, language: Language): Promise<LotRow | null> {
  const name =
    language === "vi"
      ? sql`t.name, false as is_vietnamese`
      : sql`coalesce(te.name, t.name) as name, te.name is null as is_vietnamese`;
  const [row] = await db.execute<LotRow>(sql`
    with ${clock}, it as (
      select s.id as lot_id, s.code, s.number, s.made_on::text as made_on, s.best_before::text as best_before, s.is_closed,
        s.on_hand - s.reserved as available, (${onSale} and v.is_active) as is_listed, l.slug as listing_slug,
        (l.state = 'approved' and h.state = 'approved') as listing_reachable, l.group_number, l.product_id, ${name},
        t.ingredients, v.name as variant_name, o.price_vnd::float8 as price_vnd, p.is_alcohol, p.is_health_protection,
        c.name as commune_name, c.kind as commune_kind, c.slug as commune_slug, cp.name as province_name,
        fc.name as former_name, fc.kind as former_kind, fc.district as former_district,
        case when h.state = 'approved' then h.slug end as shop_slug, h.name as shop_name,
        pic.picture, pic.alt, to_json((select at from clock)) #>> '{}' as asked_at, (select today from clock)::text as today, ${sellerColumns}
      from lots s join variants v on v.id = s.variant_id join listings l on l.id = v.listing_id join shops h on h.id = l.shop_id
        join products p on p.id = l.product_id join producers m on m.id = p.producer_id ${sellerJoins}
        join listing_texts t on t.listing_id = l.id and t.language = 'vi'
        left join listing_texts te on te.listing_id = l.id and te.language = 'en' and te.name <> ''
        left join offers o on o.id = v.current_offer_id
        left join communes c on c.code = p.origin_commune_code left join provinces cp on cp.code = c.province_code
        left join former_communes fc on fc.id = p.former_commune_id
        left join lateral (select i.content_hash as picture, i.alt from listing_pictures lp join pictures i on i.id = lp.picture_id
          where lp.listing_id = l.id and i.state = 'ready' order by lp.position limit 1) pic on true
      where s.code = ${code} and l.published_at is not null)
    select it.*, ${certificates} as certificates from it`);
  return row ?? null;
}

export type NumberedLotRow = {
  code: string;
  number: string;
  name: string;
  is_vietnamese: boolean;
  variant_name: string;
  shop_name: string;
  made_on: string | null;
  best_before: string | null;
};

/** Lots whose number, blanks and dashes apart, is this one: shops number for themselves, so that there may be several. */
export async function readLotsByNumber(
  db: Connection,
  number: string,
  language: Language,
  limit: number,
): Promise<NumberedLotRow[]> {
  const name =
    language === "vi"
      ? sql`t.name, false as is_vietnamese`
      : sql`coalesce(te.name, t.name) as name, te.name is null as is_vietnamese`;
  return db.execute<NumberedLotRow>(sql`
    select s.code, s.number, ${name}, v.name as variant_name, h.name as shop_name, s.made_on::text as made_on,
      s.best_before::text as best_before
    from lots s join variants v on v.id = s.variant_id join listings l on l.id = v.listing_id join shops h on h.id = l.shop_id
      join listing_texts t on t.listing_id = l.id and t.language = 'vi'
      left join listing_texts te on te.listing_id = l.id and te.language = 'en' and te.name <> ''
    where upper(translate(s.number, ' -', '')) = ${number} and l.published_at is not null
    order by s.best_before desc nulls last, s.id desc limit ${limit}`);
}
