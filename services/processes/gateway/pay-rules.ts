import { type Fields, hashMatches, signedText } from "./codec.ts";
import { momentOf } from "./time.ts";

/** Codes of the error page: 70 signature, 72 terminal, 03 format, 15 too late, 01 reference already used today. */
export type PayFault = { code: "70" | "72" | "03" | "15" | "01"; field: string | null };

const RULES: Record<string, RegExp> = {
  vnp_Version: /^2\.1\.0$/,
  vnp_Command: /^pay$/,
  vnp_TmnCode: /^[A-Za-z0-9]{8}$/,
  vnp_Amount: /^[1-9]\d{0,11}$/,
  vnp_CurrCode: /^VND$/,
  vnp_Locale: /^(vn|en)$/,
  vnp_CreateDate: /^\d{14}$/,
  vnp_ExpireDate: /^\d{14}$/,
  vnp_TxnRef: /^[A-Za-z0-9._-]{1,100}$/,
  vnp_OrderInfo: /^[A-Za-z0-9 .,:_-]{1,255}$/,
  vnp_OrderType: /^[A-Za-z0-9]{1,100}$/,
  vnp_IpAddr: /^[0-9A-Fa-f.:]{7,45}$/,
  vnp_ReturnUrl: /^https?:\/\/[!-~]{3,250}$/,
};

/** What is wrong with a pay request, or null: terminal, signature, then every parameter's rule, then its time. */
export function payFault(
  fields: Fields | null,
  terminal: { tmnCode: string; hashSecret: string },
  now: number,
): PayFault | null {
  if (!fields) return { code: "03", field: null };
  if (fields.vnp_TmnCode !== terminal.tmnCode) return { code: "72", field: "vnp_TmnCode" };
  if (!hashMatches(fields.vnp_SecureHash, terminal.hashSecret, signedText(fields))) {
    return { code: "70", field: "vnp_SecureHash" };
  }
  const stranger = Object.keys(fields).find((name) => !/^vnp_\w{1,40}$/.test(name));
  if (stranger !== undefined) return { code: "03", field: stranger };
  for (const [name, rule] of Object.entries(RULES)) {
    if (!rule.test(fields[name] ?? "")) return { code: "03", field: name };
  }
  if (!/^\w{0,20}$/.test(fields.vnp_BankCode ?? "")) return { code: "03", field: "vnp_BankCode" };
  if (returnOrigin(fields.vnp_ReturnUrl ?? "") === null) return { code: "03", field: "vnp_ReturnUrl" };
  return timeFault(fields, now);
}

function timeFault(fields: Fields, now: number): PayFault | null {
  const created = momentOf(fields.vnp_CreateDate ?? "");
  const expires = momentOf(fields.vnp_ExpireDate ?? "");
  if (created === null) return { code: "03", field: "vnp_CreateDate" };
  if (expires === null || expires <= created) return { code: "03", field: "vnp_ExpireDate" };
  return now > expires ? { code: "15", field: "vnp_ExpireDate" } : null;
}

/** The origin of a return address that is safe to name in a header; null for an address we don't send anybody to. */
export function returnOrigin(address: string): string | null {
  if (address.length > 255 || address.includes("#") || !URL.canParse(address)) return null;
  const url = new URL(address);
  const safe = /^https?:$/.test(url.protocol) && !url.username && /^([a-z0-9.-]+|\[[0-9a-f:.]+\])$/.test(url.hostname);
  return safe ? url.origin : null;
}
