import type { CartLineRow } from "#db/queries/cart.ts";
import { readAddresses } from "#db/queries/checkout.ts";
import { leftShowOfLine, problemOf } from "#services/cart/rules.ts";
import type { LeftShow } from "#services/catalogue/show-rules.ts";
import { isId, newId } from "#services/shared/ids.ts";
import type { Market } from "#services/shared/market.ts";
import type { Viewer } from "#services/shared/viewer.ts";
import { findDestination, listCommunes, listProvinces } from "#services/shipping/quote-shipping.ts";
import { quoteCart, quoteHash } from "./quote-cart.ts";
import type { Quote, QuoteShop } from "./quote-rules.ts";

export type CheckoutShop = {
  shopId: string;
  name: string;
  goodsVnd: number;
  weightGrams: number;
  count: number;
  shippingVnd: number | null;
  daysMin: number;
  daysMax: number;
  shippingProblem: "no_pickup" | "not_shipped_there" | "no_tariff" | null;
  isDemoTariff: boolean;
  lines: {
    lineId: string;
    name: string;
    pack: string;
    quantity: number;
    totalVnd: number;
    hasProblem: boolean;
    isAlcohol: boolean;
  }[];
};

export type CheckoutPage = {
  requestId: string;
  quoteHash: string;
  shops: CheckoutShop[];
  goodsVnd: number;
  shippingVnd: number;
  totalVnd: number;
  /** Everything can be bought and sent: the order may be placed. */
  isComplete: boolean;
  hasProblem: boolean;
  /** Lines whose goods left the show that they come from: none is ordered until its buyer decides. */
  left: { lineId: string; name: string; reason: LeftShow }[];
  hasAlcohol: boolean;
  hasHealthProtection: boolean;
  provinces: { code: string; name: string }[];
  communes: { code: string; name: string }[];
  provinceCode: string;
  communeCode: string;
  /** What a signed-in buyer used last, to begin with. */
  known: { name: string; phone: string; email: string; addressLine: string } | null;
  canVnpay: boolean;
  holdMinutes: number;
  /** When the first unit that is held at a live price lapses, by the market's clock (ISO 8601). */
  heldUntil: string | null;
  /** A line asks for a live price and its units aren't all held: going into checkout holds them. */
  canHold: boolean;
};

function toShop(shop: QuoteShop): CheckoutShop {
  const parcel = shop.parcel;
  return {
    shopId: shop.shopId,
    name: shop.name,
    goodsVnd: shop.goodsVnd,
    weightGrams: shop.weightGrams,
    count: shop.rows.reduce((sum, row) => sum + row.quantity, 0),
    shippingVnd: parcel?.ok ? parcel.priceVnd : null,
    daysMin: parcel?.ok ? parcel.daysMin : 0,
    daysMax: parcel?.ok ? parcel.daysMax : 0,
    shippingProblem: parcel !== null && !parcel.ok ? parcel.code : null,
    isDemoTariff: parcel?.ok === true && parcel.isDemo,
    lines: shop.rows.map((row) => ({
      lineId: row.line_id,
      name: row.listing_name,
      pack: row.variant_name,
      quantity: row.quantity,
      totalVnd: (row.price_vnd ?? 0) * row.quantity,
      hasProblem: problemOf(row) !== null,
      isAlcohol: row.is_alcohol,
    })),
  };
}

function heldOf(rows: readonly CartLineRow[]): Pick<CheckoutPage, "heldUntil" | "canHold"> {
  const atDeal = rows.filter((row) => row.deal !== null && problemOf(row) === null);
  const times = atDeal.flatMap(({ deal }) => (deal?.held_until ? [Date.parse(deal.held_until)] : []));
  return {
    heldUntil: times.length === 0 ? null : new Date(Math.min(...times)).toISOString(),
    canHold: atDeal.some((row) => (row.deal?.held ?? 0) < row.quantity),
  };
}

const placeName = (place: { name: string; kind: string }) => [place.kind, place.name].filter(Boolean).join(" ");

/**
 * The checkout page for a place: what each parcel costs to it, what is to be paid, and the hash under which this quote is
 * confirmed. `wish` is what was typed so far; without it a signed-in buyer's last address is taken. The price of a parcel
 * hangs on the province alone, so any commune of it will do for a quote until one is chosen. `known` is the quote for that
 * place where one was read a moment ago.
 */
export async function viewCheckout(
  market: Market,
  viewer: Viewer,
  wish: { provinceCode?: string; communeCode?: string; requestId?: string } = {},
  known?: Quote,
): Promise<CheckoutPage> {
  const [saved] =
    viewer.accountId === null || wish.provinceCode !== undefined
      ? []
      : await readAddresses(market.db, viewer.accountId);
  const provinceCode = wish.provinceCode ?? saved?.province_code ?? "";
  const provinces = await listProvinces(market);
  const communes = await listCommunes(market, provinceCode);
  const wished = wish.communeCode ?? saved?.commune_code ?? "";
  const communeCode = communes.some((c) => c.code === wished) ? wished : "";
  const to = communes[0] ? await findDestination(market, communeCode || communes[0].code) : null;
  const quote = (communeCode !== "" && known) || (await quoteCart(market, market.db, viewer, to));
  const rows = quote.shops.flatMap((shop) => shop.rows);
  return {
    requestId: isId(wish.requestId) ? wish.requestId : newId(),
    quoteHash: quoteHash(quote),
    shops: quote.shops.map(toShop),
    goodsVnd: quote.goodsVnd,
    shippingVnd: quote.shippingVnd,
    totalVnd: quote.totalVnd,
    isComplete: quote.isComplete,
    hasProblem: rows.some((row) => problemOf(row) !== null),
    left: rows.flatMap((row) => {
      const reason = leftShowOfLine(row);
      return reason ? [{ lineId: row.line_id, name: row.listing_name, reason }] : [];
    }),
    hasAlcohol: quote.hasAlcohol,
    hasHealthProtection: rows.some((row) => row.is_health_protection),
    provinces: provinces.map((p) => ({ code: p.code, name: p.name })),
    communes: communes.map((c) => ({ code: c.code, name: placeName(c) })),
    provinceCode: communes.length > 0 ? provinceCode : "",
    communeCode,
    known: saved
      ? { name: saved.name, phone: saved.phone, email: viewer.email ?? "", addressLine: saved.line }
      : viewer.accountId === null
        ? null
        : { name: viewer.name ?? "", phone: viewer.phone ?? "", email: viewer.email ?? "", addressLine: "" },
    canVnpay: market.payment !== null && quote.totalVnd <= market.payment.maxAmountVnd,
    holdMinutes: market.settings.HOLD_MINUTES,
    ...heldOf(rows),
  };
}
