import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { takeDownListing } from "#services/catalogue/decide-listing.ts";
import { revokeCertificate } from "#services/certification/revoke-certificate.ts";
import { endShow, stopShow, warnHost } from "#services/live/end-show.ts";
import { enterStudio } from "#services/live/enter-studio.ts";
import { lookAgainJob, reconcile } from "#services/live/jobs.ts";
import { openShow } from "#services/live/open-show.ts";
import { pinItem, unpinItem } from "#services/live/pin-item.ts";
import { endDeal, startDeal } from "#services/live/run-deal.ts";
import { takeCall } from "#services/live/take-call.ts";
import { viewerPass } from "#services/live/viewer-pass.ts";
import { newId } from "#services/shared/ids.ts";
import { nobody } from "#services/shared/viewer.ts";
import { endIdentity, recordIdentity } from "#services/shops/host-identity.ts";
import { suspendShop } from "#services/shops/suspend-shop.ts";
import { type Bench, openBench } from "#tests/support/bench.ts";
import { auditOf } from "#tests/support/desk.ts";
import { makeGoods } from "#tests/support/market-rows.ts";
import { addAccount, addStaff } from "#tests/support/order-rows.ts";
import {
  addHost,
  kindsOf,
  liveShow,
  makeStage,
  planned,
  plannedShow,
  STUDIO,
  type Stage,
  showRow,
} from "#tests/support/show-rows.ts";

let bench: Bench;
let stage: Stage;

beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.end());
beforeEach(async () => {
  stage = await makeStage(bench);
});

const stop = { reasonCode: "false_claims", reason: "Nói miến chữa được bệnh, đã nhắc một lần." };
const deal = (showId: string, itemId: string, over: object = {}) => ({
  showId,
  studioKey: STUDIO,
  itemId,
  requestId: newId(),
  seconds: 600,
  ...over,
});
const dealsOf = (showId: string) => bench.sql`select * from deals where show_id = ${showId} order by starts_at, id`;

describe("the studio", () => {
  it("holds a show for one page: a second is told so until the first falls silent", async () => {
    const { market, host } = stage;
    const { showId } = await plannedShow(stage, bench.sql);
    const other = { showId, studioKey: "another-studio-00002" };
    expect(await enterStudio(market, host, { showId, studioKey: STUDIO })).toMatchObject({ ok: true });
    expect(await enterStudio(market, host, other)).toMatchObject({ code: "studio_taken" });
    expect(await openShow(market, host, other)).toMatchObject({ code: "studio_taken" });
    expect(await enterStudio(market, host, { showId, studioKey: STUDIO })).toMatchObject({ ok: true });
    await bench.advanceClock(31);
    expect(await enterStudio(market, host, other)).toMatchObject({ ok: true });
    expect(await enterStudio(market, host, { showId, studioKey: STUDIO })).toMatchObject({ code: "studio_taken" });
    expect(await enterStudio(market, host, { showId, studioKey: "short" })).toMatchObject({ code: "malformed" });
  });

  it("of two that begin at once lets one in", async () => {
    const { market, host } = stage;
    const { showId } = await plannedShow(stage, bench.sql);
    const keys = ["studio-number-000001", "studio-number-000002", "studio-number-000003"];
    const done = await Promise.all(keys.map((studioKey) => enterStudio(market, host, { showId, studioKey })));
    expect(done.filter((one) => one.ok)).toHaveLength(1);
  });
});

