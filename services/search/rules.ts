import { readPage } from "#services/shared/page.ts";
import { SEARCH_SORTS, type SearchSort } from "./port.ts";

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

/** What the address of the search page asks for. */
export type SearchAsk = {
  words: string;
  groupSlug: string | null;
  communeSlug: string | null;
  stars: number | null;
  sort: SearchSort;
  page: number;
};

export const SEARCH_PAGE_SIZE = 24;
const MAX_WORDS_LENGTH = 200;

const SORT_WORDS: Record<SearchSort, string | null> = {
  relevance: null,
  newest: "moi",
  price: "gia",
  unit_price: "don-gia",
  stars: "sao",
};

const slugIn = (text: string | null) => (text !== null && /^[a-z0-9-]{1,80}$/.test(text) ? text : null);

/** Reads any query string; what cannot be read is left out, but for the page. */
export function parseSearch(search: URLSearchParams): SearchAsk {
  const stars = search.get("sao");
  const sort = search.get("xep");
  return {
    words: (search.get("q") ?? "")
      .toWellFormed()
      .normalize("NFC")
      .replace(/\p{Cc}/gu, " ")
      .trim()
      .slice(0, MAX_WORDS_LENGTH),
    groupSlug: slugIn(search.get("nhom")),
    communeSlug: slugIn(search.get("xa")),
    stars: stars !== null && /^[1-5]$/.test(stars) ? Number(stars) : null,
    sort: SEARCH_SORTS.find((known) => SORT_WORDS[known] === sort) ?? "relevance",
    page: readPage(search.get("trang")),
  };
}

/** The query of these wishes, in one order and without what is usual. */
export function searchQuery(ask: SearchAsk): Record<string, string | number | null> {
  return {
    q: ask.words || null,
    nhom: ask.groupSlug,
    xa: ask.communeSlug,
    sao: ask.stars,
    xep: SORT_WORDS[ask.sort],
    trang: ask.page > 1 ? ask.page : null,
  };
}
