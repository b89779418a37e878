import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { revokeCertificate } from "#services/certification/revoke-certificate.ts";
import { checkGate } from "#services/live/check-gate.ts";
import { callOffShow, editShow } from "#services/live/edit-show.ts";
import { enterStudio } from "#services/live/enter-studio.ts";
import { openShow } from "#services/live/open-show.ts";
import { planShow } from "#services/live/plan-show.ts";
import { viewerPass } from "#services/live/viewer-pass.ts";
import { newId } from "#services/shared/ids.ts";
import type { Refusal } from "#services/shared/result.ts";
import { nobody } from "#services/shared/viewer.ts";
import { type Bench, openBench } from "#tests/support/bench.ts";
import { makeGoods } from "#tests/support/market-rows.ts";
import { addStaff } from "#tests/support/order-rows.ts";
import {
  addHost,
  liveShow,
  makeStage,
  planned,
  plannedShow,
  STUDIO,
  type Stage,
  showRow,
  someDay,
} from "#tests/support/show-rows.ts";

let bench: Bench;
let stage: Stage;
const head = async () => ({ title: "Nướng cơm lam", day: await someDay(bench.sql), time: "20:00" });

beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.end());

const fresh = async () => {
  stage = await makeStage(bench);
  return stage;
};

describe("planning a show", () => {
  it("is for the shop's own people, once a request", async () => {
    const { market, host, shopId } = await fresh();
    const input = { requestId: newId(), shopId, ...(await head()) };
    const [first, again] = [await planShow(market, host, input), await planShow(market, host, input)];
    expect(first.ok && again.ok && first.value.showId === again.value.showId).toBe(true);
    const other = await makeStage(bench);
    expect(await planShow(market, other.host, input)).toMatchObject({ code: "not_found" });
    expect(await planShow(market, nobody, { ...input, requestId: newId() })).toMatchObject({ code: "not_found" });
    const packer = { ...host, memberships: [{ shopId, role: "packer" as const }] };
    expect(await planShow(market, packer, { ...input, requestId: newId() })).toMatchObject({ code: "not_found" });
  });

  it("says everything that is wrong with a plan at once, each with its field", async () => {
    const { market, host, shopId, goods } = await fresh();
    const wrong = { title: "", day: "2026-02-31", time: "25:00" };
    const made = await planShow(market, host, { requestId: newId(), shopId, ...wrong });
    const said = (done: object) =>
      "faults" in done ? (done.faults as Refusal[]).map(({ code, field }) => `${code} ${field}`) : [];
    expect(said(made)).toEqual(["missing title", "odd_day day", "odd_time time"]);
    const { showId } = await plannedShow(stage, bench.sql);
    const second = await makeGoods(bench.sql, { shopId, stars: 3 });
    const items = [
      planned(goods.variantId, { livePriceVnd: 900_000, quota: 0, perBuyer: null }),
      planned(second.variantId, { livePriceVnd: Number.NaN, quota: 3, perBuyer: 4 }),
    ];
    const edit = { showId, version: 2, hostId: newId(), title: "x".repeat(61), day: "ngày mai", time: "", items };
    const edited = await editShow(market, host, edit);
    expect(said(edited)).toEqual([
      "too_long title",
      "odd_day day",
      "odd_time time",
      "not_a_host hostId",
      `over_regular price:${goods.variantId}`,
      `out_of_range quota:${goods.variantId}`,
      `missing perBuyer:${goods.variantId}`,
      `not_whole price:${second.variantId}`,
      `limit_over_quota perBuyer:${second.variantId}`,
    ]);
  });

  it("refuses empty titles, promises of a cure, stars of its own and hours that cannot be", async () => {
    const { market, host, shopId } = await fresh();
    const plan = async (over: object) => {
      const done = await planShow(market, host, { requestId: newId(), shopId, ...(await head()), ...over });
      return done.ok ? "ok" : `${done.code} ${done.field}`;
    };
    expect(await plan({ title: "  " })).toBe("missing title");
    expect(await plan({ title: "x".repeat(61) })).toBe("too_long title");
    expect(await plan({ title: "Trà chữa bệnh tiểu đường" })).toBe("claims title");
    expect(await plan({ title: "Miến OCOP 5 sao" })).toBe("claims title");
    expect(await plan({ day: "2026-02-31" })).toBe("odd_day day");
    expect(await plan({ time: "25:00" })).toBe("odd_time time");
    expect(await plan({ day: "2020-01-01" })).toBe("past day");
    expect(await plan({ day: "2040-01-01" })).toBe("too_far day");
  });

  it("keeps a run of show of own goods with prices inside their bounds", async () => {
    const { market, host, goods } = await fresh();
    const { showId } = await plannedShow(stage, bench.sql);
    const edit = async (items: ReturnType<typeof planned>[], version = 2) => {
      const rest = { showId, version, hostId: host.accountId ?? "", ...(await head()) };
      const done = await editShow(market, host, { ...rest, items });
      return done.ok ? "ok" : `${done.code} ${done.field ?? ""}`;
    };
    const strange = await makeGoods(bench.sql);
    expect(await edit([planned(strange.variantId)])).toBe(`not_own_goods item:${strange.variantId}`);
    expect(await edit([planned("nothing")])).toBe("not_own_goods item:nothing");
    expect(await edit([planned(goods.variantId, { livePriceVnd: 85_001 })])).toBe(
      `over_regular price:${goods.variantId}`,
    );
    expect(await edit([planned(goods.variantId, { livePriceVnd: 0 })])).toBe(`out_of_range price:${goods.variantId}`);
    expect(await edit([planned(goods.variantId)], 1)).toBe("changed ");
    const second = await makeGoods(bench.sql, { shopId: stage.shopId });
    expect(await edit([planned(second.variantId, { livePriceVnd: null }), planned(goods.variantId)])).toBe("ok");
    const rows = await bench.sql`select variant_id, quota from show_items where show_id = ${showId} order by position`;
    expect(rows.map((row) => [row.variant_id, row.quota])).toEqual([
      [second.variantId, null],
      [goods.variantId, 60],
    ]);
    const stranger = (await makeStage(bench)).host;
    const theirs = await editShow(market, stranger, { showId, version: 3, hostId: "", ...(await head()), items: [] });
    expect(theirs).toMatchObject({ code: "not_found" });
  });

  it("is called off once and for good", async () => {
    const { market, host } = await fresh();
    const { showId, slug } = await plannedShow(stage, bench.sql);
    expect(await callOffShow(market, host, { showId })).toMatchObject({ ok: true });
    expect(await callOffShow(market, host, { showId })).toMatchObject({ ok: true });
    expect(await enterStudio(market, host, { showId, studioKey: STUDIO })).toMatchObject({ code: "show_over" });
    expect(await viewerPass(market, nobody, { slug })).toMatchObject({ code: "not_found" });
  });
});

