import { sql } from "drizzle-orm";
import type { Connection } from "#db/client.ts";

export type DeskFilter = { words: string; state: string | null; limit: number; offset: number };

const likeOf = (words: string) => `%${words.replace(/[\\%_]/g, "\\$&")}%`;

export type DeskListing = {
  id: string;
  slug: string;
  name: string;
  state: string;
  paused: boolean;
  state_reason_code: string | null;
  state_reason: string | null;
  was_published: boolean;
  shop_id: string;
  shop_name: string;
  shop_state: string;
  group_number: number;
  picture: string | null;
  stars: number | null;
  total: number;
};

/** Listings that were ever handed in, by words of name, product or shop; newest first. */
export async function findDeskListings(
  db: Connection,
  filter: DeskFilter & { shopId: string | null },
): Promise<DeskListing[]> {
  return db.execute<DeskListing>(sql`
    select l.id, l.slug, coalesce(t.name, p.name) as name, l.state, l.paused, l.state_reason_code, l.state_reason,
      l.published_at is not null as was_published, s.id as shop_id, s.name as shop_name, s.state as shop_state,
      l.group_number, stars_in_force(l.product_id, market_now()) as stars, count(*) over ()::int as total,
      (select i.content_hash from listing_pictures x join pictures i on i.id = x.picture_id
        where x.listing_id = l.id and i.state = 'ready' order by x.position limit 1) as picture
    from listings l join shops s on s.id = l.shop_id join products p on p.id = l.product_id
    left join listing_texts t on t.listing_id = l.id and t.language = 'vi'
    where l.state <> 'draft'
      and (${filter.state}::text is null or l.state = ${filter.state}::text)
      and (${filter.shopId}::uuid is null or l.shop_id = ${filter.shopId}::uuid)
      and (${filter.words} = '' or f_unaccent(coalesce(t.name, '') || ' ' || p.name || ' ' || s.name) like f_unaccent(${likeOf(filter.words)}))
    order by l.created_at desc, l.id limit ${filter.limit} offset ${filter.offset}`);
}

export type DeskShop = {
  id: string;
  name: string;
  state: string;
  paused: boolean;
  producer_name: string;
  legal_form: string;
  commune: string | null;
  listings: number;
  open_orders: number;
  total: number;
};

/** Shops that applied, by words of name or producer. */
export async function findDeskShops(db: Connection, filter: DeskFilter): Promise<DeskShop[]> {
  return db.execute<DeskShop>(sql`
    select s.id, s.name, s.state, s.paused, m.name as producer_name, m.legal_form, k.name as commune,
      (select count(*)::int from listings l where l.shop_id = s.id and l.state = 'approved') as listings,
      (select count(*)::int from orders o where o.shop_id = s.id and o.state in ('new', 'accepted')) as open_orders,
      count(*) over ()::int as total
    from shops s join producers m on m.id = s.producer_id left join communes k on k.code = m.commune_code
    where s.state <> 'draft' and (${filter.state}::text is null or s.state = ${filter.state}::text)
      and (${filter.words} = '' or f_unaccent(s.name || ' ' || m.name) like f_unaccent(${likeOf(filter.words)}))
    order by s.name collate "vi-x-icu", s.id limit ${filter.limit} offset ${filter.offset}`);
}
