import { sql } from "drizzle-orm";
import type { Connection, Db } from "#db/client.ts";
import { drawingNames } from "#db/seeds/demo/drawings.ts";
import { type GeneratedData, pick, readGeneratedData } from "#db/seeds/demo/generated-data.ts";
import { addGenerated, emptyShelf, type GeneratedShop } from "#db/seeds/demo/generated-rows.ts";
import { GOODS_TABLES } from "#db/seeds/demo/goods.ts";
import { SEED_LOCK } from "#db/seeds/demo/market.ts";
import { insertRows, type Row, readSeedClock, type SeedClock } from "#db/seeds/demo/rows.ts";
import { newId } from "#services/shared/ids.ts";
import { addJob } from "#services/shared/jobs.ts";

const SHOPS = 40;
const BATCH = 1000;
const SHOP_SLUG = "gian-sinh-";
const FORMS = ["cooperative", "household", "company", "cooperative_group"] as const;

/** Tables whose statistics a fresh load makes wrong. */
const FILLED = [
  "producers",
  "shops",
  "pictures",
  "products",
  "listings",
  "listing_texts",
  "listing_pictures",
  ...GOODS_TABLES,
  "certificates",
  "certificate_events",
];

type Shown = { drawing: string; hash: string; width: number; height: number; alt: string };

/** The demo market's ready pictures by the drawing they show. */
async function readDrawings(tx: Connection): Promise<Shown[]> {
  const names = drawingNames();
  const rows = await tx.execute<{ product: string; hash: string; width: number; height: number; alt: string }>(sql`
    select m.name as product, p.content_hash as hash, p.width, p.height, p.alt
    from listing_pictures lp join pictures p on p.id = lp.picture_id join listings l on l.id = lp.listing_id
      join products m on m.id = l.product_id join shops s on s.id = l.shop_id
    where p.state = 'ready' and m.is_demo and s.is_demo and s.slug not like ${`${SHOP_SLUG}%`} and lp.position = 0`);
  const drawings = rows.map(({ product, ...shown }) => ({ ...shown, drawing: names[product] ?? "" }));
  return [...new Map(drawings.map((shown) => [shown.drawing, shown])).values()].filter((shown) => shown.drawing !== "");
}

function usedDrawings(data: GeneratedData): Set<string> {
  return new Set([data.noodles, ...data.groups.flatMap((group) => group.kinds)].map((kind) => kind.drawing));
}

function shopRows(index: number, communeCode: string, clock: SeedClock): { producer: Row; shop: Row } {
  const [producerId, shopId] = [newId(), newId()];
  const line = `Địa chỉ minh họa, thôn ${index + 1}`;
  const serial = String(index + 1).padStart(2, "0");
  const producer = {
    id: producerId,
    legal_form: pick(FORMS, index, 50),
    name: `Cơ sở sinh thử ${index + 1}`,
    tax_number: `00999009${serial}`,
    address_line: line,
    commune_code: communeCode,
    phone: `+849000009${serial}`,
    email: `${SHOP_SLUG}${index + 1}@demo.cho-phien.invalid`,
    is_demo: true,
  };
  const shop = {
    id: shopId,
    producer_id: producerId,
    slug: `${SHOP_SLUG}${index + 1}`,
    name: `Gian sinh thử ${index + 1}`,
    story: "Gian hàng do máy sinh ra để thử chợ với nhiều hàng. Không có người bán thật đứng sau.",
    pickup_line: line,
    pickup_commune_code: communeCode,
    state: "approved",
    submitted_at: clock.instant(-380),
    approved_at: clock.instant(-375),
    is_demo: true,
  };
  return { producer, shop };
}

