import { afterAll, beforeAll, expect, it } from "vitest";
import { newId } from "#services/shared/ids.ts";
import { refuse } from "#services/shared/result.ts";
import type { Viewer } from "#services/shared/viewer.ts";
import { recordLicence } from "#services/shops/record-licence.ts";
import { pauseShop, type ShopSettings, saveShop } from "#services/shops/save-shop.ts";
import { suspendShop, unsuspendShop } from "#services/shops/suspend-shop.ts";
import { viewShop } from "#services/shops/view-shop.ts";
import { type Bench, openBench } from "#tests/support/bench.ts";
import { addAccount, addShop, addStaff } from "#tests/support/order-rows.ts";
import { asNow, homeCommune, readyPicture } from "#tests/support/seller-forms.ts";

let bench: Bench;
let moderator: Viewer;

beforeAll(async () => {
  bench = await openBench();
  moderator = await addStaff(bench.sql, "moderator");
});
afterAll(() => bench.end());

async function settings(shopId: string, over: Partial<ShopSettings> = {}): Promise<ShopSettings> {
  return {
    shopId,
    name: "Gian mới",
    story: "Chuyện của gian.",
    pictureId: "",
    pickupLine: "Kho",
    pickupCommuneCode: await homeCommune(bench.sql),
    zones: ["province"],
    ...over,
  };
}

const jobs = async (shopId: string) =>
  (
    await bench.sql`select count(*)::int as n from graphile_worker._private_jobs
      where payload->>'shopId' = ${shopId}`
  )[0]?.n;

it("changes its page at once, keeps its address, and writes down before and after", async () => {
  const { market, sql } = bench;
  const { shopId, seller } = await addShop(sql);
  const [before] = await sql`select slug from shops where id = ${shopId}`;
  const pictureId = await readyPicture(sql, shopId);
  const wish = await settings(shopId, { pictureId });
  expect(await saveShop(market, seller, wish)).toMatchObject({ ok: true, value: { slug: before?.slug } });
  expect(await saveShop(market, seller, wish)).toMatchObject({ ok: true });
  const seen = await viewShop(market, seller, shopId);
  expect(seen).toMatchObject({
    ok: true,
    value: { name: "Gian mới", pictureId, zones: ["province"], mayManage: true },
  });
  const changes = await sql`select kind, after from shop_changes where shop_id = ${shopId}`;
  expect(changes.map((c) => [c.kind, c.after.name])).toEqual([["settings", "Gian mới"]]);
  expect(await jobs(shopId)).toBe(1);
});

it("takes a new address when asked, and keeps the old one", async () => {
  const { market, sql } = bench;
  const { shopId, seller } = await addShop(sql);
  const other = await addShop(sql);
  const [{ slug: old } = { slug: "" }] = await sql<{ slug: string }[]>`select slug from shops where id = ${shopId}`;
  const [{ slug: taken } = { slug: "" }] = await sql<
    { slug: string }[]
  >`select slug from shops where id = ${other.shopId}`;
  expect(await saveShop(market, seller, await settings(shopId, { slug: taken }))).toMatchObject({ code: "slug_taken" });
  expect(await saveShop(market, seller, await settings(shopId, { slug: "Miến Côn Minh" }))).toMatchObject({
    ok: true,
    value: { slug: "mien-con-minh" },
  });
  expect(await sql`select slug from slug_history where target_id = ${shopId}`).toEqual([{ slug: old }]);
});

it("says everything that is wrong in one answer, and saves nothing of it", async () => {
  const { market, sql } = bench;
  const { shopId, seller } = await addShop(sql);
  const [before] = await sql`select name, slug from shops where id = ${shopId}`;
  const wrong = {
    name: "",
    story: "x".repeat(10_000),
    slug: "a",
    pickupLine: "\u3164",
    pickupCommuneCode: "1",
    zones: [],
  };
  const pictureRefused = refuse("too_large", { field: "picture" });
  const answer = await saveShop(market, seller, await settings(shopId, { ...wrong, pictureRefused }));
  const faults = "faults" in answer ? answer.faults : [];
  expect(Object.fromEntries(faults.map((f) => [f.field, f.code]))).toEqual({
    name: "missing",
    story: "too_long",
    slug: "odd_slug",
    picture: "too_large",
    line: "missing",
    communeCode: "unknown_commune",
    zones: "missing",
  });
  expect(await sql`select name, slug from shops where id = ${shopId}`).toEqual([before]);
});

