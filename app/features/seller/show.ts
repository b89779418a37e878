import type { Words } from "#app/i18n/i18n.ts";
import { CARRIERS, REFUSAL_REASONS } from "#services/orders/rules.ts";

const NAMED = CARRIERS.filter((carrier) => carrier !== "other");

/** A carrier of the list by its name, another one as it was written. */
export function carrierOf(t: Words, carrier: string): string {
  const known = NAMED.find((name) => name === carrier);
  return known ? t(`seller:orders.carriers.${known}`) : carrier;
}

export function carrierOptions(t: Words) {
  const named = NAMED.map((value) => ({ value: value as string, label: t(`seller:orders.carriers.${value}`) }));
  return [...named, { value: "other", label: t("seller:orders.carrierOther") }];
}

export function refusalOptions(t: Words) {
  return REFUSAL_REASONS.map((value) => ({ value: value as string, label: t(`seller:orders.reasons.${value}`) }));
}

const ENDINGS = [
  ...REFUSAL_REASONS,
  "shop_suspended",
  "unsafe_goods",
  "shop_timeout",
  "buyer_cancelled",
  "payment_expired",
] as const;

export function endingOf(t: Words, code: string | null): string {
  const known = code === "expired" ? "payment_expired" : ENDINGS.find((ending) => ending === code);
  return t(`seller:orders.reasons.${known ?? "other"}`);
}

const ERRORS = [
  "conflict",
  "not_found",
  "invalid_request",
  "lots_wrong",
  "lot_unknown",
  "lot_closed",
  "lot_expired",
  "lot_short",
  "carrier_missing",
  "tracking_invalid",
  "reason_missing",
  "reason_words_missing",
  "reason_too_long",
] as const;

export type OrderRefusal = { code: string; field?: string | undefined; details?: Record<string, unknown> | undefined };

/** The sentence of a refusal. */
export function errorOf(t: Words, refusal: OrderRefusal): string {
  const code = ERRORS.find((known) => known === refusal.code) ?? "conflict";
  const { lot, free } = refusal.details ?? {};
  return t(`seller:orders.error.${code}`, { lot: String(lot ?? ""), free: String(free ?? 0) });
}
