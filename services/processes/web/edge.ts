import type { IncomingMessage } from "node:http";
import { isIP } from "node:net";
import type { Settings } from "#services/shared/env.ts";
import { nameOfHost, ownNames } from "#services/shared/own-addresses.ts";

export type EdgeSettings = Pick<Settings, "TRUST_PROXY" | "PUBLIC_URL" | "HOST">;

function isLoopback(address: string): boolean {
  return address === "::1" || address.startsWith("127.") || address.startsWith("::ffff:127.");
}

/** What proxies put in; one of them is enough to say that the caller is somebody else. */
const PROXY_MARKS = [
  "x-forwarded-for",
  "x-real-ip",
  "forwarded",
  "via",
  "x-forwarded-host",
  "x-forwarded-proto",
] as const;

/** Whether a request comes from this very machine, and not through a proxy on it. */
export function isFromHere(request: IncomingMessage): boolean {
  const isPassedOn = PROXY_MARKS.some((name) => request.headers[name] !== undefined);
  return isLoopback(request.socket.remoteAddress ?? "") && !isPassedOn;
}

function isTrusted(peer: string, trust: Settings["TRUST_PROXY"]): boolean {
  return trust === "all" || (trust === "loopback" && isLoopback(peer));
}

/** The caller's address: what a trusted proxy says last, else the peer itself. */
export function clientAddressOf(request: IncomingMessage, settings: EdgeSettings): string {
  const peer = request.socket.remoteAddress ?? "0.0.0.0";
  if (!isTrusted(peer, settings.TRUST_PROXY)) return peer;
  const forwarded =
    String(request.headers["x-forwarded-for"] ?? "")
      .split(",")
      .at(-1)
      ?.trim() ?? "";
  return isIP(forwarded) ? forwarded : peer;
}

const SAFE = new Set(["GET", "HEAD"]);

function originsOf(request: IncomingMessage, settings: EdgeSettings): string[] {
  const own = new URL(settings.PUBLIC_URL).origin;
  const host = request.headers.host ?? "";
  const isOurs = own.startsWith("http:") && ownNames(settings).has(nameOfHost(host));
  return isOurs ? [own, `http://${host}`] : [own];
}

/**
 * Whether a write comes from a page of ours. Browsers send `Sec-Fetch-Site` or `Origin` with every form; a request
 * that carries neither, or another site's, is refused.
 */
export function isForged(request: IncomingMessage, settings: EdgeSettings): boolean {
  if (SAFE.has(request.method ?? "GET")) return false;
  const site = request.headers["sec-fetch-site"];
  const origin = request.headers.origin;
  if (site === undefined && origin === undefined) return true;
  if (site !== undefined && site !== "same-origin" && site !== "none") return true;
  return origin !== undefined && !originsOf(request, settings).includes(origin);
}

export const MAX_FORM_BYTES = 1_000_000;
/**
 * Twelve photos of 20 MB and the form around them. Forms with files are read as they arrive and what is too large is
 * dropped on the way, so that the page can say so beside its field.
 */
export const MAX_UPLOAD_BYTES = 260_000_000;

export function maxBodyBytes(request: IncomingMessage): number {
  return String(request.headers["content-type"] ?? "").startsWith("multipart/form-data")
    ? MAX_UPLOAD_BYTES
    : MAX_FORM_BYTES;
}
