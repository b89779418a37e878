import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { startDeal } from "#services/live/run-deal.ts";
import { viewPlan } from "#services/live/view-plan.ts";
import { newId } from "#services/shared/ids.ts";
import {
  expectMoving,
  expectSaid,
  type LiveSite,
  linkOf,
  needsLive,
  openLiveSite,
  openSheet,
  orderInSheet,
  type PlannedStudio,
  saidIn,
  say,
  soon,
  stateOf,
} from "#tests/support/live-site.ts";
import { type SignedInPerson, somebody } from "#tests/support/people.ts";
import { showRow } from "#tests/support/show-rows.ts";

const TITLE = "viewers, buyers and staff of a show";

/** A phone whose clock is an hour fast. */
function hourAhead() {
  const now = Date.now.bind(Date);
  const Real = Date;
  const late = () => now() + 3_600_000;
  class Ahead extends Real {
    constructor(...given: []) {
      if (given.length === 0) super(late());
      else super(...given);
    }
    static override now() {
      return late();
    }
  }
  Object.assign(globalThis, { Date: Ahead });
}

describe("viewers, buyers and staff of a show", () => {
  let opened: LiveSite | null = null;
  let show: PlannedStudio;
  let studio: Page;
  let itemId = "";

  beforeAll(async () => {
    opened = await openLiveSite({ worker: true, gateway: true });
    if (!opened) return;
    show = await opened.plan({ quota: 1, perBuyer: 1 });
    studio = await opened.goLive(show);
    await studio.getByRole("button", { name: "Ghim", exact: true }).click();
    const [item] = await opened.site.bench.sql`select id from show_items where show_id = ${show.showId}`;
    itemId = String(item?.id);
  });
  afterAll(() => opened?.stop());

  /** A page of the show that is closed with its test. */
  async function visit(live: LiveSite, person: SignedInPerson | null, width = 390): Promise<Page> {
    const page = await live.page(person, { width });
    onTestFinished(() => page.context().close());
    await page.goto(`${live.site.url}/live/${show.slug}`);
    return page;
  }

  /** A live price of one unit. */
  async function oneUnit(live: LiveSite): Promise<string> {
    const { market, sql } = live.site.bench;
    await sql`update deals set ended_at = market_now(), end_code = 'stopped' where show_id = ${show.showId} and ended_at is null`;
    const viewer = { ...show.host.viewer, memberships: [{ shopId: show.goods.shopId, role: "owner" as const }] };
    const [row] = await sql<{ studio_key: string }[]>`select studio_key from shows where id = ${show.showId}`;
    const studioKey = row?.studio_key ?? "";
    const wish = { showId: show.showId, studioKey, itemId, requestId: newId(), seconds: 600 };
    const started = await startDeal(market, viewer, wish);
    if (!started.ok) throw new Error(started.code);
    return started.value.dealId;
  }

  const clockOf = async (live: LiveSite, column: "deals" | "holds", dealId: string) => {
    const { sql } = live.site.bench;
    const [row] =
      column === "deals"
        ? await sql`select to_char(ends_at at time zone 'Asia/Ho_Chi_Minh', 'HH24:MI') as at from deals where id = ${dealId}`
        : await sql`select to_char(max(expires_at) at time zone 'Asia/Ho_Chi_Minh', 'HH24:MI') as at from holds where deal_id = ${dealId}`;
    return String(row?.at);
  };

  it("sells the last unit of a live price to one of two buyers, and tells the other plainly in the sheet", async () => {
    const live = needsLive(opened, TITLE);
    const { sql } = live.site.bench;
    const dealId = await oneUnit(live);
    const [one, two] = [await visit(live, await somebody(live.site.bench)), await visit(live, null)];
    for (const page of [one, two])
      await expect.poll(() => page.locator(".pin__card").innerText(), soon).toContain("78.000");
    const [first, second] = [await openSheet(one), await openSheet(two)];
    await first.getByRole("button", { name: /^Đặt mua/ }).click();
    await expect.poll(() => first.innerText(), soon).toContain("Giữ giá phiên đến");
    await expect.poll(() => second.innerText(), soon).toContain("Giá phiên đã hết, còn bán giá ngoài phiên");
    await orderInSheet(one, live.site, "0912345611");
    await second.getByRole("button", { name: /^Đặt mua/ }).click();
    await orderInSheet(two, live.site, "0912345612");
    const sold =
      await sql`select unit_price_vnd::int as price, deal_id from order_lines where show_id = ${show.showId} order by 1`;
    expect(sold).toEqual([
      { price: 78_000, deal_id: dealId },
      { price: 85_000, deal_id: null },
    ]);
  });

  it("tells a buyer whose page hasn't heard yet that the live price was just taken, and sells at the ordinary one", async () => {
    const live = needsLive(opened, TITLE);
    await oneUnit(live);
    const [one, two] = [await visit(live, await somebody(live.site.bench)), await visit(live, null)];
    for (const page of [one, two])
      await expect.poll(() => page.locator(".pin__card").innerText(), soon).toContain("78.000");
    const [first, second] = [await openSheet(one), await openSheet(two)];
    await live.killRealtime();
    await first.getByRole("button", { name: /^Đặt mua/ }).click();
    await expect.poll(() => first.innerText(), soon).toContain("Giữ giá phiên đến");
    await second.getByRole("button", { name: /^Đặt mua/ }).click();
    await expect
      .poll(() => second.getByRole("alert").allInnerTexts(), soon)
      .toEqual(["Số phần giá phiên vừa hết. Bạn vẫn mua được với giá ngoài phiên."]);
    await live.startRealtime();
    await second.getByRole("button", { name: /^Đặt mua · 85/ }).click(soon);
    await expect.poll(() => second.locator("#name").count(), soon).toBe(1);
  });

  it("shows the market's time of a live price and of what is held on a phone whose clock is an hour fast", async () => {
    const live = needsLive(opened, TITLE);
    const dealId = await oneUnit(live);
    const page = await live.page(await somebody(live.site.bench));
    onTestFinished(() => page.context().close());
    await page.addInitScript(hourAhead);
    await page.goto(`${live.site.url}/live/${show.slug}`);
    await expect.poll(() => stateOf(page), soon).toBe("playing");
    const sheet = await openSheet(page);
    expect(await sheet.innerText()).toContain(`đến ${await clockOf(live, "deals", dealId)}`);
    await sheet.getByRole("button", { name: /^Đặt mua/ }).click();
    await expect.poll(() => sheet.innerText(), soon).toContain("Giữ giá phiên đến");
    expect(await sheet.innerText()).toContain(`Giữ giá phiên đến ${await clockOf(live, "holds", dealId)}`);
    await orderInSheet(page, live.site, "0912345613");
    const sold = await live.site.bench.sql`select 1 from order_lines where deal_id = ${dealId}`;
    expect(sold).toHaveLength(1);
  });

  it("keeps the show one tap away while VNPay is paid in a window of its own", async () => {
    const live = needsLive(opened, TITLE);
    const page = await live.watch(show.slug, await somebody(live.site.bench));
    onTestFinished(() => page.context().close());
    const sheet = await openSheet(page);
    await sheet.getByRole("button", { name: /^Đặt mua/ }).click();
    await orderInSheet(page, live.site, "0912345614", "vnpay");
    const [window] = await Promise.all([
      page.context().waitForEvent("page"),
      sheet.getByRole("link", { name: "Trả qua VNPay" }).click(),
    ]);
    await expect.poll(() => window.url(), soon).toContain(String(live.site.gatewayUrl));
    await window.close();
    expect(await stateOf(page)).toBe("playing");
    await expectMoving(page);
    await sheet.getByRole("button", { name: "Xem phiên tiếp" }).click();
    await expect.poll(() => sheet.count(), soon).toBe(0);
  });

  it("is watched by keyboard, with chat put away and with a screen reader that may be told to be quiet", async () => {
    const live = needsLive(opened, TITLE);
    const page = await visit(live, await somebody(live.site.bench), 1280);
    await expect.poll(() => stateOf(page), soon).toBe("playing");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    expect(new URL(page.url()).hash).toBe("#gian");
    const list = page.locator(".chat__list ol").first();
    expect(await list.getAttribute("aria-live")).toBe("polite");
    await page.getByRole("button", { name: "Đừng đọc tin mới" }).press("Enter");
    expect(await list.getAttribute("aria-live")).toBe("off");
    await page.getByRole("button", { name: "Đọc tin mới" }).press("Enter");
    expect(await list.getAttribute("aria-live")).toBe("polite");
    await page.getByRole("button", { name: "Ẩn trò chuyện" }).press("Enter");
    expect(await list.isVisible()).toBe(false);
    await expectMoving(page);
    const buy = page.locator("main").getByRole("button", { name: /^Mua / }).first();
    await buy.press("Enter");
    const sheet = page.locator("dialog.sheet");
    expect(await sheet.isVisible()).toBe(true);
    await page.keyboard.press("Escape");
    await expect.poll(() => sheet.count(), soon).toBe(0);
    expect(await buy.evaluate((one) => one === document.activeElement)).toBe(true);
    await page.getByRole("button", { name: "Hiện trò chuyện" }).press("Enter");
    await say(page, "Em xem bằng bàn phím");
    await expectSaid(studio, "Em xem bằng bàn phím");
  });

  it("is watched unseen by staff, who warn the host, hide, mute, and stop it for good", async () => {
    const live = needsLive(opened, TITLE);
    const { site, moderator } = live;
    const viewer = await live.watch(show.slug, await somebody(site.bench));
    onTestFinished(() => viewer.context().close());
    const counted = () => studio.locator(".sd__st dd").first().innerText();
    await expect.poll(counted, soon).toBe("1");

    const desk = await live.page(moderator, { width: 1280 });
    const staff = await live.page(moderator, { width: 1280 });
    onTestFinished(() => desk.context().close());
    onTestFinished(() => staff.context().close());
    await staff.goto(`${site.url}/tinh/live`);
    await staff.locator(`a[href="/live/${show.slug}"]`).click();
    await expect.poll(() => stateOf(staff), soon).toBe("playing");
    await expectMoving(staff);

    await desk.goto(`${site.url}/tinh/live`);
    await desk.locator("summary").filter({ hasText: "Nhắc" }).click();
    await desk.getByLabel("Lời nhắc").fill("Đừng nói miến chữa bệnh");
    await desk.getByRole("button", { name: "Gửi lời nhắc" }).click();
    await expect
      .poll(() => studio.getByRole("alert").allInnerTexts(), soon)
      .toEqual(["Ban quản lý chợ nhắc: Đừng nói miến chữa bệnh"]);
    expect(await viewer.locator("main").innerText()).not.toContain("chữa bệnh");

    await say(viewer, "Lời không nên có");
    await expectSaid(staff, "Lời không nên có");
    const message = staff.locator(".chat__list li").filter({ hasText: "Lời không nên có" });
    await message.getByRole("button", { name: "Xử lý tin" }).click();
    await message.getByRole("button", { name: "Chặn 15 phút" }).click();
    await expect.poll(() => message.getByRole("status").innerText(), soon).toBe("Ghi lý do trước đã.");
    await message.getByLabel("Lý do").fill("Xúc phạm người khác");
    await message.getByRole("button", { name: "Chặn 15 phút" }).click();
    await expect.poll(() => message.getByRole("status").innerText(), soon).toContain("Đã chặn");
    await message.getByRole("button", { name: "Ẩn tin" }).click();
    for (const page of [viewer, studio, staff])
      await expect.poll(async () => (await saidIn(page)).join(), soon).not.toContain("Lời không nên có");
    await say(viewer, "Lời sau khi bị chặn");
    await expect.poll(() => viewer.locator(".own__why").innerText(), soon).toContain("tạm không nhận tin của bạn");
    expect(await counted()).toBe("1");

    await desk.locator("summary").filter({ hasText: "Dừng" }).click();
    await desk.locator(`#code-stop-${show.showId}`).selectOption("false_claims");
    await desk.locator(`#words-stop-${show.showId}`).fill("Nói sai về công dụng");
    await desk.getByRole("button", { name: "Dừng phiên ngay" }).click();
    await expect.poll(async () => (await showRow(site.bench.sql, show.showId)).state, soon).toBe("stopped");
    // The last picture is gone two seconds after the stop.
    for (const page of [viewer, staff])
      await expect.poll(() => page.locator("video").count(), { timeout: 2000, interval: 50 }).toBe(0);
    const reason = "Lý do: nói hàng chữa được bệnh hoặc nói quá. Ban quản lý chợ viết: Nói sai về công dụng";
    for (const page of [studio, viewer])
      await expect.poll(() => page.locator("main").innerText(), soon).toContain(reason);
    await viewer.reload();
    expect(await viewer.locator("main").innerText()).toContain(reason);
    expect(await linkOf(studio)).toBe("Chưa phát");
    await studio.reload();
    expect(await studio.getByRole("button", { name: "Lên phiên" }).count()).toBe(0);
    const acts = [{ act: "enter", wantsPass: true }, { act: "open" }];
    for (const body of acts) {
      const answer = await fetch(`${site.url}/api/live/${show.showId}/act`, {
        method: "POST",
        body: JSON.stringify({ ...body, studioKey: "studio-of-the-test-0001" }),
        headers: { cookie: show.host.cookie, origin: site.url, "content-type": "application/json" },
      });
      expect(await answer.json()).toMatchObject({ ok: false });
    }
    const audit = await site.bench.sql`select act from audit_entries where subject_id = ${show.showId} order by at, id`;
    expect(audit.map((row) => row.act)).toEqual(["show.warn", "chat.mute", "chat.hide", "show.stop"]);
  });

  it("tells its producer afterwards whom it reached, what was said, ordered and earned", async () => {
    const live = needsLive(opened, TITLE);
    const { market, sql } = live.site.bench;
    const viewer = { ...show.host.viewer, memberships: [{ shopId: show.goods.shopId, role: "owner" as const }] };
    const plan = await viewPlan(market, viewer, show.showId);
    if (!plan.ok || !plan.value.figures) throw new Error("no figures");
    const { figures } = plan.value;
    const [said] = await sql`select count(*)::int as n from chat_messages where show_id = ${show.showId}`;
    expect(figures.messages).toBe(said?.n);
    expect(figures.reach).toBeGreaterThanOrEqual(5);
    expect(figures.mostViewers).toBeGreaterThanOrEqual(2);
    // Two last units and one at the ordinary price; what waits for its payment isn't sold.
    expect([figures.orders, figures.sold[0]?.units, figures.sold[0]?.dealUnits]).toEqual([3, 3, 2]);
    expect(figures.moneyVnd).toBe(2 * 78_000 + 85_000);
    const page = await fetch(`${live.site.url}/ban/live/${show.showId}`, { headers: { cookie: show.host.cookie } });
    expect(await page.text()).toContain("241.000");
  });
});
