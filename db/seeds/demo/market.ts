import { join } from "node:path";
import { sql } from "drizzle-orm";
import type { Connection } from "#db/client.ts";
import { seedAccounts } from "#db/seeds/demo/accounts.ts";
import { addCertificate, type CertificateRows, certificateWish } from "#db/seeds/demo/certificates.ts";
import { type DemoData, type DemoListing, type PublicProduct, readDemoData } from "#db/seeds/demo/data.ts";
import { type Drawing, drawingNames, paintDrawings } from "#db/seeds/demo/drawings.ts";
import { addVariant, GOODS_TABLES, type GoodsRows, noGoods, variantWishes } from "#db/seeds/demo/goods.ts";
import { seedHosts } from "#db/seeds/demo/hosts.ts";
import { insertRows, type Row, readSeedClock, type SeedClock } from "#db/seeds/demo/rows.ts";
import { type DemoShop, type FormerCommune, readFormerCommunes, seedShops } from "#db/seeds/demo/shops.ts";
import { newId } from "#services/shared/ids.ts";
import { addJob } from "#services/shared/jobs.ts";
import type { Market } from "#services/shared/market.ts";
import { slugOf } from "#services/shared/slug.ts";

/** Held by whoever seeds, so that two starts at once make one demo market. */
export const SEED_LOCK = 7_304_012;

type Shelf = {
  products: Row[];
  listings: Row[];
  listing_texts: Row[];
  pictures: Row[];
  listing_pictures: Row[];
  shopPictures: Map<string, string>;
  goods: GoodsRows;
  register: CertificateRows;
};

type Placing = {
  data: DemoData;
  shops: Map<string | null, DemoShop>;
  former: Map<string, FormerCommune>;
  drawings: Map<string, Drawing>;
  drawingOf: Record<string, string>;
  clock: SeedClock;
};

const emptyShelf = (): Shelf => ({
  products: [],
  listings: [],
  listing_texts: [],
  pictures: [],
  listing_pictures: [],
  shopPictures: new Map(),
  goods: noGoods(),
  register: { certificates: [], certificate_events: [] },
});

function productRow(product: PublicProduct, listing: DemoListing, producerId: string, placing: Placing): Row {
  const key = product.former_commune === null ? null : `${product.former_commune}, ${product.former_district}`;
  const place = key === null ? undefined : placing.former.get(key);
  if (key !== null && !place) throw new Error(`no former commune ${key}`);
  return {
    id: newId(),
    producer_id: producerId,
    group_number: product.group,
    set_number: listing.set,
    kind: listing.variants ? "goods" : "service",
    name: product.name,
    is_alcohol: listing.alcohol ?? false,
    is_health_protection: listing.health ?? false,
    origin_commune_code: place?.mergedInto ?? null,
    former_commune_id: place?.id ?? null,
    recognised_year: product.recognised,
    is_demo: true,
  };
}

function placePicture(shelf: Shelf, listingId: string, shopId: string, drawing: Drawing | undefined, name: string) {
  if (!drawing) throw new Error(`no drawing of ${name}`);
  const id = newId();
  const { contentHash, width, height, alt } = drawing;
  shelf.pictures.push({ id, shop_id: shopId, state: "ready", content_hash: contentHash, width, height, alt });
  shelf.listing_pictures.push({ listing_id: listingId, position: 0, picture_id: id });
  if (!shelf.shopPictures.has(shopId)) shelf.shopPictures.set(shopId, id);
}

