import { sql } from "drizzle-orm";
import type { Connection, Tx } from "#db/client.ts";
import type { GateFacts } from "#services/live/rules.ts";

/**
 * Shop and listings of a show under a shared lock, in the order other acts take them: what the gate reads of them stays
 * true until the transaction ends.
 */
export async function shareGateRows(tx: Tx, showId: string): Promise<void> {
  await tx.execute(sql`select 1 from listings where id in (
    select v.listing_id from show_items i join variants v on v.id = i.variant_id where i.show_id = ${showId}) order by id for share`);
  await tx.execute(sql`select 1 from shops where id = (select shop_id from shows where id = ${showId}) for share`);
}

/** What is true of a show's shop, host and goods now. Whether there is a video server isn't the database's to say. */
export async function readGateFacts(db: Connection, showId: string): Promise<Omit<GateFacts, "video">> {
  const rows = await db.execute<{ facts: Omit<GateFacts, "video"> }>(sql`
    with clock as materialized (select market_now() as moment, market_today() as today)
    select jsonb_build_object('shopState', h.state, 'isShopPaused', h.paused,
      'hostName', (select d.legal_name from host_identities d where d.account_id = s.host_id and d.ended_at is null),
      'hostVerifiedAt', (select d.recorded_at from host_identities d where d.account_id = s.host_id and d.ended_at is null
        and exists (select 1 from memberships m where m.account_id = s.host_id and m.shop_id = s.shop_id)),
      'hasAlcoholLicence', c.valid_to is not null, 'alcoholLicenceTo', c.valid_to,
      'items', coalesce((select jsonb_agg(jsonb_build_object('itemId', i.id, 'name', t.name || ', ' || v.name,
          'listingId', l.id, 'listingState', l.state, 'isListingPaused', l.paused, 'isPackActive', v.is_active,
          'isGoods', g.kind = 'goods', 'isAlcohol', g.is_alcohol, 'isHealthProtection', g.is_health_protection,
          'saysHealthProtection', f_unaccent(concat_ws(' ', t.name, t.summary, t.description)) like '%thuc pham bao ve suc khoe%',
          'stars', x.stars, 'certificateTo', coalesce(x.valid_to, z.valid_to), 'certificateEnd', z.how,
          'regularVnd', o.price_vnd, 'livePriceVnd', i.live_price_vnd, 'isDiscount', i.is_discount,
          'lowestVnd', (select min(p.price_vnd) from offers p where p.variant_id = v.id and p.kind = 'regular'
            and p.valid_from <= k.moment and (p.valid_from > k.moment - interval '30 days' or p.id = (
              select q.id from offers q where q.variant_id = v.id and q.kind = 'regular'
                and q.valid_from <= k.moment - interval '30 days' order by q.valid_from desc, q.id desc limit 1)))
        ) order by i.position, i.id)
        from show_items i join variants v on v.id = i.variant_id join listings l on l.id = v.listing_id
        join products g on g.id = l.product_id left join offers o on o.id = v.current_offer_id
        left join listing_texts t on t.listing_id = l.id and t.language = 'vi'
        left join lateral (select a.stars, b.valid_to from all_stars_in_force(k.moment) a join certificates b on b.id = a.certificate_id
          where a.product_id = g.id order by a.stars desc, b.valid_to desc limit 1) x on true
        left join lateral (select b.valid_to, case
            when exists (select 1 from certificate_events e where e.certificate_id = b.id and e.kind = 'revoked') then 'revoked'
            when b.valid_from > k.today then 'not_yet' else 'lapsed' end as how
          from certificates b where b.product_id = g.id and x.stars is null order by b.valid_to desc limit 1) z on true
        where i.show_id = s.id), '[]'::jsonb)) as facts
    from shows s join shops h on h.id = s.shop_id cross join clock k
    left join lateral (select max(n.valid_to) as valid_to from shop_licences n where n.shop_id = h.id and n.kind = 'alcohol'
      and n.ended_at is null and n.valid_from <= k.today and n.valid_to > k.today) c on true
    where s.id = ${showId}`);
  const row = rows[0];
  if (!row) throw new Error("the gate of a show that isn't there");
  return row.facts;
}

/** Regular prices of packs of a shop that a run of show names; a pack of another shop isn't in it. */
export async function regularPrices(db: Connection, shopId: string, variantIds: readonly string[]) {
  const rows = await db.execute<{ id: string; price: number | null }>(sql`
    select v.id, o.price_vnd::float8 as price from variants v left join offers o on o.id = v.current_offer_id
    where v.shop_id = ${shopId} and v.id = any(${sql.param([...variantIds])}::uuid[])`);
  return new Map(rows.map((row) => [row.id, row.price]));
}
