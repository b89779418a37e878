import { randomUUID } from "node:crypto";
import type { Scene } from "#services/adapters/livekit-publisher/frames.ts";
import { type loadRtc, type Publisher, publishScenes } from "#services/adapters/livekit-publisher/publisher.ts";
import { readMessages } from "#services/chat/read-messages.ts";
import { sayByScript } from "#services/chat/say.ts";
import { boardsOf } from "#services/live/board.ts";
import { enterStudio } from "#services/live/enter-studio.ts";
import { pinItem } from "#services/live/pin-item.ts";
import { startDeal } from "#services/live/run-deal.ts";
import { newId } from "#services/shared/ids.ts";
import type { Market } from "#services/shared/market.ts";
import { answerTo, DEAL_SECONDS, PIN_SECONDS, turnOf } from "./script.ts";
import { goOnAir, type OnAir, type Stage, topUp } from "./stage.ts";

type Rtc = NonNullable<Awaited<ReturnType<typeof loadRtc>>["rtc"]>;

const TICK_MS = 1000;
const LEASE_TICKS = 10;
const TOP_UP_TICKS = 60;

/** Pins the next of the run of show; now and then its live price opens. */
async function takeTurn(market: Market, stage: Stage, onAir: OnAir, publisher: Publisher, turn: number) {
  const [board] = await boardsOf(market.db, [onAir.showId]);
  if (!board || board.items.length === 0) return;
  const { pin, opensDeal } = turnOf(turn, board.items.length);
  const item = board.items[pin];
  if (!item) return;
  publisher.show(pin);
  const { showId, studioKey } = onAir;
  const pinned = await pinItem(market, stage.viewer, { showId, studioKey, itemId: item.itemId });
  if (!pinned.ok || !opensDeal || item.deal) return;
  const deal = { showId, studioKey, itemId: item.itemId, requestId: newId(), seconds: DEAL_SECONDS };
  await startDeal(market, stage.viewer, deal);
}

/** Answers what was said since `after`; gives the last number that was read. */
async function answerChat(market: Market, onAir: OnAir, after: number): Promise<number> {
  const page = await readMessages(market, { slug: onAir.slug, after });
  if (!page.ok) return after;
  const asked = page.value.items.findLast((message) => message.role === "viewer");
  const answer = asked ? answerTo(asked.body) : null;
  if (answer) await sayByScript(market, { slug: onAir.slug, id: randomUUID(), body: answer });
  return page.value.upTo;
}

/** Says whether to rest: nobody but the script has been in the room for so many seconds. */
function createRest(afterSeconds: number) {
  let alone = 0;
  return (isWatched: boolean) => {
    alone = isWatched ? 0 : alone + 1;
    return alone * (TICK_MS / 1000) >= afterSeconds;
  };
}

async function isWatched(market: Market, room: string): Promise<boolean> {
  return ((await market.video?.people(room)) ?? []).some((one) => !one.isPublishing);
}

type Play = { stage: Stage; scenes: readonly Scene[]; restAfterSeconds: number; isStopping: () => boolean };

/** Plays one show until it ends, the line breaks or `isStopping` says so. */
export async function playOnce(market: Market, rtc: Rtc, play: Play): Promise<string> {
  const { stage, scenes, restAfterSeconds, isStopping } = play;
  const studioKey = randomUUID();
  const aired = await goOnAir(market, stage, studioKey);
  if (!aired.ok) return aired.code;
  const onAir = aired.value;
  const publisher = await publishScenes(rtc, { url: onAir.pass.url, pass: onAir.pass.token, scenes });
  market.log.info({ show: onAir.slug }, "the demonstration show is on air");
  const mayRest = createRest(restAfterSeconds);
  let read = 0;
  try {
    for (let tick = 0; !isStopping() && publisher.isConnected(); tick++) {
      const isResting = mayRest(await isWatched(market, publisher.room));
      publisher.rest(isResting);
      if (!isResting && tick % PIN_SECONDS === 0) {
        await takeTurn(market, stage, onAir, publisher, tick / PIN_SECONDS);
      }
      if (!isResting) read = await answerChat(market, onAir, read);
      if (tick % TOP_UP_TICKS === 0) await topUp(market, stage);
      if (tick % LEASE_TICKS === 0) {
        const held = await enterStudio(market, stage.viewer, { showId: onAir.showId, studioKey });
        if (!held.ok) return held.code;
      }
      await new Promise((done) => setTimeout(done, TICK_MS));
    }
    return "left";
  } finally {
    await publisher.stop();
  }
}
