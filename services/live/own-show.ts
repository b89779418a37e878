import { lockShow, readShow, type ShowRow } from "#db/queries/live.ts";
import { isId } from "#services/shared/ids.ts";
import type { Market, Tx } from "#services/shared/market.ts";
import { ok, type Result, refuse } from "#services/shared/result.ts";
import type { Viewer } from "#services/shared/viewer.ts";
import { mayManage } from "#services/shops/rules.ts";

/** A show that the viewer may change, under lock; another shop's, and what isn't there, is "not_found". */
export async function ownShow(tx: Tx, viewer: Viewer, showId: string): Promise<Result<ShowRow, "not_found">> {
  if (!isId(showId)) return refuse("not_found");
  const show = await lockShow(tx, showId);
  return show && mayManage(viewer, show.shopId) ? ok(show) : refuse("not_found");
}

/** The same without a lock, for reading and for what must happen before a transaction. */
export async function glimpseOwn(
  market: Market,
  viewer: Viewer,
  showId: string,
): Promise<Result<ShowRow, "not_found">> {
  const show = isId(showId) ? await readShow(market.db, showId) : null;
  return show && mayManage(viewer, show.shopId) ? ok(show) : refuse("not_found");
}