describe("opening a show", () => {
  it("twice at once opens it once, with one room and one gate", async () => {
    const { market, host, video } = stage;
    const { showId } = await plannedShow(stage, bench.sql);
    await enterStudio(market, host, { showId, studioKey: STUDIO });
    const open = () => openShow(market, host, { showId, studioKey: STUDIO });
    const both = await Promise.all([open(), open()]);
    expect(both.map((one) => one.ok)).toEqual([true, true]);
    const { state, room } = await showRow(bench.sql, showId);
    expect(state).toBe("live");
    expect([...video.state.rooms.keys()]).toEqual([room]);
    expect(both[0]).toMatchObject({ value: { pass: { token: `host ${room} host` } } });
    expect(await kindsOf(bench.sql, showId)).toEqual(["opened"]);
    expect(await bench.sql`select 1 from show_gates where show_id = ${showId}`).toHaveLength(1);
  });

  it("is one at a time in a shop", async () => {
    await liveShow(stage, bench.sql);
    const { market, host, video } = stage;
    const { showId } = await plannedShow(stage, bench.sql);
    await enterStudio(market, host, { showId, studioKey: STUDIO });
    expect(await openShow(market, host, { showId, studioKey: STUDIO })).toMatchObject({ code: "another_live" });
    expect(video.state.rooms.size).toBe(1);
  });

  it("is the only one whose acts count: another that was told so can't pin, open or end anything", async () => {
    const { market, host } = stage;
    const show = await liveShow(stage, bench.sql);
    const running = deal(show.showId, show.itemId);
    expect(await startDeal(market, host, running)).toMatchObject({ ok: true });
    expect(await pinItem(market, host, show)).toMatchObject({ ok: true });
    const before = await kindsOf(bench.sql, show.showId);
    for (const studioKey of ["another-studio-00002", ""]) {
      const other = { ...show, studioKey };
      const done = await Promise.all([
        pinItem(market, host, other),
        unpinItem(market, host, other),
        startDeal(market, host, { ...running, studioKey }),
        startDeal(market, host, deal(show.showId, show.itemId, { studioKey })),
        endDeal(market, host, { ...other, dealId: running.requestId }),
        endShow(market, host, other),
      ]);
      expect(done.map((one) => !one.ok && one.code)).toEqual(Array(6).fill("studio_taken"));
    }
    expect(await kindsOf(bench.sql, show.showId)).toEqual(before);
    expect((await showRow(bench.sql, show.showId)).state).toBe("live");
    await bench.advanceClock(31);
    const next = { ...show, studioKey: "another-studio-00002" };
    expect(await enterStudio(market, host, next)).toMatchObject({ ok: true });
    expect(await unpinItem(market, host, show)).toMatchObject({ code: "studio_taken" });
    expect(await unpinItem(market, host, next)).toMatchObject({ ok: true });
  });

  it("gives viewers passes of their own while it is live, and none to a show that isn't", async () => {
    const { slug } = await liveShow(stage, bench.sql);
    const [one, two] = [
      await viewerPass(stage.market, nobody, { slug }),
      await viewerPass(stage.market, nobody, { slug }),
    ];
    expect(one.ok && two.ok && one.value.token !== two.value.token).toBe(true);
    expect(await viewerPass(stage.market, nobody, { slug: "khong-co" })).toMatchObject({ code: "not_found" });
    expect(await viewerPass(stage.market, nobody, { slug: "../x" })).toMatchObject({ code: "not_found" });
  });
});

describe("pins", () => {
  it("stand one at a time, the same again changes nothing, and they go when asked", async () => {
    const second = await makeGoods(bench.sql, { shopId: stage.shopId, stars: 3 });
    const items = [planned(stage.goods.variantId), planned(second.variantId, { livePriceVnd: null })];
    const show = await liveShow(stage, bench.sql, items);
    const pin = (itemId: string) => pinItem(stage.market, stage.host, { ...show, itemId });
    const [first, again] = [await pin(show.itemIds[0] ?? ""), await pin(show.itemIds[0] ?? "")];
    expect(first).toEqual(again);
    expect(await pin(show.itemIds[1] ?? "")).toMatchObject({ ok: true });
    expect(await pin(newId())).toMatchObject({ code: "not_found" });
    expect(await unpinItem(stage.market, stage.host, show)).toMatchObject({ ok: true });
    expect(await kindsOf(bench.sql, show.showId)).toEqual(["opened", "pinned", "pinned", "unpinned"]);
    expect(
      await bench.sql`select 1 from show_pins where show_id = ${show.showId} and unpinned_at is null`,
    ).toHaveLength(0);
  });

  it("are refused to another shop, to a show that isn't live and for goods whose papers ended", async () => {
    const coming = await plannedShow(stage, bench.sql);
    const [item] = await bench.sql`select id from show_items where show_id = ${coming.showId}`;
    const early = await pinItem(stage.market, stage.host, {
      showId: coming.showId,
      studioKey: STUDIO,
      itemId: String(item?.id),
    });
    expect(early).toMatchObject({ code: "not_live" });
    const show = await liveShow(stage, bench.sql);
    const other = await makeStage(bench);
    expect(await pinItem(stage.market, other.host, show)).toMatchObject({ code: "not_found" });
    await bench.sql`update listings set state = 'taken_down' where id = ${stage.goods.listingId}`;
    expect(await pinItem(stage.market, stage.host, show)).toMatchObject({
      code: "not_allowed",
      details: { line: "listing" },
    });
  });

  it("and a stop at the same moment leave no pin on a stopped show", async () => {
    const show = await liveShow(stage, bench.sql);
    await Promise.all([
      pinItem(stage.market, stage.host, show),
      stopShow(stage.market, stage.moderator, { showId: show.showId, ...stop }),
    ]);
    expect((await showRow(bench.sql, show.showId)).state).toBe("stopped");
    expect(
      await bench.sql`select 1 from show_pins where show_id = ${show.showId} and unpinned_at is null`,
    ).toHaveLength(0);
  });
});

