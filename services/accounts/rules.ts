import { z } from "zod";
import { commonPasswords } from "#services/accounts/common-passwords.ts";
import { cleanLine } from "#services/shared/clean-text.ts";
import { vietnameseMobile } from "#services/shared/phone.ts";
import { type Refusal, refuse } from "#services/shared/result.ts";
import { LETTERS } from "#services/shared/text-limits.ts";

export type Contact = { channel: "mail"; address: string } | { channel: "sms"; address: string };

export const MIN_PASSWORD = 10;
export const MAX_PASSWORD = LETTERS.password;
export const MAX_NAME = LETTERS.personName;
const MAX_LOGIN = LETTERS.login;
const MOBILE_DIGITS = 10;

const emailShape = z.email();

export type LoginFault = "login_missing" | "login_wrong" | "phone_short";

/**
 * Reads what somebody typed as e-mail or Vietnamese mobile number: e-mail in small letters, phone as E.164.
 * A number with digits missing says how many.
 */
export function parseLogin(typed: string): { ok: true; value: Contact } | Refusal<LoginFault> {
  const text = typed.trim().normalize("NFC");
  if (text === "") return refuse("login_missing", { field: "login" });
  if (text.length > MAX_LOGIN) return refuse("login_wrong", { field: "login" });
  if (text.includes("@")) {
    const address = text.toLowerCase();
    const isOurs = address.endsWith(STAND_IN_DOMAIN);
    return emailShape.safeParse(address).success && !isOurs
      ? { ok: true, value: { channel: "mail", address } }
      : refuse("login_wrong", { field: "login" });
  }
  const phone = vietnameseMobile(text);
  if (phone !== null) return { ok: true, value: { channel: "sms", address: phone } };
  const digits = text.replace(/\D/g, "").replace(/^84/, "0");
  if (/^[\d\s.()+-]+$/.test(text) && digits.startsWith("0") && digits.length < MOBILE_DIGITS) {
    return refuse("phone_short", { field: "login", details: { missing: MOBILE_DIGITS - digits.length } });
  }
  return refuse("login_wrong", { field: "login" });
}

const STAND_IN_DOMAIN = "@phone.invalid";

/** The e-mail that stands for an account opened by phone; `.invalid` never reaches anybody (RFC 2606). */
export function standInEmail(accountId: string): string {
  return `phone-${accountId}${STAND_IN_DOMAIN}`;
}

export type PasswordFault = "password_short" | "password_long" | "password_is_login" | "password_common";

const plain = (text: string) => text.normalize("NFC").toLowerCase().replace(/\s/g, "");

/**
 * What is wrong with a new password, or null: at least ten letters, not what one signs in with, none of the commonest.
 * Letters are counted as people see them, so that "ế" is one whichever way it is encoded.
 */
export function passwordFault(password: string, logins: readonly string[]): PasswordFault | null {
  const letters = [...password.normalize("NFC")].length;
  if (letters < MIN_PASSWORD) return "password_short";
  if (letters > MAX_PASSWORD) return "password_long";
  const same = plain(password);
  const own = logins.flatMap((login) => [plain(login), plain(login).replace(/^\+84/, "0"), plain(login).split("@")[0]]);
  if (own.includes(same)) return "password_is_login";
  return commonPasswords.has(same) ? "password_common" : null;
}

/** A person's name as kept: trimmed, single spaces, no control characters or signs that show nothing; null when nothing is left or too long. */
export function cleanName(typed: string): string | null {
  const name = cleanLine(typed.replace(/[\p{Cf}\p{Co}]/gu, " "));
  return name === "" || [...name].length > MAX_NAME ? null : name;
}

/**
 * Where to go back to: a path of this very site, or null. Backslashes, double slashes and control characters are how
 * browsers are led elsewhere.
 */
export function safeReturn(path: string | null | undefined): string | null {
  if (!path || path.length > 500 || !/^\/(?![/\\])/.test(path)) return null;
  if (/[\\\p{Cc}]/u.test(path)) return null;
  const base = "http://market.invalid";
  const url = URL.canParse(path, base) ? new URL(path, base) : null;
  if (!url || url.origin !== base || url.pathname.startsWith("//")) return null;
  return url.pathname + url.search;
}
