import { createHmac } from "node:crypto";
import { insertAudience } from "#db/queries/chat.ts";
import type { Market } from "#services/shared/market.ts";
import type { Viewer } from "#services/shared/viewer.ts";

/**
 * Stands for a viewer in the reach of one show and says nothing else: by account, else the browser's own cookie, else
 * the address; keyed, so that nobody can try addresses against it, and another one in each show.
 */
export function visitorHash(market: Market, viewer: Viewer, showId: string): string {
  const who = viewer.accountId ?? viewer.guestToken ?? viewer.clientAddress;
  return createHmac("sha256", market.settings.APP_SECRET).update(`visit:${showId}:${who}`).digest("base64url");
}

/** Writes down who watches, each once, and how many do at this moment if that is the most so far. */
export async function recordAudience(
  market: Market,
  input: { showId: string; hashes: readonly string[]; viewers: number },
): Promise<void> {
  await insertAudience(market.db, input.showId, input.hashes, input.viewers);
}