describe("deals", () => {
  it("of a double tap are one, under the planned price, and end once", async () => {
    const { market, host, goods } = stage;
    const show = await liveShow(stage, bench.sql);
    const input = deal(show.showId, show.itemId);
    const both = await Promise.all([startDeal(market, host, input), startDeal(market, host, input)]);
    expect(both.map((one) => one.ok)).toEqual([true, true]);
    expect(await startDeal(market, host, deal(show.showId, show.itemId))).toMatchObject({ code: "deal_running" });
    const rows = await dealsOf(show.showId);
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ id: input.requestId, quota: 60, per_buyer: 5, variant_id: goods.variantId });
    const [offer] = await bench.sql`select kind, price_vnd::int as price from offers where id = ${rows[0]?.offer_id}`;
    expect(offer).toEqual({ kind: "live", price: 78_000 });
    const end = { ...show, dealId: input.requestId };
    await Promise.all([endDeal(market, host, end), endDeal(market, host, end)]);
    expect((await dealsOf(show.showId))[0]).toMatchObject({ end_code: "stopped" });
    expect(await kindsOf(bench.sql, show.showId)).toEqual(["opened", "deal_started", "deal_ended"]);
    const [variant] =
      await bench.sql`select o.price_vnd::int as price from variants v join offers o on o.id = v.current_offer_id where v.id = ${goods.variantId}`;
    expect(variant?.price).toBe(85_000);
  });

  it("refuse an edited price, numbers out of bounds, things without a live price and other people", async () => {
    const { market, host, shopId, goods } = stage;
    const second = await makeGoods(bench.sql, { shopId, stars: 3 });
    const items = [planned(goods.variantId), planned(second.variantId, { livePriceVnd: null })];
    const { showId, itemIds } = await liveShow(stage, bench.sql, items);
    const start = async (over: object, itemId = itemIds[0] ?? "") => {
      const done = await startDeal(market, host, deal(showId, itemId, over));
      return done.ok ? "ok" : done.code;
    };
    expect(await start({ priceVnd: 1 })).toBe("changed");
    expect(await start({ quota: 0 })).toBe("out_of_range");
    expect(await start({ quota: 3, perBuyer: 4 })).toBe("limit_over_quota");
    expect(await start({ seconds: 5 })).toBe("out_of_range");
    expect(await start({ seconds: Number.NaN })).toBe("out_of_range");
    expect(await start({}, itemIds[1])).toBe("no_live_price");
    expect(await start({}, newId())).toBe("not_found");
    const other = await makeStage(bench);
    expect(await startDeal(market, other.host, deal(showId, itemIds[0] ?? ""))).toMatchObject({ code: "not_found" });
    expect(await dealsOf(showId)).toHaveLength(0);
  });

  it("are judged by the gate again when they begin: a price that fell, a certificate that ended", async () => {
    const { market, host, goods, moderator } = stage;
    const show = await liveShow(stage, bench.sql);
    await bench.sql`insert into offers (id, variant_id, shop_id, price_vnd) values (${newId()}, ${goods.variantId}, ${goods.shopId}, 70000)`;
    const fell = await startDeal(market, host, deal(show.showId, show.itemId));
    expect(fell).toMatchObject({ code: "not_allowed", details: { line: "price" } });
    await suspendShop(market, moderator, { shopId: stage.shopId, reasonCode: "other", reason: "Kiểm tra" });
    const shut = await startDeal(market, host, deal(show.showId, show.itemId));
    expect(shut).toMatchObject({ code: "not_allowed", details: { line: "shop" } });
  });

  it("run by the market's clock, and one that is over makes room for the next", async () => {
    const { market, host } = stage;
    const show = await liveShow(stage, bench.sql);
    expect(await startDeal(market, host, deal(show.showId, show.itemId, { seconds: 60 }))).toMatchObject({ ok: true });
    await bench.advanceClock(61);
    expect(await startDeal(market, host, deal(show.showId, show.itemId))).toMatchObject({ ok: true });
    expect((await dealsOf(show.showId)).map((row) => row.end_code)).toEqual(["over", null]);
  });

  it("end with their show", async () => {
    const { market, host, video } = stage;
    const show = await liveShow(stage, bench.sql);
    await startDeal(market, host, deal(show.showId, show.itemId));
    await pinItem(market, host, show);
    expect(await endShow(market, host, show)).toMatchObject({ ok: true });
    expect(await endShow(market, host, show)).toMatchObject({ ok: true });
    expect((await dealsOf(show.showId))[0]).toMatchObject({ end_code: "show_ended" });
    expect((await kindsOf(bench.sql, show.showId)).slice(-2)).toEqual(["deal_ended", "ended"]);
    expect(video.state.rooms.size).toBe(0);
    expect(await startDeal(market, host, deal(show.showId, show.itemId))).toMatchObject({ code: "not_live" });
  });
});

