import { readMute } from "#db/queries/chat.ts";
import type { Market } from "#services/shared/market.ts";
import type { Viewer } from "#services/shared/viewer.ts";

/** Until when a viewer may not write in a show, in milliseconds by the market's clock; null for who may. */
export async function readMutedUntil(market: Market, viewer: Viewer, showId: string): Promise<number | null> {
  return viewer.accountId === null ? null : readMute(market.db, showId, viewer.accountId);
}
