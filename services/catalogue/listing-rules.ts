import type { ListingText, RevisionContent } from "#db/schema/catalogue.ts";
import { isGtin } from "#services/catalogue/gtin.ts";
import { findClaims } from "#services/shared/claims.ts";
import { cleanLine, cleanText, letterCount } from "#services/shared/clean-text.ts";
import { isDay } from "#services/shared/days.ts";

export type { ListingText, RevisionContent };

/** States of a listing and the moves between them; nothing else may move a listing. Pausing is no state of it. */
export const LISTING_MOVES = {
  draft: ["submitted"],
  submitted: ["approved", "returned", "refused", "draft"],
  returned: ["submitted"],
  approved: ["taken_down"],
  taken_down: ["approved"],
  refused: [],
} as const;

export type ListingState = keyof typeof LISTING_MOVES;

/** Whether a listing may go from one state to another. */
export function canMoveListing(from: ListingState, to: ListingState): boolean {
  return (LISTING_MOVES[from] as readonly ListingState[]).includes(to);
}

/** Why staff send back or refuse goods or a change of them, and the part of the form each reason stands beside. */
export const LISTING_REASONS = {
  claim_of_cure: "texts",
  text_unclear: "texts",
  name_misleading: "texts",
  picture_unfit: "pictures",
  picture_not_own: "pictures",
  wrong_group: "product",
  origin_unclear: "product",
  wrong_content: "variants",
  papers_missing: null,
  forbidden_goods: null,
  other: null,
} as const satisfies Record<string, ListingPart | null>;

export type ListingPart = "product" | "texts" | "pictures" | "variants";
export type ListingReason = keyof typeof LISTING_REASONS;

export const isListingReason = (code: string): code is ListingReason => Object.hasOwn(LISTING_REASONS, code);

/** The part that a reason is about; null for reasons about the whole, and unknown ones. */
export function partOfListingReason(code: string | null): ListingPart | null {
  return code !== null && isListingReason(code) ? LISTING_REASONS[code] : null;
}

/** Why staff take goods off the market, or put them back. */
export const TAKE_DOWN_REASONS = [
  ...["unsafe", "false_origin", "false_star", "claim_of_cure", "forbidden_goods", "complaint", "own_wish", "checked"],
  "other",
] as const;

/** The longest a text may be, in letters. */
export const TEXT_LIMITS: Record<keyof ListingText, number> = {
  name: 80,
  summary: 200,
  description: 4000,
  ingredients: 1000,
  storage: 500,
  usage: 1000,
};

export const TEXT_FIELDS = Object.keys(TEXT_LIMITS) as (keyof ListingText)[];
export const MAX_PICTURES = 12;
export const MAX_VARIANTS = 20;
export const MAX_PRICE_VND = 1_000_000_000;
export const MAX_QUANTITY = 1_000_000;
const MAX_NET = 1_000_000;
const MAX_WEIGHT_GRAMS = 100_000;

export type NetUnit = "g" | "ml" | "piece";
export const NET_UNITS: readonly NetUnit[] = ["g", "ml", "piece"];

/** What is wrong with a field, by its name in the form. */
export type Problem = { field: string; code: ProblemCode; details?: Record<string, string | number> };
export type ProblemCode =
  | "missing"
  | "too_long"
  | "too_many"
  | "claims"
  | "not_whole"
  | "out_of_range"
  | "unknown_unit"
  | "odd_gtin"
  | "odd_day"
  | "days_crossed";

export const blankText = (): ListingText => ({
  name: "",
  summary: "",
  description: "",
  ingredients: "",
  storage: "",
  usage: "",
});

function cleanWords(text: ListingText): ListingText {
  return Object.fromEntries(
    TEXT_FIELDS.map((f) => [f, f === "name" || f === "summary" ? cleanLine(text[f]) : cleanText(text[f])]),
  ) as ListingText;
}

const isBlank = (text: ListingText | undefined) => !text || TEXT_FIELDS.every((f) => text[f] === "");

/** Content as it is kept: texts cleaned, an empty English left out, pictures each once. */
export function cleanContent(typed: RevisionContent): RevisionContent {
  const vi = cleanWords(typed.texts.vi);
  const en = typed.texts.en && cleanWords(typed.texts.en);
  return {
    texts: isBlank(en) || en === undefined ? { vi } : { vi, en },
    pictureIds: [...new Set(typed.pictureIds)],
    groupNumber: typed.groupNumber,
    setNumber: typed.setNumber,
    isAlcohol: typed.isAlcohol,
    isHealthProtection: typed.isHealthProtection,
    originCommuneCode: typed.originCommuneCode || null,
  };
}

/** The words of a text that may not stand there; what a form checks while somebody types. */
export const claimsIn = findClaims;

function textProblems(text: ListingText, language: "vi" | "en"): Problem[] {
  return TEXT_FIELDS.flatMap((name): Problem[] => {
    const field = `texts.${language}.${name}`;
    const length = letterCount(text[name]);
    const max = TEXT_LIMITS[name];
    if (length > max) return [{ field, code: "too_long", details: { max, length } }];
    const words = findClaims(text[name]);
    return words.length > 0 ? [{ field, code: "claims", details: { words: words.join(", ") } }] : [];
  });
}

