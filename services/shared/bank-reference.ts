import { LETTERS } from "#services/shared/text-limits.ts";
import { cleanLine } from "./clean-text.ts";
import { ok, type Result, refuse } from "./result.ts";

const REFERENCE = new RegExp(`^[\\p{L}\\p{N}][\\p{L}\\p{N} ./_-]{2,${LETTERS.bankReference - 1}}$`, "u");

/** A bank's reference as staff type it: 3 to 60 letters, digits, blanks and . / _ - */
export function readBankReference(typed: string): Result<string, "reference_missing" | "reference_invalid"> {
  const reference = cleanLine(typed);
  if (reference === "") return refuse("reference_missing", { field: "reference" });
  if (!REFERENCE.test(reference)) return refuse("reference_invalid", { field: "reference" });
  return ok(reference);
}
