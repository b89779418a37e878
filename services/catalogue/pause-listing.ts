import { updateListing } from "#db/queries/catalogue-listings.ts";
import { ownListing, readersSee, recordChange } from "#services/catalogue/own-listing.ts";
import { addJob } from "#services/shared/jobs.ts";
import type { Market } from "#services/shared/market.ts";
import { ok, type Result, refuse } from "#services/shared/result.ts";
import type { Viewer } from "#services/shared/viewer.ts";

type Paused = Result<{ paused: boolean }, "not_found" | "conflict">;

function setPaused(market: Market, viewer: Viewer, listingId: string, paused: boolean): Promise<Paused> {
  return market.transact<{ paused: boolean }, "not_found" | "conflict">(async (tx) => {
    const found = await ownListing(tx, viewer, listingId);
    if (!found.ok) return found;
    const { listing } = found.value;
    if (listing.publishedAt === null) return refuse("conflict");
    if (listing.paused === paused) return ok({ paused });
    await updateListing(tx, listing.id, { paused });
    await recordChange(tx, viewer, found.value, paused ? "paused" : "resumed");
    await readersSee(tx, found.value);
    await addJob(tx, "live.look-again", { kind: "listing", id: listing.id });
    return ok({ paused });
  });
}

/** Stops selling one thing for a while: at once, logged, harmless when repeated. */
export function pauseListing(market: Market, viewer: Viewer, input: { listingId: string }): Promise<Paused> {
  return setPaused(market, viewer, input.listingId, true);
}

/** Goes on selling it. */
export function resumeListing(market: Market, viewer: Viewer, input: { listingId: string }): Promise<Paused> {
  return setPaused(market, viewer, input.listingId, false);
}
