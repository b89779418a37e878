import { ok, type Result, refuse } from "./result.ts";

const REFERENCE = /^[\p{L}\p{N}][\p{L}\p{N} ./_-]{2,59}$/u;

/** A bank's reference as staff type it: 3 to 60 letters, digits, blanks and . / _ - */
export function readBankReference(typed: string): Result<string, "reference_missing" | "reference_invalid"> {
  const reference = typed.trim().normalize("NFC");
  if (reference === "") return refuse("reference_missing", { field: "reference" });
  if (!REFERENCE.test(reference)) return refuse("reference_invalid", { field: "reference" });
  return ok(reference);
}
