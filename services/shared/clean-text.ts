// What shows nothing: zero-width letters, marks of direction, fillers of Hangul (which count as letters), selectors of
// variants, an empty note head. They hide words from readers and from checks, or stand for a name that nobody can read.
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\ufff9-\ufffb\u{1d159}]/gu;
// A cell of Braille without dots is a blank.
const BLANK = /\u2800/g;
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
    .replace(BLANK, " ")
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
