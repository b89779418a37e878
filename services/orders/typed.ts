import { cleanLine } from "#services/shared/clean-text.ts";
import { normaliseCode } from "#services/shared/ids.ts";

/** The code somebody typed or an address carried, as kept; empty, which no order has, for what can't be one. */
export function typedCode(typed: string): string {
  const code = normaliseCode(typed);
  return /^[0-9A-Z]{6,20}$/.test(code) ? code : "";
}

/** A sentence somebody typed: control characters, which the database wouldn't keep, become blanks. */
export function typedWords(typed: string): string {
  return cleanLine(typed.replace(/\p{Cc}+/gu, " "));
}
