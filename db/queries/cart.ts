import { sql } from "drizzle-orm";
import type { Connection, Tx } from "#db/client.ts";
import { cartLines, carts } from "#db/schema/cart.ts";
import type { CartKey, SaleFacts } from "#services/cart/rules.ts";
import { certificateEnd } from "./certificate-end.ts";

export type CartLineRow = {
  line_id: string;
  variant_id: string;
  shop_id: string;
  listing_id: string;
  product_id: string;
  quantity: number;
  set_aside: boolean;
  seen_price_vnd: number;
  seen_stars: number | null;
  seen_seller: string;
  offer_id: string | null;
  price_vnd: number | null;
  regular_price_vnd: number | null;
  variant_name: string;
  variant_active: boolean;
  net_amount: number;
  net_unit: "g" | "ml" | "piece";
  weight_grams: number;
  listing_name: string;
  slug: string;
  listing_on_sale: boolean;
  kind: "goods" | "service";
  group_number: number;
  is_alcohol: boolean;
  is_health_protection: boolean;
  shop_name: string;
  shop_slug: string;
  shop_on_sale: boolean;
  shop_producer: string;
  legal_form: "household" | "cooperative_group" | "cooperative" | "company";
  ship_zones: string;
  pickup_commune: string | null;
  has_alcohol_licence: boolean;
  picture_hash: string | null;
  stars: number | null;
  certificate_id: string | null;
  /** How the stars that were seen ended, where none are left. */
  stars_ended: { how: "revoked" | "lapsed"; on: string } | null;
  /** How the newest certificate ended, where none is in force. */
  certificate_end: "revoked" | "lapsed" | null;
  free: number;
  commission_rule_id: string | null;
  commission_basis_points: number | null;
  show_id: string | null;
  show_second: number | null;
  pin_id: string | null;
  deal: DealRow | null;
};

/** The deal of a line as it stands for the cart's owner. */
export type DealRow = {
  id: string;
  offer_id: string;
  price_vnd: number;
  is_begun: boolean;
  is_running: boolean;
  /** Units that nobody has, apart from what the owner holds in checkout. */
  left: number;
  per_buyer: number;
  bought: number;
  held: number;
  /** When the first of the held units lapses. */
  held_until: string | null;
};

/** Under which name the owner of a cart holds units. */
export const buyerKeyOf = (key: CartKey): string => key.accountId ?? key.tokenHash;

/** Whose cart. Alias `c` (carts). */
export const ownerOf = (key: CartKey) =>
  key.accountId !== null ? sql`c.account_id = ${key.accountId}` : sql`c.token_hash = ${key.tokenHash}`;

/**
 * Units of a line's variant that its owner could take: those free in sellable lots, those that lapsed in somebody's
 * checkout, and those that the owner holds there. Aliases `v` and `cl`.
 */
const freeFor = (buyerKey: string) => sql`
  (select coalesce(sum(x.on_hand - x.reserved + (select coalesce(sum(y.quantity), 0) from holds y
      where y.lot_id = x.id and y.purpose = 'deal' and y.state = 'held'
        and (y.expires_at <= market_now() or (y.deal_id = cl.deal_id and y.buyer_key = ${buyerKey})))), 0)::int
    from lots x where x.variant_id = v.id and not x.is_closed and (x.best_before is null or x.best_before >= market_today()))`;

const dealFor = (buyerKey: string) => sql`
  (select json_build_object('id', d.id, 'offer_id', e.id, 'price_vnd', e.price_vnd, 'per_buyer', d.per_buyer,
      'is_begun', d.starts_at <= market_now(),
      'is_running', d.ended_at is null and d.starts_at <= market_now() and d.ends_at > market_now() and w.state = 'live',
      'left', d.quota - d.taken + mine.held + (select coalesce(sum(y.quantity), 0) from holds y
        where y.deal_id = d.id and y.purpose = 'deal' and y.state = 'held' and y.expires_at <= market_now()),
      'bought', mine.bought, 'held', mine.held, 'held_until', mine.held_until)
    from deals d join offers e on e.id = d.offer_id join shows w on w.id = d.show_id
    cross join lateral (
      select coalesce(sum(y.quantity) filter (where y.purpose = 'order' and y.state <> 'released'), 0)::int as bought,
        coalesce(sum(y.quantity) filter (where y.purpose = 'deal' and y.state = 'held' and y.expires_at > market_now()), 0)::int as held,
        min(y.expires_at) filter (where y.purpose = 'deal' and y.state = 'held' and y.expires_at > market_now()) as held_until
      from holds y where y.deal_id = d.id and y.buyer_key = ${buyerKey}) mine
    where d.id = cl.deal_id)`;