/** What is wrong with cleaned content, even as a draft. */
export function contentProblems(content: RevisionContent): Problem[] {
  const { vi, en } = content.texts;
  const problems: Problem[] = [];
  if (vi.name === "") problems.push({ field: "texts.vi.name", code: "missing" });
  problems.push(...textProblems(vi, "vi"));
  if (en && en.name === "") problems.push({ field: "texts.en.name", code: "missing" });
  if (en) problems.push(...textProblems(en, "en"));
  if (content.pictureIds.length > MAX_PICTURES)
    problems.push({ field: "pictureIds", code: "too_many", details: { max: MAX_PICTURES } });
  return problems;
}

/** A pack size as it was typed: numbers read already, `NaN` where none was. Prices in đồng, weights in grams. */
export type VariantInput = {
  name: string;
  netAmount: number;
  netUnit: string;
  weightGrams: number;
  /** Null: not known yet. */
  priceVnd: number | null;
  gtin: string;
};

/** What a number counts: the words beside a wrong one give an example of its kind. */
type Counted = "price" | "count" | "grams" | "amount";

function wholeProblem(value: number, of: Counted, max: number, field: string, min = 1): Problem[] {
  if (!Number.isInteger(value)) return [{ field, code: "not_whole", details: { of } }];
  return value < min || value > max ? [{ field, code: "out_of_range", details: { of, min, max } }] : [];
}

/** What is wrong with a price: whole đồng from 1 to 10⁹. */
export const priceProblems = (priceVnd: number, field: string) => wholeProblem(priceVnd, "price", MAX_PRICE_VND, field);

/** What is wrong with a number of units: whole, up to a million. */
export const quantityProblems = (quantity: number, field: string, min = 1) =>
  wholeProblem(quantity, "count", MAX_QUANTITY, field, min);

/** What is wrong with a pack size; `at` is put before the names of its fields. */
export function variantProblems(variant: VariantInput, at = ""): Problem[] {
  const name = cleanLine(variant.name);
  const problems: Problem[] = [];
  const claims = findClaims(name);
  if (name === "") problems.push({ field: `${at}name`, code: "missing" });
  if (letterCount(name) > 60) problems.push({ field: `${at}name`, code: "too_long", details: { max: 60 } });
  if (claims.length > 0) problems.push({ field: `${at}name`, code: "claims", details: { words: claims.join(", ") } });
  problems.push(...wholeProblem(variant.netAmount, "amount", MAX_NET, `${at}netAmount`));
  if (!(NET_UNITS as readonly string[]).includes(variant.netUnit))
    problems.push({ field: `${at}netUnit`, code: "unknown_unit" });
  problems.push(...wholeProblem(variant.weightGrams, "grams", MAX_WEIGHT_GRAMS, `${at}weightGrams`));
  if (variant.priceVnd !== null) problems.push(...priceProblems(variant.priceVnd, `${at}priceVnd`));
  const gtin = cleanGtin(variant.gtin);
  if (gtin !== null && !isGtin(gtin)) problems.push({ field: `${at}gtin`, code: "odd_gtin" });
  return problems;
}

/** A GTIN without the spaces and dashes it may be typed with; null for none. */
export const cleanGtin = (typed: string): string | null => typed.replace(/[\s-]/g, "") || null;

/** A batch as it was typed: its number on the label, days as `2026-11-24`, empty for unknown. */
export type LotInput = { number: string; madeOn: string; bestBefore: string };

/** What is wrong with a batch; `at` is put before the names of its fields. */
export function lotProblems(lot: LotInput, at = ""): Problem[] {
  const problems: Problem[] = [];
  const number = cleanLine(lot.number);
  if (number === "") problems.push({ field: `${at}number`, code: "missing" });
  if (letterCount(number) > 40) problems.push({ field: `${at}number`, code: "too_long", details: { max: 40 } });
  if (lot.madeOn !== "" && !isDay(lot.madeOn)) problems.push({ field: `${at}madeOn`, code: "odd_day" });
  if (lot.bestBefore !== "" && !isDay(lot.bestBefore)) problems.push({ field: `${at}bestBefore`, code: "odd_day" });
  if (problems.length === 0 && lot.madeOn !== "" && lot.bestBefore !== "" && lot.bestBefore < lot.madeOn)
    problems.push({ field: `${at}bestBefore`, code: "days_crossed" });
  return problems;
}

/** What must be there before staff are asked. */
export type Gap = "no_description" | "no_origin" | "no_picture" | "no_variant" | "no_price" | "shop_not_open";

export type Readiness = {
  kind: "goods" | "service";
  description: string;
  originCommuneCode: string | null;
  pictureCount: number;
  prices: readonly (number | null)[];
  shopState: string;
};

/** What keeps a listing from being submitted; empty: nothing. */
export function gapsOf(listing: Readiness): Gap[] {
  const gaps: Gap[] = [];
  if (listing.description === "") gaps.push("no_description");
  if (listing.originCommuneCode === null) gaps.push("no_origin");
  if (listing.pictureCount === 0) gaps.push("no_picture");
  if (listing.kind === "goods" && listing.prices.length === 0) gaps.push("no_variant");
  if (listing.kind === "goods" && listing.prices.some((p) => p === null)) gaps.push("no_price");
  if (listing.shopState !== "approved") gaps.push("shop_not_open");
  return gaps;
}

export const REASONS_UP = ["made", "found", "recount"] as const;
export const REASONS_DOWN = ["sold_elsewhere", "damaged", "expired", "lost", "recount"] as const;
export type StockReason = (typeof REASONS_UP)[number] | (typeof REASONS_DOWN)[number];
