import type { Socket } from "socket.io-client";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { usageOf } from "#services/processes/bench/sample.ts";
import type { JoinAnswer, SayAnswer, SinceAnswer } from "#services/realtime/protocol.ts";
import { newId } from "#services/shared/ids.ts";
import { type Bench, openBench } from "#tests/support/bench.ts";
import { ask, bareSocket, type LineProcess, pause, startLines, until, watch } from "#tests/support/lines.ts";
import { makeShow } from "#tests/support/live-rows.ts";
import { type SignedInPerson, somebody } from "#tests/support/people.ts";

let bench: Bench;
let lines: LineProcess;
let anna: SignedInPerson;
const sockets: Socket[] = [];

beforeAll(async () => {
  bench = await openBench();
  lines = await startLines(bench);
  anna = await somebody(bench);
});
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.disconnect();
});
afterAll(async () => {
  await lines.kill("SIGTERM");
  await bench.end();
});

async function open(cookie = anna.cookie, headers: Record<string, string> = {}, url = lines.url): Promise<Socket> {
  const socket = await bareSocket(url, cookie, headers);
  sockets.push(socket);
  return socket;
}

async function inside(slug: string, cookie?: string): Promise<Socket> {
  const socket = await open(cookie);
  expect(await ask<JoinAnswer>(socket, "join", { show: slug, after: null })).toMatchObject({ ok: true });
  return socket;
}

async function metric(name: string, url = lines.url): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const found = text.split("\n").filter((line) => line.startsWith(name));
  return found.reduce((sum, line) => sum + Number(line.split(" ").at(-1)), 0);
}

const isClosed = (socket: Socket) => until("the line is closed", () => !socket.connected);

describe("a connection", () => {
  it.each([
    ["from another site", { origin: "https://evil.example" }],
    ["from another port of this machine", { origin: "http://localhost:3999" }],
    ["with a null origin", { origin: "null" }],
    ["without an origin", { origin: "" }],
  ])("%s is refused, whatever cookies it carries", async (_, headers) => {
    await expect(open(anna.cookie, headers)).rejects.toThrow();
  });

  it("by polling isn't taken, and plain requests get probes alone", async () => {
    const polled = await fetch(`${lines.url}/socket.io/?EIO=4&transport=polling`, {
      headers: { origin: "http://localhost:3000" },
    });
    expect(polled.status).toBe(400);
    expect(await (await fetch(`${lines.url}/healthz`)).json()).toMatchObject({ ok: true });
    expect((await fetch(`${lines.url}/metrics`, { headers: { "x-forwarded-for": "10.0.0.1" } })).status).toBe(404);
    expect((await fetch(`${lines.url}/`)).status).toBe(404);
  });

  it("with a forged cookie is nobody's", async () => {
    const show = await makeShow(bench.sql);
    const forged = anna.cookie.replace(/.{6}$/, "AAAAAA");
    const socket = await inside(show.slug, forged);
    expect(await ask<SayAnswer>(socket, "say", { id: newId(), body: "a" })).toEqual({ ok: false, code: "sign_in" });
  });

  it("above the number one address may have is refused; when one closes there is room", async () => {
    const few = await startLines(bench, { MARKET_LINES_PER_ADDRESS: "3" });
    try {
      const taken = [await open("", {}, few.url), await open("", {}, few.url), await open("", {}, few.url)];
      await expect(open("", {}, few.url)).rejects.toThrow();
      taken[0]?.disconnect();
      await until(
        "there is room again",
        async () =>
          open("", {}, few.url).then(
            () => true,
            () => pause(500).then(() => false),
          ),
        20_000,
      );
    } finally {
      await few.kill("SIGTERM");
    }
  });
});