describe("staff", () => {
  it("stop a show for good, with a reason in the audit log, and the host gets no pass again", async () => {
    const { market, host, moderator, video } = stage;
    const show = await liveShow(stage, bench.sql);
    await startDeal(market, host, deal(show.showId, show.itemId));
    expect(await stopShow(market, host, { showId: show.showId, ...stop })).toMatchObject({ code: "not_found" });
    expect(await stopShow(market, moderator, { showId: show.showId, reasonCode: "x", reason: "y" })).toMatchObject({
      code: "unknown_reason",
    });
    expect(await stopShow(market, moderator, { showId: show.showId, ...stop })).toMatchObject({ ok: true });
    expect(video.state.rooms.size).toBe(0);
    const again = { showId: show.showId, studioKey: STUDIO, wantsPass: true };
    expect(await enterStudio(market, host, again)).toMatchObject({ code: "show_over" });
    expect(await openShow(market, host, again)).toMatchObject({ ok: false });
    expect(await viewerPass(market, nobody, show)).toMatchObject({ code: "not_live" });
    expect(await auditOf(bench.sql, show.showId)).toMatchObject([
      { act: "show.stop", reason_code: "false_claims", reason: stop.reason },
    ]);
    expect((await dealsOf(show.showId))[0]).toMatchObject({ end_code: "show_ended" });
  });

  it("warn the host once a request", async () => {
    const { market, host, moderator } = stage;
    const { showId } = await liveShow(stage, bench.sql);
    const warning = { showId, requestId: newId(), reason: "Đừng nói miến chữa bệnh." };
    await warnHost(market, moderator, warning);
    await warnHost(market, moderator, warning);
    expect((await kindsOf(bench.sql, showId)).filter((kind) => kind === "warned")).toHaveLength(1);
    expect(await warnHost(market, host, { ...warning, requestId: newId() })).toMatchObject({ code: "not_found" });
    expect(await warnHost(market, moderator, { ...warning, requestId: newId(), reason: " " })).toMatchObject({
      code: "reason_missing",
    });
  });

  it("record who a host is once, and taking it back ends the running show", async () => {
    const { market, moderator, host } = stage;
    const { accountId } = await addAccount(bench.sql);
    const input = { identityId: newId(), accountId, legalName: "Bàn Văn Lâm", paper: "passport" };
    expect(await recordIdentity(market, moderator, input)).toMatchObject({ code: "not_found" });
    const unknown = await addHost(bench.sql, stage.shopId, null);
    const mine = { ...input, accountId: unknown.accountId ?? "" };
    expect(await recordIdentity(market, moderator, { ...mine, paper: "selfie" })).toMatchObject({
      code: "unknown_paper",
    });
    expect(await recordIdentity(market, host, mine)).toMatchObject({ code: "not_found" });
    expect(await recordIdentity(market, moderator, mine)).toMatchObject({ ok: true });
    expect(await recordIdentity(market, moderator, mine)).toMatchObject({ ok: true });
    expect(await recordIdentity(market, moderator, { ...mine, identityId: newId() })).toMatchObject({
      code: "already_recorded",
    });
    const { showId } = await liveShow(stage, bench.sql);
    const hostId = host.accountId ?? "";
    expect(await endIdentity(market, moderator, { accountId: hostId, reason: "Giấy không đúng" })).toMatchObject({
      ok: true,
    });
    await lookAgainJob(market, { kind: "host", id: hostId });
    expect(await showRow(bench.sql, showId)).toMatchObject({ state: "stopped", end_reason_code: "identity_ended" });
    expect(stage.video.state.rooms.size).toBe(0);
  });
});

