import type { MessageLanguage } from "./templates.ts";

// A room may not ask the table of addresses; a test compares these with it.
const ORDER: Record<MessageLanguage, string> = { vi: "/don/", en: "/en/orders/" };
const TRACK: Record<MessageLanguage, string> = { vi: "/theo-doi", en: "/en/track" };
const SHOW: Record<MessageLanguage, string> = { vi: "/live/", en: "/en/live/" };
const SHOP_ORDER = "/ban/don/";

/** Whole address of a buyer's order page. */
export function orderAddress(publicUrl: string, language: MessageLanguage, code: string): string {
  return `${publicUrl}${ORDER[language]}${code}`;
}

/** Whole address of the tracking page with the code filled in. */
export function trackAddress(publicUrl: string, language: MessageLanguage, code: string): string {
  return `${publicUrl}${TRACK[language]}?code=${code}`;
}

/** Whole address of an order among a shop's own. */
export function shopOrderAddress(publicUrl: string, code: string): string {
  return `${publicUrl}${SHOP_ORDER}${code}`;
}

/** Whole address of a show. */
export function showAddress(publicUrl: string, language: MessageLanguage, slug: string): string {
  return `${publicUrl}${SHOW[language]}${slug}`;
}
