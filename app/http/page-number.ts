import { readPage } from "#services/shared/page.ts";

/** The `trang` of an address; see `readPage`. */
export function pageNumber(request: Request): number {
  return readPage(new URL(request.url).searchParams.get("trang"));
}
