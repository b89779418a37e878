import { blanksOf } from "#app/features/staff/answer.ts";
import { day } from "#app/i18n/format.ts";
import type { Language } from "#app/i18n/href.ts";
import type { Words } from "#app/i18n/i18n.ts";
import type { CertificateLine } from "#services/certification/view-certificates.ts";
import type { Refusal } from "#services/shared/result.ts";

const ERRORS = [
  "not_found",
  "invalid_request",
  "unknown_product",
  "missing",
  "too_long",
  "number_taken",
  "bad_stars",
  "unknown_reason",
  "reason_short",
  "decision_missing",
  "already_revoked",
] as const;

/** The sentence of a refusal about certificates. */
export function certificateError(t: Words, refusal: Refusal): string {
  if (refusal.code === "bad_dates")
    return t(`staff:certificates.errors.${refusal.field === "validFrom" ? "bad_from" : "bad_to"}`);
  const code = ERRORS.find((known) => known === refusal.code) ?? "other";
  return t(`staff:certificates.errors.${code}`, blanksOf(refusal));
}

/** How long a certificate still runs, or how it ended. */
export function standingWords(t: Words, line: CertificateLine, language: Language): string {
  switch (line.standing) {
    case "revoked":
      return t("staff:certificates.revokedTag");
    case "lapsed":
      return t("staff:certificates.lapsedOn", { day: day(line.until, language) });
    case "not_yet":
      return t("staff:certificates.startsOn", { day: day(line.from, language) });
    default:
      return t("staff:certificates.daysLeft", { count: line.daysLeft });
  }
}
