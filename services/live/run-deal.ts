import { insertShowDeal, readItem, readShowDeal, type ShowItemRow, type ShowRow } from "#db/queries/live.ts";
import { appendShowEvent } from "#db/queries/live-events.ts";
import { closeDeals } from "#services/catalogue/close-deal.ts";
import { type OpenDealRefusal, openDeal } from "#services/catalogue/open-deal.ts";
import { tellDealsEnded } from "#services/live/finish-show.ts";
import { ownStudio, type StudioAct } from "#services/live/own-show.ts";
import { linesOfItem } from "#services/live/pin-item.ts";
import { DEAL_SECONDS } from "#services/live/rules.ts";
import { isId } from "#services/shared/ids.ts";
import { addJob } from "#services/shared/jobs.ts";
import { type Market, type Tx, within } from "#services/shared/market.ts";
import { ok, type Result, refuse } from "#services/shared/result.ts";
import type { Viewer } from "#services/shared/viewer.ts";

export type StartDealInput = StudioAct & {
  itemId: string;
  /** Made by the caller, and the id of the deal: asked again under it, it is the same deal. */
  requestId: string;
  seconds: number;
  /** In place of the planned ones. */
  quota?: number;
  perBuyer?: number;
  /** The price that the host saw: another than the planned one is refused. */
  priceVnd?: number;
};

type DealRefusal = OpenDealRefusal | "studio_taken" | "not_live" | "no_live_price" | "changed" | "not_allowed";
export type StartedDeal = { dealId: string; endsAt: number };

function judgeStart(show: ShowRow, item: ShowItemRow, input: StartDealInput): Result<number, DealRefusal> {
  if (show.state !== "live") return refuse("not_live");
  if (item.livePriceVnd === null) return refuse("no_live_price");
  if (input.priceVnd !== undefined && input.priceVnd !== item.livePriceVnd)
    return refuse("changed", { field: "priceVnd", details: { priceVnd: item.livePriceVnd } });
  const { least, most } = DEAL_SECONDS;
  if (!Number.isSafeInteger(input.seconds) || input.seconds < least || input.seconds > most)
    return refuse("out_of_range", { field: "seconds", details: { min: least, max: most } });
  return ok(item.livePriceVnd);
}

async function startNow(
  market: Market,
  tx: Tx,
  viewer: Viewer,
  input: StartDealInput,
): Promise<Result<StartedDeal, DealRefusal>> {
  const found = await ownStudio(tx, viewer, input);
  if (!found.ok) return found;
  const show = found.value;
  const item = await readItem(tx, show.id, input.itemId);
  if (!item) return refuse("not_found");
  const price = judgeStart(show, item, input);
  const repeated = await readShowDeal(tx, input.requestId);
  if (!price.ok) return price;
  if (repeated && repeated.itemId !== item.id) return refuse("not_found");
  const red = (await linesOfItem(tx, show.id, item.id)).find((line) => !line.isGreen);
  if (red && !repeated) return refuse("not_allowed", { details: { line: red.code } });
  const opened = await openDeal(within(market, tx), viewer, {
    dealId: input.requestId,
    showId: show.id,
    variantId: item.variantId,
    priceVnd: price.value,
    quota: input.quota ?? item.quota ?? 0,
    perBuyer: input.perBuyer ?? item.perBuyer ?? 0,
    seconds: input.seconds,
  });
  if (!opened.ok) return opened;
  const { dealId, endsAt, isNew } = opened.value;
  if (isNew) {
    await insertShowDeal(tx, { dealId, showId: show.id, itemId: item.id, requestId: input.requestId });
    await appendShowEvent(tx, show.id, "deal_started", { dealId, itemId: item.id });
    await addJob(tx, "live.deal-over", { showId: show.id }, { runAt: endsAt, key: `live.deal-over:${dealId}` });
  }
  return ok({ dealId, endsAt: endsAt.getTime() });
}

/**
 * Opens the live price of a planned thing for a while, in a running show, after the gate's lines about it were asked
 * again. The price is the planned one, whatever a form says; quota and limit may be others. A double tap is one deal.
 */
export async function startDeal(
  market: Market,
  viewer: Viewer,
  input: StartDealInput,
): Promise<Result<StartedDeal, DealRefusal>> {
  if (!isId(input.itemId) || !isId(input.requestId)) return refuse("not_found");
  return market.transact((tx) => startNow(market, tx, viewer, input));
}

/** Ends a running deal of the show; one that ended stays as it ended. */
export async function endDeal(
  market: Market,
  viewer: Viewer,
  input: StudioAct & { dealId: string },
): Promise<Result<null, "not_found" | "studio_taken">> {
  if (!isId(input.dealId)) return refuse("not_found");
  return market.transact<null, "not_found" | "studio_taken">(async (tx) => {
    const found = await ownStudio(tx, viewer, input);
    if (!found.ok) return found;
    const closed = await closeDeals(tx, { showId: found.value.id, dealId: input.dealId }, "stopped");
    await tellDealsEnded(tx, found.value.id, closed);
    return ok(null);
  });
}