it("refuses what it can't be, and another shop's picture", async () => {
  const { market, sql } = bench;
  const { shopId, seller } = await addShop(sql);
  const foreign = await readyPicture(sql, (await addShop(sql)).shopId);
  const tries: [Partial<ShopSettings>, string, string][] = [
    [{ name: " " }, "missing", "name"],
    [{ story: "x".repeat(10_000) }, "too_long", "story"],
    [{ story: "Nhiều người uống đã chữa khỏi ung thư." }, "claims", "story"],
    [{ name: "Thần dược Ba Bể" }, "claims", "name"],
    [{ pictureId: foreign }, "unknown_picture", "pictureId"],
    [{ pictureId: "không" }, "unknown_picture", "pictureId"],
    [{ pickupCommuneCode: "00000" }, "unknown_commune", "communeCode"],
    [{ zones: ["moon"] }, "unknown_zone", "zones"],
    [{ zones: [] }, "missing", "zones"],
    [{ slug: "!" }, "odd_slug", "slug"],
  ];
  for (const [over, code, field] of tries) {
    expect(await saveShop(market, seller, await settings(shopId, over))).toMatchObject({ ok: false, code, field });
  }
  expect(await sql`select name from shops where id = ${shopId}`).toEqual([{ name: "Cửa hàng Thử" }]);
});

it("pauses and goes on at once, logged, once however often it is tapped", async () => {
  const { market, sql } = bench;
  const { shopId, seller } = await addShop(sql);
  await Promise.all([1, 2, 3].map(() => pauseShop(market, seller, { shopId, paused: true })));
  await pauseShop(market, seller, { shopId, paused: false });
  const changes = await sql`select kind from shop_changes where shop_id = ${shopId} order by created_at, id`;
  expect(changes.map((c) => c.kind)).toEqual(["paused", "resumed"]);
  await expect(sql`update shop_changes set kind = 'paused' where shop_id = ${shopId}`).rejects.toThrow("append-only");
});

it("is changed by owners and managers alone: a packer reads, a stranger finds nothing", async () => {
  const { market, sql } = bench;
  const { shopId } = await addShop(sql);
  const packer = await addAccount(sql);
  await sql`insert into memberships (account_id, shop_id, role) values (${packer.accountId}, ${shopId}, 'packer')`;
  const viewer = await asNow(sql, packer.viewer);
  expect(await viewShop(market, viewer, shopId)).toMatchObject({ ok: true, value: { mayManage: false } });
  const stranger = (await addShop(sql)).seller;
  for (const one of [viewer, stranger]) {
    expect(await saveShop(market, one, await settings(shopId))).toMatchObject({ code: "not_found" });
    expect(await pauseShop(market, one, { shopId, paused: true })).toMatchObject({ code: "not_found" });
  }
  expect(await viewShop(market, stranger, shopId)).toMatchObject({ code: "not_found" });
  expect(await sql`select name, paused from shops where id = ${shopId}`).toEqual([
    { name: "Cửa hàng Thử", paused: false },
  ]);
});

it("is suspended and let again by moderators with a reason; both are audited and told", async () => {
  const { market, sql } = bench;
  const { shopId, seller } = await addShop(sql);
  const why = { shopId, reasonCode: "unsafe_goods", reason: "Mẫu thử không đạt." };
  expect(await suspendShop(market, seller, why)).toMatchObject({ code: "not_found" });
  expect(await suspendShop(market, moderator, { ...why, reason: "" })).toMatchObject({ code: "reason_missing" });
  expect(await unsuspendShop(market, moderator, why)).toMatchObject({ ok: true, value: { state: "approved" } });
  expect(await suspendShop(market, moderator, why)).toMatchObject({ ok: true });
  expect(await suspendShop(market, moderator, why)).toMatchObject({ ok: true });
  expect(await viewShop(market, seller, shopId)).toMatchObject({
    value: { state: "suspended", reason: "Mẫu thử không đạt." },
  });
  expect(await unsuspendShop(market, moderator, { ...why, reasonCode: "other", reason: "Đã thử lại." })).toMatchObject({
    ok: true,
  });
  const acts = await sql`select act from audit_entries where subject_id = ${shopId} order by at, id`;
  expect(acts.map((a) => a.act)).toEqual(["shop.suspend", "shop.unsuspend"]);
  const told =
    await sql`select kind from outbox_messages where account_id = ${seller.accountId} order by created_at, id`;
  expect(told.map((m) => m.kind)).toEqual(["shop_suspended", "shop_unsuspended"]);
});

it("has its alcohol licence recorded by staff, once a tap", async () => {
  const { market, sql } = bench;
  const { shopId, seller } = await addShop(sql);
  const licence = {
    shopId,
    licenceId: newId(),
    number: "12/GP",
    issuer: "Phòng Kinh tế",
    validFrom: "2020-01-01",
    validTo: "2199-01-01",
  };
  expect(await recordLicence(market, seller, licence)).toMatchObject({ code: "not_found" });
  expect(await recordLicence(market, moderator, { ...licence, validTo: "2019-01-01" })).toMatchObject({
    code: "days_crossed",
  });
  expect(await recordLicence(market, moderator, { ...licence, validFrom: "2020-02-30" })).toMatchObject({
    code: "odd_day",
  });
  await recordLicence(market, moderator, licence);
  await recordLicence(market, moderator, licence);
  const seen = await viewShop(market, seller, shopId);
  expect(seen.ok && seen.value.licences.map((l) => [l.number, l.isInForce])).toEqual([["12/GP", true]]);
});