describe("news from below", () => {
  const jobs = () => bench.sql<{ payload: { kind: string; id: string } }[]>`
    select j.payload from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
    where t.identifier = 'live.look-again' order by j.id`;

  async function lookAtNews() {
    const waiting = await jobs();
    for (const { payload } of waiting) await lookAgainJob(stage.market, payload as never);
    await bench.sql`delete from graphile_worker._private_jobs`;
  }

  it("takes the goods of a revoked certificate off the running show: deal ended, pin gone", async () => {
    const { market, host, goods } = stage;
    const show = await liveShow(stage, bench.sql);
    await pinItem(market, host, show);
    await startDeal(market, host, deal(show.showId, show.itemId));
    await bench.sql`delete from graphile_worker._private_jobs`;
    const [certificate] = await bench.sql`select id from certificates where product_id = ${goods.productId}`;
    const certifier = await addStaff(bench.sql, "certifier");
    const why = { reasonCode: "other", reason: "Thu hồi để thử", decisionNumber: "QĐ-2" };
    expect(
      await revokeCertificate(market, certifier, { certificateId: certificate?.id, ...why } as never),
    ).toMatchObject({ ok: true });
    await lookAtNews();
    expect((await dealsOf(show.showId))[0]).toMatchObject({ end_code: "off_sale" });
    expect((await kindsOf(bench.sql, show.showId)).slice(-2)).toEqual(["deal_ended", "off_sale"]);
    expect(
      await bench.sql`select 1 from show_pins where show_id = ${show.showId} and unpinned_at is null`,
    ).toHaveLength(0);
    expect((await showRow(bench.sql, show.showId)).state).toBe("live");
    await lookAgainJob(market, { kind: "product", id: goods.productId });
    expect((await kindsOf(bench.sql, show.showId)).filter((kind) => kind === "off_sale")).toHaveLength(1);
  });

  it("takes a listing that staff took down off, and stops the show of a suspended shop", async () => {
    const { market, host, moderator, goods } = stage;
    const show = await liveShow(stage, bench.sql);
    await pinItem(market, host, show);
    await bench.sql`delete from graphile_worker._private_jobs`;
    await takeDownListing(market, moderator, {
      listingId: goods.listingId,
      reasonCode: "unsafe",
      reason: "Thử",
    } as never);
    await takeDownListing(market, moderator, { listingId: goods.listingId, reasonCode: "other", reason: "Thử" });
    await lookAtNews();
    expect((await kindsOf(bench.sql, show.showId)).at(-1)).toBe("off_sale");
    await suspendShop(market, moderator, { shopId: stage.shopId, reasonCode: "other", reason: "Thử" });
    await lookAtNews();
    expect(await showRow(bench.sql, show.showId)).toMatchObject({
      state: "stopped",
      end_reason_code: "shop_suspended",
    });
  });
});

