import { brokenConstraint } from "#db/client.ts";
import { holdsLease, insertGate, openShowRow, type ShowRow } from "#db/queries/live.ts";
import { appendShowEvent } from "#db/queries/live-events.ts";
import { shareGateRows } from "#db/queries/live-gate.ts";
import { type GateState, gateFactsOf, stateOf, videoOf } from "#services/live/check-gate.ts";
import { type HostPass, hostPassOf, isStudioKey } from "#services/live/enter-studio.ts";
import { closeRoomNow } from "#services/live/finish-show.ts";
import { glimpseOwn, ownShow } from "#services/live/own-show.ts";
import type { VideoStanding } from "#services/live/port.ts";
import { canMoveShow, gateLines, redLines } from "#services/live/rules.ts";
import { newCode, newId } from "#services/shared/ids.ts";
import type { Market } from "#services/shared/market.ts";
import { ok, type Result, refuse } from "#services/shared/result.ts";
import type { Viewer } from "#services/shared/viewer.ts";

type OpenRefusal =
  | "not_found"
  | "malformed"
  | "not_host"
  | "not_planned"
  | "studio_taken"
  | "gate_red"
  | "another_live"
  | "video_down"
  | "show_over";

export type OpenedShow = { pass: HostPass };

const gateRed = (gate: GateState) =>
  refuse("gate_red", {
    details: {
      lines: redLines(gate.lines)
        .map((line) => line.code)
        .join(","),
    },
  });

/** Moves the show under its lock, the gate asked again in that transaction and frozen as evidence. */
async function moveToLive(
  market: Market,
  viewer: Viewer,
  input: { showId: string; studioKey: string },
  room: string,
  video: VideoStanding,
): Promise<Result<Pick<ShowRow, "id" | "room">, OpenRefusal>> {
  return market.transact<Pick<ShowRow, "id" | "room">, OpenRefusal>(async (tx) => {
    const found = await ownShow(tx, viewer, input.showId);
    if (!found.ok) return found;
    const show = found.value;
    if (show.hostId !== viewer.accountId) return refuse("not_host");
    if (!(await holdsLease(tx, show.id, input.studioKey))) return refuse("studio_taken");
    if (show.state === "live") return ok({ id: show.id, room: show.room });
    if (!canMoveShow(show.state, "live")) return refuse("not_planned");
    await shareGateRows(tx, show.id);
    const gate = stateOf(gateLines(await gateFactsOf(tx, show.id, video)));
    if (!gate.isGreen) return gateRed(gate);
    await insertGate(tx, { id: newId(), showId: show.id, isGreen: true, lines: gate.lines, actorId: viewer.accountId });
    await openShowRow(tx, show.id, room);
    await appendShowEvent(tx, show.id, "opened", {});
    return ok({ id: show.id, room });
  });
}

/**
 * Opens a show: by a green gate alone, from the studio that holds it. The room is made on the video server before the
 * lock is taken, and taken away again where the show doesn't open. Opened already by the same studio, it answers with a
 * pass again; a shop has one live show at a time ("another_live").
 */
export async function openShow(
  market: Market,
  viewer: Viewer,
  input: { showId: string; studioKey: string },
): Promise<Result<OpenedShow, OpenRefusal>> {
  if (!isStudioKey(input.studioKey)) return refuse("malformed");
  const seen = await glimpseOwn(market, viewer, input.showId);
  if (!seen.ok) return seen;
  const video = await videoOf(market);
  const before = stateOf(gateLines(await gateFactsOf(market.db, seen.value.id, video)));
  if (seen.value.state === "planned" && !before.isGreen) return gateRed(before);
  const room = `show-${newCode(24)}`;
  if (seen.value.state === "planned") {
    try {
      await market.video?.openRoom(room);
    } catch {
      return refuse("video_down");
    }
  }
  let moved: Result<Pick<ShowRow, "id" | "room">, OpenRefusal>;
  try {
    moved = await moveToLive(market, viewer, input, room, video);
  } catch (error) {
    if (brokenConstraint(error) !== "shows_one_live_a_shop") throw error;
    moved = refuse("another_live");
  }
  if (!moved.ok || moved.value.room !== room) await closeRoomNow(market, room);
  if (!moved.ok) return moved;
  const pass = await hostPassOf(market, moved.value);
  return pass.ok ? ok({ pass: pass.value }) : pass;
}
