import { type Language, readListingPage } from "#db/queries/catalogue.ts";
import { type CommunePageRow, readCommunePage, readCounts } from "#db/queries/catalogue-places.ts";
import { type Card, toCard } from "#services/catalogue/card.ts";
import { lastPage, PAGE_SIZE } from "#services/catalogue/filter-rules.ts";
import { type CommuneMap, drawMap } from "#services/catalogue/map.ts";
import { reference } from "#services/catalogue/reference.ts";
import type { Market } from "#services/shared/market.ts";
import { ok, type Result, refuse } from "#services/shared/result.ts";
import { isSlug } from "#services/shared/slug.ts";

export type CommunePage = {
  slug: string;
  name: string;
  kind: string;
  province: string;
  former: { name: string; kind: string; district: string }[];
  producers: NonNullable<CommunePageRow["producers"]>;
  total: number;
  page: number;
  lastPage: number;
  cards: Card[];
};

/** A commune of the programme: what it was before, who sells there, and goods that come from it, 24 a page. */
export async function viewCommune(
  market: Market,
  input: { slug: string; language: Language; page: number },
): Promise<Result<CommunePage, "not_found">> {
  if (!isSlug(input.slug)) return refuse("not_found");
  const row = await readCommunePage(market.db, input.slug);
  if (!row) return refuse("not_found");
  const goods = await readListingPage(market.db, {
    communeCode: row.code,
    sort: "newest",
    limit: PAGE_SIZE,
    offset: (input.page - 1) * PAGE_SIZE,
    language: input.language,
  });
  return ok({
    slug: row.slug,
    name: row.name,
    kind: row.kind,
    province: row.province,
    former: row.former ?? [],
    producers: row.producers ?? [],
    total: goods.total,
    page: input.page,
    lastPage: lastPage(goods.total),
    cards: goods.rows.map((r) => toCard(r, input.language)),
  });
}

export type CommuneCount = { slug: string; name: string; kind: string; count: number };
export type CommunesPage = { province: string; communes: CommuneCount[]; map: CommuneMap | null };

/** All communes of the programme with how many goods come from each, by name, and the map of them. */
export async function viewCommunes(market: Market): Promise<CommunesPage> {
  const { communes, province } = await reference(market);
  const counts = await readCounts(market.db);
  const byCode = new Map(counts.flatMap((c) => (c.commune_code === null ? [] : [[c.commune_code, c.n] as const])));
  const counted = communes.map((c) => ({ ...c, count: byCode.get(c.code) ?? 0 }));
  return {
    province,
    map: drawMap(counted),
    communes: counted
      .map(({ slug, name, kind, count }) => ({ slug, name, kind, count }))
      .sort((a, b) => a.name.localeCompare(b.name, "vi")),
  };
}
