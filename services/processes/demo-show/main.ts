import { scenesOf } from "#services/adapters/livekit-publisher/frames.ts";
import { loadRtc } from "#services/adapters/livekit-publisher/publisher.ts";
import { bootSettings } from "#services/processes/last-words.ts";
import { openMarket } from "#services/processes/market.ts";
import { followSupervisor } from "#services/processes/start/supervised.ts";
import { sayReady } from "#services/shared/log.ts";
import { playOnce } from "./play.ts";
import { REST_AFTER_SECONDS } from "./script.ts";
import { findStage, type Stage } from "./stage.ts";

const RETRY_MS = 5000;
/** Seconds after the last viewer, as the first word of the command; a test has no minute to wait. */
const [restAfterSeconds = REST_AFTER_SECONDS] = process.argv.slice(2).map(Number);

const settings = bootSettings();
const { market, close } = openMarket(settings, "demo-show");
let isStopping = false;
let wake = () => {};
const pause = (ms: number) =>
  new Promise<void>((done) => {
    wake = done;
    setTimeout(done, ms);
  });

async function picturesOf(stage: Stage): Promise<Buffer[]> {
  const hashes = stage.goods.flatMap((one) => (one.picture_hash ? [one.picture_hash] : []));
  const files = await Promise.all(hashes.map((hash) => market.files.get(`public/${hash}-800.webp`)));
  return files.flatMap((file) => (file ? [Buffer.from(file)] : []));
}

/** Whoever opened the market reads it at the terminal too. */
const tellAbsent = (why: string) => market.log.warn({ isForTerminal: true }, `no demonstration show: ${why}`);

async function play(): Promise<void> {
  const { rtc, reason } = await loadRtc();
  if (rtc === null) {
    tellAbsent(`its native part is not there (${reason})`);
    return;
  }
  while (!isStopping) {
    try {
      const stage = await findStage(market);
      if (stage === null) return tellAbsent("the demo data has no stage for it");
      if (await market.video?.isUp()) {
        const scenes = await scenesOf(await picturesOf(stage));
        const why = await playOnce(market, rtc, { stage, scenes, restAfterSeconds, isStopping: () => isStopping });
        market.log.info({ why }, "the demonstration show is off air");
      }
    } catch (error) {
      market.log.warn({ err: { message: (error as Error).message } }, "the demonstration show broke off");
    }
    if (!isStopping) await pause(RETRY_MS);
  }
  await rtc.dispose();
}

const playing = settings.isDemo && market.video !== null ? play() : Promise.resolve();
sayReady(market.log);
// Without a show to play the process waits: ending would have it started again.
const staying = setInterval(() => {}, 60_000);

followSupervisor(async () => {
  isStopping = true;
  wake();
  await playing;
  clearInterval(staying);
  await close();
});
