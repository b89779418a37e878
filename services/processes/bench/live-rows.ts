import { createHmac, randomBytes } from "node:crypto";
import { sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { sessionCookieName } from "#services/accounts/session-cookie.ts";
import type { Settings } from "#services/shared/env.ts";
import { newCode, newId } from "#services/shared/ids.ts";
import type { Goods } from "./buyers.ts";

export type LiveShow = { showId: string; slug: string; shopId: string; itemIds: string[] };

/** A show sells what has stars in force. Alias `v` (variants). */
const isCertified = sql`exists (select 1 from listings l join all_stars_in_force(market_now()) s on s.product_id = l.product_id
  where l.id = v.listing_id)`;

/** A live show of a shop that has none, with two things to pin. */
export async function openShow(db: Db): Promise<LiveShow> {
  const [shop] = await db.execute<{ id: string; variants: string[] }>(sql`
    select h.id, (array_agg(v.id))[1:2] as variants from shops h join variants v on v.shop_id = h.id
    where h.state = 'approved' and ${isCertified} and not exists (select 1 from shows s where s.shop_id = h.id and s.state = 'live')
    group by h.id having count(*) >= 2 limit 1`);
  if (!shop) throw new Error("no shop can hold a show");
  const show = { showId: newId(), slug: `do-${newCode().toLowerCase()}`, shopId: shop.id };
  await db.execute(sql`
    insert into shows (id, shop_id, slug, title, starts_at, state, room, started_at, request_id)
    values (${show.showId}, ${show.shopId}, ${show.slug}, 'Phiên đo', market_now(), 'live', ${newId()}, market_now(), ${newId()})`);
  const itemIds: string[] = [];
  for (const [position, variantId] of shop.variants.entries()) {
    const id = newId();
    itemIds.push(id);
    await db.execute(sql`
      insert into show_items (id, show_id, shop_id, position, variant_id)
      values (${id}, ${show.showId}, ${show.shopId}, ${position}, ${variantId})`);
  }
  return { ...show, itemIds };
}

export type DealShow = LiveShow & { dealId: string; variantId: string; productSlug: string };

/** A live show of one thing of a shop that has none, with a live price of so many units, one a buyer. */
export async function openDealShow(db: Db, goods: readonly Goods[], quota: number): Promise<DealShow> {
  const ids = sql`${sql.param(goods.map((one) => one.variantId))}::uuid[]`;
  const [found] = await db.execute<{ shopId: string; variantId: string; priceVnd: number }>(sql`
    select v.shop_id as "shopId", v.id as "variantId", o.price_vnd::float8 as "priceVnd"
    from variants v join offers o on o.id = v.current_offer_id
    where v.id = any(${ids}) and ${isCertified} and not exists (select 1 from shows s where s.shop_id = v.shop_id and s.state = 'live')
      and not exists (select 1 from deals d where d.variant_id = v.id and d.ended_at is null) limit 1`);
  const productSlug = goods.find((one) => one.variantId === found?.variantId)?.slug;
  if (!found || !productSlug) throw new Error("nothing can have a live price");
  const { shopId, variantId, priceVnd } = found;
  const [showId, itemId, offerId, dealId] = [newId(), newId(), newId(), newId()];
  const slug = `do-${newCode().toLowerCase()}`;
  await db.execute(sql`
    insert into shows (id, shop_id, slug, title, starts_at, state, room, started_at, request_id)
    values (${showId}, ${shopId}, ${slug}, 'Phiên đo giá', market_now(), 'live', ${newId()}, market_now(), ${newId()})`);
  await db.execute(sql`insert into show_items (id, show_id, shop_id, position, variant_id)
    values (${itemId}, ${showId}, ${shopId}, 0, ${variantId})`);
  await db.execute(sql`insert into offers (id, variant_id, shop_id, kind, price_vnd)
    values (${offerId}, ${variantId}, ${shopId}, 'live', ${Math.max(1, priceVnd - 1000)})`);
  await db.execute(sql`
    insert into deals (id, shop_id, variant_id, offer_id, show_id, regular_vnd, quota, per_buyer, starts_at, ends_at)
    values (${dealId}, ${shopId}, ${variantId}, ${offerId}, ${showId}, ${priceVnd}, ${quota}, 1, market_now(), market_now() + interval '30 minutes')`);
  return { showId, slug, shopId, itemIds: [itemId], dealId, variantId, productSlug };
}

/** Units that orders took at a live price, and what the deal itself counts. */
export async function soldAt(db: Db, dealId: string): Promise<{ ordered: number; taken: number }> {
  const [row] = await db.execute<{ ordered: number; taken: number }>(sql`
    select coalesce((select sum(l.quantity) from order_lines l where l.deal_id = d.id), 0)::int as ordered, d.taken
    from deals d where d.id = ${dealId}`);
  if (!row) throw new Error("the deal is gone");
  return row;
}

export async function endDeal(db: Db, dealId: string): Promise<void> {
  await db.execute(
    sql`update deals set ended_at = market_now(), end_code = 'stopped' where id = ${dealId} and ended_at is null`,
  );
}

export async function closeShow(db: Db, show: LiveShow): Promise<void> {
  await db.execute(sql`update shows set state = 'ended', ended_at = market_now() where id = ${show.showId}`);
}

/** Puts the next thing in front of the viewers, as the studio does: pin, number and event in one transaction. */
export async function pinNext(db: Db, show: LiveShow, turn: number): Promise<void> {
  await db.transaction(async (tx) => {
    const itemId = show.itemIds[turn % show.itemIds.length];
    await tx.execute(sql`update shows set seq = seq + 1 where id = ${show.showId}`);
    await tx.execute(sql`
      update show_pins set unpinned_at = market_now() where show_id = ${show.showId} and unpinned_at is null`);
    await tx.execute(sql`
      insert into show_pins (id, show_id, shop_id, item_id) values (${newId()}, ${show.showId}, ${show.shopId}, ${itemId})`);
    await tx.execute(sql`
      insert into show_events (show_id, seq, kind, body) select id, seq, 'pinned', '{}' from shows where id = ${show.showId}`);
  });
}

/** Cookies of so many people who are signed in. */
export async function signInMany(db: Db, settings: Settings, count: number): Promise<string[]> {
  const cookies: string[] = [];
  for (let n = 0; n < count; n++) {
    const [accountId, token] = [newId(), randomBytes(24).toString("base64url")];
    await db.execute(sql`
      insert into accounts (id, name, email, is_demo) values (${accountId}, ${`Người đo ${n}`}, ${`${accountId}@bench.invalid`}, true)`);
    await db.execute(sql`
      insert into sessions (id, user_id, token, expires_at)
      values (${newId()}, ${accountId}, ${token}, market_now() + interval '1 day')`);
    const signature = createHmac("sha256", settings.APP_SECRET).update(token).digest("base64");
    cookies.push(`${sessionCookieName(settings.isHttps)}=${encodeURIComponent(`${token}.${signature}`)}`);
  }
  return cookies;
}