/** Everything the market says now of what lies in a cart, in one statement: price, stars, seller, stock, licence, commission, deal. The price is the ordinary one. */
export async function readCartLines(db: Connection, key: CartKey): Promise<CartLineRow[]> {
  return db.execute<CartLineRow>(sql`
    select cl.id as line_id, cl.variant_id, cl.shop_id, l.id as listing_id, p.id as product_id, cl.quantity, cl.set_aside,
      cl.seen_price_vnd::float8 as seen_price_vnd, cl.seen_stars, cl.seen_seller,
      o.id as offer_id, o.price_vnd::float8 as price_vnd, o.price_vnd::float8 as regular_price_vnd, v.name as variant_name, v.is_active as variant_active,
      v.net_amount, v.net_unit, v.weight_grams, t.name as listing_name, l.slug,
      (l.state = 'approved' and not l.paused) as listing_on_sale, p.kind, l.group_number, p.is_alcohol, p.is_health_protection,
      h.name as shop_name, h.slug as shop_slug, (h.state = 'approved' and not h.paused) as shop_on_sale,
      m.name as shop_producer, m.legal_form, h.ship_zones, h.pickup_commune_code as pickup_commune,
      exists (select 1 from shop_licences x where x.shop_id = h.id and x.kind = 'alcohol' and x.ended_at is null
        and x.valid_from <= market_today() and x.valid_to > market_today()) as has_alcohol_licence,
      (select i.content_hash from listing_pictures lp join pictures i on i.id = lp.picture_id
        where lp.listing_id = l.id and i.state = 'ready' order by lp.position limit 1) as picture_hash,
      s.stars, s.certificate_id,
      case when s.stars is null and cl.seen_stars is not null then (
        select json_build_object('how', case when e.id is null then 'lapsed' else 'revoked' end,
          'on', coalesce((e.effective_at at time zone market_zone())::date, x.valid_to - 1))
        from certificates x left join certificate_events e on e.certificate_id = x.id and e.kind = 'revoked'
          and e.effective_at <= market_now()
        where x.product_id = p.id and x.stars = cl.seen_stars and (e.id is not null or x.valid_to <= market_today())
        order by coalesce((e.effective_at at time zone market_zone())::date, x.valid_to) desc limit 1) end as stars_ended,
      case when s.stars is null then ${certificateEnd(sql`p.id`)} end as certificate_end,
      ${freeFor(buyerKeyOf(key))} as free,
      r.id as commission_rule_id, r.rate_basis_points as commission_basis_points,
      cl.show_id, cl.show_second, cl.pin_id, ${dealFor(buyerKeyOf(key))} as deal
    from carts c
    join cart_lines cl on cl.cart_id = c.id
    join variants v on v.id = cl.variant_id
    join listings l on l.id = v.listing_id
    join products p on p.id = l.product_id
    join shops h on h.id = l.shop_id
    join producers m on m.id = h.producer_id
    join listing_texts t on t.listing_id = l.id and t.language = 'vi'
    left join offers o on o.id = v.current_offer_id
    left join lateral (select x.stars, x.certificate_id from all_stars_in_force(market_now()) x
      where x.product_id = p.id order by x.stars desc limit 1) s on true
    left join lateral (select x.id, x.rate_basis_points from commission_rules x
      where (x.shop_id is null or x.shop_id = h.id) and (x.group_number is null or x.group_number = l.group_number)
        and x.valid_from <= market_now() and (x.valid_to is null or x.valid_to > market_now())
      order by (x.shop_id is not null) desc, (x.group_number is not null) desc, x.valid_from desc limit 1) r on true
    where ${ownerOf(key)}
    order by h.name collate "vi-x-icu", cl.created_at, cl.id`);
}

export type VariantRow = {
  variant_id: string;
  shop_id: string;
  price_vnd: number | null;
  stars: number | null;
  name: string;
  seller: string;
  kind: "goods" | "service";
  is_on_sale: boolean;
  free: number;
};

/** What somebody sees of a variant at the moment they put it into the cart. */
export async function readVariant(db: Connection, variantId: string): Promise<VariantRow | null> {
  const rows = await db.execute<VariantRow>(sql`
    select v.id as variant_id, v.shop_id, o.price_vnd::float8 as price_vnd, stars_in_force(l.product_id, market_now()) as stars,
      h.name as seller, p.kind,
      coalesce((select t.name from listing_texts t where t.listing_id = l.id and t.language = 'vi'), p.name) as name,
      (v.is_active and l.state = 'approved' and not l.paused and h.state = 'approved' and not h.paused) as is_on_sale,
      (select coalesce(sum(x.on_hand - x.reserved), 0)::int from lots x where x.variant_id = v.id and not x.is_closed
        and (x.best_before is null or x.best_before >= market_today())) as free
    from variants v join listings l on l.id = v.listing_id join products p on p.id = l.product_id
    join shops h on h.id = l.shop_id left join offers o on o.id = v.current_offer_id
    where v.id = ${variantId}::uuid`);
  return rows[0] ?? null;
}

