import { isIPv4, isIPv6 } from "node:net";
import { unaccented } from "#services/shared/unaccented.ts";

/**
 * `vnp_OrderInfo`: 1–255 characters of unaccented Vietnamese without special characters. Encoders disagree on
 * `! ' ( ) * ~` and on accents, so that only letters, digits and single spaces are left; `fallback` when nothing is.
 */
export function plainOrderInfo(description: string, fallback: string): string {
  const plain = unaccented(description)
    .replace(/[^A-Za-z0-9]+/g, " ")
    .trim()
    .slice(0, 255)
    .trimEnd();
  return plain || fallback;
}

/** `vnp_IpAddr`: 7–45 characters. Short IPv6 is written out, IPv4 inside IPv6 unwrapped, no address at all replaced. */
export function plainAddress(address: string, fallback: string): string {
  const bare = address.trim().replace(/%.*$/, "");
  const wrapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(bare)?.[1];
  if (wrapped && isIPv4(wrapped)) return wrapped;
  if (isIPv4(bare)) return bare;
  if (!isIPv6(bare)) return fallback;
  if (bare.length >= 7) return bare;
  const [head = "", tail = ""] = bare.split("::");
  const left = head.split(":").filter(Boolean);
  const right = tail.split(":").filter(Boolean);
  return [...left, ...Array<string>(8 - left.length - right.length).fill("0"), ...right].join(":");
}
