import { readBoards, readShowId } from "#db/queries/live-board.ts";
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
};

/** Why something can't be bought now; null when it can. */
export type OffSale = "off_sale" | "no_licence" | "sold_out" | null;

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
};

/** Boards of these shows, in one statement; a show that isn't there has none. */
export async function boardsOf(db: Connection, showIds: readonly string[]): Promise<Board[]> {
  return showIds.length === 0 ? [] : readBoards(db, showIds);
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
