import type { Sql } from "#db/client.ts";
import { newCode, newId } from "#services/shared/ids.ts";
import { certify, type MadeListing } from "./market-rows.ts";

export type MadeShow = { showId: string; slug: string; itemIds: string[]; pinId: string };

/** A show that has been live for ninety seconds, with these goods, all certified, in its run and the first of them pinned. */
export async function makeLiveShow(sql: Sql, goods: readonly [MadeListing, ...MadeListing[]]): Promise<MadeShow> {
  const [first] = goods;
  const showId = newId();
  const slug = `phien-${newCode().toLowerCase()}`;
  await sql`insert into shows (id, shop_id, slug, title, starts_at, state, room, started_at, request_id)
    values (${showId}, ${first.shopId}, ${slug}, 'Phiên thử', market_now(), 'live', ${newCode()}, market_now() - interval '90 seconds', ${newId()})`;
  const itemIds: string[] = [];
  for (const [position, item] of goods.entries()) {
    const id = newId();
    itemIds.push(id);
    const [certified] = await sql`select 1 from certificates where product_id = ${item.productId}`;
    if (!certified) await certify(sql, item.productId, 4);
    await sql`insert into show_items (id, show_id, shop_id, position, variant_id)
      values (${id}, ${showId}, ${item.shopId}, ${position}, ${item.variantId})`;
  }
  const pinId = newId();
  await sql`insert into show_pins (id, show_id, shop_id, item_id) values (${pinId}, ${showId}, ${first.shopId}, ${itemIds[0] ?? ""})`;
  return { showId, slug, itemIds, pinId };
}

export type MadeDeal = { dealId: string; offerId: string };

/** A deal of a pack in a show that began a moment ago. */
export async function makeDeal(
  sql: Sql,
  show: Pick<MadeShow, "showId">,
  goods: Pick<MadeListing, "variantId" | "shopId">,
  wish: { priceVnd: number; quota: number; perBuyer: number; seconds?: number; startsIn?: number },
): Promise<MadeDeal> {
  const [dealId, offerId] = [newId(), newId()];
  const startsIn = wish.startsIn ?? -1;
  await sql`insert into offers (id, variant_id, shop_id, kind, price_vnd)
    values (${offerId}, ${goods.variantId}, ${goods.shopId}, 'live', ${wish.priceVnd})`;
  await sql`insert into deals (id, shop_id, variant_id, offer_id, show_id, regular_vnd, quota, per_buyer, starts_at, ends_at)
    select ${dealId}, ${goods.shopId}, v.id, ${offerId}, ${show.showId}, o.price_vnd, ${wish.quota}, ${wish.perBuyer},
      market_now() + make_interval(secs => ${startsIn}), market_now() + make_interval(secs => ${startsIn + (wish.seconds ?? 600)})
    from variants v join offers o on o.id = v.current_offer_id where v.id = ${goods.variantId}`;
  return { dealId, offerId };
}

export async function endDeal(sql: Sql, dealId: string): Promise<void> {
  await sql`update deals set ended_at = market_now(), end_code = 'stopped' where id = ${dealId}`;
}

export async function takenOf(sql: Sql, dealId: string): Promise<number> {
  const [row] = await sql<{ taken: number }[]>`select taken from deals where id = ${dealId}`;
  if (!row) throw new Error("no such deal");
  return row.taken;
}
