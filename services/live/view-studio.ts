import { readItems, readShow } from "#db/queries/live.ts";
import { isId } from "#services/shared/ids.ts";
import type { Market } from "#services/shared/market.ts";
import { ok, type Result, refuse } from "#services/shared/result.ts";
import { isMemberOf, type Viewer } from "#services/shared/viewer.ts";
import { checkGate, type GateState } from "./check-gate.ts";
import { studioFigures } from "./view-plan.ts";
import { type ShowPage, viewShow } from "./view-show.ts";

export type StudioView = ShowPage & {
  id: string;
  planned: { itemId: string; livePriceVnd: number | null; quota: number | null; perBuyer: number | null }[];
  gate: GateState;
  /** Ordered out of the show so far and not called off; in đồng. */
  figures: { orders: number; moneyVnd: number };
};

/** The studio of a show of the viewer's shop: its board, the plan behind it, the gate as it stands, the sales so far. */
export async function viewStudio(
  market: Market,
  viewer: Viewer,
  showId: string,
): Promise<Result<StudioView, "not_found">> {
  const show = isId(showId) ? await readShow(market.db, showId) : null;
  if (!show || !isMemberOf(viewer, show.shopId)) return refuse("not_found");
  const [page, gate, items, sales, video] = await Promise.all([
    viewShow(market, viewer, show.slug),
    checkGate(market, viewer, { showId: show.id }),
    readItems(market.db, show.id),
    studioFigures(market, viewer, show.id),
    market.videoStanding(),
  ]);
  if (!page.ok || !gate.ok || !sales.ok) return refuse("not_found");
  const planned = items.map(({ id, livePriceVnd, quota, perBuyer }) => ({ itemId: id, livePriceVnd, quota, perBuyer }));
  return ok({ ...page.value, video, id: show.id, planned, gate: gate.value, figures: sales.value });
}
