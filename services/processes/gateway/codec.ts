import { createHmac, timingSafeEqual } from "node:crypto";

export type Fields = Record<string, string>;

/** Percent-encoding of forms, byte by byte: letters, digits and `.-*_` stay, a space is `+`, the rest is %XX. */
export function formEncode(text: string): string {
  let out = "";
  for (const byte of Buffer.from(text, "utf8")) {
    const char = String.fromCharCode(byte);
    if (/[A-Za-z0-9.*_-]/.test(char)) out += char;
    else if (byte === 0x20) out += "+";
    else out += `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;
  }
  return out;
}

/** The inverse of `formEncode`, for any encoder's output; null on a broken escape or bytes that are no UTF-8. */
export function formDecode(text: string): string | null {
  const bytes: number[] = [];
  const source = Buffer.from(text, "utf8");
  for (let i = 0; i < source.length; i += 1) {
    const byte = source[i] as number;
    if (byte !== 0x25) {
      bytes.push(byte === 0x2b ? 0x20 : byte);
      continue;
    }
    const hex = source.toString("latin1", i + 1, i + 3);
    if (!/^[0-9a-fA-F]{2}$/.test(hex)) return null;
    bytes.push(Number.parseInt(hex, 16));
    i += 2;
  }
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(Uint8Array.from(bytes));
  } catch {
    return null;
  }
}

/** All fields of a query string; null when one is broken or comes twice. */
export function readQuery(query: string): Fields | null {
  const fields: Fields = Object.create(null) as Fields;
  for (const pair of query.split("&")) {
    if (pair === "") continue;
    const [name = "", ...rest] = pair.split("=");
    const key = formDecode(name);
    const value = formDecode(rest.join("="));
    if (key === null || value === null || key in fields) return null;
    fields[key] = value;
  }
  return fields;
}

/** The text that is signed: no empty values, no hash, names in order, `name=value` form-encoded and joined by `&`. */
export function signedText(fields: Fields): string {
  return Object.entries(fields)
    .filter(([name, value]) => value !== "" && name !== "vnp_SecureHash" && name !== "vnp_SecureHashType")
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([name, value]) => `${formEncode(name)}=${formEncode(value)}`)
    .join("&");
}

export function hmac(secret: string, text: string): string {
  return createHmac("sha512", secret).update(Buffer.from(text, "utf8")).digest("hex");
}

export function hashMatches(given: string | undefined, secret: string, text: string): boolean {
  const expected = Buffer.from(hmac(secret, text));
  const received = Buffer.from((given ?? "").toLowerCase());
  return received.length === expected.length && timingSafeEqual(received, expected);
}

/** A signed query string, as VNPay puts behind a return address and an IPN address. */
export function signedQuery(fields: Fields, secret: string): string {
  const text = signedText(fields);
  return `${text}&vnp_SecureHash=${hmac(secret, text)}`;
}

/** Puts a query behind an address that may have one already. */
export function withQuery(address: string, query: string): string {
  return address + (address.includes("?") ? "&" : "?") + query;
}
