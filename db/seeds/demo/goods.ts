import type { DemoListing } from "#db/seeds/demo/data.ts";
import type { Row, SeedClock } from "#db/seeds/demo/rows.ts";
import { newCode, newId } from "#services/shared/ids.ts";

/** Rows that make a listing something one can buy, in the order in which they are written. */
export const GOODS_TABLES = ["variants", "offers", "lots", "stock_entries"] as const;

export type GoodsRows = Record<(typeof GOODS_TABLES)[number], Row[]>;

export const noGoods = (): GoodsRows => ({ variants: [], offers: [], lots: [], stock_entries: [] });

export type LotWish = { number: string; madeDaysAgo: number; bestBeforeInDays: number | null; units: number };

export type VariantWish = {
  name: string;
  netAmount: number;
  netUnit: "g" | "ml" | "piece";
  weightGrams: number;
  priceVnd: number;
  lots: LotWish[];
};

/** Adds the rows of one pack size: its price since the listing opened, its lots and what is on hand of them. */
export function addVariant(
  rows: GoodsRows,
  wish: VariantWish,
  at: { listingId: string; shopId: string; position: number; openSince: string },
  clock: SeedClock,
): void {
  const variantId = newId();
  const { listingId, shopId, position, openSince } = at;
  rows.variants.push({
    id: variantId,
    listing_id: listingId,
    shop_id: shopId,
    name: wish.name,
    net_amount: wish.netAmount,
    net_unit: wish.netUnit,
    weight_grams: wish.weightGrams,
    position,
  });
  rows.offers.push({
    id: newId(),
    variant_id: variantId,
    shop_id: shopId,
    price_vnd: wish.priceVnd,
    valid_from: openSince,
  });
  for (const lot of wish.lots) {
    const lotId = newId();
    rows.lots.push({
      id: lotId,
      variant_id: variantId,
      shop_id: shopId,
      code: newCode(),
      number: lot.number,
      made_on: clock.day(-lot.madeDaysAgo),
      best_before: lot.bestBeforeInDays === null ? null : clock.day(lot.bestBeforeInDays),
    });
    if (lot.units > 0)
      rows.stock_entries.push({ id: newId(), lot_id: lotId, shop_id: shopId, delta: lot.units, reason: "demo" });
  }
}

/** `MD-2611-03`: letters of the product, year and month of making, which of them it is. */
export function lotNumber(letters: string, madeOn: string, serial: number): string {
  return `${letters}-${madeOn.slice(2, 4)}${madeOn.slice(5, 7)}-${String(serial).padStart(2, "0")}`;
}

/** Units on hand where the files name none: different for each, the same at every seeding. */
const plentyOf = (index: number, position: number) => 24 + ((index * 37 + position * 53) % 96);

/** The pack sizes of a product of the demo market; keeping goods have an older lot beside the newest. */
export function variantWishes(listing: DemoListing, index: number, clock: SeedClock): VariantWish[] {
  const { shelf = null, age = 0, lot: letters = "" } = listing;
  let serial = 0;
  const lotMade = (daysAgo: number, units: number): LotWish => {
    serial += 1;
    const number = lotNumber(letters, clock.day(-daysAgo), serial);
    return { number, madeDaysAgo: daysAgo, bestBeforeInDays: shelf === null ? null : shelf - daysAgo, units };
  };
  return (listing.variants ?? []).map(([name, netAmount, netUnit, weightGrams, priceVnd], position) => {
    const units = listing.stock?.[position] ?? plentyOf(index, position);
    const hasOlder = shelf !== null && shelf >= 240 && units >= 20 && position === 0;
    const older = hasOlder ? [lotMade(age + 30, Math.floor(units / 4))] : [];
    const left = units - older.reduce((sum, lot) => sum + lot.units, 0);
    return { name, netAmount, netUnit, weightGrams, priceVnd, lots: [...older, lotMade(age, left)] };
  });
}
