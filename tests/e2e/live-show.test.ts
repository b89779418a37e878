import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { stopShow } from "#services/live/end-show.ts";
import { pickPort } from "#services/processes/start/ports.mjs";
import { newId } from "#services/shared/ids.ts";
import { nobody } from "#services/shared/viewer.ts";
import { needsBrowser, openBrowser, type TestBrowser } from "#tests/support/browser.ts";
import { livekitProgram, openLivekit, type TestVideo } from "#tests/support/livekit.ts";
import { makeGoods, makeTariff } from "#tests/support/market-rows.ts";
import { type SignedInPerson, somebody, staffMember } from "#tests/support/people.ts";
import { someDay } from "#tests/support/show-rows.ts";
import { openSite, type Site } from "#tests/support/site.ts";
import { skipUnless } from "#tests/support/skip.ts";
import { findWrongSums } from "#tests/support/sums.ts";

const TITLE = "a show in real browsers";
const soon = { timeout: 20_000, interval: 100 };

/** Decoded so far by the page's picture. */
const framesOf = (page: Page) =>
  page.evaluate(() => document.querySelector("video")?.getVideoPlaybackQuality().totalVideoFrames ?? 0);
const stateOf = (page: Page) => page.locator(".video").getAttribute("data-state");
const said = (page: Page) => page.locator(".chat__list li").allInnerTexts();

