import type { CartLineRow } from "#db/queries/cart.ts";
import { hashToken } from "#services/accounts/session-cookie.ts";
import { isSoldOutside, type LeftShow } from "#services/catalogue/show-rules.ts";
import type { Market } from "#services/shared/market.ts";
import type { Viewer } from "#services/shared/viewer.ts";
import { readLines } from "./read-lines.ts";
import { changesOf, keyOf, type LineChange, type LineProblem, leftShowOfLine, problemOf } from "./rules.ts";

export type CartLine = {
  lineId: string;
  variantId: string;
  slug: string;
  name: string;
  pack: string;
  quantity: number;
  /** đồng; null when it has no price now. */
  priceVnd: number | null;
  /** The ordinary price, also where the line asks for a live one. */
  regularVnd: number | null;
  seenPriceVnd: number;
  stars: number | null;
  seenStars: number | null;
  /** How the stars that were seen last ended, where none are left and the register says so; the day is their last. */
  starsEnded: CartLineRow["stars_ended"];
  free: number;
  group: number;
  picture: string | null;
  isAlcohol: boolean;
  isHealthProtection: boolean;
  problem: LineProblem | null;
  /** Why its goods left the show that the line comes from; `isSoldOutside` says whether their own page still sells them. */
  left: { reason: LeftShow; isSoldOutside: boolean } | null;
  changes: LineChange[];
  /** The line asks for a live price: until when its units are held, how many are left and how many one may have. */
  deal: { dealId: string; heldUntil: string | null; left: number; most: number; mine: number } | null;
};

export type CartShop = { shopId: string; name: string; slug: string; goodsVnd: number; lines: CartLine[] };
export type CartView = { shops: CartShop[]; aside: CartLine[]; count: number; goodsVnd: number; hasProblem: boolean };

function leftOf(row: CartLineRow): CartLine["left"] {
  const reason = leftShowOfLine(row);
  return reason && { reason, isSoldOutside: isSoldOutside(reason) };
}

function dealOf({ deal }: CartLineRow): CartLine["deal"] {
  if (deal === null) return null;
  const { id: dealId, held_until: heldUntil, left, per_buyer: most, bought: mine } = deal;
  return { dealId, heldUntil, left, most, mine };
}

export function toLine(row: CartLineRow): CartLine {
  return {
    lineId: row.line_id,
    variantId: row.variant_id,
    slug: row.slug,
    name: row.listing_name,
    pack: row.variant_name,
    quantity: row.quantity,
    priceVnd: row.price_vnd,
    regularVnd: row.regular_price_vnd,
    seenPriceVnd: row.seen_price_vnd,
    stars: row.stars,
    seenStars: row.seen_stars,
    starsEnded: row.stars_ended,
    free: row.free,
    group: row.group_number,
    picture: row.picture_hash,
    isAlcohol: row.is_alcohol,
    isHealthProtection: row.is_health_protection,
    problem: problemOf(row),
    left: leftOf(row),
    changes: changesOf(row),
    deal: dealOf(row),
  };
}

/** A cart by shop, each line with what the market says of it now and what changed since it was last shown. */
export async function viewCart(market: Market, viewer: Viewer): Promise<CartView> {
  const rows = await readLines(market.db, keyOf(viewer, hashToken));
  const shops = new Map<string, CartShop>();
  const aside: CartLine[] = [];
  for (const row of rows) {
    const line = toLine(row);
    if (row.set_aside) {
      aside.push(line);
      continue;
    }
    const shop = shops.get(row.shop_id) ?? {
      shopId: row.shop_id,
      name: row.shop_name,
      slug: row.shop_slug,
      goodsVnd: 0,
      lines: [],
    };
    shop.lines.push(line);
    if (line.problem === null || line.problem === "not_enough") shop.goodsVnd += (line.priceVnd ?? 0) * line.quantity;
    shops.set(row.shop_id, shop);
  }
  const all = [...shops.values()];
  return {
    shops: all,
    aside,
    count: all.reduce((sum, s) => sum + s.lines.reduce((n, l) => n + l.quantity, 0), 0),
    goodsVnd: all.reduce((sum, s) => sum + s.goodsVnd, 0),
    hasProblem: all.some((s) => s.lines.some((l) => l.problem !== null)),
  };
}
