import { readPage } from "#services/shared/page.ts";

/** How a listing may be ordered; the words of the address. */
export const SORTS = { newest: null, price: "gia", unit_price: "don-gia", stars: "sao" } as const;
export type Sort = keyof typeof SORTS;

/** What a listing's address asks for. Prices in đồng, both ends included; `page` from 1. */
export type ListingFilters = {
  communeSlug: string | null;
  stars: number | null;
  inStock: boolean;
  minVnd: number | null;
  maxVnd: number | null;
  sort: Sort;
  page: number;
};

export const NO_FILTERS: ListingFilters = {
  communeSlug: null,
  stars: null,
  inStock: false,
  minVnd: null,
  maxVnd: null,
  sort: "newest",
  page: 1,
};

export const PAGE_SIZE = 24;
const MAX_PRICE = 1_000_000_000_000;

function priceOf(text: string | null): number | null {
  const digits = (text ?? "").replace(/[\s.,\u20ABđ]/g, "");
  if (!/^\d{1,13}$/.test(digits)) return null;
  const amount = Number(digits);
  return amount <= MAX_PRICE ? amount : null;
}

function sortOf(text: string | null): Sort {
  const found = (Object.keys(SORTS) as Sort[]).find((key) => SORTS[key] === text);
  return found ?? "newest";
}

/**
 * Reads the filters of any query string. What it cannot read it leaves out, so that a broken link still shows goods;
 * a range typed the wrong way round is turned. A page that is none is told so, like one beyond the end.
 */
export function parseFilters(search: URLSearchParams): ListingFilters {
  const commune = search.get("xa");
  const stars = search.get("sao");
  const one = priceOf(search.get("tu"));
  const two = priceOf(search.get("den"));
  const isTurned = one !== null && two !== null && one > two;
  return {
    communeSlug: commune !== null && /^[a-z0-9-]{1,80}$/.test(commune) ? commune : null,
    stars: stars !== null && /^[1-5]$/.test(stars) ? Number(stars) : null,
    inStock: search.get("con") === "1",
    minVnd: isTurned ? two : one,
    maxVnd: isTurned ? one : two,
    sort: sortOf(search.get("xep")),
    page: readPage(search.get("trang")),
  };
}

/** The query of these filters, always in the same order and without what is usual: the canonical address of a listing. */
export function filterQuery(filters: ListingFilters): Record<string, string | number | null> {
  return {
    xa: filters.communeSlug,
    sao: filters.stars,
    con: filters.inStock ? 1 : null,
    tu: filters.minVnd,
    den: filters.maxVnd,
    xep: SORTS[filters.sort],
    trang: filters.page > 1 ? filters.page : null,
  };
}

/** Whether anything but order and page was chosen. */
export function isFiltered(filters: ListingFilters): boolean {
  return (
    filters.communeSlug !== null ||
    filters.stars !== null ||
    filters.inStock ||
    filters.minVnd !== null ||
    filters.maxVnd !== null
  );
}

export function lastPage(total: number, pageSize = PAGE_SIZE): number {
  return Math.max(1, Math.ceil(total / pageSize));
}
