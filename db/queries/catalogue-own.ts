import { sql } from "drizzle-orm";
import type { Connection } from "#db/client.ts";

/** How a shop sorts its own goods: what is with staff, what came back, what sells, what is paused. */
export type OwnTab = "all" | "draft" | "submitted" | "on_sale" | "paused" | "ended";

export type OwnListingLine = {
  id: string;
  name: string;
  tab: Exclude<OwnTab, "all">;
  state: string;
  group_number: number;
  picture_hash: string | null;
  from_price_vnd: number | null;
  variant_count: number;
  free: number;
  has_waiting: boolean;
  has_returned: boolean;
};

const ownListings = (shopId: string, words: string) => sql`
  select l.id, t.name, l.state, l.group_number, l.from_price_vnd::float8 as from_price_vnd, l.created_at,
    case when l.state in ('draft', 'returned') then 'draft' when l.state = 'submitted' then 'submitted'
      when l.state = 'approved' and not l.paused then 'on_sale' when l.state = 'approved' then 'paused'
      else 'ended' end as tab
  from listings l join listing_texts t on t.listing_id = l.id and t.language = 'vi'
  where l.shop_id = ${shopId} and (${words} = '' or f_unaccent(t.name) like '%' || f_unaccent(${words}) || '%')`;

/** One page of a shop's goods, newest first, and how many there are by tab. */
export async function readOwnListings(
  db: Connection,
  shopId: string,
  filter: { tab: OwnTab; words: string; limit: number; offset: number },
): Promise<{ lines: OwnListingLine[]; counts: Record<string, number> }> {
  const words = filter.words.replace(/[\\%_]/g, (sign) => `\\${sign}`);
  const lines = await db.execute<OwnListingLine>(sql`
    with own as (${ownListings(shopId, words)})
    select o.id, o.name, o.tab, o.state, o.group_number, o.from_price_vnd,
      (select p.content_hash from listing_pictures lp join pictures p on p.id = lp.picture_id
        where lp.listing_id = o.id and p.state = 'ready' order by lp.position limit 1) as picture_hash,
      (select count(*)::int from variants v where v.listing_id = o.id and v.is_active) as variant_count,
      (select coalesce(sum(x.on_hand - x.reserved), 0)::int from lots x join variants v on v.id = x.variant_id
        where v.listing_id = o.id and v.is_active and not x.is_closed) as free,
      exists (select 1 from listing_revisions r where r.listing_id = o.id and r.state = 'waiting') as has_waiting,
      coalesce((select r.state = 'returned' from listing_revisions r where r.listing_id = o.id
        order by r.submitted_at desc, r.id desc limit 1), false) as has_returned
    from own o where ${filter.tab} = 'all' or o.tab = ${filter.tab}
    order by o.created_at desc, o.id desc limit ${filter.limit} offset ${filter.offset}`);
  const counted = await db.execute<{ tab: string; n: number }>(sql`
    with own as (${ownListings(shopId, words)}) select tab, count(*)::int as n from own group by tab`);
  return { lines: [...lines], counts: Object.fromEntries(counted.map((c) => [c.tab, c.n])) };
}
