import { createHash, createHmac, timingSafeEqual } from "node:crypto";

export const GUEST_COOKIE = "cp_guest";

/** `__Host-` binds the cookie to this very host; browsers accept it over https alone. */
export function sessionCookieName(isHttps: boolean): string {
  return isHttps ? "__Host-cp_session" : "cp_session";
}

export function guestCookieName(isHttps: boolean): string {
  return isHttps ? `__Host-${GUEST_COOKIE}` : GUEST_COOKIE;
}

export function readCookie(header: string | undefined | null, name: string): string | null {
  if (!header) return null;
  for (const part of header.split(";")) {
    const at = part.indexOf("=");
    if (at > 0 && part.slice(0, at).trim() === name) return part.slice(at + 1).trim();
  }
  return null;
}

function decode(value: string): string | null {
  try {
    return decodeURIComponent(value);
  } catch {
    return null;
  }
}

/**
 * The session token inside better-auth's signed cookie (`token.base64(HMAC-SHA256(secret, token))`, URL-encoded), or
 * null when the signature is not ours: a copy of the sessions table opens no door.
 */
export function tokenOfCookie(cookie: string | null, secret: string): string | null {
  const value = cookie === null ? null : decode(cookie);
  if (value === null) return null;
  const dot = value.lastIndexOf(".");
  if (dot < 1) return null;
  const token = value.slice(0, dot);
  const expected = createHmac("sha256", secret).update(token).digest();
  const given = Buffer.from(value.slice(dot + 1), "base64");
  return given.length === expected.length && timingSafeEqual(given, expected) ? token : null;
}

/** What the database keeps of a guest's secret. */
export function hashToken(token: string): string {
  return createHash("sha256").update(token).digest("base64url");
}
