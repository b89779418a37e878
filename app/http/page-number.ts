import { parseFilters } from "#services/catalogue/filter-rules.ts";

/** The `trang` of an address; what cannot be read is page 1. */
export function pageNumber(request: Request): number {
  return parseFilters(new URL(request.url).searchParams).page;
}