describe("a show from plan to stop, in real browsers over a real video server", () => {
  let site: Site;
  let browser: TestBrowser | null = null;
  let video: TestVideo | null = null;
  let host: SignedInPerson;
  let shopper: SignedInPerson;
  let goods: Awaited<ReturnType<typeof makeGoods>>;
  let realtime: Awaited<ReturnType<Site["start"]>>;

  beforeAll(async () => {
    browser = await openBrowser();
    if (livekitProgram() === null) return;
    video = await openLivekit(9);
    const port = await pickPort(undefined);
    const sockets = { REALTIME_PORT: String(port), REALTIME_URL: `http://localhost:${port}` };
    site = await openSite({ settings: { ...video.env, ...sockets } });
    realtime = await site.start("realtime");
    const { sql } = site.bench;
    await makeTariff(sql);
    goods = await makeGoods(sql, { priceVnd: 85_000, stars: 4, units: 12 });
    host = await somebody(site.bench);
    shopper = await somebody(site.bench);
    const moderator = await staffMember(site.bench, "moderator");
    await sql`insert into memberships (account_id, shop_id, role) values (${host.accountId}, ${goods.shopId}, 'owner')`;
    await sql`insert into host_identities (id, account_id, legal_name, paper, recorded_by)
      values (${newId()}, ${host.accountId}, 'Nguyễn Thị Dẫn', 'met_in_person', ${moderator.accountId})`;
  });
  afterAll(async () => {
    await browser?.close();
    await site?.stop();
    await video?.stop();
  });

  async function pageOf(cookie: string | null, width: number): Promise<Page> {
    const context: BrowserContext = await (browser as TestBrowser).context({ width });
    await context.grantPermissions(["camera", "microphone"], { origin: site.url });
    if (cookie) {
      const [name = "", ...rest] = cookie.split("=");
      await context.addCookies([{ name, value: rest.join("="), url: site.url }]);
    }
    return context.newPage();
  }

  async function planned(): Promise<string> {
    const day = await someDay(site.bench.sql);
    const send = (path: string, fields: Record<string, string>) =>
      fetch(site.url + path, {
        method: "POST",
        body: new URLSearchParams(fields),
        headers: { cookie: host.cookie, origin: site.url },
        redirect: "manual",
      });
    const head = { title: "Miến dong mẻ đầu vụ", day, time: "19:30" };
    const path = (await send("/ban/live", { requestId: newId(), ...head })).headers.get("location") ?? "";
    const { variantId } = goods;
    const added = { ...head, hostId: host.accountId, version: "1", act: "add", add: variantId };
    expect((await send(path, added)).status).toBe(303);
    const deal = { [`price:${variantId}`]: "78.000", [`quota:${variantId}`]: "3", [`perBuyer:${variantId}`]: "2" };
    const saved = { ...head, hostId: host.accountId, version: "2", item: variantId, ...deal, act: "save" };
    expect((await send(path, saved)).status).toBe(303);
    return path;
  }

  it("is planned, opened, watched by two, talked in, bought in, survives realtime's death, and ends at a stop", async () => {
    needsBrowser(TITLE);
    skipUnless(video, TITLE, "no livekit-server on the path or in the cache folder");
    const { sql } = site.bench;
    const path = await planned();

    const studio = await pageOf(host.cookie, 1280);
    await studio.goto(site.url + path);
    await studio.locator('a[href$="/studio"]').first().click();
    await studio.getByRole("button", { name: "Lên phiên" }).click({ timeout: 20_000 });
    await expect.poll(() => studio.locator(".studio__pic").getAttribute("data-link"), soon).toBe("Hình đang lên");
    const [show] = await sql<{ id: string; slug: string }[]>`select id, slug from shows where state = 'live'`;
    if (!show) throw new Error("no show is live");

    const viewer = await pageOf(shopper.cookie, 390);
    const guest = await pageOf(null, 1280);
    for (const page of [viewer, guest]) {
      await page.goto(`${site.url}/live`);
      await page.locator(`a[href="/live/${show.slug}"]`).first().click();
      await expect.poll(() => stateOf(page), soon).toBe("playing");
      const before = await framesOf(page);
      await expect.poll(() => framesOf(page), soon).toBeGreaterThan(before + 5);
    }

    await viewer.locator("#say").fill("Miến này nấu lẩu có bở không ạ?");
    await viewer.locator("#say").press("Enter");
    await expect.poll(() => said(studio), soon).toEqual(expect.arrayContaining([expect.stringContaining("nấu lẩu")]));
    await studio.locator("#say").fill("Không bở đâu em");
    await studio.locator("#say").press("Enter");
    for (const page of [viewer, guest]) {
      await expect.poll(() => said(page), soon).toEqual(expect.arrayContaining([expect.stringContaining("Không bở")]));
    }

    await studio.getByRole("button", { name: "Ghim", exact: true }).click();
    await studio.getByRole("button", { name: /Mở giá phiên/ }).click();
    await expect.poll(() => viewer.locator(".pin__card").innerText(), soon).toContain("78.000");

    await viewer.locator(".pin__card button").click();
    await viewer.getByRole("button", { name: /Đặt mua/ }).click();
    const sheet = viewer.locator("dialog.sheet");
    await sheet.locator("#name").fill("Nguyễn Thị Mua");
    await sheet.locator("#phone").fill("0912345678");
    const [place] = await sql<{ province: string; commune: string }[]>`
      select p.code as province, c.code as commune from communes c join provinces p on p.code = c.province_code
      where p.is_home order by c.code limit 1`;
    await sheet.locator("#provinceCode").selectOption(place?.province ?? "");
    await expect.poll(() => sheet.locator("#communeCode option").count(), soon).toBeGreaterThan(2);
    await sheet.locator("#communeCode").selectOption(place?.commune ?? "");
    await sheet.locator("#addressLine").fill("Số 12, thôn Nà Lọc");
    await sheet.locator('input[name="method"][value="cod"]').check();
    await sheet.locator("#agreed").check();
    await sheet.getByRole("button", { name: /Đặt hàng/ }).click();
    await expect.poll(() => sheet.innerText(), soon).toContain("Đã đặt hàng");
    expect(await stateOf(viewer)).toBe("playing");
    const [line] = await sql<{ show_id: string; deal_id: string | null; pin_id: string | null; price: string }[]>`
      select show_id, deal_id, pin_id, unit_price_vnd::text as price from order_lines`;
    expect(line).toMatchObject({ show_id: show.id, price: "78000" });
    expect(line?.deal_id).not.toBeNull();
    expect(line?.pin_id).not.toBeNull();
    expect(await findWrongSums(sql)).toEqual([]);
    await sheet.getByRole("button", { name: "Xem phiên tiếp" }).click();

    realtime.kill("SIGKILL");
    await expect.poll(() => viewer.locator(".chat__note").innerText(), soon).toContain("nối lại");
    expect(await stateOf(viewer)).toBe("playing");
    await viewer.locator("#say").fill("Tin gửi lúc mất mạng");
    await viewer.locator("#say").press("Enter");
    realtime = await site.start("realtime");
    for (const page of [viewer, guest, studio]) {
      await expect
        .poll(async () => (await said(page)).filter((text) => text.includes("lúc mất mạng")).length, soon)
        .toBe(1);
    }

    const moderator = await staffMember(site.bench, "moderator");
    const staff = { ...nobody, accountId: moderator.accountId, staffRoles: ["moderator" as const] };
    const stopped = await stopShow(site.bench.market, staff, {
      showId: show.id,
      reasonCode: "false_claims",
      reason: "Nói sai về công dụng",
    });
    expect(stopped).toMatchObject({ ok: true });
    for (const page of [viewer, guest]) {
      await expect.poll(() => page.locator("video").count(), { timeout: 2000, interval: 50 }).toBe(0);
      expect(await page.locator("main").innerText()).toContain("Ban quản lý chợ đã dừng phiên này");
    }
    await expect.poll(() => studio.locator("main").innerText(), soon).toContain("dừng phiên này");
    expect((await fetch(`${site.url}/api/live/${show.slug}/pass`)).status).not.toBe(200);
  });
});
