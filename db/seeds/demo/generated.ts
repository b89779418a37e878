import { sql } from "drizzle-orm";
import type { Connection, Db } from "#db/client.ts";
import { addCertificate, type CertificateRows } from "#db/seeds/demo/certificates.ts";
import { addVariant, GOODS_TABLES, type GoodsRows, lotNumber, noGoods } from "#db/seeds/demo/goods.ts";
import { insertRows, type Row, readSeedClock, type SeedClock } from "#db/seeds/demo/rows.ts";
import { newId } from "#services/shared/ids.ts";
import { addJob } from "#services/shared/jobs.ts";

const SHOPS = 40;
const BATCH = 500;

/** Shares in percent: 45 of a hundred goods are food, 4 have "miến dong" in their name. */
const GROUP_SHARES = [45, 15, 14, 12, 9, 5] as const;
const NOODLE_SHARE = 4;

const STEMS: readonly (readonly string[])[] = [
  [
    "Mật ong",
    "Măng khô",
    "Gạo nếp",
    "Trà shan tuyết",
    "Lạp sườn",
    "Mộc nhĩ",
    "Bún khô",
    "Chuối sấy",
    "Cốm",
    "Bột củ mài",
  ],
  ["Rượu ngô", "Nước mơ", "Giấm chuối", "Nước táo mèo", "Trà hoa"],
  ["Tinh bột nghệ", "Cao lá", "Tinh dầu quế", "Trà giảo cổ lam", "Viên nghệ"],
  ["Khăn dệt", "Giỏ mây", "Chổi chít", "Ấm gốm", "Túi thổ cẩm"],
  ["Lan rừng", "Đào bonsai", "Mai vàng", "Trà cảnh"],
  ["Vé tham quan", "Trải nghiệm hái chè", "Tua bản làng"],
];
const PLACES = ["đầu nguồn", "bản cao", "suối trong", "nương xa", "đồi sớm", "thung mây", "khe lạnh", "rừng già"];
const SENTENCES = [
  "Hàng làm theo mẻ nhỏ, mẻ nào bán hết mới làm mẻ sau.",
  "Nguyên liệu mua của các hộ trong xã, có sổ ghi ngày thu và số cân.",
  "Mỗi gói ghi số lô, ngày làm và hạn dùng để bạn tra lại được.",
  "Xưởng phơi ở sân có mái che, trời mưa thì chuyển vào nhà sấy.",
  "Người làm kiểm từng gói trước khi dán tem, gói hở được bỏ ra.",
  "Bạn mở ra dùng dần, buộc kín miệng và để nơi khô ráo.",
  "Vụ chính vào cuối năm, trái vụ lượng hàng ít hơn.",
  "Đây là mô tả do máy sinh ra cho chợ trình diễn, không phải hàng thật.",
];

type Shop = { shopId: string; producerId: string };
type Shelf = {
  products: Row[];
  listings: Row[];
  texts: Row[];
  pictures: Row[];
  goods: GoodsRows;
  register: CertificateRows;
};
type Stock = {
  shops: readonly Shop[];
  pictures: readonly string[];
  communes: readonly string[];
  clock: SeedClock;
  run: string;
};

/** The same number for the same place in the sequence: generated markets are alike from run to run. */
const pick = <T>(from: readonly T[], seed: number): T => from[((seed * 2_654_435_761) >>> 7) % from.length] as T;

function groupOf(index: number): number {
  let left = (index * 37) % 100;
  for (const [at, share] of GROUP_SHARES.entries()) {
    if (left < share) return at + 1;
    left -= share;
  }
  return 1;
}

function nameOf(index: number, group: number): string {
  const isNoodle = group === 1 && (index * 37) % 100 < NOODLE_SHARE;
  const stem = isNoodle ? "Miến dong" : pick(STEMS[group - 1] ?? STEMS[0] ?? [], index + 3);
  return `${stem} ${pick(PLACES, index)} ${index + 1}`;
}

function description(index: number): string {
  return Array.from({ length: 8 }, (_, at) => pick(SENTENCES, index * 11 + at * 7)).join(" ");
}

function addGoods(
  shelf: Shelf,
  index: number,
  at: { listingId: string; shopId: string; openSince: string },
  clock: SeedClock,
): void {
  const packs = 1 + (index % 4);
  for (let position = 0; position < packs; position++) {
    const grams = [250, 500, 1000, 5000][position] ?? 250;
    const lots = Array.from({ length: 1 + ((index + position) % 3) }, (_, n) => ({
      number: lotNumber(`G${index}P${position}`, clock.day(-(10 + n * 20)), n + 1),
      madeDaysAgo: 10 + n * 20,
      bestBeforeInDays: 60 + ((index * 13 + n * 90) % 500),
      units: (index + position + n) % 29 === 0 ? 0 : 20 + ((index * 7 + n) % 180),
    }));
    const priceVnd = 1000 * (20 + ((index * 17) % 180)) * (position + 1);
    const wish = {
      name: `Gói ${grams} g`,
      netAmount: grams,
      netUnit: "g" as const,
      weightGrams: grams + 60,
      priceVnd,
      lots,
    };
    addVariant(shelf.goods, wish, { ...at, position }, clock);
  }
}

