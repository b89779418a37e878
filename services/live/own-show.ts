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

/** What an act of a studio carries: the key is a secret of the tab that holds the show. */
export type StudioAct = { showId: string; studioKey: string };

/**
 * The same for an act of a studio on a live show: only the one that took the show last may act, whether or not it has
 * said so again since; every other one is told "studio_taken".
 */
export async function ownStudio(
  tx: Tx,
  viewer: Viewer,
  { showId, studioKey }: StudioAct,
): Promise<Result<ShowRow, "not_found" | "studio_taken">> {
  const found = await ownShow(tx, viewer, showId);
  const isOthers = found.ok && found.value.state === "live" && found.value.studioKey !== studioKey;
  return isOthers ? refuse("studio_taken") : found;
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
