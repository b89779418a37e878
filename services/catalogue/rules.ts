export type NetUnit = "g" | "ml" | "piece";

/**
 * Price per kilogram, litre or piece in whole đồng, rounded half up as `unit_price_vnd()` does; null where it would say
 * the price again (a pack of exactly one kilogram, litre or piece).
 */
export function unitPriceVnd(priceVnd: number, netAmount: number, netUnit: NetUnit): number | null {
  const whole = netUnit === "piece" ? 1 : 1000;
  if (netAmount === whole) return null;
  return Math.round((priceVnd * whole) / netAmount);
}

/** The pack a variant's name begins with ("gói" of "Gói 500 g"), to count in; null where it begins with a number. */
export function packWord(variantName: string): string | null {
  const [first, ...rest] = variantName.trim().split(/\s+/);
  return first !== undefined && rest.length > 0 && /^\p{L}+$/u.test(first) ? first.toLowerCase() : null;
}

/** Whether a pack's name says how much is in it, "Gói 500 g", and not only what it is, "Chiếc". */
export function saysMeasure(variantName: string): boolean {
  return /\d/.test(variantName);
}

/**
 * What a pack's pieces are called, read from its name: "viên" of "Hộp 30 viên" with 30 pieces, "chai" of "Chai" alone
 * with one. Null where the name doesn't say.
 */
export function pieceWord(variantName: string, pieces: number): string | null {
  const words = variantName
    .trim()
    .toLowerCase()
    .split(/[\s,()]+/);
  const at = words.indexOf(String(pieces));
  const word = at < 0 && pieces === 1 && words.length === 1 ? words[0] : at < 0 ? undefined : words[at + 1];
  return word !== undefined && /^\p{L}{2,}$/u.test(word) ? word : null;
}

/** `gói 500 g`, to stand behind a name and a comma. */
export function asQualifier(variantName: string): string {
  return variantName.charAt(0).toLowerCase() + variantName.slice(1);
}

export type Obstacle = "paused" | "service" | "licence" | "no_price" | "sold_out";

type Buyable = {
  kind: "goods" | "service";
  isPaused: boolean;
  isAlcohol: boolean;
  hasAlcoholLicence: boolean;
  variants: readonly { available: number }[];
};

/** Why a product can't go into a cart now, the weightiest reason first; null when it can. */
export function obstacleOf(product: Buyable): Obstacle | null {
  if (product.isPaused) return "paused";
  if (product.kind === "service") return "service";
  if (product.isAlcohol && !product.hasAlcoholLicence) return "licence";
  if (product.variants.length === 0) return "no_price";
  return product.variants.some((v) => v.available > 0) ? null : "sold_out";
}

/**
 * Whether a card may carry its own "add" button. What the law wants said before a sale (health-protection food's two
 * sentences, an age) has no room on a card, so these are bought on their page.
 */
export function isQuickBuy(card: {
  kind: "goods" | "service";
  isAlcohol: boolean;
  isHealthProtection: boolean;
  inStock: boolean;
}): boolean {
  return card.kind === "goods" && card.inStock && !card.isAlcohol && !card.isHealthProtection;
}

export type LotVerdict = "on_sale" | "sold_out" | "off_sale" | "expired";

/** What a lot's page says first. Days are the market's, `YYYY-MM-DD`; the day of best-before itself still counts. */
export function lotVerdict(lot: {
  bestBefore: string | null;
  today: string;
  isClosed: boolean;
  available: number;
  isListed: boolean;
}): LotVerdict {
  if (lot.bestBefore !== null && lot.bestBefore < lot.today) return "expired";
  if (!lot.isListed || lot.isClosed) return "off_sale";
  return lot.available > 0 ? "on_sale" : "sold_out";
}

export type ShippingRow = { zone: string; priceVnd: number; daysMin: number; daysMax: number };

/** The cheapest and the dearest zone of a parcel; null when the shop sends nowhere or no tariff is known. */
export function shippingRange(rows: readonly ShippingRow[]): { fromVnd: number; toVnd: number } | null {
  if (rows.length === 0) return null;
  const prices = rows.map((r) => r.priceVnd);
  return { fromVnd: Math.min(...prices), toVnd: Math.max(...prices) };
}

/** Whole days from one day to another, `YYYY-MM-DD`. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}

/** The last day of a half-open range of days. */
export function dayBefore(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
}
