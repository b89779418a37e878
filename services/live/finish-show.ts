import { endShowRow, itemsOfDeals, type ShowEnd, type ShowRow } from "#db/queries/live.ts";
import { appendShowEvent } from "#db/queries/live-events.ts";
import { type ClosedDeal, closeDeals } from "#services/catalogue/close-deal.ts";
import { addJob } from "#services/shared/jobs.ts";
import type { Market, Tx } from "#services/shared/market.ts";

/** Tells the viewers of deals that ended, each with the item it was for. */
export async function tellDealsEnded(tx: Tx, showId: string, closed: readonly ClosedDeal[]): Promise<void> {
  const items = await itemsOfDeals(
    tx,
    closed.map((deal) => deal.dealId),
  );
  for (const { dealId, endCode } of closed) {
    const itemId = items.find((item) => item.dealId === dealId)?.itemId ?? null;
    await appendShowEvent(tx, showId, "deal_ended", { dealId, itemId, code: endCode });
  }
}

/**
 * Ends a live show in the transaction of whoever may: deals, pin, the event that viewers hear, and the job that closes
 * its room for everybody, so that it is closed even if this process dies on the way.
 */
export async function finishShow(tx: Tx, show: ShowRow, end: ShowEnd): Promise<void> {
  await tellDealsEnded(tx, show.id, await closeDeals(tx, { showId: show.id }, "show_ended"));
  await endShowRow(tx, show.id, end);
  await appendShowEvent(tx, show.id, end.state, { code: end.code });
  await addJob(tx, "live.close-room", { showId: show.id }, { key: `live.close-room:${show.id}` });
}

/** Closes a room now, outside of any lock. Where the video server can't be asked, the job does it later. */
export async function closeRoomNow(market: Market, room: string | null): Promise<void> {
  if (market.video === null || room === null) return;
  try {
    await market.video.closeRoom(room);
  } catch (error) {
    market.log.warn({ err: { message: (error as Error).message } }, "a room could not be closed yet");
  }
}
