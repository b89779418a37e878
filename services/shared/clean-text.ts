// Zero-width letters, marks of direction and the like: they hide words from readers and from checks.
const INVISIBLE = /[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]|\udb40[\udc00-\udc7f]/g;
const PILED_MARKS = /(\p{M}{2})\p{M}+/gu;

/**
 * Text that somebody typed, as it is kept: composed (NFC), lines by `\n`, without control characters, invisible signs,
 * broken surrogates and towers of marks, no more than one empty line in a row, trimmed.
 */
export function cleanText(typed: string): string {
  return typed
    .toWellFormed()
    .replace(/\r\n?/g, "\n")
    .replace(/\p{Cc}/gu, (sign) => (sign === "\n" || sign === "\t" ? sign : ""))
    .replace(INVISIBLE, "")
    .normalize("NFC")
    .replace(PILED_MARKS, "$1")
    .replace(/[^\S\n]+/g, " ")
    .replace(/ ?\n ?/g, "\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}

/** The same on one line: names, addresses, numbers of papers. */
export function cleanLine(typed: string): string {
  return cleanText(typed.replace(/[\r\n]+/g, " "));
}

/** Letters as people count them, not code units. */
export function letterCount(text: string): number {
  return [...text].length;
}
