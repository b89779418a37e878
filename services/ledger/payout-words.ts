import { cleanText, letterCount } from "#services/shared/clean-text.ts";
import { ok, type Result, refuse } from "#services/shared/result.ts";
import { LETTERS } from "#services/shared/text-limits.ts";

/** Why something was not paid, as finance types it. */
export function readWords(typed: string): Result<string, "reason_missing" | "too_long"> {
  const text = cleanText(typed);
  if (text === "") return refuse("reason_missing", { field: "reason" });
  if (letterCount(text) > LETTERS.note) return refuse("too_long", { field: "reason", details: { max: LETTERS.note } });
  return ok(text);
}
