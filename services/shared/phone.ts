import { parsePhoneNumberFromString } from "libphonenumber-js/min";

/** Both ways in which a Vietnamese number may have been written down: `+84912345678` and `0912345678`. Empty: no number. */
export function phoneForms(typed: string): string[] {
  const number = parsePhoneNumberFromString(typed, "VN");
  if (!number?.isPossible()) return [];
  return [number.number, number.formatNational().replace(/\D/g, "")];
}

/** A Vietnamese number, mobile or fixed, as it is kept (`+84912345678`); null for what is none. */
export function vietnamesePhone(typed: string): string | null {
  if (!/^[\d\s.()+-]+$/.test(typed)) return null;
  const number = parsePhoneNumberFromString(typed, "VN");
  return number?.isValid() && number.country === "VN" ? number.number : null;
}
