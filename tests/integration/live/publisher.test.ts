import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { scenesOf } from "#services/adapters/livekit-publisher/frames.ts";
import { loadRtc, type Publisher, publishScenes } from "#services/adapters/livekit-publisher/publisher.ts";
import { livekitProgram, openLivekit, type TestVideo } from "#tests/support/livekit.ts";
import { skipUnless } from "#tests/support/skip.ts";

const DRAWINGS = "db/seeds/demo/drawings";
const ROOM = "room-of-a-test";
/** The library types its streams as those of a browser, which have no iterator. */
const flow = <T>(stream: ReadableStream) => stream as unknown as AsyncIterable<T>;
const soon = { timeout: 10_000, interval: 100 };

describe("a publisher without a camera, on a real video server", () => {
  let server: TestVideo | null = null;
  const { promise: loaded, resolve } = Promise.withResolvers<Awaited<ReturnType<typeof loadRtc>>>();

  beforeAll(async () => {
    resolve(await loadRtc());
    if (livekitProgram() !== null) server = await openLivekit(9);
  });
  afterAll(async () => {
    await server?.stop();
    await (await loaded).rtc?.dispose();
  });

  async function stage() {
    const { rtc, reason } = await loaded;
    skipUnless(server, "a publisher without a camera", "no livekit-server on the path or in the cache folder");
    skipUnless(rtc, "a publisher without a camera", String(reason));
    if (!server || !rtc) throw new Error("skipped above");
    const { video } = server;
    await video.openRoom(ROOM);
    const files = readdirSync(DRAWINGS).slice(0, 2);
    const scenes = await scenesOf(files.map((file) => readFileSync(join(DRAWINGS, file))));
    return { rtc, video, scenes };
  }

  it("is seen and heard by a viewer whom nobody sees, rests when it is told to, and is cut off with its room", async () => {
    const { rtc, video, scenes } = await stage();
    expect(scenes).toHaveLength(2);
    const publisher: Publisher = await publishScenes(rtc, {
      url: video.publicUrl,
      pass: await video.hostPass(ROOM, "host"),
      scenes,
    });
    const seen = { frames: 0, loudest: 0 };
    const room = new rtc.Room();
    room.on(rtc.RoomEvent.TrackSubscribed, async (track) => {
      if (track.kind === rtc.TrackKind.KIND_VIDEO) {
        for await (const _frame of flow(new rtc.VideoStream(track))) seen.frames += 1;
      } else {
        for await (const frame of flow<{ data: Int16Array }>(new rtc.AudioStream(track)))
          seen.loudest = Math.max(seen.loudest, ...frame.data);
      }
    });
    await room.connect(video.publicUrl, await video.viewerPass(ROOM, "viewer"), {
      autoSubscribe: true,
      dynacast: true,
    });
    await expect.poll(() => seen.frames, soon).toBeGreaterThan(10);
    await expect.poll(() => seen.loudest, soon).toBeGreaterThan(500);
    expect(await video.people(ROOM)).toEqual(
      expect.arrayContaining([
        { identity: "host", isPublishing: true },
        { identity: "viewer", isPublishing: false },
      ]),
    );
    publisher.rest(true);
    await new Promise((done) => setTimeout(done, 1000));
    const before = seen.frames;
    await new Promise((done) => setTimeout(done, 1000));
    expect(seen.frames - before).toBeLessThanOrEqual(1);
    publisher.rest(false);
    await expect.poll(() => seen.frames, soon).toBeGreaterThan(before + 5);
    await video.closeRoom(ROOM);
    await expect.poll(() => publisher.isConnected(), soon).toBe(false);
    expect(await video.rooms()).not.toContain(ROOM);
    await publisher.stop();
    await room.disconnect();
  });

  it("cannot be played by somebody with a viewer's pass, and no room is made by joining one", async () => {
    const { rtc, video, scenes } = await stage();
    const asViewer = { url: video.publicUrl, pass: await video.viewerPass(ROOM, "viewer-2"), scenes };
    const outcome = await Promise.race([
      publishScenes(rtc, asViewer).then(
        () => "published",
        () => "refused",
      ),
      // A viewer's publishing is never answered at all.
      new Promise((done) => setTimeout(() => done("unanswered"), 3000)),
    ]);
    expect(outcome).not.toBe("published");
    expect((await video.people(ROOM)).some((one) => one.isPublishing)).toBe(false);
    const nowhere = { url: video.publicUrl, pass: await video.hostPass("never-opened", "host"), scenes };
    await expect(publishScenes(rtc, nowhere)).rejects.toThrow();
    expect(await video.rooms()).not.toContain("never-opened");
  });
});