describe("calls of the video server", () => {
  const call = (over: object) => ({
    body: JSON.stringify({ id: newId(), kind: "joined", room: "", identity: "viewer-1", ...over }),
    authorization: "signed" as string | null,
  });

  it("that are forged change nothing, and one that comes twice is taken once", async () => {
    const show = await liveShow(stage, bench.sql);
    const { room } = await showRow(bench.sql, show.showId);
    const input = call({ room });
    expect(await takeCall(stage.market, { ...input, authorization: "forged" })).toMatchObject({ code: "forged" });
    expect(await takeCall(stage.market, { ...input, authorization: null })).toMatchObject({ code: "forged" });
    expect(await takeCall({ ...stage.market, video: null }, input)).toMatchObject({ code: "forged" });
    expect(await bench.sql`select 1 from video_calls where room = ${room}`).toHaveLength(0);
    await Promise.all([takeCall(stage.market, input), takeCall(stage.market, input)]);
    expect(await bench.sql`select 1 from video_calls where room = ${room}`).toHaveLength(1);
    expect(stage.video.state.removed).toEqual([]);
    expect(stage.video.state.rooms.has(room ?? "")).toBe(true);
  });

  it("that come late end nothing: a running show gets its room back, one that is over none", async () => {
    const { market, host, video } = stage;
    const show = await liveShow(stage, bench.sql);
    const { room } = await showRow(bench.sql, show.showId);
    video.state.rooms.clear();
    expect(await takeCall(market, call({ room, kind: "room_finished" }))).toMatchObject({ ok: true });
    expect((await showRow(bench.sql, show.showId)).state).toBe("live");
    const jobs = await bench.sql`select 1 from graphile_worker._private_jobs where key = 'live.reconcile:now'`;
    expect(jobs).toHaveLength(1);
    await reconcile(market, {});
    expect(video.state.rooms.has(room ?? "")).toBe(true);
    await endShow(market, host, show);
    for (const kind of ["published", "left", "room_finished", "room_started"])
      expect(await takeCall(market, call({ room, kind }))).toMatchObject({ ok: true });
    expect((await showRow(bench.sql, show.showId)).state).toBe("ended");
    expect(video.state.rooms.has(room ?? "")).toBe(false);
  });

  it("put out whoever comes back by an old pass after a stop, and leave rooms of others alone", async () => {
    const { market, moderator, video } = stage;
    const show = await liveShow(stage, bench.sql);
    const { room } = await showRow(bench.sql, show.showId);
    await stopShow(market, moderator, { showId: show.showId, ...stop });
    video.state.rooms.set(room ?? "", new Set(["host"]));
    expect(await takeCall(market, call({ room, identity: "host" }))).toMatchObject({ ok: true });
    expect(video.state.removed).toEqual(["host"]);
    expect(video.state.rooms.size).toBe(0);
    video.state.rooms.set("somebody-elses", new Set(["x"]));
    await takeCall(market, call({ room: "somebody-elses", identity: "x" }));
    expect(video.state.rooms.has("somebody-elses")).toBe(true);
  });

  it("is asked again when the video server couldn't be reached: the call is not lost", async () => {
    const { market, moderator, video } = stage;
    const show = await liveShow(stage, bench.sql);
    const { room } = await showRow(bench.sql, show.showId);
    await stopShow(market, moderator, { showId: show.showId, ...stop });
    video.state.isUp = false;
    const input = call({ room, identity: "host" });
    await expect(takeCall(market, input)).rejects.toThrow("fetch failed");
    video.state.isUp = true;
    expect(await takeCall(market, input)).toMatchObject({ ok: true });
    expect(video.state.removed).toEqual(["host"]);
  });
});

describe("reconciling", () => {
  it("closes rooms of shows that are over, though every call was lost, and none that isn't ours", async () => {
    const { market, moderator, video } = stage;
    const show = await liveShow(stage, bench.sql);
    const { room } = await showRow(bench.sql, show.showId);
    video.state.isUp = false;
    expect(await stopShow(market, moderator, { showId: show.showId, ...stop })).toMatchObject({ ok: true });
    video.state.isUp = true;
    video.state.rooms.set("somebody-elses", new Set());
    expect(video.state.rooms.has(room ?? "")).toBe(true);
    await reconcile(market, {});
    expect(video.state.rooms.has(room ?? "")).toBe(false);
    expect(video.state.rooms.has("somebody-elses")).toBe(true);
  });

  it("gives a running show its room back after the video server fell over", async () => {
    const { market, host, video } = stage;
    const show = await liveShow(stage, bench.sql);
    const { room } = await showRow(bench.sql, show.showId);
    video.state.rooms.clear();
    await reconcile(market, {});
    expect(video.state.rooms.has(room ?? "")).toBe(true);
    video.state.rooms.clear();
    const back = await enterStudio(market, host, { showId: show.showId, studioKey: STUDIO, wantsPass: true });
    expect(back).toMatchObject({ ok: true, value: { pass: { token: `host ${room} host` } } });
    expect(video.state.rooms.has(room ?? "")).toBe(true);
  });

  it("ends a show without studio and picture after ten minutes, and not one that still sends", async () => {
    const { market, video } = stage;
    const show = await liveShow(stage, bench.sql);
    const { room } = await showRow(bench.sql, show.showId);
    video.state.rooms.get(room ?? "")?.add("host");
    await bench.advanceClock(700);
    await reconcile(market, {});
    expect((await showRow(bench.sql, show.showId)).state).toBe("live");
    video.state.rooms.get(room ?? "")?.delete("host");
    await reconcile(market, {});
    expect(await showRow(bench.sql, show.showId)).toMatchObject({ state: "ended", end_reason_code: "host_gone" });
    expect(video.state.rooms.has(room ?? "")).toBe(false);
  });
});
