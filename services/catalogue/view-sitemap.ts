import { countSitemap, readSitemap, type SitemapRow } from "#db/queries/catalogue-places.ts";
import { reference } from "#services/catalogue/reference.ts";
import type { Market } from "#services/shared/market.ts";

/** The protocol allows 50,000 addresses a file; each page has one in both languages. */
export const SITEMAP_PAGE = 20_000;

export type SitemapEntry = { kind: SitemapRow["kind"] | "group" | "commune" | "home" | "communes"; slug: string };
export type Sitemap = { parts: number; entries: SitemapEntry[] };

/** One part of the list of all public pages, from 1. Groups and communes stand in the first. */
export async function viewSitemap(market: Market, part: number): Promise<Sitemap> {
  const [{ groups, communes }, total, rows] = await Promise.all([
    reference(market),
    countSitemap(market.db),
    readSitemap(market.db, SITEMAP_PAGE, (part - 1) * SITEMAP_PAGE),
  ]);
  const fixed: SitemapEntry[] = [
    { kind: "home", slug: "" },
    { kind: "communes", slug: "" },
    ...groups.map((g) => ({ kind: "group" as const, slug: g.slug })),
    ...communes.map((c) => ({ kind: "commune" as const, slug: c.slug })),
  ];
  return { parts: Math.max(1, Math.ceil(total / SITEMAP_PAGE)), entries: part === 1 ? [...fixed, ...rows] : [...rows] };
}
