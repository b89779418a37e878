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
