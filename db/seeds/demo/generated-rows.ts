import { addCertificate, type CertificateRows } from "#db/seeds/demo/certificates.ts";
import { descriptionAt, type GeneratedData, type GeneratedKind, goodsAt, mix } from "#db/seeds/demo/generated-data.ts";
import { addVariant, type GoodsRows, type LotWish, lotNumber, noGoods } from "#db/seeds/demo/goods.ts";
import type { Row, SeedClock } from "#db/seeds/demo/rows.ts";
import { newId } from "#services/shared/ids.ts";
import { slugOf } from "#services/shared/slug.ts";

export type GeneratedShop = {
  shopId: string;
  producerId: string;
  communeCode: string;
  /** Picture ids of the shop by the drawing they show. */
  pictures: ReadonlyMap<string, string>;
};

/** What generated products stand on: their data, shops and the moment they are counted from. */
export type GeneratedGround = { data: GeneratedData; shops: readonly GeneratedShop[]; clock: SeedClock };

export type GeneratedShelf = {
  products: Row[];
  listings: Row[];
  listing_texts: Row[];
  listing_pictures: Row[];
  goods: GoodsRows;
  register: CertificateRows;
};

export const emptyShelf = (): GeneratedShelf => ({
  products: [],
  listings: [],
  listing_texts: [],
  listing_pictures: [],
  goods: noGoods(),
  register: { certificates: [], certificate_events: [] },
});

/** Each forty in a row are spread over all shops, and a shop gets another place in each forty. */
function shopAt(shops: readonly GeneratedShop[], index: number): GeneratedShop {
  const shop = shops[(index + Math.floor(index / shops.length) * 7) % shops.length];
  if (!shop) throw new Error("there are no shops for generated products");
  return shop;
}

/** One to three lots of a pack, newest first; one pack in thirty is sold out. */
function lotsAt(kind: GeneratedKind, index: number, position: number, clock: SeedClock): LotWish[] {
  const seed = index * 4 + position;
  const isSoldOut = mix(seed, 30) % 30 === 0;
  return Array.from({ length: 1 + (mix(seed, 31) % 3) }, (_, n) => {
    const madeDaysAgo = 3 + (mix(seed, 32) % 30) + n * 25;
    return {
      number: lotNumber(`S${index + 1}${"ABCD"[position] ?? ""}`, clock.day(-madeDaysAgo), n + 1),
      madeDaysAgo,
      bestBeforeInDays: kind.shelf === null ? null : kind.shelf - madeDaysAgo,
      units: isSoldOut ? 0 : 20 + (mix(seed + n, 33) % 281),
    };
  });
}

/** One to four packs; a larger one costs a little less by weight. */
function addPacks(shelf: GeneratedShelf, index: number, at: { listingId: string; shopId: string }, ground: GoodsAt) {
  const { kind, data, clock, openSince } = ground;
  const packs = (data.packs[kind.packs] ?? []).slice(0, 1 + (mix(index, 20) % 4));
  const smallest = packs[0]?.[1] ?? 1;
  const level = 0.8 + (mix(index, 21) % 51) / 100;
  for (const [position, [name, netAmount, netUnit, weightGrams]] of packs.entries()) {
    const exact = kind.price * level * (netAmount / smallest) * (1 - 0.03 * position);
    const priceVnd = Math.max(1000, Math.round(exact / 1000) * 1000);
    const lots = lotsAt(kind, index, position, clock);
    const wish = { name, netAmount, netUnit, weightGrams, priceVnd, lots };
    addVariant(shelf.goods, wish, { ...at, position, openSince }, clock);
  }
}

type GoodsAt = { kind: GeneratedKind; data: GeneratedData; clock: SeedClock; openSince: string };

const DAYS_OF_RANK = 1096;

/** Seven of ten have or had a certificate: of a hundred of those 85 in force, 4 ending soon, 8 lapsed and 3 revoked. */
function addRank(shelf: GeneratedShelf, index: number, productId: string, clock: SeedClock): void {
  if (mix(index, 40) % 10 >= 7) return;
  const state = mix(index, 41) % 100;
  const toDay =
    state < 4
      ? 1 + (mix(index, 42) % 30)
      : state < 12
        ? -(mix(index, 42) % 300)
        : 40 + (mix(index, 42) % (DAYS_OF_RANK - 80));
  const wish = {
    productId,
    number: `DEMO-S-${String(index + 1).padStart(6, "0")}`,
    stars: 3 + (mix(index, 43) % 3),
    fromDay: toDay - DAYS_OF_RANK,
    toDay,
  };
  const reason = "Minh họa: thu hồi trong dữ liệu sinh thử.";
  const revoked = { daysAgo: 1 + (mix(index, 44) % 20), decision: "DEMO", reason, reasonCode: "other" };
  addCertificate(shelf.register, state >= 97 ? { ...wish, revoked } : wish, clock);
}

/** Adds the product at this place of the sequence, on sale, with all that belongs to it. */
export function addGenerated(shelf: GeneratedShelf, index: number, ground: GeneratedGround): void {
  const { data, clock } = ground;
  const { groupNumber, kind, words, name } = goodsAt(data, index);
  const { shopId, producerId, communeCode, pictures } = shopAt(ground.shops, index);
  const [productId, listingId] = [newId(), newId()];
  const openSince = clock.instant(-(1 + (mix(index, 3) % 36_400) / 100));
  const summary = `${kind.name} ${data.summaries[mix(index, 4) % data.summaries.length] ?? ""}`.trim();
  const { ingredients, storage, usage } = words;
  const description = descriptionAt(data, words, index);
  shelf.products.push({
    id: productId,
    producer_id: producerId,
    group_number: groupNumber,
    set_number: kind.set,
    kind: "goods",
    name,
    origin_commune_code: communeCode,
    is_demo: true,
  });
  shelf.listings.push({
    id: listingId,
    shop_id: shopId,
    product_id: productId,
    group_number: groupNumber,
    slug: slugOf(name),
    state: "approved",
    submitted_at: openSince,
    published_at: openSince,
  });
  shelf.listing_texts.push({
    listing_id: listingId,
    language: "vi",
    name,
    summary,
    description,
    ingredients,
    storage,
    usage,
  });
  const picture = pictures.get(kind.drawing);
  if (picture) shelf.listing_pictures.push({ listing_id: listingId, position: 0, picture_id: picture });
  addPacks(shelf, index, { listingId, shopId }, { kind, data, clock, openSince });
  addRank(shelf, index, productId, clock);
}
