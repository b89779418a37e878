import { type Language, readListingPage, readMovedSlug } from "#db/queries/catalogue.ts";
import { readShopPage, type ShopRow } from "#db/queries/catalogue-places.ts";
import { type Card, toCard } from "#services/catalogue/card.ts";
import { lastPage, PAGE_SIZE } from "#services/catalogue/filter-rules.ts";
import { type Seller, toSeller } from "#services/catalogue/seller.ts";
import type { Market } from "#services/shared/market.ts";
import { ok, type Result, refuse } from "#services/shared/result.ts";
import { isSlug } from "#services/shared/slug.ts";

export type ShopPage = {
  slug: string;
  name: string;
  story: string;
  picture: { hash: string; alt: string } | null;
  isPaused: boolean;
  since: string | null;
  seller: Seller;
  commune: { slug: string | null; kind: string; name: string } | null;
  certified: number;
  total: number;
  page: number;
  lastPage: number;
  cards: Card[];
  lots: NonNullable<ShopRow["lots"]>;
  hasMoreLots: boolean;
};

/** An approved shop's page with 24 of its goods, newest first; a paused shop is shown without goods. */
export async function viewShop(
  market: Market,
  input: { slug: string; language: Language; page: number },
): Promise<Result<ShopPage, "not_found" | "moved">> {
  if (!isSlug(input.slug)) return refuse("not_found");
  const row = await readShopPage(market.db, input.slug);
  if (!row) {
    const moved = await readMovedSlug(market.db, "shop", input.slug);
    return moved === null ? refuse("not_found") : refuse("moved", { details: { slug: moved } });
  }
  const goods = await readListingPage(market.db, {
    shopId: row.id,
    sort: "newest",
    limit: PAGE_SIZE,
    offset: (input.page - 1) * PAGE_SIZE,
    language: input.language,
  });
  return ok({
    slug: row.slug,
    name: row.name,
    story: row.story,
    picture: row.picture === null ? null : { hash: row.picture, alt: row.alt ?? "" },
    isPaused: row.paused,
    since: row.approved_on,
    seller: toSeller(row),
    commune:
      row.producer_commune === null
        ? null
        : { slug: row.commune_slug, kind: row.producer_commune_kind ?? "", name: row.producer_commune },
    certified: row.certified,
    total: goods.total,
    page: input.page,
    lastPage: lastPage(goods.total),
    cards: goods.rows.map((r) => toCard(r, input.language)),
    lots: row.paused ? [] : (row.lots ?? []),
    hasMoreLots: row.more_lots,
  });
}
