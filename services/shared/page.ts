/** A page that no list has. */
export const NO_PAGE = 1_000_000;

/** The page that an address asks for: the first by default, and for what is no number of a page one that no list has. */
export function readPage(text: string | null): number {
  if (text === null || text === "") return 1;
  return /^[1-9]\d*$/.test(text) ? Math.min(Number(text), NO_PAGE) : NO_PAGE;
}
