import { type OwnListingLine, type OwnTab, readOwnListings } from "#db/queries/catalogue-own.ts";
import { cleanLine } from "#services/shared/clean-text.ts";
import { isId } from "#services/shared/ids.ts";
import type { Market } from "#services/shared/market.ts";
import { ok, type Result, refuse } from "#services/shared/result.ts";
import { isMemberOf, type Viewer } from "#services/shared/viewer.ts";
import { mayManage } from "#services/shops/rules.ts";

export type { OwnListingLine, OwnTab };

export const OWN_TABS: readonly OwnTab[] = ["all", "on_sale", "draft", "submitted", "paused", "ended"];
const PAGE = 24;
const LAST_PAGE = 1000;

/** A shop's goods by state and words of their name, a page at a time; its members alone. */
export async function listOwnListings(
  market: Market,
  viewer: Viewer,
  input: { shopId: string; tab: string; words: string; page: number },
) {
  if (!isId(input.shopId) || !isMemberOf(viewer, input.shopId)) return refuse("not_found");
  const tab = OWN_TABS.find((t) => t === input.tab) ?? "all";
  const words = cleanLine(input.words).slice(0, 80);
  const page = Number.isSafeInteger(input.page) ? Math.min(Math.max(input.page, 1), LAST_PAGE) : 1;
  const { lines, counts } = await readOwnListings(market.db, input.shopId, {
    tab,
    words,
    limit: PAGE,
    offset: (page - 1) * PAGE,
  });
  const all = Object.values(counts).reduce((a, b) => a + b, 0);
  const shown = tab === "all" ? all : (counts[tab] ?? 0);
  const view = {
    lines,
    counts: { ...counts, all } as Partial<Record<OwnTab, number>>,
    tab,
    words,
    page,
    pages: Math.max(1, Math.ceil(shown / PAGE)),
    mayManage: mayManage(viewer, input.shopId),
  };
  return ok(view) satisfies Result<typeof view>;
}
