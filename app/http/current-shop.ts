import { readCookie } from "#services/accounts/session-cookie.ts";
import type { Viewer } from "#services/shared/viewer.ts";
import { currentShop, SHOP_COOKIE } from "#services/shops/current-shop.ts";

const A_YEAR = 365 * 86_400;

/** The shop that a request is about, by membership and the browser's memory; null for nobody's member. */
export function shopOf(request: Request, viewer: Viewer) {
  return currentShop(viewer, readCookie(request.headers.get("Cookie"), SHOP_COOKIE));
}

/** Remembers the shop that somebody chose to work in. */
export function rememberShop(shopId: string, isHttps: boolean): string {
  const secure = isHttps ? "; Secure" : "";
  return `${SHOP_COOKIE}=${shopId}; Path=/; Max-Age=${A_YEAR}; HttpOnly; SameSite=Lax${secure}`;
}
