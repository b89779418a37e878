import type { CartLineRow } from "#db/queries/cart.ts";
import { problemOf } from "#services/cart/rules.ts";
import { sumVnd, type Vnd } from "#services/shared/money.ts";
import type { ParcelQuote } from "#services/shipping/quote-shipping.ts";

export type QuoteShop = {
  shopId: string;
  name: string;
  rows: CartLineRow[];
  goodsVnd: Vnd;
  weightGrams: number;
  parcel: ParcelQuote | null;
};

export type Quote = {
  shops: QuoteShop[];
  goodsVnd: Vnd;
  shippingVnd: Vnd;
  totalVnd: Vnd;
  hasAlcohol: boolean;
  isComplete: boolean;
};

export type ShopGoods = Omit<QuoteShop, "parcel">;

/** Lines that can be bought now, by shop, in the order of the rows. */
export function goodsByShop(rows: readonly CartLineRow[]): ShopGoods[] {
  const shops = new Map<string, CartLineRow[]>();
  for (const row of rows) {
    if (row.set_aside) continue;
    shops.set(row.shop_id, [...(shops.get(row.shop_id) ?? []), row]);
  }
  return [...shops].map(([shopId, own]) => ({
    shopId,
    name: own[0]?.shop_name ?? "",
    rows: own,
    goodsVnd: sumVnd(own.map((row) => (row.price_vnd ?? 0) * row.quantity)),
    weightGrams: own.reduce((sum, row) => sum + row.weight_grams * row.quantity, 0),
  }));
}

/** A quote over all shops; complete when every line can be bought and every parcel has a price. */
export function makeQuote(goods: readonly ShopGoods[], parcels: readonly ParcelQuote[]): Quote {
  const shops = goods.map((shop) => ({ ...shop, parcel: parcels.find((p) => p.shopId === shop.shopId) ?? null }));
  const goodsVnd = sumVnd(shops.map((s) => s.goodsVnd));
  const shippingVnd = sumVnd(shops.map((s) => (s.parcel?.ok ? s.parcel.priceVnd : 0)));
  const rows = shops.flatMap((s) => s.rows);
  return {
    shops,
    goodsVnd,
    shippingVnd,
    totalVnd: sumVnd([goodsVnd, shippingVnd]),
    hasAlcohol: rows.some((row) => row.is_alcohol),
    isComplete:
      rows.length > 0 && rows.every((row) => problemOf(row) === null) && shops.every((s) => s.parcel?.ok === true),
  };
}

/** Everything of a quote that the buyer was shown and agrees to; two quotes with the same text are the same offer. */
export function quoteText(quote: Quote): string {
  const shops = [...quote.shops].sort((a, b) => a.shopId.localeCompare(b.shopId));
  return JSON.stringify(
    shops.map((shop) => [
      shop.shopId,
      shop.name,
      shop.parcel?.ok ? [shop.parcel.zone, shop.parcel.priceVnd] : null,
      [...shop.rows]
        .sort((a, b) => a.variant_id.localeCompare(b.variant_id))
        .map((row) => [
          row.variant_id,
          row.quantity,
          row.price_vnd,
          row.stars,
          row.listing_name,
          row.variant_name,
          row.deal?.id ?? null,
        ]),
    ]),
  );
}