export type SaleFactsRow = SaleFacts & { variant_id: string };

/**
 * What of one unit of each variant says whether it can be bought now, and its stars: at this very moment, not when the
 * transaction began, which may have waited since.
 */
export async function readSaleFacts(db: Connection, variantIds: readonly string[]): Promise<SaleFactsRow[]> {
  return db.execute<SaleFactsRow>(sql`
    select v.id as variant_id, stars_in_force(p.id, market_now() + (clock_timestamp() - now())) as stars, p.kind,
      (l.state = 'approved' and not l.paused) as listing_on_sale,
      (h.state = 'approved' and not h.paused) as shop_on_sale,
      v.is_active as variant_active, o.price_vnd::float8 as price_vnd, p.is_alcohol, 1 as quantity, 0 as free, null as deal,
      null as show_id, ${certificateEnd(sql`p.id`)} as certificate_end,
      exists (select 1 from shop_licences x where x.shop_id = h.id and x.kind = 'alcohol' and x.ended_at is null
        and x.valid_from <= market_today() and x.valid_to > market_today()) as has_alcohol_licence
    from variants v join listings l on l.id = v.listing_id join products p on p.id = l.product_id
    join shops h on h.id = v.shop_id left join offers o on o.id = v.current_offer_id
    where v.id = any(${sql.param([...variantIds])}::uuid[])`);
}

/** The cart of an owner, made when there is none; two tabs at once get the same one. */
export async function ensureCart(tx: Connection, id: string, key: CartKey): Promise<string> {
  const rows = await tx.execute<{ id: string }>(sql`
    with made as (
      insert into carts (id, account_id, token_hash) values (${id}::uuid, ${key.accountId}::uuid, ${key.accountId === null ? key.tokenHash : null})
      on conflict do nothing returning id)
    select id from made union all select c.id from carts c where ${ownerOf(key)} limit 1`);
  const found =
    rows[0]?.id ?? (await tx.execute<{ id: string }>(sql`select c.id from carts c where ${ownerOf(key)}`))[0]?.id;
  if (!found) throw new Error("a cart was neither made nor found");
  return found;
}

/** Makes those who order out of one cart wait for each other: what one bought the next no longer finds. */
export async function lockCart(tx: Tx, key: CartKey): Promise<void> {
  await tx.execute(sql`select 1 from carts c where ${ownerOf(key)} for no key update`);
}

/**
 * Adds to a line or makes it; what was seen becomes what is seen now. Never beyond 999. Where it was seen in a show and its
 * deal stay unless others are given. Answers the new quantity.
 */
export async function addLine(tx: Connection, row: typeof cartLines.$inferInsert): Promise<number> {
  const rows = await tx
    .insert(cartLines)
    .values(row)
    .onConflictDoUpdate({
      target: [cartLines.cartId, cartLines.variantId],
      set: {
        quantity: sql`least(999, ${cartLines.quantity} + excluded.quantity)`,
        setAside: sql`false`,
        seenPriceVnd: sql`excluded.seen_price_vnd`,
        seenStars: sql`excluded.seen_stars`,
        seenSeller: sql`excluded.seen_seller`,
        showId: sql`coalesce(excluded.show_id, ${cartLines.showId})`,
        showSecond: sql`case when excluded.show_id is null then ${cartLines.showSecond} else excluded.show_second end`,
        pinId: sql`case when excluded.show_id is null then ${cartLines.pinId} else excluded.pin_id end`,
        dealId: sql`coalesce(excluded.deal_id, ${cartLines.dealId})`,
      },
    })
    .returning({ quantity: cartLines.quantity });
  return rows[0]?.quantity ?? 0;
}

const lineIs = (key: CartKey, lineId: string) =>
  sql`id = ${lineId}::uuid and cart_id in (select c.id from carts c where ${ownerOf(key)})`;

/** The deal that a line had when it was changed. */
export type Touched = { deal_id: string | null };

/** Answers whether the line was there and the owner's; those that follow answer the lines that were. */
export async function setLineQuantity(
  tx: Connection,
  key: CartKey,
  lineId: string,
  quantity: number,
): Promise<boolean> {
  const rows = await tx.execute(
    sql`update cart_lines set quantity = ${quantity} where ${lineIs(key, lineId)} returning id`,
  );
  return rows.length > 0;
}

