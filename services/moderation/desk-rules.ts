import { LETTERS } from "#services/shared/text-limits.ts";

/** What waits at the desk of moderators. */
export const ITEM_KINDS = ["shop", "listing", "revision", "report"] as const;
export type ItemKind = (typeof ITEM_KINDS)[number];
export const isItemKind = (kind: string): kind is ItemKind => (ITEM_KINDS as readonly string[]).includes(kind);

/** How long an item is kept for the one who took it up. */
export const CLAIM_MINUTES = 15;

export const DECISIONS = ["approve", "return", "refuse"] as const;
export type Decision = (typeof DECISIONS)[number];

/** Decisions that an item of a kind can get; a report is closed with an outcome instead. */
export function decisionsFor(kind: ItemKind): readonly Decision[] {
  if (kind === "report") return [];
  return kind === "revision" ? ["approve", "return"] : DECISIONS;
}

/** What came of a report. */
export const OUTCOMES = ["no_fault", "put_right", "taken_down", "repeated", "passed_on"] as const;
export type Outcome = (typeof OUTCOMES)[number];
export const isOutcome = (code: string): code is Outcome => (OUTCOMES as readonly string[]).includes(code);

export const MAX_NOTE = LETTERS.reason;

/** An account number with its last four digits alone. */
export function maskedAccount(number: string): string {
  const digits = number.replace(/\s/g, "");
  return `•••• ${digits.length > 6 ? digits.slice(-4) : ""}`.trim();
}

/** Whether an item's state still asks for a decision. */
export function isWaiting(kind: ItemKind, state: string): boolean {
  const waiting: Record<ItemKind, string> = {
    shop: "submitted",
    listing: "submitted",
    revision: "waiting",
    report: "open",
  };
  return waiting[kind] === state;
}

/** States of listings that staff look for: all but drafts. */
export const DESK_LISTING_STATES = ["approved", "taken_down", "submitted", "returned", "refused"] as const;
export type DeskListingState = (typeof DESK_LISTING_STATES)[number];

/** States of shops that staff look for: all but drafts. */
export const DESK_SHOP_STATES = ["approved", "suspended", "submitted", "returned", "refused"] as const;
export type DeskShopState = (typeof DESK_SHOP_STATES)[number];
