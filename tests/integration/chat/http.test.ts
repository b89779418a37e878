import type { AppLoadContext } from "@remix-run/node";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loader as board } from "#app/routes/api/live-board.tsx";
import { action as hide } from "#app/routes/api/live-hide.tsx";
import { loader as messages } from "#app/routes/api/live-messages.tsx";
import { action as mute } from "#app/routes/api/live-mute.tsx";
import { loader as runtime } from "#app/routes/api/runtime.tsx";
import { readVisit } from "#services/accounts/read-visit.ts";
import { say } from "#services/chat/say.ts";
import { newId } from "#services/shared/ids.ts";
import { type Bench, openBench } from "#tests/support/bench.ts";
import { joinShop, type MadeShow, makeShow } from "#tests/support/live-rows.ts";
import { type SignedInPerson, somebody, staffMember, stranger } from "#tests/support/people.ts";

let bench: Bench;
let show: MadeShow;
let anna: SignedInPerson;
let host: SignedInPerson;
let foreign: SignedInPerson;
let moderator: SignedInPerson;

beforeAll(async () => {
  bench = await openBench({ REALTIME_URL: "http://localhost:3901" });
  show = await makeShow(bench.sql, { goods: 1, stars: 4 });
  [anna, host, foreign, moderator] = [
    await somebody(bench),
    await somebody(bench),
    await somebody(bench),
    await staffMember(bench, "moderator"),
  ];
  await joinShop(bench.sql, show.shopId, host.accountId);
  await joinShop(bench.sql, (await makeShow(bench.sql)).shopId, foreign.accountId);
  for (const body of ["một", "hai", "ba"]) await say(bench.market, anna.viewer, { slug: show.slug, id: newId(), body });
});
afterAll(() => bench.end());

type Route = (args: never) => Promise<Response>;

async function call(route: Route, slug: string, given: { query?: string; cookie?: string; form?: object } = {}) {
  const { query = "", cookie = "", form } = given;
  const init = form ? { method: "POST", body: new URLSearchParams({ ...form }) } : {};
  const context = {
    market: bench.market,
    language: "vi",
    visit: () => readVisit(bench.market, cookie, stranger().clientAddress),
  } as unknown as AppLoadContext;
  const request = new Request(`http://localhost:3000/api/live/${slug}${query}`, init);
  const answer = await route({ request, context, params: { slug } } as never);
  return { status: answer.status, body: await answer.json(), cache: answer.headers.get("cache-control") };
}

describe("snapshots over plain requests", () => {
  it("give board and messages to anybody, and are kept nowhere", async () => {
    const seen = await call(board, show.slug);
    expect(seen).toMatchObject({ status: 200, cache: "no-store", body: { state: "live", items: [{ stars: 4 }] } });
    const read = await call(messages, show.slug, { query: "?after=1" });
    expect(read.body).toMatchObject({ items: [{ body: "hai" }, { body: "ba" }], upTo: 3, last: 3 });
    expect((await call(messages, show.slug)).body.items).toHaveLength(3);
  });

  it("go on after the show, tell no live price of one that hasn't begun, and nothing of one that isn't there or was called off", async () => {
    const ended = await makeShow(bench.sql, { state: "ended", goods: 1 });
    expect((await call(board, ended.slug)).body).toMatchObject({ state: "ended", items: [{}] });
    const planned = await makeShow(bench.sql, { state: "planned", goods: 1 });
    expect((await call(board, planned.slug)).body).toMatchObject({ items: [{ deal: null }], pin: null });
    await bench.sql`update shows set state = 'called_off', ended_at = market_now() where id = ${planned.showId}`;
    expect((await call(board, planned.slug)).body).toMatchObject({ state: "called_off", items: [], pin: null });
    for (const route of [board, messages]) expect((await call(route, "khong-co")).status).toBe(404);
    for (const query of ["?after=-1", "?after=x", "?after=99999999999", "?after="])
      expect([query, (await call(messages, show.slug, { query })).status]).toEqual([query, 404]);
  });

  it("say where sockets and video are", async () => {
    expect((await call(runtime, "")).body).toEqual({ realtime: "http://localhost:3901", video: null });
  });
});

describe("hiding and muting over plain requests", () => {
  it("aren't there for strangers, viewers and members of another shop", async () => {
    for (const cookie of ["", anna.cookie, foreign.cookie]) {
      const form = { number: "1", minutes: "5", reason: "x" };
      expect((await call(hide, show.slug, { cookie, form })).status).toBe(404);
      expect((await call(mute, show.slug, { cookie, form })).status).toBe(404);
    }
    expect((await call(messages, show.slug)).body.items).toHaveLength(3);
  });

  it("work for the host, and for a moderator who says why; odd forms are refused", async () => {
    const bare = await call(hide, show.slug, { cookie: moderator.cookie, form: { number: "1" } });
    expect(bare).toMatchObject({ status: 422, body: { code: "reason_missing", field: "reason" } });
    const why = { number: "1", reason: "quảng cáo" };
    expect((await call(hide, show.slug, { cookie: moderator.cookie, form: why })).status).toBe(200);
    expect((await call(hide, show.slug, { cookie: host.cookie, form: { number: "2" } })).status).toBe(200);
    for (const form of [{}, { number: "x" }, { number: "0" }, { number: "1e30" }, { number: "77" }])
      expect((await call(hide, show.slug, { cookie: host.cookie, form })).status).toBe(404);
    const odd = await call(mute, show.slug, { cookie: host.cookie, form: { number: "3", minutes: "0" } });
    expect(odd).toMatchObject({ status: 422, body: { code: "minutes_wrong" } });
    const muted = await call(mute, show.slug, { cookie: host.cookie, form: { number: "3", minutes: "10" } });
    expect(muted).toMatchObject({ status: 200, body: { minutes: 10 } });
    expect((await call(messages, show.slug)).body).toMatchObject({ items: [{ number: 3 }], hidden: [1, 2], upTo: 3 });
  });
});
