import { type Language, readListingPage } from "#db/queries/catalogue.ts";
import { type Card, toCard } from "#services/catalogue/card.ts";
import { type ListingFilters, lastPage, PAGE_SIZE } from "#services/catalogue/filter-rules.ts";
import { reference } from "#services/catalogue/reference.ts";
import type { Market } from "#services/shared/market.ts";
import { ok, type Result, refuse } from "#services/shared/result.ts";

export type GroupPage = {
  slug: string;
  number: number;
  name: string;
  /** The filters that took effect: an unknown commune is dropped. */
  filters: ListingFilters;
  communes: { slug: string; name: string }[];
  total: number;
  shops: number;
  lastPage: number;
  cards: Card[];
};

/** A group's goods on sale, filtered, in order, 24 a page. The group answers to either of its slugs. */
export async function viewGroup(
  market: Market,
  input: { slug: string; language: Language; filters: ListingFilters },
): Promise<Result<GroupPage, "not_found">> {
  const { groups, communes } = await reference(market);
  const group = groups.find((g) => g.slug === input.slug || g.slug_en === input.slug);
  if (!group) return refuse("not_found");
  const commune = communes.find((c) => c.slug === input.filters.communeSlug);
  const filters = { ...input.filters, communeSlug: commune?.slug ?? null };
  const found = await readListingPage(market.db, {
    groupNumber: group.number,
    ...(commune ? { communeCode: commune.code } : {}),
    stars: filters.stars,
    inStock: filters.inStock,
    minVnd: filters.minVnd,
    maxVnd: filters.maxVnd,
    sort: filters.sort,
    limit: PAGE_SIZE,
    offset: (filters.page - 1) * PAGE_SIZE,
    language: input.language,
  });
  return ok({
    slug: group.slug,
    number: group.number,
    name: group[input.language],
    filters,
    communes: communes.map((c) => ({ slug: c.slug, name: c.name })).sort((a, b) => a.name.localeCompare(b.name, "vi")),
    total: found.total,
    shops: found.shops,
    lastPage: lastPage(found.total),
    cards: found.rows.map((row) => toCard(row, input.language)),
  });
}
