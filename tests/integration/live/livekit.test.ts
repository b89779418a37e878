import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { VideoCall } from "#services/live/port.ts";
import { newCode } from "#services/shared/ids.ts";
import { livekitProgram, openLivekit, type TestVideo } from "#tests/support/livekit.ts";
import { skipUnless } from "#tests/support/skip.ts";

const heard: { body: string; authorization: string | null }[] = [];
const listener = createServer((request, response) => {
  let body = "";
  request.on("data", (chunk) => {
    body += chunk;
  });
  request.on("end", () => {
    heard.push({ body, authorization: request.headers.authorization ?? null });
    response.end();
  });
});
let live: TestVideo | null = null;

beforeAll(async () => {
  await new Promise<void>((resolve) => listener.listen(0, "127.0.0.1", resolve));
  if (livekitProgram() !== null) live = await openLivekit((listener.address() as AddressInfo).port);
});
afterAll(async () => {
  await live?.stop();
  listener.close();
});

const started = () => {
  skipUnless(live !== null, "the real video server", "there is no livekit-server on this machine");
  if (live === null) throw new Error("skipped above");
  return live.video;
};

async function calls(kind: VideoCall["kind"], room: string): Promise<VideoCall[]> {
  const video = started();
  const read = await Promise.all(heard.map((one) => video.readCall(one.body, one.authorization)));
  return read.filter((call): call is VideoCall => call?.kind === kind && call.room === room);
}

it("a real video server makes and closes rooms, twice without harm, and calls about them", async () => {
  const video = started();
  const room = `show-${newCode(24)}`;
  expect(await video.isUp()).toBe(true);
  await video.openRoom(room);
  await video.openRoom(room);
  expect(await video.rooms()).toContain(room);
  expect(await video.people(room)).toEqual([]);
  await video.closeRoom(room);
  await video.closeRoom(room);
  expect(await video.rooms()).not.toContain(room);
  await video.remove(room, "nobody");
  await expect.poll(() => calls("room_finished", room).then((found) => found.length), { timeout: 5000 }).toBe(1);
});

it("a call that was changed, unsigned or signed for another body isn't the video server's", async () => {
  const video = started();
  const room = `show-${newCode(24)}`;
  await video.openRoom(room);
  await expect.poll(() => calls("room_started", room).then((found) => found.length), { timeout: 5000 }).toBe(1);
  const [call] = heard;
  if (!call) throw new Error("no call was heard");
  expect(await video.readCall(`${call.body} `, call.authorization)).toBeNull();
  expect(await video.readCall(call.body, null)).toBeNull();
  expect(await video.readCall(call.body, "Bearer x")).toBeNull();
  await video.closeRoom(room);
});

/** Whether the signalling address lets a pass in. */
async function isLetIn(token: string): Promise<boolean> {
  const address = started().publicUrl.replace(/^ws/, "http");
  const answer = await fetch(`${address}/rtc/validate?access_token=${token}`);
  return answer.ok;
}

it("a pass of before a stop opens nothing, because joining makes no room", async () => {
  const video = started();
  const room = `show-${newCode(24)}`;
  await video.openRoom(room);
  const pass = await video.hostPass(room, "host");
  expect(await isLetIn(pass)).toBe(true);
  await video.closeRoom(room);
  expect(await isLetIn(pass)).toBe(false);
  expect(await isLetIn("forged")).toBe(false);
  expect(await video.rooms()).not.toContain(room);
});
