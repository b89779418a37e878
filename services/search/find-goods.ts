import { type Language, readCardsByIds } from "#db/queries/catalogue.ts";
import { type Card, toCard } from "#services/catalogue/card.ts";
import { lastPage } from "#services/catalogue/filter-rules.ts";
import { reference } from "#services/catalogue/reference.ts";
import type { Market } from "#services/shared/market.ts";
import { SEARCH_PAGE_SIZE, type SearchAsk } from "./rules.ts";

export type Choice = { slug: string; name: string; count?: number };

export type SearchPage = {
  /** The wishes that took effect: an unknown group or commune is dropped. */
  ask: SearchAsk;
  /** Without the hits of this page that may not be shown any more. */
  total: number;
  /** Whether goods that may not be shown could still be counted among those of other pages. */
  isAbout: boolean;
  lastPage: number;
  cards: Card[];
  groups: Choice[];
  communes: Choice[];
  stars: { stars: number; count?: number }[];
};

/**
 * Goods that answer to words. The engine finds and counts; what is shown of each hit is what the database says now, and
 * a hit that left the market, or whose stars are no longer those that were asked for, is dropped and not counted. While
 * the engine is known to be behind, facets go without numbers.
 */
export async function findGoods(market: Market, ask: SearchAsk, language: Language): Promise<SearchPage> {
  const { groups, communes } = await reference(market);
  const group = groups.find((g) => g.slug === ask.groupSlug || g.slug_en === ask.groupSlug);
  const commune = communes.find((c) => c.slug === ask.communeSlug);
  const taken: SearchAsk = { ...ask, groupSlug: group?.slug ?? null, communeSlug: commune?.slug ?? null };
  const hits = await market.search.find({
    words: ask.words,
    groupNumber: group?.number ?? null,
    communeCode: commune?.code ?? null,
    stars: ask.stars,
    sort: ask.sort,
    page: ask.page,
    pageSize: SEARCH_PAGE_SIZE,
  });
  const rows = await readCardsByIds(market.db, hits.listingIds, language);
  const shown = ask.stars === null ? rows : rows.filter((row) => row.stars === ask.stars);
  const dropped = hits.listingIds.length - shown.length;
  const isAll = hits.total <= hits.listingIds.length;
  const choice = <T extends object>(found: T, count: number) => (dropped > 0 ? found : { ...found, count });
  return {
    ask: taken,
    total: hits.total - dropped,
    isAbout: !hits.isLive && !isAll,
    lastPage: lastPage(hits.total, SEARCH_PAGE_SIZE),
    cards: shown.map((row) => toCard(row, language)),
    groups: hits.facets.groups.flatMap(({ groupNumber, count }) => {
      const found = groups.find((g) => g.number === groupNumber);
      return found ? [choice({ slug: found.slug, name: found[language] }, count)] : [];
    }),
    communes: hits.facets.communes.flatMap(({ communeCode, count }) => {
      const found = communes.find((c) => c.code === communeCode);
      return found ? [choice({ slug: found.slug, name: found.name }, count)] : [];
    }),
    stars: hits.facets.stars.map(({ stars, count }) => choice({ stars }, count)),
  };
}
