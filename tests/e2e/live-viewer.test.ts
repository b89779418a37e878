import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { muteWriter } from "#services/chat/mute-writer.ts";
import { startDeal } from "#services/live/run-deal.ts";
import { newId } from "#services/shared/ids.ts";
import {
  expectSaid,
  type LiveSite,
  needsLive,
  openLiveSite,
  openSheet,
  orderInSheet,
  type PlannedStudio,
  say,
  soon,
} from "#tests/support/live-site.ts";
import { type SignedInPerson, somebody, viewerOf } from "#tests/support/people.ts";

const TITLE = "what a viewer writes, buys and hears";

/** Notes what a screen reader would be told by the polite list: what was added, once each. */
function noteSaid() {
  const heard: string[] = [];
  Object.assign(globalThis, { heard });
  document.addEventListener("DOMContentLoaded", () =>
    new MutationObserver((changes) => {
      for (const { addedNodes, target } of changes) {
        const place = target instanceof Element ? target.closest("[aria-live]") : null;
        if (place?.getAttribute("aria-live") !== "polite") continue;
        for (const node of addedNodes) heard.push(node.textContent ?? "");
      }
    }).observe(document.body, { childList: true, subtree: true }),
  );
}

describe("what a viewer writes, buys and hears", () => {
  let opened: LiveSite | null = null;
  let show: PlannedStudio;
  let itemId = "";

  beforeAll(async () => {
    opened = await openLiveSite({ worker: true, gateway: true });
    if (!opened) return;
    show = await opened.plan({ quota: 9, perBuyer: 2 });
    const studio = await opened.goLive(show);
    await studio.getByRole("button", { name: "Ghim", exact: true }).click();
    const [item] = await opened.site.bench.sql`select id from show_items where show_id = ${show.showId}`;
    itemId = String(item?.id);
  });
  afterAll(() => opened?.stop());

  async function visit(live: LiveSite, person: SignedInPerson | null, width = 390): Promise<Page> {
    const page = await live.watch(show.slug, person, { width, init: noteSaid });
    onTestFinished(() => page.context().close());
    return page;
  }

  const own = (page: Page) => page.locator(".own").allInnerTexts();

  it("leaves the field free while a message waits, shows what waits, and sends it in order once the line is back", async () => {
    const live = needsLive(opened, TITLE);
    const page = await visit(live, await somebody(live.site.bench));
    await say(page, "Tin trước");
    await expectSaid(page, "Tin trước");
    await expect.poll(() => own(page), soon).toEqual([]);
    await live.killRealtime();
    const field = page.locator("#say");
    await say(page, "Tin một");
    expect(await field.inputValue()).toBe("");
    await field.pressSequentially("Tin hai");
    await field.press("Enter");
    await field.pressSequentially("Chưa viết x");
    await expect.poll(() => own(page), soon).toEqual(["Tin một\nđang gửi", "Tin hai\nđang gửi"]);
    await live.startRealtime();
    await expect.poll(() => own(page), soon).toEqual([]);
    expect(await field.inputValue()).toBe("Chưa viết x");
    const { sql } = live.site.bench;
    const stored = await sql`select body from chat_messages where show_id = ${show.showId} order by number`;
    expect(stored.map((row) => row.body)).toEqual(["Tin trước", "Tin một", "Tin hai"]);
    const heard = await page.evaluate(() => (globalThis as unknown as { heard: string[] }).heard);
    for (const words of ["Tin trước", "Tin một", "Tin hai"])
      expect(heard.filter((one) => one.includes(words))).toHaveLength(1);
  });

  it("says why a message was refused, keeps it, and lets its writer edit it or send it again", async () => {
    const live = needsLive(opened, TITLE);
    const { market, sql } = live.site.bench;
    const person = await somebody(live.site.bench);
    const page = await visit(live, person);
    await say(page, "Lời đầu");
    await expectSaid(page, "Lời đầu");
    const [row] = await sql`select number from chat_messages where show_id = ${show.showId} and body = 'Lời đầu'`;
    const staff = await viewerOf(market, live.moderator.cookie);
    const muted = await muteWriter(market, staff, {
      slug: show.slug,
      number: Number(row?.number),
      minutes: 15,
      reason: "thử",
    });
    expect(muted).toMatchObject({ ok: true });
    await say(page, "Lời bị chặn");
    const why = page.locator(".own__why");
    await expect.poll(() => why.allInnerTexts(), soon).toEqual(["Người bán tạm không nhận tin của bạn."]);
    const told = page.locator(".chat__list [role=status]");
    expect(await told.innerText()).toBe("Chưa gửi được “Lời bị chặn”. Người bán tạm không nhận tin của bạn.");
    await page.getByRole("button", { name: "Sửa" }).click();
    expect(await page.locator("#say").inputValue()).toBe("Lời bị chặn");
    expect(await own(page)).toEqual([]);
    await page.locator("#say").press("Enter");
    await expect.poll(() => why.count(), soon).toBe(1);
    await sql`alter table chat_mutes disable trigger user`;
    await sql`update chat_mutes set until = market_now() where show_id = ${show.showId}`;
    await sql`alter table chat_mutes enable trigger user`;
    await page.getByRole("button", { name: "Gửi lại" }).click();
    await expect.poll(() => own(page), soon).toEqual([]);
    await expectSaid(page, "Lời bị chặn");
  });

  it("learns in the sheet that VNPay was paid elsewhere, and that page leads back to the show", async () => {
    const live = needsLive(opened, TITLE);
    const page = await visit(live, await somebody(live.site.bench));
    const sheet = await openSheet(page);
    await sheet.getByRole("button", { name: /^Đặt mua/ }).click();
    await orderInSheet(page, live.site, "0912345631", "vnpay");
    const [window] = await Promise.all([
      page.context().waitForEvent("page"),
      sheet.getByRole("link", { name: "Trả qua VNPay" }).click(),
    ]);
    await window
      .getByRole("button", { name: /thành công/i })
      .first()
      .click();
    await window.waitForURL(/\/don\//, { timeout: 30_000 });
    const back = window.getByRole("link", { name: "Quay lại phiên" });
    expect(await back.getAttribute("href")).toBe(`/live/${show.slug}`);
    await window.goto(window.url().replace("/don/", "/en/orders/"));
    const english = window.getByRole("link", { name: "Back to the show" });
    expect(await english.getAttribute("href")).toBe(`/en/live/${show.slug}`);
    await expect.poll(() => sheet.innerText(), soon).toContain("Đã trả xong");
    expect(await sheet.getByRole("link", { name: /VNPay/ }).count()).toBe(0);
  });

  it("learns that VNPay failed, why, and changes to paying at the door without leaving the show", async () => {
    const live = needsLive(opened, TITLE);
    const page = await visit(live, await somebody(live.site.bench));
    const sheet = await openSheet(page);
    await sheet.getByRole("button", { name: /^Đặt mua/ }).click();
    await orderInSheet(page, live.site, "0912345632", "vnpay");
    const [window] = await Promise.all([
      page.context().waitForEvent("page"),
      sheet.getByRole("link", { name: "Trả qua VNPay" }).click(),
    ]);
    await window
      .getByRole("button", { name: /hu[ỷ]|hủy/i })
      .first()
      .click();
    await window.waitForURL(/\/don\//, { timeout: 30_000 });
    await expect.poll(() => sheet.innerText(), soon).toContain("Bạn đã hủy ở cổng thanh toán.");
    expect(await sheet.getByRole("button", { name: /^Trả .* qua VNPay/ }).count()).toBe(1);
    await sheet.getByRole("button", { name: "Đổi sang trả khi nhận hàng" }).click();
    await expect.poll(() => sheet.innerText(), soon).toContain("Bạn trả khi nhận hàng.");
    expect(new URL(page.url()).pathname).toBe(`/live/${show.slug}`);
  });

  it("says in the sheet that a limit is reached, and closes when what was held is let go, the focus where it was", async () => {
    const live = needsLive(opened, TITLE);
    const { market, sql } = live.site.bench;
    const viewer = { ...show.host.viewer, memberships: [{ shopId: show.goods.shopId, role: "owner" as const }] };
    const [row] = await sql<{ studio_key: string }[]>`select studio_key from shows where id = ${show.showId}`;
    const studioKey = row?.studio_key ?? "";
    const wish = { showId: show.showId, studioKey, itemId, requestId: newId(), seconds: 600 };
    expect(await startDeal(market, viewer, wish)).toMatchObject({ ok: true });
    const page = await visit(live, await somebody(live.site.bench));
    await expect.poll(() => page.locator(".pin__card").innerText(), soon).toContain("78.000");
    const sheet = await openSheet(page);
    await sheet.getByRole("spinbutton").fill("3");
    const said = () => sheet.getByRole("alert").allInnerTexts();
    await expect.poll(said, soon).toEqual(["Mỗi người mua tối đa 2 phần giá phiên. Bạn bớt số lượng xuống 2."]);
    await sheet.getByRole("button", { name: /^Đặt mua/ }).click();
    expect(await sheet.getByRole("spinbutton").evaluate((one) => one === document.activeElement)).toBe(true);
    await sheet.getByRole("spinbutton").fill("2");
    await sheet.getByRole("button", { name: "Thêm vào giỏ, xem tiếp" }).click();
    await expect.poll(() => sheet.innerText(), soon).toContain("Đã bỏ vào giỏ");
    await sheet.getByRole("button", { name: /^Đặt mua/ }).click();
    await expect
      .poll(said, soon)
      .toEqual([expect.stringContaining("tối đa 2 phần giá phiên: bạn đã đặt 0, trong giỏ có 2.")]);
    await sheet.getByRole("button", { name: "Đặt hàng trong giỏ" }).click();
    await sheet.getByRole("button", { name: "Thôi, không giữ nữa" }).click(soon);
    await expect.poll(() => sheet.count(), soon).toBe(0);
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute("aria-label") ?? "");
    await expect.poll(focused, soon).toMatch(/^Mua /);
    await page.locator(".chat__shelf").click();
    await page.locator(".shelf").getByRole("button", { name: /^Mua / }).click();
    await page.keyboard.press("Escape");
    await expect.poll(focused, soon).toContain("món đang bán");
  });

  it("turns the sound off and on again by a button of its own", async () => {
    const live = needsLive(opened, TITLE);
    const init = () => {
      const Real = Audio;
      const kept: HTMLAudioElement[] = [];
      Object.assign(globalThis, {
        kept,
        Audio: class extends Real {
          constructor() {
            super();
            kept.push(this);
          }
        },
      });
    };
    const page = await live.watch(show.slug, null, { init });
    onTestFinished(() => page.context().close());
    const isQuiet = () =>
      page.evaluate(() => (globalThis as unknown as { kept: HTMLAudioElement[] }).kept.every((one) => one.muted));
    expect(await isQuiet()).toBe(false);
    await page.getByRole("button", { name: "Tắt tiếng" }).click();
    await expect.poll(isQuiet, soon).toBe(true);
    await page.getByRole("button", { name: "Bật tiếng" }).click();
    await expect.poll(isQuiet, soon).toBe(false);
  });

  it("fits a phone and a desk in both languages: nothing runs over the edge or over a price, stars are no smaller than a fingertip", async () => {
    const live = needsLive(opened, TITLE);
    for (const width of [390, 1280]) {
      for (const start of ["", "/en"]) {
        const page = await live.page(null, { width });
        onTestFinished(() => page.context().close());
        await page.goto(`${live.site.url}${start}/live/${show.slug}`);
        await page.locator('.video[data-state="playing"]').waitFor(soon);
        const wrong = await page.evaluate(() => {
          const box = (one: Element) => one.getBoundingClientRect();
          const seen = (selector: string) =>
            [...document.querySelectorAll(selector)].filter((one) => box(one).width > 1);
          const outside = seen("main button, main a").filter((one) => box(one).right > innerWidth || box(one).left < 0);
          const covered = seen(".pin__card, .shelf__item").filter((row) => {
            const act = row.querySelector(":scope > .btn");
            const texts = [...row.querySelectorAll(".price > *, .meta")];
            return act !== null && texts.some((text) => box(text).right > box(act).left);
          });
          const low = seen(".starlink").filter((one) => box(one).height < 24 || box(one).width < 24);
          return [...outside, ...covered, ...low].map((one) => `${one.className} ${one.textContent}`);
        });
        expect(wrong, `${width} px ${start}`).toEqual([]);
      }
    }
  });
});
