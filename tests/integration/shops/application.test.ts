import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readShopFile } from "#services/moderation/shop-file.ts";
import { newId } from "#services/shared/ids.ts";
import type { Viewer } from "#services/shared/viewer.ts";
import { addApplicationPaper, removeApplicationPaper } from "#services/shops/change-papers.ts";
import { decideShop } from "#services/shops/decide-shop.ts";
import { saveApplication } from "#services/shops/save-application.ts";
import { submitApplication } from "#services/shops/submit-application.ts";
import { viewApplication } from "#services/shops/view-application.ts";
import { type Bench, openBench } from "#tests/support/bench.ts";
import { addAccount, addStaff } from "#tests/support/order-rows.ts";
import { aPaper, asNow, fillApplication, homeCommune } from "#tests/support/seller-forms.ts";

let bench: Bench;
let moderator: Viewer;

beforeAll(async () => {
  bench = await openBench();
  moderator = await addStaff(bench.sql, "moderator");
});
afterAll(() => bench.end());

const paper = (applicationId: string, bytes = aPaper()) => ({
  paperId: newId(),
  applicationId,
  kind: "business_licence",
  fileName: "giấy phép.pdf",
  bytes,
});

/** Somebody whose application waits for staff. */
async function applicant() {
  const person = (await addAccount(bench.sql)).viewer;
  const shopId = await fillApplication(bench.market, bench.sql, person);
  await addApplicationPaper(bench.market, person, paper(shopId));
  const viewer = await asNow(bench.sql, person);
  expect(await submitApplication(bench.market, viewer, { applicationId: shopId })).toMatchObject({ ok: true });
  return { viewer, shopId };
}

const stateOf = async (shopId: string) =>
  (await bench.sql`select state, slug, state_reason_code as code, approved_at from shops where id = ${shopId}`)[0];