/** What the gate is red for. */
async function redOf(showId: string): Promise<string[]> {
  const gate = await checkGate(stage.market, stage.host, { showId });
  return gate.ok ? gate.value.lines.filter((line) => !line.isGreen).map((line) => line.code) : [gate.code];
}

/** Red: neither the studio nor a direct call opens the show, and nobody gets a pass. */
async function expectShut(showId: string, slug: string, code: string) {
  const { market, host, video } = stage;
  expect(await redOf(showId)).toContain(code);
  const entered = await enterStudio(market, host, { showId, studioKey: STUDIO, wantsPass: true });
  expect(entered).toMatchObject({ ok: true, value: { pass: null, gate: { isGreen: false } } });
  expect(await openShow(market, host, { showId, studioKey: STUDIO })).toMatchObject({ code: "gate_red" });
  expect(await viewerPass(market, nobody, { slug })).toMatchObject({ code: "not_live" });
  expect((await showRow(bench.sql, showId)).state).toBe("planned");
  expect(video.state.rooms.size).toBe(0);
}

describe("the gate", () => {
  it("shuts the show out for each line that is red: by the studio, by a direct call and by a pass", async () => {
    const { goods, shopId, host } = await fresh();
    const { sql } = bench;
    const { showId, slug } = await plannedShow(stage, sql);
    expect(await redOf(showId)).toEqual([]);
    await sql`update listings set state = 'taken_down' where id = ${goods.listingId}`;
    await expectShut(showId, slug, "listing");
    await sql`update listings set state = 'approved' where id = ${goods.listingId}`;
    await sql`update shops set state = 'suspended' where id = ${shopId}`;
    await expectShut(showId, slug, "shop");
    await sql`update shops set state = 'approved' where id = ${shopId}`;
    await sql`update products set is_alcohol = true where id = ${goods.productId}`;
    await expectShut(showId, slug, "alcohol_licence");
    expect(await redOf(showId)).toEqual(["alcohol_licence", "alcohol_price"]);
    await sql`update products set is_alcohol = false where id = ${goods.productId}`;
    await sql`update listing_texts set description = 'Thực phẩm bảo vệ sức khỏe' where listing_id = ${goods.listingId}`;
    await expectShut(showId, slug, "health_warning");
    await sql`update listing_texts set description = '' where listing_id = ${goods.listingId}`;
    await sql`update host_identities set ended_at = market_now(), end_reason = 'thử' where account_id = ${host.accountId}`;
    await expectShut(showId, slug, "host");
  });

  it("counts the price in force when the thirty days began, and forgets older ones", async () => {
    const { goods } = await fresh();
    const { sql } = bench;
    const price = (
      vnd: number,
      daysAgo: number,
    ) => sql`insert into offers (id, variant_id, shop_id, price_vnd, valid_from)
      values (${newId()}, ${goods.variantId}, ${goods.shopId}, ${vnd}, market_now() - make_interval(days => ${daysAgo}))`;
    await sql`alter table offers disable trigger offers_apply`;
    await price(70_000, 50);
    await price(77_000, 40);
    await sql`alter table offers enable trigger offers_apply`;
    const { showId } = await plannedShow(stage, sql);
    expect(await redOf(showId)).toEqual(["discount"]);
    await sql`alter table offers disable trigger offers_apply`;
    await price(80_000, 35);
    await sql`alter table offers enable trigger offers_apply`;
    expect(await redOf(showId)).toEqual([]);
  });

  it("is red for a certificate that was revoked, ran out or never was, each said in its own way", async () => {
    const { goods, shopId } = await fresh();
    const never = await makeGoods(bench.sql, { shopId });
    const items = [planned(goods.variantId), planned(never.variantId, { livePriceVnd: null })];
    const { showId, slug } = await plannedShow(stage, bench.sql, items);
    await expectShut(showId, slug, "never_certified");
    const [certificate] = await bench.sql`select id from certificates where product_id = ${goods.productId}`;
    const certifier = await addStaff(bench.sql, "certifier");
    const why = { reasonCode: "other", reason: "Thu hồi để thử", decisionNumber: "QĐ-2" };
    await revokeCertificate(stage.market, certifier, { certificateId: String(certificate?.id), ...why });
    expect(await redOf(showId)).toEqual(["certificate", "never_certified"]);
  });

  it("is red without a video server, and says nothing to other shops", async () => {
    const { market, host, video } = await fresh();
    const { showId, slug } = await plannedShow(stage, bench.sql);
    video.state.isUp = false;
    await expectShut(showId, slug, "video");
    const without = { ...market, video: null };
    expect(await openShow(without, host, { showId, studioKey: STUDIO })).toMatchObject({ code: "gate_red" });
    const other = await makeStage(bench);
    expect(await checkGate(market, other.host, { showId })).toMatchObject({ code: "not_found" });
  });

  it("is frozen with the show when it opens", async () => {
    await fresh();
    const { showId } = await liveShow(stage, bench.sql);
    const gates = await bench.sql`select is_green, lines, actor_id from show_gates where show_id = ${showId}`;
    expect(gates).toHaveLength(1);
    expect(gates[0]).toMatchObject({ is_green: true, actor_id: stage.host.accountId });
    expect(((gates[0]?.lines ?? []) as { code: string }[]).map((line) => line.code)).toEqual(
      expect.arrayContaining(["shop", "host", "certificate", "discount", "video"]),
    );
  });
});

describe("a host whom nobody verified", () => {
  it("opens nothing, though the shop is theirs", async () => {
    const { market, shopId } = await fresh();
    const unknown = await addHost(bench.sql, shopId, null);
    const { showId } = await plannedShow({ ...stage, host: unknown }, bench.sql);
    await enterStudio(market, unknown, { showId, studioKey: STUDIO });
    const opened = await openShow(market, unknown, { showId, studioKey: STUDIO });
    expect(opened).toMatchObject({ code: "gate_red", details: { lines: "host" } });
    expect(await enterStudio(market, stage.host, { showId, studioKey: STUDIO })).toMatchObject({ code: "not_host" });
  });
});