/** Puts one product with all that belongs to it on the shelf. */
function placeProduct(shelf: Shelf, product: PublicProduct, index: number, placing: Placing): void {
  const { data, shops, drawings, drawingOf, clock } = placing;
  const listing = data.listings.get(product.name);
  const shop = shops.get(product.producer);
  if (!listing || !shop) throw new Error(`the demo market does not know ${product.name}`);
  const row = productRow(product, listing, shop.producerId, placing);
  const productId = String(row.id);
  const listingId = newId();
  const openSince = clock.instant(-(2 + index * 5.5));
  shelf.products.push(row);
  shelf.listings.push({
    id: listingId,
    shop_id: shop.shopId,
    product_id: productId,
    group_number: product.group,
    slug: slugOf(product.name),
    state: "approved",
    submitted_at: clock.instant(-(3 + index * 5.5)),
    published_at: openSince,
  });
  shelf.listing_texts.push({ listing_id: listingId, language: "vi", name: product.name, ...listing.vi });
  if (listing.en) shelf.listing_texts.push({ listing_id: listingId, language: "en", ...listing.en });
  placePicture(shelf, listingId, shop.shopId, drawings.get(drawingOf[product.name] ?? ""), product.name);
  for (const [position, wish] of variantWishes(listing, index, clock).entries())
    addVariant(shelf.goods, wish, { listingId, shopId: shop.shopId, position, openSince }, clock);
  const certificate = certificateWish(
    { id: productId, name: product.name, stars: product.stars },
    index,
    data.certificates,
  );
  if (certificate) addCertificate(shelf.register, certificate, clock);
}

function tariffRows({ validFrom, zones }: DemoData["tariffs"]): Row[] {
  return Object.entries(zones).flatMap(([zone, { days, rows }]) =>
    rows.map(([from_grams, price_vnd]) => ({
      id: newId(),
      zone,
      from_grams,
      price_vnd,
      days_min: days[0],
      days_max: days[1],
      valid_from: `${validFrom}T00:00:00+07:00`,
      is_demo: true,
    })),
  );
}

async function writeShelf(tx: Connection, shelf: Shelf): Promise<void> {
  for (const table of ["products", "listings", "listing_texts", "pictures", "listing_pictures"] as const)
    await insertRows(tx, table, shelf[table]);
  for (const table of GOODS_TABLES) await insertRows(tx, table, shelf.goods[table]);
  await insertRows(tx, "certificates", shelf.register.certificates);
  await insertRows(tx, "certificate_events", shelf.register.certificate_events);
  const faces = [...shelf.shopPictures].map(([shop, picture]) => ({ shop, picture }));
  await tx.execute(sql`update shops s set picture_id = f.picture
    from json_to_recordset(${JSON.stringify(faces)}::json) as f(shop uuid, picture uuid) where s.id = f.shop`);
}

async function seedGoods(market: Market, tx: Connection): Promise<void> {
  const data = readDemoData();
  const clock = await readSeedClock(tx);
  const former = await readFormerCommunes(tx);
  const drawings = await paintDrawings(market.files);
  const shops = await seedShops(tx, data.producers, former, clock);
  const placing = { data, shops, former, drawings, drawingOf: drawingNames(), clock };
  const shelf = emptyShelf();
  for (const [index, product] of data.products.entries()) placeProduct(shelf, product, index, placing);
  await writeShelf(tx, shelf);
  await insertRows(tx, "shipping_tariffs", tariffRows(data.tariffs));
  await addJob(tx, "search.rebuild", {}, { key: "search.rebuild" });
}

/** Where the demo accounts' passwords are kept, for the start to print. */
export const accountsFile = (market: Market) => join(market.settings.MARKET_DATA, "demo-accounts.json");

/**
 * Opens the demo market: 51 products of the public record with made-up prices, lots, stock and certificates, and seven
 * accounts. One transaction; where the market is there already only accounts that are missing are made.
 */
export async function seedDemo(market: Market): Promise<{ isNew: boolean }> {
  return market.db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${SEED_LOCK})`);
    const there = await tx.execute(sql`select 1 from shops where is_demo limit 1`);
    const isNew = there.length === 0;
    if (isNew) await seedGoods(market, tx);
    await seedAccounts(tx, accountsFile(market));
    await seedHosts(tx);
    return { isNew };
  });
}
