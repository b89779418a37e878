import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser, type TestBrowser } from "#tests/support/browser.ts";
import {
  buyOne,
  expectMoving,
  expectSaid,
  type LiveSite,
  linkOf,
  needsLive,
  openLiveSite,
  type PlannedStudio,
  say,
  soon,
  stateOf,
} from "#tests/support/live-site.ts";
import { somebody } from "#tests/support/people.ts";
import { findWrongSums } from "#tests/support/sums.ts";

/** Keeps the page's connections and what it plays, so that a test can ask them. */
function keepMedia() {
  const kept = { connections: [] as RTCPeerConnection[], sounds: [] as HTMLMediaElement[] };
  Object.assign(window, { kept });
  const Connection = window.RTCPeerConnection;
  window.RTCPeerConnection = class extends Connection {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      kept.connections.push(this);
    }
  };
  const { play } = HTMLMediaElement.prototype;
  HTMLMediaElement.prototype.play = function (this: HTMLMediaElement) {
    if (this instanceof HTMLAudioElement && !kept.sounds.includes(this)) kept.sounds.push(this);
    return play.call(this);
  };
}

/** Energy of the browser's own microphone in a second and a half, in which it beeps thrice, is ten times this. */
const HEARD = 0.02;

type Kept = { kept: { connections: RTCPeerConnection[]; sounds: HTMLMediaElement[] } };

/** The loudest that came in so far, from 0 to 1, and whether it is being played. */
const soundOf = (page: Page) =>
  page.evaluate(async () => {
    const { connections, sounds } = (window as unknown as Kept).kept;
    const reports = await Promise.all(connections.map((one) => one.getStats()));
    const stats = reports.flatMap((report) => [...report.values()]);
    const inbound = stats.filter((one) => one.type === "inbound-rtp" && one.kind === "audio");
    return {
      level: Math.max(0, ...inbound.map((one) => one.audioLevel)),
      energy: inbound.reduce((sum, one) => sum + one.totalAudioEnergy, 0),
      isPlayed: sounds.some((one) => !one.paused && one.currentTime > 0),
    };
  });

/** Sizes in which the studio sends its picture. */
const layersOf = (page: Page) =>
  page.evaluate(async () => {
    const { connections } = (window as unknown as Kept).kept;
    const reports = await Promise.all(connections.map((one) => one.getStats()));
    const sent = reports
      .flatMap((report) => [...report.values()])
      .filter((one) => one.type === "outbound-rtp" && one.rid);
    return new Set(sent.map((one) => one.rid)).size;
  });

/** Asks the page without touching it: what the driver evaluates counts as a touch, after which a browser sounds. */
async function untouched(page: Page): Promise<(expression: string) => Promise<unknown>> {
  const session = await page.context().newCDPSession(page);
  return async (expression) => {
    const { result } = await session.send("Runtime.evaluate", { expression, userGesture: false });
    return result.value;
  };
}

describe("a show in which everything falls over once", () => {
  const TITLE = "a show in which everything falls over once";
  let opened: LiveSite | null = null;
  let strict: TestBrowser | null = null;
  let show: PlannedStudio;
  let studio: Page;
  let viewer: Page;

  beforeAll(async () => {
    opened = await openLiveSite({ worker: true });
    if (!opened) return;
    strict = await openBrowser({ strict: true });
    show = await opened.plan();
    studio = await opened.goLive(show, { width: 1280, init: keepMedia });
  });
  afterAll(async () => {
    await strict?.close();
    await opened?.stop();
  });

  it("begins without sound where the browser wants it, and one plain button brings it, by keyboard too", async () => {
    const live = needsLive(opened, TITLE);
    viewer = await live.page(await somebody(live.site.bench), { from: strict as TestBrowser, init: keepMedia });
    await viewer.goto(`${live.site.url}/live/${show.slug}`);
    const ask = await untouched(viewer);
    await expect.poll(() => ask(`document.querySelector(".video__say .btn")?.innerText`), soon).toBe("Bật tiếng");
    const played = "kept.sounds.map((one) => one.paused).join()";
    expect(await ask(played)).toBe("true");
    const button = viewer.getByRole("button", { name: "Bật tiếng" });
    await expectMoving(viewer);
    await button.focus();
    await viewer.keyboard.press("Enter");
    await studio.getByRole("button", { name: "Ghim", exact: true }).click();
    await expect.poll(() => button.count(), soon).toBe(0);
    await expect.poll(async () => (await soundOf(viewer)).isPlayed, soon).toBe(true);
    await expect.poll(async () => (await soundOf(viewer)).level, soon).toBeGreaterThan(0);
  });

  it("is turned to landscape, muted and heard again, in layers for weaker lines, and says how the network is", async () => {
    needsLive(opened, TITLE);
    const shape = () => viewer.locator("video").evaluate((one: HTMLVideoElement) => one.videoWidth > one.videoHeight);
    expect(await shape()).toBe(false);
    await studio.getByRole("button", { name: "Quay ngang" }).click();
    await expect.poll(shape, soon).toBe(true);
    await expectMoving(viewer);
    const isHeard = async () => {
      const before = (await soundOf(viewer)).energy;
      await new Promise((done) => setTimeout(done, 1500));
      return (await soundOf(viewer)).energy - before > HEARD;
    };
    await studio.getByRole("button", { name: "Tắt tiếng" }).click();
    await expect.poll(isHeard, soon).toBe(false);
    await studio.getByRole("button", { name: "Bật tiếng" }).click();
    await expect.poll(isHeard, soon).toBe(true);
    await expect.poll(() => layersOf(studio), soon).toBeGreaterThanOrEqual(2);
    for (const page of [studio, viewer])
      await expect
        .poll(async () => (await page.locator(".chip-dark").allInnerTexts()).join("\n"), soon)
        .toMatch(/^Mạng (tốt|khá|yếu)/m);
  });

  it("loses its video server: that is said, chat and buying go on, studio and picture come back by themselves", async () => {
    const live = needsLive(opened, TITLE);
    await live.video.kill();
    await expect.poll(() => stateOf(viewer), soon).toBe("lost");
    expect(await viewer.locator(".video__say").innerText()).toContain("Mất hình. Đang nối lại");
    await expect.poll(() => linkOf(studio), soon).toMatch(/Mất mạng|Chưa nối được/);
    await say(viewer, "Mất hình rồi chị ơi");
    await expectSaid(studio, "Mất hình rồi");
    await buyOne(viewer, live.site);
    expect(await findWrongSums(live.site.bench.sql)).toEqual([]);
    await live.video.start();
    const back = { timeout: 60_000, interval: 200 };
    await expect.poll(() => linkOf(studio), back).toBe("Hình đang lên");
    await expect.poll(() => stateOf(viewer), back).toBe("playing");
    await expectMoving(viewer);
    await expect.poll(async () => (await soundOf(viewer)).level, soon).toBeGreaterThan(0);
  });

  it("loses its sockets: the picture goes on, chat says that it is reconnecting, and buying works", async () => {
    const live = needsLive(opened, TITLE);
    await live.killRealtime();
    const note = viewer.locator(".chat__note");
    await expect.poll(() => note.allInnerTexts(), soon).toEqual([expect.stringContaining("đang nối lại")]);
    await expectMoving(viewer);
    await buyOne(viewer, live.site, "0912345679");
    expect(await stateOf(viewer)).toBe("playing");
    await live.startRealtime();
    await expect.poll(() => note.count(), soon).toBe(0);
    await say(viewer, "Nghe lại rồi ạ");
    await expectSaid(studio, "Nghe lại rồi");
  });
});
