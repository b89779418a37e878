import { createHash } from "node:crypto";
import type { Destination } from "#db/queries/shipping.ts";
import { hashToken } from "#services/accounts/session-cookie.ts";
import { readLines } from "#services/cart/read-lines.ts";
import { keyOf } from "#services/cart/rules.ts";
import type { Connection, Market } from "#services/shared/market.ts";
import type { Viewer } from "#services/shared/viewer.ts";
import { quoteShipping } from "#services/shipping/quote-shipping.ts";
import { goodsByShop, makeQuote, type Quote, quoteText } from "./quote-rules.ts";

/** The viewer's cart priced for a destination; without one parcels have no price yet. */
export async function quoteCart(
  market: Market,
  db: Connection,
  viewer: Viewer,
  to: Destination | null,
): Promise<Quote> {
  const goods = goodsByShop(await readLines(db, keyOf(viewer, hashToken)));
  const parcels = goods.map(({ shopId, rows, weightGrams }) => ({
    shopId,
    weightGrams,
    pickupCommune: rows[0]?.pickup_commune ?? null,
    shipZones: rows[0]?.ship_zones ?? "",
  }));
  return makeQuote(goods, to === null || parcels.length === 0 ? [] : await quoteShipping(market, db, parcels, to));
}

/** What a form carries of the quote it shows. */
export function quoteHash(quote: Quote): string {
  return createHash("sha256").update(quoteText(quote)).digest("base64url");
}