describe("what no page of ours sends", () => {
  it("is answered malformed, counted, and changes nothing", async () => {
    const show = await makeShow(bench.sql);
    const socket = await inside(show.slug);
    const before = await metric("market_line_events_total{");
    const odd: [string, unknown][] = [
      ["say", { id: "1", body: "a" }],
      ["say", { id: newId(), body: 7 }],
      ["say", "a"],
      ["say", null],
      ["say", { id: newId(), body: "x".repeat(2001) }],
      ["join", { show: ["a"], after: 0 }],
      ["join", { show: show.slug, after: -1 }],
      ["since", { after: 1.5 }],
      ["react", { count: 1e9 }],
    ];
    for (const [name, input] of odd)
      expect([name, await ask(socket, name, input)]).toEqual([name, { ok: false, code: "malformed" }]);
    for (const name of ["board", "pulse", "messages", "hidden", "cut", "warned", "__proto__", "constructor"])
      socket.emit(name, { show: show.slug, items: [] });
    await pause(300);
    const [row] = await bench.sql`select chat_number, seq from shows where id = ${show.showId}`;
    expect(row).toEqual({ chat_number: 0, seq: 0 });
    expect(await metric("market_line_events_total{")).toBeGreaterThanOrEqual(before + odd.length + 8);
  });

  it("without an acknowledgement, or with odd words after it, breaks nothing", async () => {
    const show = await makeShow(bench.sql);
    const socket = await inside(show.slug);
    socket.emit("say");
    socket.emit("say", { id: newId(), body: "không chờ" });
    socket.emit("join", { show: show.slug, after: null }, { not: "a function" });
    socket.emit("since", Buffer.from("abc"));
    await until("the message is stored", async () => {
      const [row] = await bench.sql`select chat_number from shows where id = ${show.showId}`;
      return row?.chat_number === 1;
    });
    expect(await ask<SinceAnswer>(socket, "since", { after: 0 })).toMatchObject({ ok: true, upTo: 1 });
  });

  it("of a megabyte ends the line, and the process lives", async () => {
    const show = await makeShow(bench.sql);
    const socket = await inside(show.slug);
    socket.emit("say", { id: newId(), body: "x".repeat(1_000_000) });
    await isClosed(socket);
    await inside(show.slug);
  });

  it("to an unknown show, or to none, is refused", async () => {
    const socket = await open();
    expect(await ask(socket, "say", { id: newId(), body: "a" })).toEqual({ ok: false, code: "not_joined" });
    expect(await ask(socket, "since", { after: 0 })).toEqual({ ok: false, code: "not_joined" });
    expect(await ask(socket, "join", { show: "khong-co", after: null })).toEqual({ ok: false, code: "not_found" });
    expect(await ask(socket, "join", { show: "../../etc' or 1=1 --", after: null })).toMatchObject({ ok: false });
    const watcher = await watch(lines.url, "khong-co");
    expect([watcher.view().state, watcher.view().reason]).toEqual(["cut", "not_found"]);
    watcher.stop();
  });

  it("into a second show leaves the first: nobody hears two", async () => {
    const [one, two] = [await makeShow(bench.sql), await makeShow(bench.sql)];
    const socket = await inside(one.slug);
    const heard: unknown[] = [];
    socket.on("messages", (batch) => heard.push(batch));
    expect(await ask<JoinAnswer>(socket, "join", { show: two.slug, after: null })).toMatchObject({ ok: true });
    const other = await inside(one.slug);
    await ask(other, "say", { id: newId(), body: "ở phiên một" });
    expect(await ask<SayAnswer>(socket, "say", { id: newId(), body: "ở phiên hai" })).toEqual({ ok: true, number: 1 });
    await until("one batch came", () => heard.length === 1);
    expect(heard).toMatchObject([{ items: [{ body: "ở phiên hai" }] }]);
  });
});

describe("a flood", () => {
  it("of messages is refused with the seconds to wait, and stores no more than a person may say", async () => {
    const show = await makeShow(bench.sql);
    const person = await somebody(bench);
    const socket = await inside(show.slug, person.cookie);
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, n) => ask<SayAnswer>(socket, "say", { id: newId(), body: `lời ${n}` })),
    );
    expect(answers.filter((answer) => answer.ok)).toHaveLength(5);
    for (const answer of answers.filter((a) => !a.ok))
      expect(answer).toMatchObject({ code: "too_fast", retryAfterSeconds: expect.any(Number) });
  });

  it("of anything ends with the line cut, and others notice nothing", async () => {
    const show = await makeShow(bench.sql);
    const [quiet, loud] = [await inside(show.slug), await inside(show.slug, "")];
    const cuts: unknown[] = [];
    loud.on("cut", (cut) => cuts.push(cut));
    for (let n = 0; n < 400; n++) loud.emit("react", { count: 5 });
    await isClosed(loud);
    expect(cuts).toEqual([{ code: "flooding" }]);
    const noise = await inside(show.slug, "");
    for (let n = 0; n < 60; n++) noise.emit("nonsense", n);
    await isClosed(noise);
    expect(await ask<SayAnswer>(quiet, "say", { id: newId(), body: "yên lành" })).toMatchObject({ ok: true });
    expect(await metric('market_line_cuts_total{code="flooding"}')).toBe(2);
  });
});

describe("a viewer who can't keep up", () => {
  it("is cut before what waits for it grows, and the others get everything", async () => {
    const show = await makeShow(bench.sql, { goods: 40, packLetters: 4000 });
    const [slow, well] = [await inside(show.slug, ""), await inside(show.slug)];
    let boards = 0;
    well.on("board", () => {
      boards += 1;
    });
    const before = usageOf(lines.pid()).residentMb;
    const { ws } = slow.io.engine.transport as unknown as { ws: { pause: () => void } };
    ws.pause();
    const listingId = show.items[0]?.listingId ?? "";
    let rounds = 0;
    await until(
      "the slow one is cut",
      async () => {
        rounds += 1;
        await bench.sql`update listings set paused = ${rounds % 2 === 1} where id = ${listingId}`;
        await bench.sql`update shows set version = version + 1 where id = ${show.showId}`;
        await pause(80);
        return (await metric('market_line_cuts_total{code="slow"}')) === 1;
      },
      50_000,
    );
    expect(boards).toBeGreaterThan(10);
    expect(well.connected).toBe(true);
    expect(usageOf(lines.pid()).residentMb - before).toBeLessThan(120);
    expect(await metric("market_lines ")).toBe(1);
  });
});
