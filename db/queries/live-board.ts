import { sql } from "drizzle-orm";
import type { Connection } from "#db/client.ts";
import type { ShowGoods } from "#services/catalogue/show-rules.ts";
import type { Board, BoardItem } from "#services/live/board.ts";
import { certificateEnd } from "./certificate-end.ts";

/** A board before it is judged what may be bought: `sale` is what that rests on. */
export type BoardRow = Omit<Board, "items"> & {
  items: (Omit<BoardItem, "offSale" | "stars"> & { sale: ShowGoods & { isPackOnSale: boolean } })[];
};

/**
 * What shows show now: pins, goods with stars in force, units left and running deals, as the market's clock has it. A
 * deal runs while it has not ended, its time isn't over and the show is live; its units may all be taken (`left` 0).
 */
export async function readBoards(db: Connection, showIds: readonly string[]): Promise<BoardRow[]> {
  const rows = await db.execute<{ board: BoardRow }>(sql`
    with clock as materialized (select market_now() as moment, market_today() as today)
    select jsonb_build_object(
      'at', floor(extract(epoch from k.moment) * 1000), 'showId', s.id, 'slug', s.slug, 'state', s.state, 'seq', s.seq,
      'chatNumber', s.chat_number, 'endReasonCode', s.end_reason_code, 'endReason', s.end_reason,
      'pin', (select jsonb_build_object('pinId', n.id, 'itemId', n.item_id,
          'pinnedAt', floor(extract(epoch from n.pinned_at) * 1000))
        from show_pins n where n.show_id = s.id and n.unpinned_at is null),
      'items', coalesce((select jsonb_agg(jsonb_build_object(
          'itemId', i.id, 'variantId', v.id, 'slug', l.slug, 'group', l.group_number, 'name', t.name, 'pack', v.name,
          'pictureHash', (select p.content_hash from listing_pictures lp join pictures p on p.id = lp.picture_id
            where lp.listing_id = l.id and p.state = 'ready' order by lp.position limit 1),
          'priceVnd', coalesce(o.price_vnd, 0), 'netAmount', v.net_amount, 'netUnit', v.net_unit, 'free', f.free,
          'held', (select coalesce(sum(y.quantity), 0) from holds y join lots b on b.id = y.lot_id
            where b.variant_id = v.id and y.state = 'held' and (y.expires_at is null or y.expires_at > k.moment)),
          'sale', jsonb_build_object('isShopOnSale', h.state = 'approved' and not h.paused,
            'isListingOnSale', l.state = 'approved' and not l.paused, 'isAlcohol', g.is_alcohol,
            'isPackOnSale', v.is_active and o.id is not null and g.kind = 'goods',
            'hasAlcoholLicence', exists (select 1 from shop_licences c where c.shop_id = h.id and c.kind = 'alcohol'
              and c.ended_at is null and c.valid_from <= k.today and c.valid_to > k.today),
            'stars', x.stars, 'certificateEnd', case when x.stars is null then ${certificateEnd(sql`g.id`)} end),
          'isAlcohol', g.is_alcohol, 'isHealthProtection', g.is_health_protection,
          'deal', (select jsonb_build_object('dealId', d.id, 'priceVnd', e.price_vnd, 'regularVnd', d.regular_vnd,
              'quota', d.quota, 'left', d.quota - d.taken, 'perBuyer', d.per_buyer,
              'endsAt', floor(extract(epoch from d.ends_at) * 1000), 'version', d.version,
              'held', (select coalesce(sum(y.quantity), 0) from holds y where y.deal_id = d.id and y.state = 'held'
                and (y.expires_at is null or y.expires_at > k.moment)))
            from deals d join offers e on e.id = d.offer_id
            where d.show_id = s.id and d.variant_id = v.id and d.ended_at is null and d.ends_at > k.moment and s.state = 'live')
        ) order by i.position, i.id)
        from show_items i join variants v on v.id = i.variant_id join listings l on l.id = v.listing_id
        join products g on g.id = l.product_id join shops h on h.id = i.shop_id
        join listing_texts t on t.listing_id = l.id and t.language = 'vi'
        left join offers o on o.id = v.current_offer_id
        cross join lateral (select coalesce(sum(b.on_hand - b.reserved), 0)::int as free from lots b
          where b.variant_id = v.id and not b.is_closed and (b.best_before is null or b.best_before >= k.today)) f
        cross join lateral (select max(a.stars) as stars from all_stars_in_force(k.moment) a where a.product_id = g.id) x
        where i.show_id = s.id), '[]'::jsonb)) as board
    from shows s cross join clock k where s.id = any(${sql.param([...showIds])}::uuid[])`);
  return rows.map((row) => row.board);
}

/** The show behind an address. */
export async function readShowId(db: Connection, slug: string): Promise<string | null> {
  const rows = await db.execute<{ id: string }>(sql`select id from shows where slug = ${slug}`);
  return rows[0]?.id ?? null;
}

/** Whose show it is. */
export async function readShopOfShow(db: Connection, showId: string): Promise<string | null> {
  const rows = await db.execute<{ shop_id: string }>(sql`select shop_id from shows where id = ${showId}`);
  return rows[0]?.shop_id ?? null;
}
