import type { Page } from "playwright-core";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { needsBrowser, openBrowser, type PageWish, type TestBrowser } from "#tests/support/browser.ts";
import { addAccount, addShop, type ShopRows } from "#tests/support/order-rows.ts";
import { openAs, sessionOf } from "#tests/support/signed-in.ts";
import { openSite, type Site } from "#tests/support/site.ts";

const TITLE = "files that can't be taken, in a browser";
const MB = 1024 * 1024;

describe(TITLE, () => {
  let site: Site;
  let browser: TestBrowser | null;
  let shop: ShopRows;
  let heavy: { name: string; mimeType: string; buffer: Buffer };
  let photo: Buffer;

  beforeAll(async () => {
    browser = await openBrowser();
    site = await openSite({ worker: true });
    shop = await addShop(site.bench.sql);
    const noise = { type: "gaussian" as const, mean: 128, sigma: 60 };
    const create = { width: 900, height: 900, channels: 3 as const, background: "#888", noise };
    photo = await sharp({ create }).jpeg().toBuffer();
    heavy = {
      name: "to.jpg",
      mimeType: "image/jpeg",
      buffer: Buffer.concat([photo, Buffer.alloc(22 * MB - photo.length)]),
    };
  });
  afterAll(async () => {
    await browser?.close();
    await site?.stop();
  });

  const owner = () => shop.seller.accountId ?? "";
  const as = (accountId: string, wish: PageWish = {}) => openAs(site, browser, accountId, wish);
  const filesOf = async () => (await site.bench.sql<{ n: number }[]>`select count(*)::int as n from files`)[0]?.n;
  const isBeside = (page: Page, error: string) =>
    expect
      .poll(() => page.locator(".err, .pics__why", { hasText: error }).count(), { timeout: 10_000 })
      .toBeGreaterThan(0);
  const LARGE = "Lớn quá 20 MB nên không gửi được";
  const LARGE_PAPER = "Lớn quá 10 MB nên không gửi được";

  it("a photo of 22 MB is told of at once, not sent and not tried again, and what was typed stays", async () => {
    needsBrowser(TITLE);
    const { context, page } = await as(owner());
    const sent: string[] = [];
    page.on("request", (request) => request.method() === "POST" && sent.push(request.url()));
    await page.goto(`${site.url}/ban/hang/moi`);
    await page.waitForLoadState("networkidle");
    await page.fill("[name='texts.vi.name']", "Miến nặng");
    await page.setInputFiles("input[name=photos]", heavy);
    await isBeside(page, LARGE);
    await page.setInputFiles("input[name=photos]", { name: "a.jpg", mimeType: "image/jpeg", buffer: photo });
    await expect.poll(() => sent.length, { timeout: 10_000 }).toBe(1);
    await page.waitForTimeout(4_000);
    expect(sent).toHaveLength(1);
    expect(await page.inputValue("[name='texts.vi.name']")).toBe("Miến nặng");
    expect((await page.inputValue("[name=pictureIds]")).split(",")).toHaveLength(1);
    await context.close();
  });

  it("a photo that something on the way refuses in words of its own is not tried again either", async () => {
    needsBrowser(TITLE);
    const { context, page } = await as(owner());
    let tries = 0;
    await page.route("**/api/upload", (route) => {
      tries += 1;
      return route.fulfill({ status: 413, contentType: "text/html", body: "<h1>Too large</h1>" });
    });
    await page.goto(`${site.url}/ban/hang/moi`);
    await page.waitForLoadState("networkidle");
    await page.setInputFiles("input[name=photos]", { name: "a.jpg", mimeType: "image/jpeg", buffer: photo });
    await isBeside(page, LARGE);
    await page.waitForTimeout(4_000);
    expect(tries).toBe(1);
    await context.close();
  });

  it("without scripts the form comes back with the reason, the words and the photo that could be taken", async () => {
    needsBrowser(TITLE);
    const { context, page } = await as(owner(), { scripts: false });
    await page.goto(`${site.url}/ban/hang/moi`);
    await page.fill("[name='texts.vi.name']", "Miến nặng");
    await page.fill("[name='variants[0].priceVnd']", "85.000");
    await page.setInputFiles("input[name=photos]", [heavy, { name: "a.jpg", mimeType: "image/jpeg", buffer: photo }]);
    await page.click("button[value=draft]");
    await isBeside(page, LARGE);
    expect(await page.inputValue("[name='texts.vi.name']")).toBe("Miến nặng");
    expect(await page.inputValue("[name='variants[0].priceVnd']")).toBe("85.000");
    expect((await page.inputValue("[name=pictureIds]")).split(",")).toHaveLength(1);
    await context.close();
  });

  it.each([true, false])("a shop's picture of 22 MB is refused beside its field, scripts %s", async (scripts) => {
    needsBrowser(TITLE);
    const { context, page } = await as(owner(), { scripts });
    const before = await filesOf();
    await page.goto(`${site.url}/ban/cua-hang`);
    if (scripts) await page.waitForLoadState("networkidle");
    await page.fill("[name=name]", "Cửa hàng có ảnh nặng");
    await page.setInputFiles("input[name=picture]", heavy);
    if (!scripts) await page.getByRole("button", { name: "Lưu thay đổi" }).click();
    await isBeside(page, LARGE);
    expect(await page.inputValue("[name=name]")).toBe("Cửa hàng có ảnh nặng");
    expect(await filesOf()).toBe(before);
    await context.close();
  });

  it.each([true, false])("a business paper of 22 MB is refused beside its field, scripts %s", async (scripts) => {
    needsBrowser(TITLE);
    const { accountId } = await addAccount(site.bench.sql);
    const { context, page } = await as(accountId, { scripts });
    await page.goto(`${site.url}/ban/mo-cua-hang`);
    if (scripts) await page.waitForLoadState("networkidle");
    await page.locator("#papers summary").click();
    await page.selectOption("#paper-kind", "food_safety");
    await page.setInputFiles("#paper-paper", heavy);
    if (!scripts) await page.getByRole("button", { name: "Thêm giấy này" }).click();
    await isBeside(page, LARGE_PAPER);
    expect(await page.inputValue("#paper-kind")).toBe("food_safety");
    await context.close();
  });

  it("a photo cut short is marked in its place, with the reason, once the market has looked at it", async () => {
    needsBrowser(TITLE);
    const { context, page } = await as(owner(), { width: 320 });
    await page.goto(`${site.url}/ban/hang/moi`);
    await page.waitForLoadState("networkidle");
    const half = { name: "nua.jpg", mimeType: "image/jpeg", buffer: photo.subarray(0, photo.length / 2) };
    const small = { name: "nho.png", mimeType: "image/png", buffer: await sharp(photo).resize(3, 3).png().toBuffer() };
    const moving = { name: "dong.gif", mimeType: "image/gif", buffer: await sharp(photo).gif().toBuffer() };
    await page.setInputFiles("input[name=photos]", [half, small, moving]);
    await isBeside(page, "Tệp này không phải ảnh đọc được");
    await isBeside(page, "Ảnh nhỏ quá");
    await isBeside(page, "Ảnh phải là JPEG, PNG hoặc WebP");
    expect(await page.locator(".pics .is-bad").count()).toBe(3);
    expect(await page.inputValue("[name=pictureIds]")).toBe("");
    for (const width of [320, 390]) {
      await page.setViewportSize({ width, height: 844 });
      expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(width);
    }
    await context.close();
  });

  it("without scripts the photo that can't be used is named and marked", async () => {
    needsBrowser(TITLE);
    const { context, page } = await as(owner(), { scripts: false });
    await page.goto(`${site.url}/ban/hang/moi`);
    const half = { name: "nua.jpg", mimeType: "image/jpeg", buffer: photo.subarray(0, photo.length / 2) };
    const whole = { name: "a.jpg", mimeType: "image/jpeg", buffer: photo };
    await page.setInputFiles("input[name=photos]", [whole, half]);
    await page.click("button[value=row-add]");
    const [, id] = (await page.inputValue("[name=pictureIds]")).split(",");
    const state = async () => (await site.bench.sql`select state from pictures where id = ${id ?? ""}`)[0]?.state;
    await expect.poll(state, { timeout: 20_000 }).toBe("refused");
    await page.fill("[name='texts.vi.name']", "Miến nửa ảnh");
    await page.click("button[value=draft]");
    await page.locator(".pics > li:nth-child(2).is-bad").waitFor();
    await isBeside(page, "Ảnh 2 không dùng được");
    await context.close();
  });

  it("a script that sends too much is answered with a code", async () => {
    const cookie = `cp_session=${await sessionOf(site, owner())}`;
    const body = new FormData();
    body.set("shopId", shop.shopId);
    body.set("picture", new Blob([new Uint8Array(heavy.buffer)], { type: "image/jpeg" }), "a; b.jpg");
    const headers = { cookie, origin: site.url, "sec-fetch-site": "same-origin", "sec-fetch-dest": "empty" };
    const answer = await fetch(`${site.url}/api/upload`, { method: "POST", body, headers });
    expect([answer.status, await answer.json()]).toEqual([413, { code: "too_large", details: { mb: 20 } }]);
    const vast = await fetch(`${site.url}/ban/cua-hang`, {
      method: "POST",
      body: new Uint8Array(1_100_000),
      headers: { ...headers, "content-type": "application/x-www-form-urlencoded" },
    });
    expect([vast.status, await vast.json()]).toEqual([413, { code: "too_large" }]);
  });

  it("broken addresses, forged writes and other people's papers are answered by pages of the market", async () => {
    const cookie = `cp_session=${await sessionOf(site, owner())}`;
    const eyes = { accept: "text/html", cookie };
    const get = async (path: string, init: RequestInit = {}) => {
      const answer = await fetch(site.url + path, { headers: eyes, ...init });
      return { status: answer.status, type: answer.headers.get("content-type"), body: await answer.text() };
    };
    const page = (status: number) => ({ status, type: "text/html; charset=utf-8" });
    const broken = await get("/%");
    expect(broken).toMatchObject(page(400));
    expect(broken.body).toContain("Chợ không đọc được yêu cầu này");
    expect((await get("/en/%00")).body).toContain("The market can");
    expect(await get("/san-pham/%00")).toMatchObject(page(400));
    const paper = await get("/giay-to/00000000-0000-7000-8000-000000000000");
    expect(paper).toMatchObject(page(404));
    expect(paper.body).toContain("Không có trang này");
    const forged = await get("/gio-hang", {
      method: "POST",
      body: "a=1",
      headers: { ...eyes, origin: "https://evil.invalid" },
    });
    expect(forged).toMatchObject(page(403));
    expect(forged.body).toContain("Yêu cầu này bị từ chối");
  });

  it("a page of a broken address stays as it is once its scripts run", async () => {
    needsBrowser(TITLE);
    const { context, page } = await as(owner());
    const loads: string[] = [];
    page.on("request", (request) => request.isNavigationRequest() && loads.push(request.url()));
    await page.goto(`${site.url}/%`);
    await page.getByRole("heading", { name: "Chợ không đọc được yêu cầu này" }).waitFor();
    await page.waitForTimeout(1_500);
    expect(loads).toHaveLength(1);
    await context.close();
  });
});
