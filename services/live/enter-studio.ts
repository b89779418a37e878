import { readShow, type ShowRow, takeLease } from "#db/queries/live.ts";
import type { ShowState } from "#services/live/board.ts";
import { type GateState, gateFactsOf, stateOf, videoOf } from "#services/live/check-gate.ts";
import { closeRoomNow } from "#services/live/finish-show.ts";
import { ownShow } from "#services/live/own-show.ts";
import { gateLines, LEASE_SECONDS, type Line } from "#services/live/rules.ts";
import type { Market } from "#services/shared/market.ts";
import { ok, type Result, refuse } from "#services/shared/result.ts";
import type { Viewer } from "#services/shared/viewer.ts";

/** The one who sends: a second line of the same studio takes the place of the first. */
export const HOST_IDENTITY = "host";

export type HostPass = { url: string; token: string };

export type StudioInput = {
  showId: string;
  /** Made by the studio's page, a secret of that tab: who has it holds the show. */
  studioKey: string;
  /** Asks for a pass into the room as well; renewing the hold alone costs nothing else. */
  wantsPass?: boolean;
};

export type Studio = {
  state: ShowState;
  /** For so long the show is this studio's, unless it says so again. */
  seconds: number;
  gate: GateState;
  pass: HostPass | null;
};

export type StudioRefusal =
  | "not_found"
  | "malformed"
  | "not_host"
  | "studio_taken"
  | "show_over"
  | "not_allowed"
  | "video_down";

export const isStudioKey = (key: unknown): key is string => typeof key === "string" && /^[\w-]{16,80}$/.test(key);

/** A host who is live goes on only while shop and identity still allow it. */
const isStillAllowed = (lines: readonly Line[]) =>
  lines.every((line) => line.isGreen || (line.code !== "shop" && line.code !== "host"));

/** The host's pass into a room that is there. Looked at again after it was made, for the show may have been stopped meanwhile. */
export async function hostPassOf(
  market: Market,
  show: Pick<ShowRow, "id" | "room">,
): Promise<Result<HostPass, "video_down" | "show_over">> {
  const { video } = market;
  if (video === null || show.room === null) return refuse("video_down");
  try {
    await video.openRoom(show.room);
    const token = await video.hostPass(show.room, HOST_IDENTITY);
    if ((await readShow(market.db, show.id))?.state === "live") return ok({ url: video.publicUrl, token });
  } catch (error) {
    market.log.warn({ err: { message: (error as Error).message } }, "no pass for a host");
    return refuse("video_down");
  }
  await closeRoomNow(market, show.room);
  return refuse("show_over");
}

/**
 * Lets the host into the studio and holds the show for it, half a minute at a time: a second studio hears
 * "studio_taken". A pass for camera and microphone is given only while the show is live, which it becomes by a green
 * gate alone, and only as long as shop and host are still allowed to sell.
 */
export async function enterStudio(
  market: Market,
  viewer: Viewer,
  input: StudioInput,
): Promise<Result<Studio, StudioRefusal>> {
  if (!isStudioKey(input.studioKey)) return refuse("malformed");
  const video = await videoOf(market);
  const entered = await market.transact<{ show: ShowRow; seconds: number; gate: GateState }, StudioRefusal>(
    async (tx) => {
      const found = await ownShow(tx, viewer, input.showId);
      if (!found.ok) return found;
      const show = found.value;
      if (show.hostId !== viewer.accountId) return refuse("not_host");
      if (show.state !== "planned" && show.state !== "live")
        return refuse("show_over", { details: { state: show.state } });
      const lease = await takeLease(tx, show.id, input.studioKey, LEASE_SECONDS);
      if (!lease.isMine) return refuse("studio_taken", { details: { seconds: lease.seconds } });
      const gate = stateOf(gateLines(await gateFactsOf(tx, show.id, video)));
      if (show.state === "live" && !isStillAllowed(gate.lines)) return refuse("not_allowed");
      return ok({ show, seconds: lease.seconds, gate });
    },
  );
  if (!entered.ok) return entered;
  const { show, seconds, gate } = entered.value;
  if (show.state !== "live" || !input.wantsPass) return ok({ state: show.state, seconds, gate, pass: null });
  const pass = await hostPassOf(market, show);
  return pass.ok ? ok({ state: show.state, seconds, gate, pass: pass.value }) : pass;
}
