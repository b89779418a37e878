import {
  buyerKeyOf,
  dropDeal,
  leaveShow,
  markSeen,
  removeLine,
  setLineAside,
  setLineQuantity,
  type Touched,
} from "#db/queries/cart.ts";
import { hashToken } from "#services/accounts/session-cookie.ts";
import { releaseDealHolds } from "#services/catalogue/deal-holds.ts";
import { isId } from "#services/shared/ids.ts";
import type { Market, Tx } from "#services/shared/market.ts";
import { ok, type Result, refuse } from "#services/shared/result.ts";
import type { Viewer } from "#services/shared/viewer.ts";
import { readLines } from "./read-lines.ts";
import { type CartKey, dealProblemOf, keyOf, leftShowOfLine, readQuantity } from "./rules.ts";

export type ChangeRefusal = "bad_quantity" | "not_found";

/** Sets how many of a line; a line of another cart, or gone in another tab, is `not_found`. */
export async function setQuantity(
  market: Market,
  viewer: Viewer,
  input: { lineId: unknown; quantity: unknown },
): Promise<Result<null, ChangeRefusal>> {
  const quantity = readQuantity(input.quantity);
  const key = keyOf(viewer, hashToken);
  if (!isId(input.lineId) || !key) return refuse("not_found");
  if (quantity === null) return refuse("bad_quantity", { field: input.lineId });
  return (await setLineQuantity(market.db, key, input.lineId, quantity)) ? ok(null) : refuse("not_found");
}

/** What a line held in a checkout goes back with it. */
async function giveBack(tx: Tx, key: CartKey, touched: readonly Touched[]): Promise<void> {
  const dealIds = touched.flatMap((line) => (line.deal_id === null ? [] : [line.deal_id]));
  if (dealIds.length > 0) await releaseDealHolds(tx, buyerKeyOf(key), dealIds);
}

/** Takes a line out. One that is already gone is what was wanted. */
export async function takeOut(market: Market, viewer: Viewer, lineId: unknown): Promise<Result<null, ChangeRefusal>> {
  const key = keyOf(viewer, hashToken);
  if (!isId(lineId) || !key) return refuse("not_found");
  return market.transact(async (tx) => {
    await giveBack(tx, key, await removeLine(tx, key, lineId));
    return ok(null);
  });
}

/**
 * The buyer wants a line although its live price is gone: at the ordinary price, as they were told. Where its goods left
 * the show, the line leaves it too, and is bought as their own page sells them.
 */
export async function keepAtRegular(
  market: Market,
  viewer: Viewer,
  lineId: unknown,
): Promise<Result<null, ChangeRefusal>> {
  const key = keyOf(viewer, hashToken);
  if (!isId(lineId) || !key) return refuse("not_found");
  return market.transact(async (tx) => {
    const row = (await readLines(tx, key)).find((line) => line.line_id === lineId);
    const hasLeft = row !== undefined && leftShowOfLine(row) !== null;
    const touched = await (hasLeft ? leaveShow : dropDeal)(tx, key, lineId);
    await giveBack(tx, key, touched);
    return touched.length > 0 ? ok(null) : refuse("not_found");
  });
}

/** Moves lines to a later order, or back into this one. */
export async function setAside(
  market: Market,
  viewer: Viewer,
  lineIds: readonly unknown[],
  aside: boolean,
): Promise<Result<{ moved: number }, ChangeRefusal>> {
  const key = keyOf(viewer, hashToken);
  const ids = lineIds.filter(isId);
  if (!key || ids.length === 0) return refuse("not_found");
  return market.transact(async (tx) => {
    const touched = await setLineAside(tx, key, ids, aside);
    if (aside) await giveBack(tx, key, touched);
    return touched.length > 0 ? ok({ moved: touched.length }) : refuse("not_found");
  });
}

/** The buyer has read what changed: from now on what is seen is what the market says at this moment. */
export async function markCartSeen(market: Market, viewer: Viewer): Promise<Result<null, ChangeRefusal>> {
  const key = keyOf(viewer, hashToken);
  if (!key) return ok(null);
  const rows = await readLines(market.db, key);
  const seen = rows.flatMap((row) =>
    row.price_vnd === null || dealProblemOf(row)?.code === "deal_over"
      ? []
      : [{ lineId: row.line_id, priceVnd: row.price_vnd, stars: row.stars, seller: row.shop_name }],
  );
  if (seen.length > 0) await markSeen(market.db, seen);
  return ok(null);
}
