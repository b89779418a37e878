import { createHmac, timingSafeEqual } from "node:crypto";

/** VNPay's hash: HMAC-SHA512 in lower-case hex. */
export function hmacSha512(secret: string, data: string): string {
  return createHmac("sha512", secret).update(data, "utf8").digest("hex");
}

/** Compares a hash that came in with ours in constant time; upper-case hex is the same hash. */
export function sameHash(received: string, expected: string): boolean {
  if (!/^[0-9a-f]{128}$/i.test(received)) return false;
  return timingSafeEqual(Buffer.from(received, "hex"), Buffer.from(expected, "hex"));
}

/** What VNPay 2.1.0 signs: empty values dropped, sorted by name, form-encoded (space as `+`), joined by `&`. */
export function canonicalQuery(fields: ReadonlyMap<string, string>): string {
  const names = [...fields.keys()].sort();
  const pairs = new URLSearchParams();
  for (const name of names) {
    const value = fields.get(name);
    if (value) pairs.append(name, value);
  }
  return pairs.toString();
}

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return null;
  }
}

/**
 * The `vnp_` fields of a raw query; everything else (a tracker's `utm_source`) is none of the protocol's and ignored.
 * Null when a `vnp_` field comes twice or cannot be decoded: two readers could understand it differently.
 */
export function readVnpFields(rawQuery: string): Map<string, string> | null {
  const fields = new Map<string, string>();
  for (const pair of rawQuery.replace(/^\?/, "").split("&")) {
    const cut = pair.indexOf("=");
    const name = decode(cut < 0 ? pair : pair.slice(0, cut));
    if (!name?.startsWith("vnp_")) continue;
    const value = cut < 0 ? "" : decode(pair.slice(cut + 1));
    if (value === null || fields.has(name)) return null;
    fields.set(name, value);
  }
  return fields;
}

/** VNPay's amounts are đồng × 100 in 1 to 12 digits; null for anything that is not a whole number of đồng. */
export function amountFromHundredths(text: string): number | null {
  if (!/^[1-9]\d{0,11}$/.test(text)) return null;
  const hundredths = Number(text);
  return hundredths % 100 === 0 ? hundredths / 100 : null;
}
