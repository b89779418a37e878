import { blanksOf } from "#app/features/staff/answer.ts";
import type { Words } from "#app/i18n/i18n.ts";
import { LISTING_REASONS, type ListingReason, TAKE_DOWN_REASONS } from "#services/catalogue/listing-rules.ts";
import type { ItemKind } from "#services/moderation/desk-rules.ts";
import { STAFF_REFUSAL_REASONS } from "#services/orders/rules.ts";
import type { Refusal } from "#services/shared/result.ts";
import { SHOP_REASONS, type ShopReason, SUSPEND_REASONS } from "#services/shops/rules.ts";

const ERRORS = [
  "held",
  "decided",
  "decision_missing",
  "unknown_reason",
  "too_long",
  "changed",
  "conflict",
  "shop_not_open",
  "outcome_missing",
  "note_missing",
  "not_found",
] as const;

/** The sentence of a refusal at the desk. */
export function deskError(t: Words, refusal: Refusal): string {
  if (refusal.code === "reason_missing")
    return t(`staff:item.errors.${refusal.field === "reason" ? "reason_words" : "reason_missing"}`);
  return t(`staff:item.errors.${ERRORS.find((known) => known === refusal.code) ?? "other"}`, blanksOf(refusal));
}

const SHOP_CODES = Object.keys(SHOP_REASONS) as ShopReason[];
const LISTING_CODES = Object.keys(LISTING_REASONS) as ListingReason[];
type TakeDownReason =
  | "unsafe"
  | "false_origin"
  | "false_star"
  | "claim_of_cure"
  | "forbidden_goods"
  | "complaint"
  | "own_wish"
  | "checked"
  | "other";
const TAKE_DOWN_CODES = TAKE_DOWN_REASONS as readonly string[] as readonly TakeDownReason[];

/** Reasons that a decision on an item of a kind can have. */
export function reasonOptions(t: Words, kind: ItemKind) {
  if (kind === "shop") return SHOP_CODES.map((value) => ({ value, label: t(`staff:reasons.shop.${value}`) }));
  return LISTING_CODES.map((value) => ({ value, label: t(`staff:reasons.listing.${value}`) }));
}

export const takeDownOptions = (t: Words) =>
  TAKE_DOWN_CODES.map((value) => ({ value, label: t(`staff:reasons.takeDown.${value}`) }));

export const suspendOptions = (t: Words) =>
  SUSPEND_REASONS.map((value) => ({ value, label: t(`staff:reasons.suspend.${value}`) }));

export const orderReasonOptions = (t: Words) =>
  STAFF_REFUSAL_REASONS.map((value) => ({ value, label: t(`staff:reasons.order.${value}`) }));

/** The word of a code, whatever it was a reason for. */
export function reasonWord(t: Words, code: string | null): string {
  const known = [
    ...reasonOptions(t, "shop"),
    ...reasonOptions(t, "listing"),
    ...takeDownOptions(t),
    ...suspendOptions(t),
  ].find((option) => option.value === code);
  return known?.label ?? t("staff:reasons.shop.other");
}

const ACTS = [
  "shop_approve",
  "shop_return",
  "shop_refuse",
  "shop_suspend",
  "shop_unsuspend",
  "shop_record-licence",
  "listing_approve",
  "listing_return",
  "listing_refuse",
  "listing_take-down",
  "listing_put-back",
  "revision_approve",
  "revision_return",
  "report_close",
] as const;

/** What staff did, in words; an act without any stands as the log has it. */
export function actWord(t: Words, act: string): string {
  const known = ACTS.find((name) => name === act.replaceAll(".", "_"));
  return known ? t(`staff:item.acts.${known}`) : act;
}

/** How long something waits: minutes, then hours, then days. */
export function waitedWords(t: Words, minutes: number): string {
  if (minutes < 1) return t("staff:queue.waited.now");
  if (minutes < 60) return t("staff:queue.waited.minutes", { count: minutes });
  if (minutes < 24 * 60) return t("staff:queue.waited.hours", { count: Math.floor(minutes / 60) });
  return t("staff:queue.waited.days", { count: Math.floor(minutes / (24 * 60)) });
}
