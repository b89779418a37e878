import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadRtc } from "#services/adapters/livekit-publisher/publisher.ts";
import { say } from "#services/chat/say.ts";
import { SCRIPT_EMAIL } from "#services/processes/demo-show/stage.ts";
import { pickPort } from "#services/processes/start/ports.mjs";
import { newId } from "#services/shared/ids.ts";
import { livekitProgram, openLivekit, type TestVideo } from "#tests/support/livekit.ts";
import { somebody } from "#tests/support/people.ts";
import { openSite, type Site } from "#tests/support/site.ts";
import { skipUnless } from "#tests/support/skip.ts";

const TITLE = "the demonstration show";
const soon = { timeout: 20_000, interval: 100 };
/** Seconds after the last viewer that the script rests at, in place of the minute. */
const REST_AFTER = 2;
/** Measured over so long; the kernel counts in hundredths of a second. */
const MEASURED_MS = 12_000;
const RESTING_MS = 4000;
const TICKS_A_SECOND = 100;

/** CPU time of a process so far in seconds (Linux: proc(5), fields 14 and 15). */
function cpuOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) / TICKS_A_SECOND;
}

/** The part of one core that a process takes from now on. */
async function loadOf(pid: number, overMs: number): Promise<number> {
  const [cpu, at] = [cpuOf(pid), performance.now()];
  await new Promise((done) => setTimeout(done, overMs));
  return (cpuOf(pid) - cpu) / ((performance.now() - at) / 1000);
}

/** In place of a machine for which the native part has no build: its name leads nowhere. */
const WITHOUT_NATIVE_PART = `--import=data:text/javascript,${encodeURIComponent(`
  import { registerHooks } from "node:module";
  registerHooks({ resolve(name, context, next) {
    if (name === "@livekit/rtc-node") throw new Error("no such build");
    return next(name, context);
  } });`)}`;

type Rtc = NonNullable<Awaited<ReturnType<typeof loadRtc>>["rtc"]>;

/** Somebody who watches; counts the frames that come. */
async function watch(rtc: Rtc, pass: { url: string; token: string }) {
  const seen = { frames: 0 };
  const room = new rtc.Room();
  room.on(rtc.RoomEvent.TrackSubscribed, async (track) => {
    if (track.kind !== rtc.TrackKind.KIND_VIDEO) return;
    // The library types its streams as those of a browser, which have no iterator.
    for await (const _ of new rtc.VideoStream(track) as unknown as AsyncIterable<object>) seen.frames += 1;
  });
  await room.connect(pass.url, pass.token, { autoSubscribe: true, dynacast: true });
  return { seen, leave: () => room.disconnect() };
}

describe("the demonstration show", () => {
  let site: Site | null = null;
  let video: TestVideo | null = null;
  const { promise: loaded, resolve } = Promise.withResolvers<Awaited<ReturnType<typeof loadRtc>>>();

  beforeAll(async () => {
    resolve(await loadRtc());
    if (livekitProgram() === null) return;
    const port = await pickPort(undefined);
    video = await openLivekit(port);
    site = await openSite({ demo: true, port, settings: video.env });
  });
  afterAll(async () => {
    await site?.stop();
    await video?.stop();
    await (await loaded).rtc?.dispose();
  });

  async function stage() {
    const { rtc, reason } = await loaded;
    skipUnless(video, TITLE, "no livekit-server on the path or in the cache folder");
    skipUnless(rtc, TITLE, String(reason));
    skipUnless(process.platform === "linux", TITLE, "CPU time of another process is read from /proc");
    if (!site || !rtc) throw new Error("skipped above");
    return { site, rtc, sql: site.bench.sql };
  }

  const liveOf = (at: Site) =>
    at.bench.sql<
      { id: string; slug: string; shop_id: string }[]
    >`select id, slug, shop_id from shows where state = 'live' and is_demo`;

  it("isn't there, and says why, where its native part can't be loaded; the market doesn't mind", async () => {
    const { site } = await stage();
    const child = await site.start("demo-show", { NODE_OPTIONS: WITHOUT_NATIVE_PART });
    await expect
      .poll(() => site.said.join("\n"), soon)
      .toMatch(/"isForTerminal":true.*no demonstration show: .*@livekit\/rtc-node has no build for/);
    expect(await liveOf(site)).toHaveLength(0);
    expect(child.exitCode).toBeNull();
    expect((await fetch(`${site.url}/live`)).status).toBe(200);
    child.kill("SIGTERM");
  });

  it("is live at once, sends while somebody watches for under a quarter of a core, answers, and rests afterwards", async () => {
    const { site, rtc, sql } = await stage();
    const [shop] = await sql`select m.shop_id as id from memberships m join accounts a on a.id = m.account_id
      where a.email = ${SCRIPT_EMAIL}`;
    const shopId = String(shop?.id);
    // All but a few units of what it shows were sold.
    await sql`insert into stock_entries (id, lot_id, shop_id, delta, reason, note)
      select gen_random_uuid(), id, shop_id, 3 - (on_hand - reserved), 'sold_elsewhere', 'a test'
      from lots where shop_id = ${shopId} and on_hand - reserved > 3`;
    const child = await site.start("demo-show", {}, [String(REST_AFTER)]);
    const pid = child.pid ?? 0;
    await expect.poll(() => liveOf(site), soon).toHaveLength(1);
    const [show] = await liveOf(site);
    if (!show) throw new Error("no demonstration is live");
    const pass = await fetch(`${site.url}/api/live/${show.slug}/pass`);
    const viewer = await watch(rtc, ((await pass.json()) as { value: { url: string; token: string } }).value);
    await expect.poll(() => viewer.seen.frames, soon).toBeGreaterThan(10);
    const before = viewer.seen.frames;
    const asker = await somebody(site.bench);
    const asked = { slug: show.slug, id: newId(), body: "Giá bao nhiêu vậy shop?" };
    expect(await say(site.bench.market, asker.viewer, asked)).toMatchObject({ ok: true });
    expect(await loadOf(pid, MEASURED_MS)).toBeLessThan(0.25);
    expect(viewer.seen.frames - before).toBeGreaterThan(MEASURED_MS / 1000);
    const answers = await sql`select body from chat_messages where show_id = ${show.id} and account_id is null`;
    expect(answers.map((row) => row.body).join()).toContain("giá trong phiên và giá ngoài phiên");
    const pins = await sql`select 1 from show_pins where show_id = ${show.id}`;
    expect(pins.length).toBeGreaterThan(0);
    const deals = await sql`select 1 from deals where show_id = ${show.id}`;
    expect(deals.length).toBeGreaterThan(0);
    const added = await sql`select sum(delta)::int as units from stock_entries where shop_id = ${shopId}
      and reason = 'demo' and note like 'top-up%'`;
    expect(added[0]?.units).toBeGreaterThan(0);
    expect(await (await fetch(`${site.url}/live/${show.slug}`)).text()).toContain("Bản trình diễn");
    await viewer.leave();
    await expect.poll(async () => (await loadOf(pid, RESTING_MS)) < 0.05, { timeout: 60_000, interval: 10 }).toBe(true);
  });
});
