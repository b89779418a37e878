import { readGateFacts } from "#db/queries/live-gate.ts";
import { glimpseOwn } from "#services/live/own-show.ts";
import type { VideoStanding } from "#services/live/port.ts";
import { type GateFacts, gateLines, isGateGreen, type Line } from "#services/live/rules.ts";
import type { Connection, Market } from "#services/shared/market.ts";
import { ok, type Result } from "#services/shared/result.ts";
import type { Viewer } from "#services/shared/viewer.ts";

export type GateState = { isGreen: boolean; lines: Line[] };

/** How it stands with the video server that pictures are sent to; asked before a transaction, never inside one. */
export async function videoOf(market: Market): Promise<VideoStanding> {
  if (market.video !== null && (await market.video.isUp())) return READY;
  const told = await market.videoStanding();
  return told.state === "ready" ? { state: "missing", code: "silent" } : told;
}

/** For looking at a show that runs: what becomes of its picture is another matter. */
export const READY: VideoStanding = { state: "ready", code: null };

/** What the gate knows of a show now. */
export async function gateFactsOf(db: Connection, showId: string, video: VideoStanding): Promise<GateFacts> {
  return { ...(await readGateFacts(db, showId)), video };
}

export const stateOf = (lines: Line[]): GateState => ({ isGreen: isGateGreen(lines), lines });

/** The gate of a show of the viewer's shop, line by line. */
export async function checkGate(
  market: Market,
  viewer: Viewer,
  input: { showId: string },
): Promise<Result<GateState, "not_found">> {
  const show = await glimpseOwn(market, viewer, input.showId);
  if (!show.ok) return show;
  return ok(stateOf(gateLines(await gateFactsOf(market.db, show.value.id, await videoOf(market)))));
}
