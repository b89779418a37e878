import { sql } from "drizzle-orm";
import type { Connection } from "#db/client.ts";
import type { CartKey } from "#services/cart/rules.ts";
import { buyerKeyOf, ownerOf } from "./cart.ts";
import { certificateEnd } from "./certificate-end.ts";

export type ShownRow = {
  show_id: string;
  /** Whole seconds since the show began; null unless it is live. */
  second: number | null;
  pin_id: string | null;
  variant_id: string;
  shop_id: string;
  kind: "goods" | "service";
  is_shop_on_sale: boolean;
  is_listing_on_sale: boolean;
  is_pack_on_sale: boolean;
  is_alcohol: boolean;
  has_alcohol_licence: boolean;
  price_vnd: number | null;
  stars: number | null;
  certificate_end: "revoked" | "lapsed" | null;
  seller: string;
  /** Units that can be had, those that the buyer holds in checkout included. */
  free: number;
  in_cart: number;
  deal: {
    price_vnd: number;
    is_begun: boolean;
    is_running: boolean;
    left: number;
    per_buyer: number;
    bought: number;
    held: number;
  } | null;
};

/**
 * A pack as a show shows it at this moment, for whoever has this cart: null when it isn't among the show's goods. `deal`
 * is null when there is no such deal of this pack in this show.
 */
export async function readShown(
  db: Connection,
  key: CartKey,
  wish: { slug: string; variantId: string; dealId: string | null },
): Promise<ShownRow | null> {
  const buyer = buyerKeyOf(key);
  const mine = sql`y.deal_id = d.id and y.buyer_key = ${buyer}`;
  const lapsed = sql`y.purpose = 'deal' and y.state = 'held' and y.expires_at <= market_now()`;
  const kept = sql`y.purpose = 'deal' and y.state = 'held' and y.expires_at > market_now()`;
  const rows = await db.execute<ShownRow>(sql`
    select w.id as show_id,
      case when w.state = 'live' then greatest(0, floor(extract(epoch from market_now() - w.started_at)))::int end as second,
      (select n.id from show_pins n where n.show_id = w.id and n.item_id = i.id and n.unpinned_at is null and w.state = 'live') as pin_id,
      v.id as variant_id, v.shop_id, p.kind, p.is_alcohol, o.price_vnd::float8 as price_vnd, h.name as seller,
      (h.state = 'approved' and not h.paused) as is_shop_on_sale, (l.state = 'approved' and not l.paused) as is_listing_on_sale,
      (v.is_active and o.id is not null) as is_pack_on_sale, ${certificateEnd(sql`p.id`)} as certificate_end,
      exists (select 1 from shop_licences x where x.shop_id = h.id and x.kind = 'alcohol' and x.ended_at is null
        and x.valid_from <= market_today() and x.valid_to > market_today()) as has_alcohol_licence,
      stars_in_force(l.product_id, market_now()) as stars,
      (select coalesce(sum(x.on_hand - x.reserved + (select coalesce(sum(y.quantity), 0) from holds y where y.lot_id = x.id
          and (${lapsed} or (${kept} and ${mine})))), 0)::int
        from lots x where x.variant_id = v.id and not x.is_closed and (x.best_before is null or x.best_before >= market_today())) as free,
      coalesce((select cl.quantity from cart_lines cl join carts c on c.id = cl.cart_id
        where cl.variant_id = v.id and ${ownerOf(key)}), 0) as in_cart,
      case when d.id is not null then json_build_object('price_vnd', e.price_vnd, 'per_buyer', d.per_buyer,
        'is_begun', d.starts_at <= market_now() and w.state <> 'planned',
        'is_running', d.ended_at is null and d.starts_at <= market_now() and d.ends_at > market_now() and w.state = 'live',
        'held', (select coalesce(sum(y.quantity), 0) from holds y where ${mine} and ${kept}),
        'bought', (select coalesce(sum(y.quantity), 0) from holds y where ${mine} and y.purpose = 'order' and y.state <> 'released'),
        'left', d.quota - d.taken + (select coalesce(sum(y.quantity), 0) from holds y
          where y.deal_id = d.id and (${lapsed} or (${kept} and ${mine})))) end as deal
    from shows w join show_items i on i.show_id = w.id and i.variant_id = ${wish.variantId}::uuid
    join variants v on v.id = i.variant_id join listings l on l.id = v.listing_id join products p on p.id = l.product_id
    join shops h on h.id = l.shop_id left join offers o on o.id = v.current_offer_id
    left join deals d on d.id = ${wish.dealId}::uuid and d.show_id = w.id and d.variant_id = v.id
    left join offers e on e.id = d.offer_id
    where w.slug = ${wish.slug}`);
  return rows[0] ?? null;
}

/** Units in a cart that are not set aside: what the frame says. */
export async function countCart(db: Connection, key: CartKey): Promise<number> {
  const rows = await db.execute<{ count: number }>(sql`
    select coalesce(sum(cl.quantity), 0)::int as count from carts c join cart_lines cl on cl.cart_id = c.id
    where ${ownerOf(key)} and not cl.set_aside`);
  return rows[0]?.count ?? 0;
}
