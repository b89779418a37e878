import type { Language } from "#app/i18n/href.ts";

const ZONE = "Asia/Ho_Chi_Minh";
const NBSP = "\u00a0";
const locales: Record<Language, string> = { vi: "vi-VN", en: "en-GB" };

const cache = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat>();

function numbers(language: Language, digits = 0): Intl.NumberFormat {
  const key = `n${language}${digits}`;
  const known = cache.get(key) ?? new Intl.NumberFormat(locales[language], { maximumFractionDigits: digits });
  cache.set(key, known);
  return known as Intl.NumberFormat;
}

function dates(language: Language, name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `d${language}${name}`;
  const known = cache.get(key) ?? new Intl.DateTimeFormat(locales[language], { timeZone: ZONE, ...options });
  cache.set(key, known);
  return known as Intl.DateTimeFormat;
}

/** `85.000 ₫` in Vietnamese, `85,000 ₫` in English; a no-break space before the sign, a real minus. */
export function money(amountVnd: number, language: Language): string {
  const text = numbers(language).format(Math.abs(amountVnd));
  return `${amountVnd < 0 ? "−" : ""}${text}${NBSP}₫`;
}

/** What was added or taken: `+85.000 ₫`, `−85.000 ₫`. */
export function signedMoney(amountVnd: number, language: Language): string {
  return `${amountVnd > 0 ? "+" : ""}${money(amountVnd, language)}`;
}

export function count(value: number, language: Language): string {
  return numbers(language).format(value);
}

const UNIT_WORDS: Record<Language, Record<"g" | "ml" | "piece", string>> = {
  vi: { g: "kg", ml: "lít", piece: "chiếc" },
  en: { g: "kg", ml: "litre", piece: "piece" },
};

/** The word of a unit; `piece` is what the pack itself calls its pieces, a Vietnamese word. */
function unitWord(netUnit: "g" | "ml" | "piece", language: Language, piece: string | null): string {
  const own = netUnit === "piece" && language === "vi" ? piece : null;
  return own ?? UNIT_WORDS[language][netUnit];
}

/** `170.000 ₫/kg`, `9.667 ₫/viên`; `amountVnd` is per kilogram, litre or piece. */
export function unitPrice(
  amountVnd: number,
  netUnit: "g" | "ml" | "piece",
  language: Language,
  piece: string | null = null,
): string {
  return `${money(amountVnd, language)}/${unitWord(netUnit, language, piece)}`;
}

/** `500 g`, `1,6 kg`, `500 ml`, `1 lít`, `10 chiếc`, `30 viên`. */
export function netContent(
  amount: number,
  netUnit: "g" | "ml" | "piece",
  language: Language,
  piece: string | null = null,
): string {
  if (netUnit === "piece") return `${count(amount, language)} ${unitWord(netUnit, language, piece)}`;
  if (amount < 1000) return `${count(amount, language)} ${netUnit}`;
  return `${numbers(language, 2).format(amount / 1000)} ${UNIT_WORDS[language][netUnit]}`;
}

export function weight(grams: number, language: Language): string {
  return netContent(grams, "g", language);
}

const asDate = (value: Date | string) =>
  typeof value === "string" && value.length === 10 ? new Date(`${value}T00:00:00+07:00`) : new Date(value);

/** `2026-11-24`, as a date field holds it: the day of an instant in the market's zone. */
export function fieldDay(value: Date | string): string {
  const {
    year,
    month,
    day: number,
  } = Object.fromEntries(
    dates("en", "day", { day: "2-digit", month: "2-digit", year: "numeric" })
      .formatToParts(asDate(value))
      .map((part) => [part.type, part.value]),
  );
  return `${year}-${month}-${number}`;
}

/** `24/11/2026`. A ten-letter day is read in the market's zone. */
export function day(value: Date | string, language: Language): string {
  return dates(language, "day", { day: "2-digit", month: "2-digit", year: "numeric" }).format(asDate(value));
}

/** `thứ Sáu 27/11`. */
export function weekday(value: Date | string, language: Language): string {
  const at = asDate(value);
  const name = dates(language, "weekday", { weekday: "long" }).format(at);
  const short = dates(language, "short", { day: "2-digit", month: "2-digit" }).format(at).replace("-", "/");
  if (language === "en") return `${name} ${short}`;
  return `${name.replace(/^Thứ (.)/, (_, c: string) => `thứ ${c.toUpperCase()}`).replace(/^Chủ/, "Chủ")} ${short}`;
}

/** `19:30`. */
export function time(value: Date | string, language: Language): string {
  return dates(language, "time", { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(asDate(value));
}

/** `19:30, 24/11/2026`. */
export function instant(value: Date | string, language: Language): string {
  return `${time(value, language)}, ${day(value, language)}`;
}

/** `19:42:08`, for a moment at which something was checked. */
export function exactTime(value: Date | string, language: Language): string {
  return dates(language, "exact", { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" }).format(
    asDate(value),
  );
}

/** `+84912345678` as people read it: `091 234 5678`. */
export function phoneText(phone: string): string {
  const national = phone.replace(/^\+84/, "0").replace(/\D/g, "");
  return national.length === 10 ? `${national.slice(0, 3)} ${national.slice(3, 6)} ${national.slice(6)}` : phone;
}
