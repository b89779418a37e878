import { parsePhoneNumberFromString } from "libphonenumber-js/max";

/** Both ways in which a Vietnamese number may have been written down: `+84912345678` and `0912345678`. Empty: no number. */
export function phoneForms(typed: string): string[] {
  const number = parsePhoneNumberFromString(typed, "VN");
  if (!number?.isPossible()) return [];
  return [number.number, number.formatNational().replace(/\D/g, "")];
}

const WRITTEN = /^[\d\s.()+-]+$/;

function numberOf(typed: string, kinds: readonly string[]): string | null {
  if (!WRITTEN.test(typed)) return null;
  const number = parsePhoneNumberFromString(typed, "VN");
  if (!number?.isValid() || number.country !== "VN") return null;
  return kinds.includes(number.getType() ?? "") ? number.number : null;
}

/**
 * A Vietnamese number at which somebody answers, mobile or fixed, as it is kept (`+84912345678`); null for what is none:
 * prefixes that no operator has, digits missing or too many, and service lines (1800, 1900). Judged by the full plan of
 * libphonenumber: its short one knows lengths alone.
 */
export function vietnamesePhone(typed: string): string | null {
  return numberOf(typed, ["MOBILE", "FIXED_LINE"]);
}

/** The same for mobile numbers alone: they take short messages. */
export function vietnameseMobile(typed: string): string | null {
  return numberOf(typed, ["MOBILE"]);
}