describe("an application", () => {
  it("is saved part by part in any order, and says what is still missing", async () => {
    const { market, sql } = bench;
    const { viewer } = await addAccount(sql);
    const applicationId = newId();
    const bank = { part: "bank", bankName: "Agribank", accountNumber: "86002051", holder: "" } as const;
    expect(await saveApplication(market, viewer, { ...bank, applicationId })).toMatchObject({ ok: true });
    const now = await asNow(sql, viewer);
    expect(now.memberships).toEqual([{ shopId: applicationId, role: "owner" }]);
    const { application } = await viewApplication(market, now);
    expect(application.done).toEqual({ producer: false, shop: false, papers: false, bank: false, pickup: false });
    expect(application.bank?.accountNumber).toBe("86002051");
    expect(await submitApplication(market, now, { applicationId })).toMatchObject({
      code: "incomplete",
      details: { part: "producer" },
    });
  });

  it("is one a person, however many tabs begin it at once", async () => {
    const { market, sql } = bench;
    const { viewer } = await addAccount(sql);
    const part = { part: "shop", name: "Gian tôi", story: "" } as const;
    const all = await Promise.all(
      [newId(), newId(), newId()].map((applicationId) => saveApplication(market, viewer, { ...part, applicationId })),
    );
    const ids = new Set(all.map((r) => (r.ok ? r.value.shopId : r.code)));
    expect(ids.size).toBe(1);
    expect((await asNow(sql, viewer)).memberships).toHaveLength(1);
  });

  it.each([
    ["taxNumber", "123", "odd_tax_number"],
    ["taxNumber", "019200001234", "odd_tax_number"],
    ["phone", "0912", "odd_phone"],
    ["phone", "mười", "odd_phone"],
    ["phone", "1234567", "odd_phone"],
    ["phone", "19001234", "odd_phone"],
    ["communeCode", "99999", "unknown_commune"],
    ["communeCode", "'; drop table shops;--", "unknown_commune"],
    ["legalForm", "kingdom", "unknown_form"],
    ["name", "a".repeat(10_000), "too_long"],
  ])("refuses %s “%.12s” beside its field and changes nothing", async (field, value, code) => {
    const { market, sql } = bench;
    const { viewer } = await addAccount(sql);
    const applicationId = newId();
    const good = {
      part: "producer",
      legalForm: "cooperative",
      name: "Hợp tác xã",
      taxNumber: "",
      addressLine: "",
      communeCode: await homeCommune(sql),
      phone: "",
    } as const;
    const saved = await saveApplication(market, viewer, { ...good, [field]: value, applicationId });
    expect(saved).toMatchObject({ ok: false, code, field });
    expect((await asNow(sql, viewer)).memberships).toEqual([]);
  });

  it("refuses a story that praises as a medicine, as goods may not be praised", async () => {
    const { market, sql } = bench;
    const { viewer } = await addAccount(sql);
    const part = {
      part: "shop",
      name: "Cao gắm",
      story: "Chữa khỏi ung thư sau ba tháng.",
      applicationId: newId(),
    } as const;
    expect(await saveApplication(market, viewer, part)).toMatchObject({ ok: false, code: "claims", field: "story" });
    expect((await asNow(sql, viewer)).memberships).toEqual([]);
    expect(await saveApplication(market, viewer, { ...part, story: "Rễ gắm hái trong rừng." })).toMatchObject({
      ok: true,
    });
  });

  it("says when the account is in another name, to its owner and to staff, and is sent all the same", async () => {
    const { market, sql } = bench;
    const { viewer } = await addAccount(sql);
    const applicationId = await fillApplication(market, sql, viewer);
    const differs = async () => {
      const now = await asNow(sql, viewer);
      return [
        (await viewApplication(market, now)).application.holderDiffers,
        (await readShopFile(market.db, applicationId))?.bank?.holderDiffers,
      ];
    };
    expect(await differs()).toEqual([false, false]);
    const bank = { part: "bank", bankName: "Agribank", accountNumber: "860020512345" } as const;
    const holder = "NGUYEN VAN A";
    const saved = await saveApplication(market, await asNow(sql, viewer), { ...bank, holder, applicationId });
    expect(saved).toMatchObject({ ok: true });
    expect(await differs()).toEqual([true, true]);
  });

  it("takes a citizen number from a household, and none at all", async () => {
    const { market, sql } = bench;
    const { viewer } = await addAccount(sql);
    const applicationId = newId();
    const household = {
      part: "producer",
      legalForm: "household",
      name: "Hộ Nông Văn Thanh",
      addressLine: "Thôn Nà Mố",
      communeCode: await homeCommune(sql),
      phone: "0912345678",
    } as const;
    for (const taxNumber of ["019200001234", ""]) {
      expect(await saveApplication(market, viewer, { ...household, taxNumber, applicationId })).toMatchObject({
        ok: true,
      });
    }
    const { application } = await viewApplication(market, await asNow(sql, viewer));
    expect(application.done.producer).toBe(true);
    expect(application.producer.phone).toBe("+84912345678");
  });

  it("keeps no control signs, hidden letters or towers of marks", async () => {
    const { market, sql } = bench;
    const { viewer } = await addAccount(sql);
    const name = `Cam\u0000 Tha\u0300nh\u200b ${"\u0301".repeat(300)}\u202eMai\ud800`;
    const saved = await saveApplication(market, viewer, { part: "shop", name, story: "", applicationId: newId() });
    expect(saved).toMatchObject({ ok: true });
    const { application } = await viewApplication(market, await asNow(sql, viewer));
    expect(application.shop.name).toMatch(/^Cam Thành .{1,3}Mai\ufffd$/u);
  });

  it("adds no second bank row when the same account is saved again", async () => {
    const { viewer } = await addAccount(bench.sql);
    const shopId = await fillApplication(bench.market, bench.sql, viewer);
    await fillApplication(bench.market, bench.sql, viewer, shopId);
    const rows = await bench.sql`select account_number from bank_accounts where shop_id = ${shopId}`;
    expect(rows.map((r) => r.account_number)).toEqual(["860020512345"]);
  });

  it("refuses a paper that is none, and another person's application", async () => {
    const { market, sql } = bench;
    const { viewer } = await addAccount(sql);
    const shopId = await fillApplication(market, sql, viewer);
    const fake = paper(shopId, new TextEncoder().encode("<script>"));
    expect(await addApplicationPaper(market, viewer, fake)).toMatchObject({ code: "not_a_paper" });
    const other = (await addAccount(sql)).viewer;
    expect(await addApplicationPaper(market, other, paper(shopId))).toMatchObject({ code: "not_found" });
    const part = { part: "shop", name: "Của tôi", story: "" } as const;
    expect(await saveApplication(market, other, { ...part, applicationId: shopId })).toMatchObject({
      code: "not_found",
    });
    expect(await submitApplication(market, other, { applicationId: shopId })).toMatchObject({ code: "not_found" });
    expect(await removeApplicationPaper(market, other, { shopId, paperId: newId() })).toMatchObject({
      code: "not_found",
    });
    const [row] = await sql`select name from shops where id = ${shopId}`;
    expect(row?.name).toBe("Cam Thanh Mai");
  });
});

