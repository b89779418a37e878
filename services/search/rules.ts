const MAX_LETTERS = 200;
const MAX_WORDS = 12;

/**
 * The words of what somebody typed: letters and digits in lower case, in their composed form. Signs, control characters
 * and broken surrogates fall away; more than 12 words or 200 letters are not asked for. Empty: nothing to search.
 */
export function searchWords(typed: string): string[] {
  return typed
    .slice(0, MAX_LETTERS * 4)
    .toWellFormed()
    .normalize("NFC")
    .toLowerCase()
    .slice(0, MAX_LETTERS)
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
    .slice(0, MAX_WORDS);
}
