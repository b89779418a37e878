import { type BoardRow, readBoards, readShowId } from "#db/queries/live-board.ts";
import { hasLeft, type LeftShow, leftShowOf, type ShowGoods } from "#services/catalogue/show-rules.ts";
import type { Connection, Market } from "#services/shared/market.ts";
import { ok, type Result, refuse } from "#services/shared/result.ts";

export type ShowState = "planned" | "live" | "ended" | "stopped" | "called_off";

/** A live price that runs: its units, its end, and the price outside the show when it began. */
export type BoardDeal = {
  dealId: string;
  priceVnd: number;
  regularVnd: number;
  quota: number;
  left: number;
  perBuyer: number;
  /** Milliseconds since 1970 by the market's clock; compare with `at`, never with a phone's clock. */
  endsAt: number;
  version: number;
  /** Of the units that are taken, those that lie in somebody's checkout and may come back. */
  held: number;
};

/** Why something can't be bought in the show now: it left the show, or isn't for sale, or is sold out; null when it can. */
export type OffSale = LeftShow | "off_sale" | "sold_out" | null;

export type BoardItem = {
  itemId: string;
  variantId: string;
  slug: string;
  name: string;
  pack: string;
  group: number;
  pictureHash: string | null;
  /** Stars in force at `at`, or null. */
  stars: number | null;
  priceVnd: number;
  netAmount: number;
  netUnit: "g" | "ml" | "piece";
  /** Units that can still be bought, of all sellable lots. */
  free: number;
  /** Units that somebody holds and has not bought yet: they may come back. */
  held: number;
  offSale: OffSale;
  isAlcohol: boolean;
  isHealthProtection: boolean;
  deal: BoardDeal | null;
};

/**
 * What a show shows at one moment: versioned state that replaces what was known before. `at` is the market's clock in
 * milliseconds and the version: of two boards the later one is right.
 */
export type Board = {
  at: number;
  showId: string;
  slug: string;
  state: ShowState;
  seq: number;
  chatNumber: number;
  pin: { pinId: string; itemId: string; pinnedAt: number } | null;
  items: BoardItem[];
  endReasonCode: string | null;
  /** What staff wrote when they stopped it; everybody reads it. */
  endReason: string | null;
};

/** Why something can't be bought; only a running show asks for stars, for its goods are sold outside of it as well. */
function offSaleOf(sale: BoardRow["items"][number]["sale"], free: number, state: ShowState): OffSale {
  const goods: ShowGoods = state === "live" ? sale : { ...sale, stars: sale.stars ?? 0 };
  return leftShowOf(goods) ?? (sale.isPackOnSale ? (free <= 0 ? "sold_out" : null) : "off_sale");
}

/** What left the show has no live price in it and isn't in front of the viewers, whoever still has to write that down. */
function toBoard({ items, ...row }: BoardRow): Board {
  const shown = items.map(({ sale, ...item }): BoardItem => {
    const offSale = offSaleOf(sale, item.free, row.state);
    return { ...item, stars: sale.stars, offSale, deal: hasLeft(offSale) ? null : item.deal };
  });
  const pinned = shown.find((item) => item.itemId === row.pin?.itemId);
  return { ...row, items: shown, pin: pinned && !hasLeft(pinned.offSale) ? row.pin : null };
}

/** Boards of these shows, in one statement; a show that isn't there has none. */
export async function boardsOf(db: Connection, showIds: readonly string[]): Promise<Board[]> {
  return showIds.length === 0 ? [] : (await readBoards(db, showIds)).map(toBoard);
}

/** What anybody may see of a board: of a show that was called off nothing. Planned prices are on no board. */
export function publicBoard(board: Board): Board {
  return board.state === "called_off" ? { ...board, pin: null, items: [] } : board;
}

/** The board of the show at an address, as anybody may see it. */
export async function readPublicBoard(market: Market, slug: string): Promise<Result<Board, "not_found">> {
  const showId = await readShowId(market.db, slug);
  const [board] = showId === null ? [] : await boardsOf(market.db, [showId]);
  return board ? ok(publicBoard(board)) : refuse("not_found");
}
