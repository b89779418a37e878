import { randomBytes } from "node:crypto";
import { guestCookieName } from "#services/accounts/session-cookie.ts";
import type { Viewer } from "#services/shared/viewer.ts";

const HALF_A_YEAR = 180 * 86_400;

/** Gives a browser without account or secret a secret of its own, under which its cart and guest orders are kept. */
export function withGuest(viewer: Viewer, isHttps: boolean): { viewer: Viewer; cookie: string | null } {
  if (viewer.accountId !== null || viewer.guestToken !== null) return { viewer, cookie: null };
  const guestToken = randomBytes(32).toString("base64url");
  const secure = isHttps ? "; Secure" : "";
  const cookie = `${guestCookieName(isHttps)}=${guestToken}; Path=/; Max-Age=${HALF_A_YEAR}; HttpOnly; SameSite=Lax${secure}`;
  return { viewer: { ...viewer, guestToken }, cookie };
}

/** A path of this market to go back to, or the fallback: never another site. */
export function backPath(typed: FormDataEntryValue | null, fallback: string): string {
  const path = typeof typed === "string" ? typed : "";
  return /^\/(?![/\\])[^\s\\]{0,400}$/.test(path) ? path : fallback;
}
