import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { SayAnswer } from "#services/realtime/protocol.ts";
import { type Bench, openBench } from "#tests/support/bench.ts";
import { type LineProcess, pause, startLines, until, type Watcher, watch } from "#tests/support/lines.ts";
import { joinShop, makeShow, pinItem } from "#tests/support/live-rows.ts";
import { type SignedInPerson, somebody, viewerOf } from "#tests/support/people.ts";
import { openWire, type Wire } from "#tests/support/wire.ts";

let bench: Bench;
let wire: Wire;
let lines: LineProcess;
const watchers: Watcher[] = [];

beforeAll(async () => {
  bench = await openBench();
  wire = await openWire(bench.url);
  lines = await startLines(bench, { DATABASE_URL: wire.url });
});
afterEach(() => {
  for (const watcher of watchers.splice(0)) watcher.stop();
});
afterAll(async () => {
  await lines.kill("SIGTERM");
  await wire.close();
  await bench.end();
});

async function sit(slug: string, person?: SignedInPerson): Promise<Watcher> {
  const watcher = await watch(lines.url, slug, person?.cookie);
  watchers.push(watcher);
  return watcher;
}

async function showWithHost() {
  const show = await makeShow(bench.sql, { goods: 1 });
  const person = await somebody(bench);
  await joinShop(bench.sql, show.shopId, person.accountId);
  return { show, host: { ...person, viewer: await viewerOf(bench.market, person.cookie) } };
}

const stored = (showId: string) => bench.sql<{ number: number; body: string }[]>`
  select number, body from chat_messages where show_id = ${showId} order by number`;

/** What viewers hold is what the database holds: nothing lost, doubled or out of order. */
async function expectWhole(showId: string, viewers: readonly Watcher[], answers: readonly SayAnswer[]) {
  const rows = await stored(showId);
  expect(rows.map((row) => row.number)).toEqual(rows.map((_, at) => at + 1));
  const bodies = rows.map((row) => row.body);
  expect(new Set(bodies).size).toBe(bodies.length);
  expect(answers.map((answer) => answer.ok && answer.number).sort((a, b) => Number(a) - Number(b))).toEqual(
    rows.map((row) => row.number),
  );
  for (const viewer of viewers) {
    await until("all messages are there", () => viewer.view().messages.length === rows.length);
    expect(viewer.bodies()).toEqual(bodies);
    expect(viewer.view().messages.map((m) => m.number)).toEqual(rows.map((row) => row.number));
  }
}

describe("nothing acknowledged is lost, doubled or out of order", () => {
  it("when lines break again and again while people write", async () => {
    const { show, host } = await showWithHost();
    const [h, viewer] = [await sit(show.slug, host), await sit(show.slug)];
    const answers: Promise<SayAnswer>[] = [];
    for (let n = 0; n < 60; n++) {
      answers.push(h.line.say(`lời ${n}`));
      if (n % 20 === 7) h.breakLine();
      if (n % 20 === 13) viewer.breakLine();
      await pause(20);
    }
    const given = await Promise.all(answers);
    await expectWhole(show.showId, [h, viewer], given);
  });

  it("when realtime is killed in the middle and comes back, and the pin set meanwhile is seen", async () => {
    const { show, host } = await showWithHost();
    const [h, viewer] = [await sit(show.slug, host), await sit(show.slug)];
    const answers = Array.from({ length: 10 }, (_, n) => h.line.say(`trước ${n}`));
    await Promise.all(answers.slice(0, 3));
    await lines.kill("SIGKILL");
    for (let n = 0; n < 10; n++) answers.push(h.line.say(`giữa ${n}`));
    await until("both say that they reconnect", () =>
      [h, viewer].every((watcher) => watcher.view().state === "reconnecting"),
    );
    expect(h.view().sayings.length).toBeGreaterThanOrEqual(10);
    await pinItem(bench.sql, show, show.items[0]?.itemId ?? "");
    await lines.again();
    for (let n = 0; n < 10; n++) answers.push(h.line.say(`sau ${n}`));
    const given = await Promise.all(answers);
    await expectWhole(show.showId, [h, viewer], given);
    expect(viewer.view().board?.pin?.itemId).toBe(show.items[0]?.itemId);
  });

  it("when lines break and realtime is killed, both, with more written than a line may send at once", async () => {
    const { show, host } = await showWithHost();
    const [h, viewer] = [await sit(show.slug, host), await sit(show.slug)];
    const answers = Array.from({ length: 50 }, (_, n) => h.line.say(`lời ${n}`));
    viewer.breakLine();
    await pause(60);
    await lines.kill("SIGKILL");
    viewer.breakLine();
    for (let n = 50; n < 200; n++) answers.push(h.line.say(`lời ${n}`));
    await lines.again();
    const given = await Promise.all(answers);
    await expectWhole(show.showId, [h, viewer], given);
  });
});

describe("while the database is away", () => {
  it("everybody stays, nothing is acknowledged, and what was said is stored once it is back", async () => {
    const { show, host } = await showWithHost();
    const [h, viewer] = [await sit(show.slug, host), await sit(show.slug)];
    await h.line.say("trước");
    wire.cut();
    let isAnswered = false;
    const said = h.line.say("giữa").then((answer) => {
      isAnswered = true;
      return answer;
    });
    await pause(3000);
    expect([isAnswered, h.view().state, viewer.view().state]).toEqual([false, "online", "online"]);
    expect(
      h
        .view()
        .sayings.filter((one) => one.state === "sending")
        .map((one) => one.body),
    ).toEqual(["giữa"]);
    wire.mend();
    const answers = [{ ok: true as const, number: 1 }, await said, await h.line.say("sau")];
    await expectWhole(show.showId, [h, viewer], answers);
    await pinItem(bench.sql, show, show.items[0]?.itemId ?? "");
    await until("the pin came", () => viewer.view().board?.pin !== null);
  });

  it("a process asked to end says goodbye and ends, and viewers come back to the next", async () => {
    const { show, host } = await showWithHost();
    const h = await sit(show.slug, host);
    await lines.kill("SIGTERM");
    await until("it was told", () => h.cuts.includes("closing") && h.view().state === "reconnecting");
    await lines.again();
    await until("it is back", () => h.view().state === "online");
    expect((await h.line.say("lại đây")).ok).toBe(true);
  });
});