/** Seven of ten have a certificate: in force, ending soon, lapsed, not begun or revoked. */
function addRank(shelf: Shelf, index: number, productId: string, stock: Stock): void {
  if (index % 10 >= 7) return;
  const kind = index % 23;
  const toDay = kind === 0 ? -30 : kind === 1 ? 20 : 90 + ((index * 31) % 900);
  const wish = {
    productId,
    number: `DEMO-${stock.run}-${index}`,
    stars: 3 + ((index * 7) % 3),
    fromDay: toDay - 1096,
    toDay,
  };
  const revoked = { daysAgo: 5, decision: "DEMO", reason: "Bị thu hồi trong dữ liệu sinh thử.", reasonCode: "other" };
  addCertificate(shelf.register, kind === 2 ? { ...wish, revoked } : wish, stock.clock);
}

function addListing(shelf: Shelf, index: number, stock: Stock): void {
  const { shopId, producerId } = pick(stock.shops, index);
  const [productId, listingId] = [newId(), newId()];
  const group = groupOf(index);
  const name = nameOf(index, group);
  const openSince = stock.clock.instant(-((index * 7919) % 36_500) / 100);
  shelf.products.push({
    id: productId,
    producer_id: producerId,
    group_number: group,
    kind: "goods",
    name,
    origin_commune_code: pick(stock.communes, index + 1),
    is_demo: true,
  });
  shelf.listings.push({
    id: listingId,
    shop_id: shopId,
    product_id: productId,
    group_number: group,
    slug: `hang-sinh-${stock.run}-${index}`,
    state: "approved",
    submitted_at: openSince,
    published_at: openSince,
  });
  shelf.texts.push({
    listing_id: listingId,
    language: "vi",
    name,
    summary: pick(SENTENCES, index + 5),
    description: description(index),
    ingredients: "Ghi trên nhãn.",
    storage: "Để nơi khô ráo, thoáng mát.",
    usage: "Dùng như thường lệ.",
  });
  shelf.pictures.push({ listing_id: listingId, position: 0, picture_id: pick(stock.pictures, index + 2) });
  addGoods(shelf, index, { listingId, shopId, openSince }, stock.clock);
  addRank(shelf, index, productId, stock);
}

const emptyShelf = (): Shelf => ({
  products: [],
  listings: [],
  texts: [],
  pictures: [],
  goods: noGoods(),
  register: { certificates: [], certificate_events: [] },
});

async function write(tx: Connection, shelf: Shelf): Promise<void> {
  await insertRows(tx, "products", shelf.products);
  await insertRows(tx, "listings", shelf.listings);
  await insertRows(tx, "listing_texts", shelf.texts);
  await insertRows(tx, "listing_pictures", shelf.pictures);
  for (const table of GOODS_TABLES) await insertRows(tx, table, shelf.goods[table]);
  await insertRows(tx, "certificates", shelf.register.certificates);
  await insertRows(tx, "certificate_events", shelf.register.certificate_events);
}

async function makeShops(tx: Connection, run: string, communes: readonly string[], clock: SeedClock): Promise<Shop[]> {
  const shops = Array.from({ length: SHOPS }, () => ({ shopId: newId(), producerId: newId() }));
  const at = (index: number) => pick(communes, index);
  const forms = ["cooperative", "household", "company", "cooperative_group"] as const;
  await insertRows(
    tx,
    "producers",
    shops.map((shop, index) => ({
      id: shop.producerId,
      legal_form: pick(forms, index),
      name: `Cơ sở sinh thử ${run}-${index + 1}`,
      tax_number: `00999${String(index).padStart(5, "0")}`,
      address_line: "Địa chỉ minh họa",
      commune_code: at(index),
      phone: "0900 000 000",
      is_demo: true,
    })),
  );
  await insertRows(
    tx,
    "shops",
    shops.map((shop, index) => ({
      id: shop.shopId,
      producer_id: shop.producerId,
      slug: `gian-sinh-${run}-${index + 1}`,
      name: `Gian sinh thử ${index + 1}`,
      story: "Cửa hàng do máy sinh ra để đo tốc độ, không có người thật.",
      pickup_line: "Địa chỉ minh họa",
      pickup_commune_code: at(index),
      state: "approved",
      submitted_at: clock.instant(-370),
      approved_at: clock.instant(-366),
      is_demo: true,
    })),
  );
  return shops;
}

/**
 * Adds generated goods for measuring: forty shops, all states of certificates, everything marked as a demonstration.
 * Needs the demo market, whose pictures it shows again.
 */
export async function seedGenerated(db: Db, count: number, tell: (line: string) => void): Promise<void> {
  const run = newId().slice(-6);
  const clock = await readSeedClock(db);
  const pictures = await db.execute<{ id: string }>(
    sql`select distinct on (content_hash) id from pictures where state = 'ready' order by content_hash, id`,
  );
  const communes = await db.execute<{ code: string }>(
    sql`select code from communes where slug is not null order by code`,
  );
  if (pictures.length === 0 || communes.length === 0) throw new Error("seed the demo market first");
  const places = communes.map((row) => row.code);
  const shops = await makeShops(db, run, places, clock);
  const stock: Stock = { shops, pictures: pictures.map((row) => row.id), communes: places, clock, run };
  for (let from = 0; from < count; from += BATCH) {
    const shelf = emptyShelf();
    for (let index = from; index < Math.min(count, from + BATCH); index++) addListing(shelf, index, stock);
    await db.transaction((tx) => write(tx, shelf));
    if ((from / BATCH) % 10 === 0) tell(`${Math.min(count, from + BATCH)} of ${count} products`);
  }
  await addJob(db, "search.rebuild", {}, { key: "search.rebuild" });
  for (const table of [
    "products",
    "listings",
    "listing_texts",
    "variants",
    "offers",
    "lots",
    "certificates",
    "certificate_events",
    "listing_pictures",
  ])
    await db.execute(sql`analyze ${sql.raw(table)}`);
}
