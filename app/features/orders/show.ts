import type { Words } from "#app/i18n/i18n.ts";
import type { PictureSource, Tint } from "#app/ui/picture.tsx";
import { CARRIERS } from "#services/orders/rules.ts";

/** The picture of something sold, or null before it had one. */
export function goodsPicture(hash: string | null, sizes = "4rem"): PictureSource | null {
  if (hash === null) return null;
  const at = (width: number) => `/anh/${hash}-${width}.webp`;
  return { src: at(200), srcSet: `${at(200)} 200w, ${at(400)} 400w`, sizes, alt: "", width: 200, height: 200 };
}

export function tintOf(group: number): Tint | undefined {
  return group >= 1 && group <= 6 ? (group as Tint) : undefined;
}

/** `7KQ2M9XR4T` as `7KQ2M-9XR4T`: read aloud and typed in two breaths. */
export function spacedCode(code: string): string {
  return code.length === 10 ? `${code.slice(0, 5)}-${code.slice(5)}` : code;
}

const NAMED = CARRIERS.filter((carrier) => carrier !== "other");

/** A carrier of the list by its name, another one as the shop wrote it. */
export function carrierName(t: Words, carrier: string): string {
  const known = NAMED.find((name) => name === carrier);
  return known ? t(`shop:order.carrier.${known}`) : carrier;
}

const REASONS = [
  "out_of_stock",
  "damaged",
  "cannot_ship",
  "buyer_unreachable",
  "shop_closed",
  "shop_suspended",
  "unsafe_goods",
  "shop_timeout",
  "buyer_cancelled",
  "payment_expired",
  "other",
] as const;

/** The code under which the words of an ending stand. */
export function reasonOf(code: string | null): (typeof REASONS)[number] {
  return code === "expired" ? "payment_expired" : (REASONS.find((known) => known === code) ?? "other");
}

/** `+84912345678` as `091 234 5678`; whatever is no such number, a mail address too, as it is. */
export function spokenPhone(phone: string): string {
  const hit = /^(?:\+84|0)(\d{2})(\d{3})(\d{4})$/.exec(phone.trim());
  return hit ? `0${hit[1]} ${hit[2]} ${hit[3]}` : phone;
}
