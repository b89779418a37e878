import type { Language } from "#db/queries/catalogue.ts";
import { type HomeRow, readCounts, readHome } from "#db/queries/catalogue-places.ts";
import { type Card, toCard } from "#services/catalogue/card.ts";
import { type CommuneMap, drawMap } from "#services/catalogue/map.ts";
import { reference } from "#services/catalogue/reference.ts";
import type { CommuneCount } from "#services/catalogue/view-commune.ts";
import type { Market } from "#services/shared/market.ts";

export type HomePage = {
  /** The one with most stars, shown large. */
  first: Card | null;
  /** The newest three, beside it. */
  shelf: Card[];
  newest: Card[];
  starred: Card[];
  groups: { number: number; slug: string; name: string; count: number }[];
  communes: CommuneCount[];
  communeTotal: number;
  map: CommuneMap | null;
  shops: NonNullable<HomeRow["shops"]>;
  shopTotal: number;
  total: number;
  stars: NonNullable<HomeRow["stars"]>;
};

const CARDS = 8;
const SHELF = 3;
const COMMUNES = 12;

/** Shares the goods out so that none stands twice on the page. */
function arrange(home: HomeRow, language: Language): Pick<HomePage, "first" | "shelf" | "newest" | "starred"> {
  const newest = (home.newest ?? []).map((c) => toCard(c, language));
  const starred = (home.starred ?? []).map((c) => toCard(c, language));
  const first = starred[0] ?? newest[0] ?? null;
  const fresh = newest.filter((c) => c.slug !== first?.slug);
  const grid = fresh.slice(SHELF, SHELF + CARDS);
  const shown = new Set([first, ...fresh.slice(0, SHELF), ...grid].map((c) => c?.slug));
  return {
    first,
    shelf: fresh.slice(0, SHELF),
    newest: grid,
    starred: starred.filter((c) => !shown.has(c.slug)).slice(0, CARDS),
  };
}

/** What the market's first page shows; every number is counted when it is asked. */
export async function viewHome(market: Market, language: Language): Promise<HomePage> {
  const [{ groups, communes }, counts, home] = await Promise.all([
    reference(market),
    readCounts(market.db),
    readHome(market.db, language, { newest: SHELF + CARDS + 1, starred: 3 * CARDS }),
  ]);
  const ofCommune = new Map(counts.map((c) => [c.commune_code, c.n]));
  const ofGroup = new Map(counts.map((c) => [c.group_number, c.n]));
  const counted = communes.map((c) => ({ ...c, count: ofCommune.get(c.code) ?? 0 }));
  const list = groups.map((g) => ({
    number: g.number,
    slug: g.slug,
    name: g[language],
    count: ofGroup.get(g.number) ?? 0,
  }));
  return {
    ...arrange(home, language),
    groups: list,
    communes: counted
      .filter((c) => c.count > 0)
      .sort((a, b) => b.count - a.count || a.name.localeCompare(b.name, "vi"))
      .slice(0, COMMUNES)
      .map(({ slug, name, kind, count }) => ({ slug, name, kind, count })),
    communeTotal: communes.length,
    map: drawMap(counted),
    shops: home.shops ?? [],
    shopTotal: home.shop_total,
    total: list.reduce((sum, g) => sum + g.count, 0),
    stars: home.stars ?? [],
  };
}
