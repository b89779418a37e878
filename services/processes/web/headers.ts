import type { ServerResponse } from "node:http";

export type PolicySettings = {
  payOrigins: readonly string[];
  /** Where pages may connect besides their own origin: sockets and video. */
  lineOrigins: readonly string[];
  isDev: boolean;
  isHttps: boolean;
};

/** An address with its twin for sockets: browsers tell http and ws apart. */
export function lineOriginsOf(addresses: readonly (string | null)[], ownUrl: string): string[] {
  const own = new URL(ownUrl).host;
  const origins = addresses.flatMap((address) => {
    if (address === null) return [];
    const { protocol, host } = new URL(address);
    const isSafe = protocol === "https:" || protocol === "wss:";
    return [`${isSafe ? "wss" : "ws"}://${host}`, ...(host === own ? [] : [`${isSafe ? "https" : "http"}://${host}`])];
  });
  return [...new Set(origins)];
}

/**
 * The policy of every page. `form-action` names the pay host, because Chromium follows the 303 after a form only to
 * places the policy lists.
 */
export function contentPolicy(nonce: string, settings: PolicySettings): string {
  const dev = settings.isDev;
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'`,
    dev ? "style-src 'self' 'unsafe-inline'" : "style-src 'self'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    ["connect-src 'self'", ...(dev ? ["ws:"] : []), ...settings.lineOrigins].join(" "),
    "media-src 'self' blob: mediastream:",
    "object-src 'none'",
    "base-uri 'none'",
    ["form-action 'self'", ...settings.payOrigins].join(" "),
    "frame-ancestors 'none'",
  ].join("; ");
}

/** Headers of every answer, pages or not. */
export function setSecurityHeaders(response: ServerResponse, requestId: string, settings: PolicySettings): void {
  response.setHeader("X-Request-Id", requestId);
  response.setHeader("X-Content-Type-Options", "nosniff");
  response.setHeader("Referrer-Policy", "strict-origin-when-cross-origin");
  response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
  response.setHeader("Permissions-Policy", "geolocation=(), payment=(), usb=()");
  if (settings.isHttps) response.setHeader("Strict-Transport-Security", "max-age=31536000");
}
