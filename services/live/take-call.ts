import { hasVideoCall, insertVideoCall, readShowByRoom } from "#db/queries/live.ts";
import type { VideoCall } from "#services/live/port.ts";
import { addJob } from "#services/shared/jobs.ts";
import type { Market } from "#services/shared/market.ts";
import { ok, type Result, refuse } from "#services/shared/result.ts";

/** An old pass opens a door again until it runs out: whoever comes in by one is put out, and the room closed. */
async function putOut(market: Market, call: VideoCall): Promise<void> {
  if (call.identity !== null) await market.video?.remove(call.room, call.identity);
  await market.video?.closeRoom(call.room);
}

/**
 * Takes in a call of the video server, by its raw body and signature. Forged ones change nothing ("forged"); one that
 * comes twice, late, or about a room that isn't ours is harmless, because what is done rests on the show's own state.
 * Throws where the video server can't be reached, so that it calls again.
 */
export async function takeCall(
  market: Market,
  input: { body: string; authorization: string | null },
): Promise<Result<null, "forged">> {
  const call = await (market.video?.readCall(input.body, input.authorization) ?? null);
  if (call === null) return refuse("forged");
  if (await hasVideoCall(market.db, call.id)) return ok(null);
  const show = call.room === "" ? null : await readShowByRoom(market.db, call.room);
  if (show && show.state !== "live" && (call.kind === "joined" || call.kind === "room_started")) {
    await putOut(market, call);
  }
  return market.transact<null, "forged">(async (tx) => {
    await insertVideoCall(tx, { id: call.id, kind: call.kind, room: call.room });
    // The room of a running show is gone: it is made again at once, not at the next turn of the clock.
    if (show?.state === "live" && call.kind === "room_finished")
      await addJob(tx, "live.reconcile", {}, { key: "live.reconcile:now" });
    return ok(null);
  });
}
