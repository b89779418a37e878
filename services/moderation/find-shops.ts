import { type DeskShop, findDeskShops } from "#db/queries/moderation-desks.ts";
import { DESK_SHOP_STATES, type DeskShopState } from "#services/moderation/desk-rules.ts";
import { cleanLine } from "#services/shared/clean-text.ts";
import type { Market } from "#services/shared/market.ts";
import { ok, type Result, refuse } from "#services/shared/result.ts";
import { hasStaffRole, type Viewer } from "#services/shared/viewer.ts";

export const SHOPS_A_PAGE = 30;

export type ShopLine = {
  id: string;
  name: string;
  state: DeskShopState;
  isPaused: boolean;
  producer: string;
  legalForm: string;
  commune: string | null;
  listings: number;
  openOrders: number;
};

export type ShopDesk = { lines: ShopLine[]; total: number; page: number; pages: number };

const toLine = (row: DeskShop): ShopLine => ({
  id: row.id,
  name: row.name,
  state: row.state as DeskShopState,
  isPaused: row.paused,
  producer: row.producer_name,
  legalForm: row.legal_form,
  commune: row.commune,
  listings: row.listings,
  openOrders: row.open_orders,
});

function pageOf(rows: readonly DeskShop[], page: number): ShopDesk {
  const total = rows[0]?.total ?? 0;
  return { lines: rows.map(toLine), total, page, pages: Math.max(1, Math.ceil(total / SHOPS_A_PAGE)) };
}

/** Shops that applied or sell, for the desk; a page beyond the end is the last. */
export async function findShops(
  market: Market,
  viewer: Viewer,
  input: { words: string; state: string | null; page: number },
): Promise<Result<ShopDesk, "not_found">> {
  if (!hasStaffRole(viewer, "moderator")) return refuse("not_found");
  const filter = {
    words: cleanLine(input.words).slice(0, 100),
    state: DESK_SHOP_STATES.find((s) => s === input.state) ?? null,
    limit: SHOPS_A_PAGE,
  };
  const read = (page: number) => findDeskShops(market.db, { ...filter, offset: (page - 1) * SHOPS_A_PAGE });
  const asked = Math.max(1, input.page);
  const rows = await read(asked);
  if (rows.length > 0 || asked === 1) return ok(pageOf(rows, asked));
  const total = (await read(1))[0]?.total ?? 0;
  const last = Math.max(1, Math.ceil(total / SHOPS_A_PAGE));
  return ok(pageOf(await read(last), last));
}
