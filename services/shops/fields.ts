import { isHomeCommune } from "#db/queries/shops-seller.ts";
import { findClaims } from "#services/shared/claims.ts";
import { cleanLine, cleanText, letterCount } from "#services/shared/clean-text.ts";
import type { Connection } from "#services/shared/market.ts";
import { ok, type Result, refuse } from "#services/shared/result.ts";
import { LETTERS } from "#services/shared/text-limits.ts";

/** The longest a field may be, in letters. */
export const MAX_LETTERS = {
  name: LETTERS.fullName,
  addressLine: LETTERS.addressLine,
  story: 4000,
  bankName: LETTERS.bank,
  holder: LETTERS.bank,
} as const;

type Length = keyof typeof MAX_LETTERS;

export type FieldRefusal = "too_long" | "unknown_commune" | "odd_phone" | "odd_number" | "odd_zone";

/** A line of text, cleaned; refused when it is longer than it may be. */
export function lineOf(typed: string, kind: Length, field: string): Result<string, "too_long"> {
  return limited(cleanLine(typed), kind, field);
}

/** Several lines of text, cleaned; refused when they are longer than they may be. */
export function wordsOf(typed: string, kind: Length, field: string): Result<string, "too_long"> {
  return limited(cleanText(typed), kind, field);
}

/** Words that goods may not be praised with are refused in a shop's own name and story too. */
export function withoutClaims(text: string, field: string): Result<string, "claims"> {
  const words = findClaims(text);
  return words.length === 0 ? ok(text) : refuse("claims", { field, details: { words: words.join(", ") } });
}

function limited(text: string, kind: Length, field: string): Result<string, "too_long"> {
  const length = letterCount(text);
  const max = MAX_LETTERS[kind];
  return length <= max ? ok(text) : refuse("too_long", { field, details: { max, length } });
}

/** A commune of the home province, or empty for none yet. */
export async function communeOf(
  db: Connection,
  code: string,
  field: string,
): Promise<Result<string | null, "unknown_commune">> {
  if (code === "") return ok(null);
  if (!/^\d{5}$/.test(code) || !(await isHomeCommune(db, code))) return refuse("unknown_commune", { field });
  return ok(code);
}
