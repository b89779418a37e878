import type { Page } from "playwright-core";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { needsBrowser, openBrowser, type PageWish, type TestBrowser } from "#tests/support/browser.ts";
import { addAccount, addShop, type ShopRows } from "#tests/support/order-rows.ts";
import { homeCommune } from "#tests/support/seller-forms.ts";
import { openAs } from "#tests/support/signed-in.ts";
import { openSite, type Site } from "#tests/support/site.ts";

const TITLE = "a producer's forms in a browser";

describe(TITLE, () => {
  let site: Site;
  let browser: TestBrowser | null;
  let shop: ShopRows;
  let photo: Buffer;

  beforeAll(async () => {
    browser = await openBrowser();
    if (!browser) return;
    site = await openSite({ worker: true });
    shop = await addShop(site.bench.sql);
    const create = { width: 900, height: 900, channels: 3 as const, background: { r: 200, g: 150, b: 60 } };
    photo = await sharp({ create }).jpeg().toBuffer();
  });
  afterAll(async () => {
    await browser?.close();
    await site?.stop();
  });

  const as = (accountId: string, wish: PageWish = {}) => openAs(site, browser, accountId, wish);
  const owner = () => shop.seller.accountId ?? "";

  async function fillNew(page: Page, name: string) {
    await page.selectOption("select[name=groupNumber]", "1");
    await page.selectOption("select[name=originCommuneCode]", await homeCommune(site.bench.sql));
    await page.fill("[name='texts.vi.name']", name);
    await page.fill("[name='texts.vi.description']", "Sợi dai, phơi nắng trên đồi.");
    await page.fill("[name='variants[0].name']", "Gói 500 g");
    await page.fill("[name='variants[0].netAmount']", "500");
    await page.fill("[name='variants[0].weightGrams']", "520");
    await page.fill("[name='variants[0].priceVnd']", "85.000");
    await page.fill("[name='variants[0].quantity']", "40");
    await page.fill("[name='lot.number']", "MD-01");
    await page.fill("[name='lot.madeOn']", "2026-01-10");
    await page.fill("[name='lot.bestBefore']", "2099-01-10");
  }

  const listingsNamed = (name: string) =>
    site.bench.sql<{ id: string; state: string; pictures: number; on_hand: number; price: number }[]>`
      select l.id, l.state, l.from_price_vnd::int as price,
        (select count(*)::int from listing_pictures p where p.listing_id = l.id) as pictures,
        (select sum(x.on_hand)::int from lots x join variants v on v.id = x.variant_id where v.listing_id = l.id) as on_hand
      from listings l join listing_texts t on t.listing_id = l.id and t.language = 'vi' where t.name = ${name}`;

  it("list something new while the network is gone: photo and words wait, and go once it is back", async () => {
    needsBrowser(TITLE);
    const { context, page } = await as(owner());
    await page.goto(`${site.url}/ban/hang/moi`);
    await page.waitForLoadState("networkidle");
    await context.setOffline(true);
    await page.setInputFiles("input[name=photos]", { name: "a.jpg", mimeType: "image/jpeg", buffer: photo });
    await fillNew(page, "Miến ngoài đồng");
    await page.click("button[value=submit]");
    await page.getByText("Chờ gửi.").waitFor();
    expect(await listingsNamed("Miến ngoài đồng")).toEqual([]);
    await context.setOffline(false);
    await page.waitForURL(/ban\/hang\/[0-9a-f-]{36}\?xong=submitted/);
    expect(await listingsNamed("Miến ngoài đồng")).toMatchObject([
      { state: "submitted", pictures: 1, on_hand: 40, price: 85_000 },
    ]);
    await context.close();
  });

  it("bring back what was typed when the page was closed in the middle, and forget it once it is sent", async () => {
    needsBrowser(TITLE);
    const { context, page } = await as(owner());
    await page.goto(`${site.url}/ban/hang/moi`);
    await page.waitForLoadState("networkidle");
    await page.fill("[name='texts.vi.name']", "Miến gõ dở");
    await page.click("button[value=row-add]");
    await page.fill("[name='variants[1].name']", "Túi 1 kg");
    await page.waitForTimeout(600);
    await page.goto(`${site.url}/ban`);
    await page.goto(`${site.url}/ban/hang/moi`);
    await page.getByText("Đã đưa lại những gì bạn gõ").waitFor();
    expect(await page.inputValue("[name='texts.vi.name']")).toBe("Miến gõ dở");
    expect(await page.inputValue("[name='variants[1].name']")).toBe("Túi 1 kg");
    await page.click("button[value='row-drop:1']");
    await fillNew(page, "Miến gõ dở");
    await page.click("button[value=draft]");
    await page.waitForURL(/xong=saved/);
    const isKept = () =>
      page.evaluate(() => Object.keys(localStorage).some((key) => key.startsWith("cho-phien:form:new")));
    await expect.poll(isKept, { timeout: 10_000 }).toBe(false);
    await page.goto(`${site.url}/ban/hang/moi`);
    await page.waitForLoadState("networkidle");
    expect(await page.inputValue("[name='texts.vi.name']")).toBe("");
    await context.close();
  });

  it("send again a request whose answer was lost, and make one listing of it", async () => {
    needsBrowser(TITLE);
    const { context, page } = await as(owner());
    await page.goto(`${site.url}/ban/hang/moi`);
    await page.waitForLoadState("networkidle");
    await fillNew(page, "Miến mất tiếng");
    let lost = 0;
    await page.route("**/ban/hang/moi.data*", async (route) => {
      if (route.request().method() !== "POST" || lost > 0) return route.continue();
      lost += 1;
      await route.fetch({ maxRedirects: 0 });
      return route.abort("connectionreset");
    });
    await page.click("button[value=draft]");
    await page.getByText("Chờ gửi.").waitFor();
    await page.waitForURL(/xong=saved/, { timeout: 30_000 });
    expect(lost).toBe(1);
    expect(await listingsNamed("Miến mất tiếng")).toHaveLength(1);
    await context.close();
  });

  it("say beside the text what it may not claim, while it is typed and without any script", async () => {
    needsBrowser(TITLE);
    const withScripts = await as(owner());
    await withScripts.page.goto(`${site.url}/ban/hang/moi`);
    await withScripts.page.waitForLoadState("networkidle");
    await withScripts.page.fill("[name='texts.vi.description']", "Ăn thường xuyên chữa khỏi tiểu đường.");
    await withScripts.page.getByText("“chữa khỏi, tiểu đường”").waitFor();
    await withScripts.page.fill("[name='texts.vi.description']", "Ăn ngon.");
    expect(await withScripts.page.getByText("“chữa khỏi, tiểu đường”").count()).toBe(0);
    await withScripts.context.close();
    const { context, page } = await as(owner(), { scripts: false });
    await page.goto(`${site.url}/ban/hang/moi`);
    await page.fill("[name='texts.vi.name']", "Miến OCOP 5 sao");
    await page.fill("[name='variants[0].priceVnd']", "rẻ lắm");
    await page.click("button[value=draft]");
    const error = page.locator("[name='texts.vi.name']");
    expect(await error.getAttribute("aria-invalid")).toBe("true");
    expect(await page.inputValue("[name='texts.vi.name']")).toBe("Miến OCOP 5 sao");
    expect(await page.inputValue("[name='variants[0].priceVnd']")).toBe("rẻ lắm");
    expect(await listingsNamed("Miến OCOP 5 sao")).toEqual([]);
    await context.close();
  });

  it("work without scripts: photos in order, a second size, sold, priced and counted", async () => {
    needsBrowser(TITLE);
    const { context, page } = await as(owner(), { scripts: false, width: 320 });
    await page.goto(`${site.url}/ban/hang/moi`);
    await fillNew(page, "Miến không kịch bản");
    const other = await sharp(photo).negate().jpeg().toBuffer();
    await page.setInputFiles("input[name=photos]", [
      { name: "a.jpg", mimeType: "image/jpeg", buffer: photo },
      { name: "b.jpg", mimeType: "image/jpeg", buffer: other },
    ]);
    await page.click("button[value=row-add]");
    const order = await page.inputValue("[name=pictureIds]");
    await page.click("button[value='photo-up:1']");
    expect((await page.inputValue("[name=pictureIds]")).split(",").reverse().join(",")).toBe(order);
    expect(await page.inputValue("[name='texts.vi.name']")).toBe("Miến không kịch bản");
    await page.fill("[name='variants[1].name']", "Túi 1 kg");
    await page.fill("[name='variants[1].netAmount']", "1000");
    await page.fill("[name='variants[1].weightGrams']", "1030");
    await page.fill("[name='variants[1].priceVnd']", "165000");
    await page.click("button[value=draft]");
    await page.waitForURL(/xong=saved/);
    const [made] = await listingsNamed("Miến không kịch bản");
    expect(made).toMatchObject({ pictures: 2, price: 85_000, on_hand: 40 });
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(320);
    await page.locator("[name=priceVnd]").first().fill("90.000");
    await page.getByRole("button", { name: "Đổi giá" }).first().click();
    await page.waitForURL(/xong=changed/);
    expect(await listingsNamed("Miến không kịch bản")).toMatchObject([{ price: 90_000 }]);
    await page.goto(`${site.url}/ban/hang/${made?.id}/kho`);
    await page.locator("summary", { hasText: "Sửa tồn" }).click();
    await page.locator("[name=direction][value=down]").check();
    await page.locator("details[open] [name=quantity]").fill("50");
    await page.locator("details[open] [name=reason]").selectOption("damaged");
    await page.getByRole("button", { name: "Ghi vào sổ" }).click();
    await page.getByText("chỉ bớt được tối đa 40").first().waitFor();
    await page.locator("details[open] [name=quantity]").fill("3");
    await page.getByRole("button", { name: "Ghi vào sổ" }).click();
    await page.waitForURL(/xong=1/);
    expect(await listingsNamed("Miến không kịch bản")).toMatchObject([{ on_hand: 37 }]);
    await page.getByRole("link", { name: /Tem QR/ }).click();
    expect(await page.locator("svg[role=img]").getAttribute("aria-label")).toMatch(/^Mã /);
    await context.close();
  });

  it("open a shop without scripts, part by part", async () => {
    needsBrowser(TITLE);
    const { accountId } = await addAccount(site.bench.sql);
    const { context, page } = await as(accountId, { scripts: false });
    const commune = await homeCommune(site.bench.sql);
    await page.goto(`${site.url}/ban/mo-cua-hang`);
    await page.fill("#producer-name", "Tổ cam Thanh Mai");
    await page.fill("#producer-taxNumber", "12");
    await page.locator("#producer").getByRole("button", { name: "Lưu phần này" }).click();
    await page.getByText("Mã số thuế có 10 hoặc 13 chữ số").first().waitFor();
    expect(await page.inputValue("#producer-name")).toBe("Tổ cam Thanh Mai");
    await page.fill("#producer-taxNumber", "");
    await page.fill("#producer-addressLine", "Thôn Nà Mố");
    await page.selectOption("#producer-communeCode", commune);
    await page.fill("#producer-phone", "091 234 5678");
    await page.locator("#producer").getByRole("button", { name: "Lưu phần này" }).click();
    await page.waitForURL(/xong=producer/);
    await page.fill("#shop-name", "Cam Thanh Mai");
    await page.locator("#shop").getByRole("button", { name: "Lưu phần này" }).click();
    await page.waitForURL(/xong=shop/);
    await page.setInputFiles("#paper-paper", { name: "giấy.jpg", mimeType: "image/jpeg", buffer: photo });
    await page.getByRole("button", { name: "Thêm giấy này" }).click();
    await page.waitForURL(/xong=papers/);
    await page.fill("#bank-bankName", "Agribank");
    await page.fill("#bank-accountNumber", "860020512345");
    await page.fill("#bank-holder", "TO CAM THANH MAI");
    await page.locator("#bank").getByRole("button", { name: "Lưu phần này" }).click();
    await page.waitForURL(/xong=bank/);
    await page.fill("#pickup-line", "Kho tổ");
    await page.selectOption("#pickup-communeCode", commune);
    await page.locator("#pickup").getByRole("button", { name: "Lưu phần này" }).click();
    await page.waitForURL(/xong=pickup/);
    await page.getByRole("button", { name: "Gửi hồ sơ" }).click();
    await page.getByRole("heading", { name: "Hồ sơ đang chờ cán bộ xem" }).waitFor();
    const [row] = await site.bench
      .sql`select s.state, s.slug from shops s join memberships m on m.shop_id = s.id where m.account_id = ${accountId}`;
    expect(row).toMatchObject({ state: "submitted", slug: "cam-thanh-mai" });
    await context.close();
  });
});
