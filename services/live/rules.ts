import type { ShowState } from "#services/live/board.ts";
import type { VideoStanding } from "#services/live/port.ts";
import { LETTERS } from "#services/shared/text-limits.ts";

/** States of a show and the moves between them; nothing else may move a show. */
export const SHOW_MOVES = {
  planned: ["live", "called_off"],
  live: ["ended", "stopped"],
  ended: [],
  stopped: [],
  called_off: [],
} as const satisfies Record<ShowState, readonly ShowState[]>;

/** Whether a show may go from one state to another. */
export function canMoveShow(from: ShowState, to: ShowState): boolean {
  return (SHOW_MOVES[from] as readonly ShowState[]).includes(to);
}

/** Why staff stop a show, each with words of their own beside it. */
export const STOP_REASONS = [
  "false_claims",
  "unsafe_goods",
  "papers_missing",
  "pays_elsewhere",
  "somebody_else",
  "offensive",
  "other",
] as const;

/** Why the market itself ends or stops a show. */
export const MARKET_REASONS = ["shop_suspended", "identity_ended", "host_gone"] as const;

export type StopReason = (typeof STOP_REASONS)[number];
export const isStopReason = (code: string): code is StopReason => (STOP_REASONS as readonly string[]).includes(code);

export const MAX_ITEMS = 30;
export const MAX_PLANNED = 20;
export const MAX_TITLE = LETTERS.title;
/** A studio holds its show for so long, and says so again well before. */
export const LEASE_SECONDS = 30;
/** A live show without a studio and without a picture ends after so long. */
export const HOST_GONE_SECONDS = 600;
export const DEAL_SECONDS = { least: 30, most: 3600, usual: 600 } as const;

export type GateCode =
  | "shop"
  | "host"
  | "video"
  | "items"
  | "listing"
  | "certificate"
  | "never_certified"
  | "alcohol_licence"
  | "alcohol_price"
  | "health_warning"
  | "price"
  | "discount";

/** A line of the gate: `subject` is the item it speaks of, null for the whole show. */
export type Line = {
  code: GateCode;
  isGreen: boolean;
  subject: string | null;
  details: Record<string, string | number | boolean | null>;
};

/** What is true of one planned thing at the moment the gate is asked. */
export type ItemFacts = {
  itemId: string;
  name: string;
  listingId: string;
  listingState: string;
  isListingPaused: boolean;
  isPackActive: boolean;
  isGoods: boolean;
  isAlcohol: boolean;
  isHealthProtection: boolean;
  /** The approved words call it health-protection food. */
  saysHealthProtection: boolean;
  /** In force now; null: none is. */
  stars: number | null;
  certificateTo: string | null;
  /** How its newest certificate ended, when none is in force; null: there never was one. */
  certificateEnd: "lapsed" | "revoked" | "not_yet" | null;
  regularVnd: number | null;
  /** Lowest regular price of the last thirty days, the one in force when they began included. */
  lowestVnd: number | null;
  livePriceVnd: number | null;
  isDiscount: boolean;
};

export type GateFacts = {
  shopState: string;
  isShopPaused: boolean;
  /** Null: nobody is named. */
  hostName: string | null;
  hostVerifiedAt: string | null;
  hasAlcoholLicence: boolean;
  alcoholLicenceTo: string | null;
  video: VideoStanding;
  items: readonly ItemFacts[];
};

function certificateLine(item: ItemFacts): Line {
  const at = { subject: item.itemId, isGreen: item.stars !== null };
  const about = { name: item.name, listingId: item.listingId };
  if (item.stars !== null)
    return { ...at, code: "certificate", details: { ...about, stars: item.stars, until: item.certificateTo } };
  if (item.certificateEnd === null) return { ...at, code: "never_certified", details: about };
  return { ...at, code: "certificate", details: { ...about, why: item.certificateEnd, until: item.certificateTo } };
}

function listingLine(item: ItemFacts): Line {
  const why = !item.isGoods
    ? "service"
    : item.listingState !== "approved"
      ? item.listingState
      : item.isListingPaused
        ? "paused"
        : !item.isPackActive
          ? "pack_retired"
          : item.regularVnd === null
            ? "no_price"
            : null;
  const details = { name: item.name, listingId: item.listingId, why };
  return { code: "listing", subject: item.itemId, isGreen: why === null, details };
}

/**
 * What must be said and held for two kinds of goods. Alcohol needs the shop's licence, and isn't offered below its
 * ordinary price: the law against the harms of alcohol (44/2019/QH14, art. 5) forbids promotions of spirits, and no
 * strength is on record here. Health-protection food carries its two sentences (Decree 342/2025), which the market
 * shows from the product's own mark: words that name it so without the mark would go unsaid.
 */
function specialLines(item: ItemFacts, facts: GateFacts): Line[] {
  const lines: Line[] = [];
  const line = (code: GateCode, isGreen: boolean, more: Line["details"] = {}) =>
    lines.push({ code, isGreen, subject: item.itemId, details: { name: item.name, ...more } });
  if (item.isAlcohol) {
    line("alcohol_licence", facts.hasAlcoholLicence, { until: facts.alcoholLicenceTo });
    if (item.livePriceVnd !== null && item.regularVnd !== null)
      line("alcohol_price", item.livePriceVnd >= item.regularVnd, { regularVnd: item.regularVnd });
  }
  if (item.isHealthProtection || item.saysHealthProtection)
    line("health_warning", item.isHealthProtection, { listingId: item.listingId });
  return lines;
}

