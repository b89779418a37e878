import type { Sql } from "#db/client.ts";
import { newCode, newId } from "#services/shared/ids.ts";

export type MadeListing = {
  shopId: string;
  producerId: string;
  productId: string;
  listingId: string;
  variantId: string;
  slug: string;
};

export type ListingWish = {
  name: string;
  description?: string;
  groupNumber?: number;
  communeCode?: string | null;
  priceVnd?: number;
  netGrams?: number;
  shopId?: string;
  /** Stars of a certificate in force for a year around now. */
  stars?: number;
};

/** A shop that may sell, in plain rows: for tests that are about something else. */
export async function makeShop(sql: Sql, name = "Gian thử"): Promise<{ shopId: string; producerId: string }> {
  const producerId = newId();
  const shopId = newId();
  await sql`insert into producers (id, legal_form, name) values (${producerId}, 'cooperative', ${name})`;
  await sql`insert into shops (id, producer_id, slug, name, state, approved_at)
    values (${shopId}, ${producerId}, ${`gian-${newCode().toLowerCase()}`}, ${name}, 'approved', market_now())`;
  return { shopId, producerId };
}

/** An approved listing on sale with one pack and its price. */
export async function makeListing(sql: Sql, wish: ListingWish): Promise<MadeListing> {
  const shop = wish.shopId
    ? { shopId: wish.shopId, producerId: await producerOf(sql, wish.shopId) }
    : await makeShop(sql);
  const [productId, listingId, variantId] = [newId(), newId(), newId()];
  const slug = `hang-${newCode().toLowerCase()}`;
  const group = wish.groupNumber ?? 1;
  await sql`insert into products (id, producer_id, group_number, name, origin_commune_code)
    values (${productId}, ${shop.producerId}, ${group}, ${wish.name}, ${wish.communeCode ?? null})`;
  await sql`insert into listings (id, shop_id, product_id, group_number, slug, state, published_at)
    values (${listingId}, ${shop.shopId}, ${productId}, ${group}, ${slug}, 'approved', market_now())`;
  await sql`insert into listing_texts (listing_id, language, name, description)
    values (${listingId}, 'vi', ${wish.name}, ${wish.description ?? ""})`;
  await sql`insert into variants (id, listing_id, shop_id, name, net_amount, net_unit, weight_grams)
    values (${variantId}, ${listingId}, ${shop.shopId}, 'Gói', ${wish.netGrams ?? 500}, 'g', 600)`;
  await sql`insert into offers (id, variant_id, shop_id, price_vnd) values (${newId()}, ${variantId}, ${shop.shopId}, ${wish.priceVnd ?? 50_000})`;
  if (wish.stars !== undefined) await certify(sql, productId, wish.stars);
  return { ...shop, productId, listingId, variantId, slug };
}

async function producerOf(sql: Sql, shopId: string): Promise<string> {
  const [row] = await sql<{ producer_id: string }[]>`select producer_id from shops where id = ${shopId}`;
  if (!row) throw new Error("no such shop");
  return row.producer_id;
}

/** A certificate in force from half a year ago to half a year ahead; returns its id. */
export async function certify(sql: Sql, productId: string, stars: number): Promise<string> {
  const id = newId();
  await sql`insert into certificates (id, product_id, number, stars, issuer, decision_number, valid_from, valid_to)
    values (${id}, ${productId}, ${`T-${newCode()}`}, ${stars}, 'Hội đồng thử', 'QĐ-1', market_today() - 180, market_today() + 180)`;
  await sql`insert into certificate_events (id, certificate_id, kind) values (${newId()}, ${id}, 'issued')`;
  return id;
}

/** A lot of a variant with units on hand; returns its id. */
export async function makeLot(
  sql: Sql,
  listing: Pick<MadeListing, "variantId" | "shopId">,
  units: number,
  bestBefore: string | null = null,
): Promise<string> {
  const id = newId();
  await sql`insert into lots (id, variant_id, shop_id, code, number, best_before)
    values (${id}, ${listing.variantId}, ${listing.shopId}, ${newCode()}, ${`L-${newCode(6)}`}, ${bestBefore})`;
  await sql`insert into stock_entries (id, lot_id, shop_id, delta, reason) values (${newId()}, ${id}, ${listing.shopId}, ${units}, 'first_count')`;
  return id;
}

/** A commune of the home province and one at the other end of the country. */
export async function places(sql: Sql): Promise<{ near: string; far: string }> {
  const [near] = await sql<
    { code: string }[]
  >`select c.code from communes c join provinces p on p.code = c.province_code where p.is_home order by c.code limit 1`;
  const [far] = await sql<
    { code: string }[]
  >`select c.code from communes c join provinces p on p.code = c.province_code where p.region = 'south' order by c.code limit 1`;
  if (!near || !far) throw new Error("the reference data has no communes");
  return { near: near.code, far: far.code };
}

/** Tariff rows: 15,000 đồng in the province, 25,000 in the region, 35,000 in the country, 10,000 more from 5 kg on. */
export async function makeTariff(sql: Sql): Promise<void> {
  const rows = [
    ["province", 15_000],
    ["region", 25_000],
    ["country", 35_000],
  ] as const;
  for (const [zone, price] of rows) {
    for (const [from, more] of [
      [0, 0],
      [5000, 10_000],
    ] as const) {
      await sql`insert into shipping_tariffs (id, zone, from_grams, price_vnd, days_min, days_max, valid_from)
        values (${newId()}, ${zone}, ${from}, ${price + more}, 1, 4, '2026-01-01')`;
    }
  }
}

/** A shop that can send: it has a place where parcels are picked up. */
export async function makeSendingShop(sql: Sql, name?: string): Promise<string> {
  const { shopId } = await makeShop(sql, name);
  const { near } = await places(sql);
  await sql`update shops set pickup_commune_code = ${near}, pickup_line = 'Thôn Thử' where id = ${shopId}`;
  return shopId;
}

/** Something to buy: a listing in a shop that can send, with a lot. */
export async function makeGoods(
  sql: Sql,
  wish: Partial<ListingWish> & { units?: number } = {},
): Promise<MadeListing & { lotId: string }> {
  const shopId = wish.shopId ?? (await makeSendingShop(sql));
  const listing = await makeListing(sql, { name: "Miến dong", ...wish, shopId });
  const lotId = await makeLot(sql, listing, wish.units ?? 100);
  return { ...listing, lotId };
}