describe("an application at staff", () => {
  it("has an address of its name, waits unchanged, and answers the same when sent again", async () => {
    const { market } = bench;
    const { viewer, shopId } = await applicant();
    expect(await submitApplication(market, viewer, { applicationId: shopId })).toMatchObject({ ok: true });
    expect((await stateOf(shopId))?.slug).toMatch(/^cam-thanh-mai(-\w{5})?$/);
    const part = { part: "shop", name: "Tên khác", story: "" } as const;
    expect(await saveApplication(market, viewer, { ...part, applicationId: shopId })).toMatchObject({
      code: "waiting",
    });
    expect(await removeApplicationPaper(market, viewer, { shopId, paperId: newId() })).toMatchObject({
      code: "waiting",
    });
  });

  it("comes back with a reason beside what it is about, is mended and approved; its people are told", async () => {
    const { market, sql } = bench;
    const { viewer, shopId } = await applicant();
    const back = { shopId, decision: "return", reasonCode: "paper_missing", reason: "Thiếu trang ký." } as const;
    expect(await decideShop(market, moderator, back)).toMatchObject({ ok: true, value: { state: "returned" } });
    const { application } = await viewApplication(market, viewer);
    expect(application.reason).toEqual({ code: "paper_missing", text: "Thiếu trang ký.", part: "papers" });
    await addApplicationPaper(market, viewer, paper(shopId));
    expect(await submitApplication(market, viewer, { applicationId: shopId })).toMatchObject({ ok: true });
    const yes = { shopId, decision: "approve" } as const;
    expect(await decideShop(market, moderator, yes)).toMatchObject({ ok: true });
    expect(await decideShop(market, moderator, yes)).toMatchObject({ ok: true });
    expect(await stateOf(shopId)).toMatchObject({ state: "approved", code: null });
    const acts = await sql`select act, reason_code from audit_entries where subject_id = ${shopId} order by at, id`;
    expect(acts.map((a) => [a.act, a.reason_code])).toEqual([
      ["shop.return", "paper_missing"],
      ["shop.approve", null],
    ]);
    const told =
      await sql`select kind, body from outbox_messages where account_id = ${viewer.accountId} order by created_at, id`;
    expect(told.map((m) => m.kind)).toEqual(["shop_returned", "shop_approved"]);
    expect(told[0]?.body).toContain("Thiếu trang ký.");
  });

  it("is decided once: of an approval and a refusal at once, one stands", async () => {
    const { market } = bench;
    const { shopId } = await applicant();
    const no = { shopId, decision: "refuse", reasonCode: "false_information", reason: "Giấy tờ giả." } as const;
    const both = await Promise.all([
      decideShop(market, moderator, { shopId, decision: "approve" }),
      decideShop(market, moderator, no),
    ]);
    expect(both.map((r) => (r.ok ? "done" : r.code)).sort()).toEqual(["conflict", "done"]);
  });

  it("is sent back or refused with a known reason and words alone, by moderators alone", async () => {
    const { market, sql } = bench;
    const { viewer, shopId } = await applicant();
    const back = { shopId, decision: "return" } as const;
    expect(await decideShop(market, moderator, back)).toMatchObject({ code: "reason_missing", field: "reasonCode" });
    expect(await decideShop(market, moderator, { ...back, reasonCode: "other", reason: " " })).toMatchObject({
      code: "reason_missing",
      field: "reason",
    });
    expect(await decideShop(market, moderator, { ...back, reasonCode: "mood", reason: "x" })).toMatchObject({
      code: "unknown_reason",
    });
    const certifier = await addStaff(sql, "certifier");
    for (const nobody of [viewer, certifier]) {
      expect(await decideShop(market, nobody, { shopId, decision: "approve" })).toMatchObject({ code: "not_found" });
    }
    expect(await stateOf(shopId)).toMatchObject({ state: "submitted" });
  });
});