/** A live price lies under the ordinary one, and one that is called a discount under all of the last thirty days. */
function priceLines(item: ItemFacts): Line[] {
  const { livePriceVnd: live, regularVnd, lowestVnd, name } = item;
  if (live === null || regularVnd === null) return [];
  const at = { subject: item.itemId };
  const lines: Line[] = [
    { ...at, code: "price", isGreen: live >= 1 && live <= regularVnd, details: { name, liveVnd: live, regularVnd } },
  ];
  if (item.isDiscount)
    lines.push({
      ...at,
      code: "discount",
      isGreen: lowestVnd !== null && live < lowestVnd,
      details: { name, liveVnd: live, lowestVnd },
    });
  return lines;
}

function itemLines(item: ItemFacts, facts: GateFacts): Line[] {
  return [listingLine(item), certificateLine(item), ...specialLines(item, facts), ...priceLines(item)];
}

const shopLine = ({ shopState, isShopPaused }: GateFacts): Line => ({
  code: "shop",
  isGreen: shopState === "approved" && !isShopPaused,
  subject: null,
  details: { state: shopState, isPaused: isShopPaused },
});

/** What a pin, a deal and a running show are judged by: the shop and every line about one thing. */
export function linesAbout(itemId: string, facts: GateFacts): Line[] {
  const item = facts.items.find((one) => one.itemId === itemId);
  return item ? [shopLine(facts), ...itemLines(item, facts)] : [];
}

/** Everything that must be true before a show opens, in a settled order (the E-commerce Law 122/2025, art. 23 and 24). */
export function gateLines(facts: GateFacts): Line[] {
  const whole = (code: GateCode, isGreen: boolean, details: Line["details"] = {}): Line => ({
    code,
    isGreen,
    subject: null,
    details,
  });
  return [
    shopLine(facts),
    whole("host", facts.hostVerifiedAt !== null, { name: facts.hostName, at: facts.hostVerifiedAt }),
    whole("items", facts.items.length > 0, { count: facts.items.length }),
    ...facts.items.flatMap((item) => itemLines(item, facts)),
    whole("video", facts.video.state === "ready", facts.video),
  ];
}

export const isGateGreen = (lines: readonly Line[]) => lines.every((line) => line.isGreen);
export const redLines = (lines: readonly Line[]) => lines.filter((line) => !line.isGreen);

/** What takes goods off a running show: what the law or staff say of them, not their price. */
const OFF_SALE: readonly GateCode[] = [
  "shop",
  "listing",
  "certificate",
  "never_certified",
  "alcohol_licence",
  "health_warning",
];

/** The first line for which goods may not be shown or sold any longer; null: they may. */
export function offSaleLine(lines: readonly Line[]): Line | null {
  return lines.find((line) => !line.isGreen && OFF_SALE.includes(line.code)) ?? null;
}

export type PlannedItem = {
  variantId: string;
  livePriceVnd: number | null;
  quota: number | null;
  perBuyer: number | null;
  isDiscount: boolean;
};

export type ItemProblem = {
  code: "not_whole" | "out_of_range" | "over_regular" | "missing" | "limit_over_quota" | "twice";
  field: string;
  details?: Record<string, number>;
};

const MAX_PRICE = 1_000_000_000;

const whole = (value: number, from: number, to: number) => Number.isSafeInteger(value) && value >= from && value <= to;

function dealProblems(item: PlannedItem, regularVnd: number | null): ItemProblem[] {
  const { variantId, livePriceVnd: price, quota, perBuyer } = item;
  const field = (name: string) => `${name}:${variantId}`;
  if (price === null) return [];
  const problems: ItemProblem[] = [];
  if (!Number.isSafeInteger(price)) problems.push({ code: "not_whole", field: field("price") });
  else if (price < 1)
    problems.push({ code: "out_of_range", field: field("price"), details: { min: 1, max: regularVnd ?? MAX_PRICE } });
  else if (regularVnd !== null && price > regularVnd)
    problems.push({ code: "over_regular", field: field("price"), details: { priceVnd: regularVnd } });
  const isQuota = quota !== null && whole(quota, 1, 100_000);
  if (quota === null) problems.push({ code: "missing", field: field("quota") });
  else if (!isQuota) problems.push({ code: "out_of_range", field: field("quota"), details: { min: 1, max: 100_000 } });
  if (perBuyer === null) problems.push({ code: "missing", field: field("perBuyer") });
  else if (!whole(perBuyer, 1, 999))
    problems.push({ code: "out_of_range", field: field("perBuyer"), details: { min: 1, max: 999 } });
  else if (isQuota && perBuyer > quota)
    problems.push({ code: "limit_over_quota", field: field("perBuyer"), details: { max: quota } });
  return problems;
}

/** What is wrong with a run of show as it was typed; `regularOf` is the price outside it, null for none. */
export function itemProblems(
  items: readonly PlannedItem[],
  regularOf: (variantId: string) => number | null,
): ItemProblem[] {
  const seen = new Set<string>();
  return items.flatMap((item) => {
    if (seen.has(item.variantId)) return [{ code: "twice" as const, field: `item:${item.variantId}` }];
    seen.add(item.variantId);
    return dealProblems(item, regularOf(item.variantId));
  });
}