export async function setLineAside(
  tx: Connection,
  key: CartKey,
  lineIds: readonly string[],
  aside: boolean,
): Promise<Touched[]> {
  return tx.execute<Touched>(sql`update cart_lines set set_aside = ${aside}
    where id = any(${sql.param([...lineIds])}::uuid[]) and cart_id in (select c.id from carts c where ${ownerOf(key)}) returning deal_id`);
}

export async function removeLine(tx: Connection, key: CartKey, lineId: string): Promise<Touched[]> {
  return tx.execute<Touched>(sql`delete from cart_lines where ${lineIs(key, lineId)} returning deal_id`);
}

/** Takes the live price from a line: from now on it is an ordinary one, seen at the ordinary price. */
export async function dropDeal(tx: Connection, key: CartKey, lineId: string): Promise<Touched[]> {
  return tx.execute<Touched>(sql`
    with was as (select id, deal_id from cart_lines where ${lineIs(key, lineId)} for update)
    update cart_lines l set deal_id = null, seen_price_vnd = coalesce(o.price_vnd, l.seen_price_vnd)
    from was, variants v left join offers o on o.id = v.current_offer_id
    where l.id = was.id and v.id = l.variant_id returning was.deal_id`);
}

/** Takes a line out of the show it came from: from now on it is an ordinary one, seen as the market has it now. */
export async function leaveShow(tx: Connection, key: CartKey, lineId: string): Promise<Touched[]> {
  return tx.execute<Touched>(sql`
    with was as (select id, deal_id from cart_lines where ${lineIs(key, lineId)} for update)
    update cart_lines c set show_id = null, show_second = null, pin_id = null, deal_id = null,
      seen_price_vnd = coalesce(o.price_vnd, c.seen_price_vnd), seen_stars = stars_in_force(l.product_id, market_now())
    from was, variants v join listings l on l.id = v.listing_id left join offers o on o.id = v.current_offer_id
    where c.id = was.id and v.id = c.variant_id returning was.deal_id`);
}

/** Takes bought units out of a cart: what was added to a line meanwhile stays. */
export async function removeBought(tx: Tx, bought: readonly { lineId: string; quantity: number }[]): Promise<void> {
  await tx.execute(sql`
    with bought as (select (x->>'lineId')::uuid as id, (x->>'quantity')::int as quantity from json_array_elements(${JSON.stringify(bought)}::json) x),
      gone as (delete from cart_lines l using bought b where l.id = b.id and l.quantity <= b.quantity returning l.id)
    update cart_lines l set quantity = l.quantity - b.quantity from bought b where l.id = b.id and l.quantity > b.quantity`);
}

/** Marks what the owner has now been shown. */
export async function markSeen(
  tx: Connection,
  rows: readonly { lineId: string; priceVnd: number; stars: number | null; seller: string }[],
): Promise<void> {
  await tx.execute(sql`
    update cart_lines l set seen_price_vnd = x.price, seen_stars = x.stars, seen_seller = x.seller
    from (select (j->>'lineId')::uuid as id, (j->>'priceVnd')::bigint as price, (j->>'stars')::int as stars, j->>'seller' as seller
      from json_array_elements(${JSON.stringify(rows)}::json) j) x
    where l.id = x.id`);
}

/** Moves a guest's lines into an account's cart; quantities of the same variant are added. */
export async function mergeCarts(tx: Tx, fromTokenHash: string, intoCartId: string): Promise<void> {
  const [guest] = await tx.select({ id: carts.id }).from(carts).where(sql`token_hash = ${fromTokenHash}`).for("update");
  if (!guest) return;
  await tx.execute(sql`
    insert into cart_lines (id, cart_id, variant_id, shop_id, quantity, seen_price_vnd, seen_stars, seen_seller, set_aside, created_at,
      show_id, show_second, pin_id, deal_id)
    select gen_random_uuid(), ${intoCartId}::uuid, variant_id, shop_id, quantity, seen_price_vnd, seen_stars, seen_seller, set_aside, created_at, show_id, show_second, pin_id, deal_id
    from cart_lines where cart_id = ${guest.id}::uuid order by id
    on conflict (cart_id, variant_id) do update set quantity = least(999, cart_lines.quantity + excluded.quantity),
      show_id = coalesce(cart_lines.show_id, excluded.show_id), deal_id = coalesce(excluded.deal_id, cart_lines.deal_id),
      show_second = case when cart_lines.show_id is null then excluded.show_second else cart_lines.show_second end,
      pin_id = case when cart_lines.show_id is null then excluded.pin_id else cart_lines.pin_id end`);
  await tx.delete(carts).where(sql`id = ${guest.id}::uuid`);
}
