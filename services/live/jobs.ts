import {
  lockShow,
  type RunningShow,
  readItems,
  readPin,
  readRunning,
  readShow,
  roomsOfEnded,
  runningShowsOf,
  type ShowRow,
  unpin,
} from "#db/queries/live.ts";
import { appendShowEvent } from "#db/queries/live-events.ts";
import { closeDeals } from "#services/catalogue/close-deal.ts";
import { gateFactsOf, READY } from "#services/live/check-gate.ts";
import { HOST_IDENTITY } from "#services/live/enter-studio.ts";
import { closeRoomNow, finishShow, tellDealsEnded } from "#services/live/finish-show.ts";
import type { VideoPort } from "#services/live/port.ts";
import {
  type GateFacts,
  HOST_GONE_SECONDS,
  linesAbout,
  type MARKET_REASONS,
  offSaleLine,
} from "#services/live/rules.ts";
import type { JobHandler } from "#services/shared/jobs.ts";
import type { Market, Tx } from "#services/shared/market.ts";
import { ok } from "#services/shared/result.ts";

/** Closes the room of a show that is over; a room that is gone already is closed. Throws, to be tried again, without an answer. */
export const closeRoom: JobHandler<"live.close-room"> = async (market, { showId }) => {
  const show = await readShow(market.db, showId);
  if (!show || show.state === "live" || show.room === null) return;
  await market.video?.closeRoom(show.room);
};

/** Writes down that deals of a show are over whose time has run out. */
export const endDealsOver: JobHandler<"live.deal-over"> = async (market, { showId }) => {
  await market.transact<null, never>(async (tx) => {
    if (!(await lockShow(tx, showId))) return ok(null);
    await tellDealsEnded(tx, showId, await closeDeals(tx, { showId, overOnly: true }, "over"));
    return ok(null);
  });
};

/** Whatever may no longer be shown or sold leaves the running show: its deal ends, its pin goes, viewers are told. */
async function takeOffSale(tx: Tx, show: ShowRow, facts: GateFacts): Promise<void> {
  const off = facts.items.flatMap((item) => {
    const line = offSaleLine(linesAbout(item.itemId, facts));
    return line ? [{ itemId: item.itemId, code: line.code }] : [];
  });
  if (off.length === 0) return;
  const pin = await readPin(tx, show.id);
  const items = await readItems(tx, show.id);
  for (const { itemId, code } of off) {
    const variantIds = items.filter((item) => item.id === itemId).map((item) => item.variantId);
    const closed = await closeDeals(tx, { showId: show.id, variantIds }, "off_sale");
    const isPinned = pin?.itemId === itemId;
    if (isPinned) await unpin(tx, show.id);
    await tellDealsEnded(tx, show.id, closed);
    if (isPinned || closed.length > 0) await appendShowEvent(tx, show.id, "off_sale", { itemId, code });
  }
}

type MarketReason = (typeof MARKET_REASONS)[number];

const reasonToStop = (facts: GateFacts): MarketReason | null =>
  facts.shopState !== "approved" ? "shop_suspended" : facts.hostVerifiedAt === null ? "identity_ended" : null;

/** A running show looks at its shop, its host and its goods again. Returns the room to close, when it ended. */
async function lookAgain(market: Market, showId: string): Promise<string | null> {
  const done = await market.transact<string | null, never>(async (tx) => {
    const show = await lockShow(tx, showId);
    if (show?.state !== "live") return ok(null);
    const facts = await gateFactsOf(tx, show.id, READY);
    const code = reasonToStop(facts);
    if (code === null) {
      await takeOffSale(tx, show, facts);
      await tellDealsEnded(tx, show.id, await closeDeals(tx, { showId, overOnly: true }, "over"));
      return ok(null);
    }
    await finishShow(tx, show, { state: "stopped", by: null, code, reason: null });
    return ok(show.room);
  });
  return done.ok ? done.value : null;
}

/** News from below: a certificate revoked, a listing taken down, a shop suspended, an identity ended. */
export const lookAgainJob: JobHandler<"live.look-again"> = async (market, { kind, id }) => {
  for (const showId of await runningShowsOf(market.db, kind, id)) {
    await closeRoomNow(market, await lookAgain(market, showId));
  }
};

async function isHostThere(video: VideoPort, room: string): Promise<boolean> {
  return (await video.people(room)).some((person) => person.identity === HOST_IDENTITY && person.isPublishing);
}

/** A show whose studio and picture have been gone for ten minutes ends; another whose room is gone gets it again. */
async function mendRoom(market: Market, video: VideoPort, show: RunningShow, rooms: readonly string[]): Promise<void> {
  const hasRoom = rooms.includes(show.room);
  const isHostGone = show.hostGoneSeconds > HOST_GONE_SECONDS;
  if (isHostGone && !(hasRoom && (await isHostThere(video, show.room)))) {
    await market.transact<null, never>(async (tx) => {
      const locked = await lockShow(tx, show.id);
      if (locked?.state !== "live") return ok(null);
      await finishShow(tx, locked, { state: "ended", by: null, code: "host_gone", reason: null });
      return ok(null);
    });
    await closeRoomNow(market, show.room);
    return;
  }
  if (hasRoom) return;
  await video.openRoom(show.room);
  if ((await readShow(market.db, show.id))?.state !== "live") await closeRoomNow(market, show.room);
}

/**
 * Calls get lost, and servers fall over: once a minute shows and rooms are compared. Rooms of shows that are over are
 * closed, running shows look at their goods again, and their rooms are mended. Rooms that aren't ours are left alone.
 */
export const reconcile: JobHandler<"live.reconcile"> = async (market) => {
  const running = await readRunning(market.db);
  for (const show of running) await closeRoomNow(market, await lookAgain(market, show.id));
  const { video } = market;
  if (video === null || !(await video.isUp())) return;
  const rooms = await video.rooms();
  for (const room of await roomsOfEnded(market.db, rooms)) await closeRoomNow(market, room);
  for (const show of await readRunning(market.db)) await mendRoom(market, video, show, rooms);
};
