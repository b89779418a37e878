import { count, money } from "#app/i18n/format.ts";
import type { Language } from "#app/i18n/href.ts";
import type { Words } from "#app/i18n/i18n.ts";

export type Fault = { code: string; details?: Record<string, string | number | boolean | null> | undefined };

/** What a fault says, in the reader's language. */
export function faultText(t: Words, language: Language, fault: Fault): string {
  const details: Record<string, string> = {};
  for (const [name, value] of Object.entries(fault.details ?? {})) {
    details[name] = typeof value === "number" ? count(value, language) : String(value ?? "");
  }
  const price = fault.details?.priceVnd;
  details.price = typeof price === "number" ? money(price, language) : "";
  const of = fault.details?.of;
  const code = of === undefined || of === "amount" ? fault.code : `${fault.code}_${of}`;
  return t(`seller:fault.${code}` as "seller:fault.claims", details as { words: string });
}
