import { randomBytes } from "node:crypto";
import { v5, v7, validate } from "uuid";

/** A UUIDv7, made by the caller so that a repeated request can carry the same one. */
export function newId(): string {
  return v7();
}

/** The same UUID for the same words under the same id, for things that a repeated request brings again. */
export function repeatableId(under: string, words: string): string {
  return v5(words, under);
}

export function isId(value: unknown): value is string {
  return typeof value === "string" && validate(value);
}

const CODE_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** A code people see and type: 10 characters of base32 without look-alikes (Crockford), 50 random bits. */
export function newCode(length = 10): string {
  let code = "";
  for (const byte of randomBytes(length)) code += CODE_ALPHABET[byte & 31];
  return code;
}

/** Reads a typed code forgivingly: spaces and dashes dropped, O as 0, I and L as 1, upper case. */
export function normaliseCode(typed: string): string {
  return typed.toUpperCase().replace(/[\s-]/g, "").replace(/O/g, "0").replace(/[IL]/g, "1");
}