/** Opens the forty shops, each with pictures of its own over the demo market's files. */
async function makeShops(tx: Connection, data: GeneratedData, clock: SeedClock): Promise<void> {
  const communes = await tx.execute<{ code: string }>(
    sql`select code from communes where slug is not null order by code`,
  );
  const used = usedDrawings(data);
  const drawings = (await readDrawings(tx)).filter(({ drawing }) => used.has(drawing));
  if (communes.length === 0 || drawings.length === 0) throw new Error("the demo market has to be there first");
  const made = Array.from({ length: SHOPS }, (_, index) =>
    shopRows(index, communes[index % communes.length]?.code ?? "", clock),
  );
  const pictures = made.flatMap(({ shop }) =>
    drawings.map(({ hash, width, height, alt }) => ({
      id: newId(),
      shop_id: shop.id ?? null,
      state: "ready",
      content_hash: hash,
      width,
      height,
      alt,
    })),
  );
  const producers = made.map(({ producer }) => producer);
  const shops = made.map(({ shop }) => shop);
  await insertRows(tx, "producers", producers);
  await insertRows(tx, "shops", shops);
  await insertRows(tx, "pictures", pictures);
}

/** The forty shops in the order of their numbers. */
async function readShops(tx: Connection): Promise<GeneratedShop[]> {
  const rows = await tx.execute<{
    id: string;
    producer: string;
    commune: string;
    pictures: { id: string; hash: string }[] | null;
  }>(sql`
    select s.id, s.producer_id as producer, s.pickup_commune_code as commune,
      (select json_agg(json_build_object('id', p.id, 'hash', p.content_hash)) from pictures p
        where p.shop_id = s.id and p.original_file_id is null and p.state = 'ready') as pictures
    from shops s where s.slug like ${`${SHOP_SLUG}%`} and s.is_demo order by length(s.slug), s.slug`);
  const drawingOf = new Map((await readDrawings(tx)).map(({ hash, drawing }) => [hash, drawing]));
  return rows.map((row) => ({
    shopId: row.id,
    producerId: row.producer,
    communeCode: row.commune,
    pictures: new Map((row.pictures ?? []).map(({ id, hash }) => [drawingOf.get(hash) ?? hash, id])),
  }));
}

async function countGenerated(tx: Connection): Promise<number> {
  const rows = await tx.execute<{ count: number }>(sql`
    select count(*)::int as count from listings l join shops s on s.id = l.shop_id
    where s.slug like ${`${SHOP_SLUG}%`} and s.is_demo`);
  return rows[0]?.count ?? 0;
}

/** Writes the next thousand at most, in one transaction; answers how many there are then. */
async function writeBatch(db: Db, data: GeneratedData, wanted: number): Promise<{ there: number; added: number }> {
  return db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${SEED_LOCK})`);
    const from = await countGenerated(tx);
    const until = Math.min(wanted, from + BATCH);
    if (until <= from) return { there: from, added: 0 };
    const clock = await readSeedClock(tx);
    const known = await readShops(tx);
    if (known.length === 0) await makeShops(tx, data, clock);
    const ground = { data, clock, shops: known.length > 0 ? known : await readShops(tx) };
    const shelf = emptyShelf();
    for (let index = from; index < until; index++) addGenerated(shelf, index, ground);
    for (const table of ["products", "listings", "listing_texts", "listing_pictures"] as const)
      await insertRows(tx, table, shelf[table]);
    for (const table of GOODS_TABLES) await insertRows(tx, table, shelf.goods[table]);
    await insertRows(tx, "certificates", shelf.register.certificates);
    await insertRows(tx, "certificate_events", shelf.register.certificate_events);
    return { there: until, added: until - from };
  });
}

/**
 * Brings the generated products up to `wanted`, which is counted without the demo market's own: forty shops, all states of
 * certificates, everything marked as a demonstration. The sequence is always the same, so a run that was cut off goes on
 * where it ended and a repeated one adds nothing. Needs the demo market, whose pictures it shows again.
 */
export async function seedGenerated(db: Db, wanted: number, tell: (line: string) => void): Promise<void> {
  const data = readGeneratedData();
  let total = 0;
  for (;;) {
    const { there, added } = await writeBatch(db, data, wanted);
    total += added;
    if (added === 0) break;
    tell(`  ${there} of ${wanted} generated products`);
  }
  if (total === 0) return;
  await addJob(db, "search.rebuild", {}, { key: "search.rebuild" });
  for (const table of FILLED) await db.execute(sql`analyze ${sql.identifier(table)}`);
}
