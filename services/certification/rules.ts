import { isDay } from "#services/shared/days.ts";
import { LETTERS } from "#services/shared/text-limits.ts";

/** How a certificate stands on a day. `ends_soon` is in force, with at most `ENDS_SOON_DAYS` days left. */
export const STANDINGS = ["ends_soon", "in_force", "not_yet", "lapsed", "revoked"] as const;
export type Standing = (typeof STANDINGS)[number];

/** The issuer tells the holder at least this long before the end (Decision 148/QĐ-TTg). */
export const ENDS_SOON_DAYS = 30;
/** How long a rank is granted for (Decision 148/QĐ-TTg). */
export const VALID_MONTHS = 36;
/** Longer than any rank was ever granted for: a slip of the keyboard. */
const MAX_MONTHS = 120;

export const REVOKE_REASONS = [
  "quality_differs",
  "criteria_failed",
  "dossier_false",
  "holder_ceased",
  "holder_asked",
  "other",
] as const;
export type RevokeReason = (typeof REVOKE_REASONS)[number];

export const REASON_LETTERS = { min: 10, max: LETTERS.reason };
export const STAR_RANKS = [5, 4, 3, 2, 1] as const;

const DAY_MS = 86_400_000;
const at = (day: string) => Date.parse(`${day}T00:00:00Z`);
const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);

/** Whole days from one day to another; days are `2026-11-24`. */
export function daysBetween(from: string, to: string): number {
  return Math.round((at(to) - at(from)) / DAY_MS);
}

/** The last day of a half-open range that ends at `day`. */
export function dayBefore(day: string): string {
  return dayOf(at(day) - DAY_MS);
}

/** The same day `months` later; a month that has no such day gives its last one. */
export function addMonths(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  const first = Date.UTC(year, month - 1 + months, 1);
  const next = new Date(Date.UTC(year, month + months, 1));
  const length = Math.round((next.getTime() - first) / DAY_MS);
  return dayOf(first + (Math.min(date, length) - 1) * DAY_MS);
}

export type Validity = { validFrom: string; validTo: string; isRevoked: boolean };

/** How a certificate stands today. Valid on `validFrom`, no longer on `validTo`; a revocation ends it for good. */
export function standingOf({ validFrom, validTo, isRevoked }: Validity, today: string): Standing {
  if (isRevoked) return "revoked";
  if (today < validFrom) return "not_yet";
  if (today >= validTo) return "lapsed";
  return daysBetween(today, validTo) <= ENDS_SOON_DAYS ? "ends_soon" : "in_force";
}

/** Whether stars may be drawn for it. */
export function isStanding(standing: Standing): boolean {
  return standing === "in_force" || standing === "ends_soon";
}

/** The field that is wrong with a range of days, or null. */
export function wrongDay(validFrom: string, validTo: string): "validFrom" | "validTo" | null {
  if (!isDay(validFrom)) return "validFrom";
  if (!isDay(validTo) || validFrom >= validTo || validTo > addMonths(validFrom, MAX_MONTHS)) return "validTo";
  return null;
}

export const isRevokeReason = (code: string): code is RevokeReason =>
  (REVOKE_REASONS as readonly string[]).includes(code);
