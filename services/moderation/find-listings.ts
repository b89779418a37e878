import { type DeskListing, findDeskListings } from "#db/queries/moderation-desks.ts";
import { DESK_LISTING_STATES, type DeskListingState } from "#services/moderation/desk-rules.ts";
import { cleanLine } from "#services/shared/clean-text.ts";
import { isId } from "#services/shared/ids.ts";
import type { Market } from "#services/shared/market.ts";
import { ok, type Result, refuse } from "#services/shared/result.ts";
import { hasStaffRole, type Viewer } from "#services/shared/viewer.ts";

export const LISTINGS_A_PAGE = 30;

export type ListingLine = {
  id: string;
  slug: string;
  name: string;
  state: DeskListingState;
  isPaused: boolean;
  reasonCode: string | null;
  reason: string | null;
  wasPublished: boolean;
  shop: { id: string; name: string; state: string };
  group: number;
  picture: string | null;
  stars: number | null;
};

export type ListingDesk = { lines: ListingLine[]; total: number; page: number; pages: number };

const toLine = (row: DeskListing): ListingLine => ({
  id: row.id,
  slug: row.slug,
  name: row.name,
  state: row.state as DeskListingState,
  isPaused: row.paused,
  reasonCode: row.state_reason_code,
  reason: row.state_reason,
  wasPublished: row.was_published,
  shop: { id: row.shop_id, name: row.shop_name, state: row.shop_state },
  group: row.group_number,
  picture: row.picture,
  stars: row.stars,
});

export type FindListings = { words: string; state: string | null; shopId: string | null; page: number };

/** Listings of all shops for the desk; filters that make no sense are left out, a page beyond the end is the last. */
export async function findListings(
  market: Market,
  viewer: Viewer,
  input: FindListings,
): Promise<Result<ListingDesk, "not_found">> {
  if (!hasStaffRole(viewer, "moderator")) return refuse("not_found");
  const filter = {
    words: cleanLine(input.words).slice(0, 100),
    state: DESK_LISTING_STATES.find((s) => s === input.state) ?? null,
    shopId: isId(input.shopId) ? input.shopId : null,
    limit: LISTINGS_A_PAGE,
  };
  const read = (page: number) => findDeskListings(market.db, { ...filter, offset: (page - 1) * LISTINGS_A_PAGE });
  const asked = Math.max(1, input.page);
  const rows = await read(asked);
  if (rows.length > 0 || asked === 1) return ok(pageOf(rows, asked));
  const total = (await read(1))[0]?.total ?? 0;
  const last = Math.max(1, Math.ceil(total / LISTINGS_A_PAGE));
  return ok(pageOf(await read(last), last));
}

function pageOf(rows: readonly DeskListing[], page: number): ListingDesk {
  const total = rows[0]?.total ?? 0;
  return { lines: rows.map(toLine), total, page, pages: Math.max(1, Math.ceil(total / LISTINGS_A_PAGE)) };
}
