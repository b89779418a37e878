import type { CartLineRow, DealRow } from "#db/queries/cart.ts";
import { type DealProblem, type DealStanding, judgeDeal } from "#services/catalogue/deal-rules.ts";
import { type LeftShow, leftShowOf } from "#services/catalogue/show-rules.ts";
import type { Refusal } from "#services/shared/result.ts";
import type { Viewer } from "#services/shared/viewer.ts";

/** Whose cart: an account's, or the browser's by the hash of its secret. */
export type CartKey = { accountId: string; tokenHash: null } | { accountId: null; tokenHash: string };

export const MAX_QUANTITY = 999;

export type LineProblem =
  | "left_show"
  | "off_sale"
  | "service"
  | "not_enough"
  | "sold_out"
  | "no_licence"
  | DealProblem["code"];
export type LineChange = "price_up" | "price_down" | "stars_changed" | "seller_changed";

/** Reads a typed quantity: a whole number from 1 to 999, or null. */
export function readQuantity(typed: unknown): number | null {
  const text = typeof typed === "string" || typeof typed === "number" ? String(typed).trim() : "";
  if (!/^\d{1,4}$/.test(text)) return null;
  const quantity = Number(text);
  return quantity >= 1 && quantity <= MAX_QUANTITY ? quantity : null;
}

/** What of a line says whether it can be bought. */
export type SaleFacts = Pick<
  CartLineRow,
  | "kind"
  | "listing_on_sale"
  | "shop_on_sale"
  | "variant_active"
  | "price_vnd"
  | "is_alcohol"
  | "has_alcohol_licence"
  | "free"
  | "quantity"
  | "deal"
  | "show_id"
  | "stars"
  | "certificate_end"
>;

export function standingOf(deal: DealRow): DealStanding {
  const { is_begun: isBegun, is_running: isRunning, left, per_buyer: perBuyer, bought } = deal;
  return { isBegun, isRunning, left, perBuyer, bought };
}

/** Why a line's live price isn't to be had, or null; a line without a deal has none. */
export function dealProblemOf(row: Pick<CartLineRow, "deal" | "quantity">): DealProblem | null {
  return row.deal === null ? null : judgeDeal(standingOf(row.deal), row.deal.held, row.quantity);
}

/** Why the goods of a line that comes from a show left it, or null; a line from elsewhere asks for no show. */
export function leftShowOfLine(row: Omit<SaleFacts, "quantity">): LeftShow | null {
  if (row.show_id === null && row.deal === null) return null;
  return leftShowOf({
    isShopOnSale: row.shop_on_sale,
    isListingOnSale: row.listing_on_sale,
    isAlcohol: row.is_alcohol,
    hasAlcoholLicence: row.has_alcohol_licence,
    stars: row.stars,
    certificateEnd: row.certificate_end,
  });
}

/**
 * A line at the price at which it can be had: that of its deal while the deal runs or while the buyer holds its units,
 * the ordinary one otherwise; a line whose deal is over can't be bought until the buyer says what is to become of it.
 */
export function priceLine(row: CartLineRow): CartLineRow {
  const problem = dealProblemOf(row)?.code;
  if (row.deal === null || problem === "deal_over" || problem === "deal_not_started") return row;
  if (leftShowOfLine(row) !== null) return row;
  return { ...row, price_vnd: row.deal.price_vnd, offer_id: row.deal.offer_id };
}

/** What keeps a line from being bought now, or null. */
export function problemOf(row: SaleFacts): LineProblem | null {
  if (row.kind === "service") return "service";
  if (leftShowOfLine(row) !== null) return "left_show";
  if (!row.listing_on_sale || !row.shop_on_sale || !row.variant_active || row.price_vnd === null) return "off_sale";
  if (row.is_alcohol && !row.has_alcohol_licence) return "no_licence";
  const deal = dealProblemOf(row);
  if (deal) return deal.code;
  if (row.free === 0) return "sold_out";
  return row.free < row.quantity ? "not_enough" : null;
}

/** Facts for the sentence that says why a line can't be bought. */
export function problemDetails(row: CartLineRow): NonNullable<Refusal["details"]> {
  const reason = leftShowOfLine(row);
  if (reason !== null) return { reason, name: row.listing_name };
  return dealProblemOf(row)?.details ?? { free: row.free };
}

/** What differs from what the buyer was last shown. */
export function changesOf(row: CartLineRow): LineChange[] {
  const changes: LineChange[] = [];
  const isDealGone = dealProblemOf(row)?.code === "deal_over" || leftShowOfLine(row) !== null;
  if (row.price_vnd !== null && row.price_vnd > row.seen_price_vnd && !isDealGone) changes.push("price_up");
  if (row.price_vnd !== null && row.price_vnd < row.seen_price_vnd) changes.push("price_down");
  if ((row.stars ?? 0) !== (row.seen_stars ?? 0)) changes.push("stars_changed");
  if (row.shop_name !== row.seen_seller) changes.push("seller_changed");
  return changes;
}

/** Whose cart a viewer has; null for a browser that was given no secret yet. */
export function keyOf(viewer: Viewer, hash: (token: string) => string): CartKey | null {
  if (viewer.accountId !== null) return { accountId: viewer.accountId, tokenHash: null };
  return viewer.guestToken === null ? null : { accountId: null, tokenHash: hash(viewer.guestToken) };
}
