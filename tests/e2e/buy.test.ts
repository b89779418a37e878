import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { needsBrowser, openBrowser, type TestBrowser } from "#tests/support/browser.ts";
import { makeGoods, makeSendingShop, makeTariff } from "#tests/support/market-rows.ts";
import { openSite, type Site } from "#tests/support/site.ts";

const CASES = [
  { name: "with scripts on", scripts: true },
  { name: "with scripts off", scripts: false },
];

describe("buying from two shops in one go", () => {
  let site: Site;
  let browser: TestBrowser | null;
  let slugs: string[] = [];

  beforeAll(async () => {
    site = await openSite({ gateway: true, worker: true });
    browser = await openBrowser();
    const { sql } = site.bench;
    await makeTariff(sql);
    const one = await makeGoods(sql, { name: "Miến dong", shopId: await makeSendingShop(sql, "Gian Một"), stars: 4 });
    const two = await makeGoods(sql, { name: "Mật ong", shopId: await makeSendingShop(sql, "Gian Hai") });
    slugs = [one.slug, two.slug];
  });
  afterAll(async () => {
    await browser?.close();
    await site.stop();
  });

  const settled = (page: Page) => page.waitForLoadState("networkidle");

  async function fillCart(page: Page) {
    for (const slug of slugs) {
      await page.goto(`${site.url}/san-pham/${slug}`);
      await settled(page);
      const added = page.waitForResponse((r) => r.request().method() === "POST" && r.url().includes("/san-pham/"));
      await page.getByRole("button", { name: "Thêm vào giỏ" }).locator("visible=true").first().click();
      await added;
      await settled(page);
    }
    await page.goto(`${site.url}/gio-hang`);
    await settled(page);
  }

  async function fillForm(page: Page, scripts: boolean, method: "cod" | "vnpay") {
    await page.goto(`${site.url}/thanh-toan`);
    await settled(page);
    await page.getByLabel("Họ và tên").fill("Nguyễn Thị Mua");
    await page.getByLabel("Điện thoại").fill(`0912${String(Math.floor(100_000 + Math.random() * 900_000))}`);
    await page.getByLabel("Tỉnh, thành phố").selectOption({ index: 2 });
    if (!scripts) await page.getByRole("button", { name: "Chọn tỉnh này" }).click();
    await page.locator("#communeCode option").nth(3).waitFor({ state: "attached" });
    await settled(page);
    await page.getByLabel("Phường, xã").selectOption({ index: 1 });
    await page.getByLabel("Số nhà, đường, thôn").fill("Số 12, ngõ 165");
    await page.locator(`#method-${method}`).check();
    await page.locator("#agreed").check();
  }

  const place = (page: Page) =>
    page
      .getByRole("button", { name: /^Đặt hàng/ })
      .locator("visible=true")
      .first()
      .click();
  const stateOf = async () => {
    const [row] = await site.bench
      .sql`select g.code, g.method, i.state, (select count(*)::int from orders o where o.group_id = g.id) as orders
      from order_groups g join payment_intents i on i.group_id = g.id order by g.placed_at desc limit 1`;
    return row;
  };

  for (const { name, scripts } of CASES) {
    it(`pays through the gateway ${name}`, async () => {
      needsBrowser(`buying from two shops: pays through the gateway ${name}`);
      const context = await browser?.context({ scripts });
      const page = await context?.newPage();
      if (!page) return;
      await fillCart(page);
      expect(await page.locator(".shopcart").count()).toBe(2);
      await fillForm(page, scripts, "vnpay");
      await place(page);
      await page.waitForURL((url) => url.href.startsWith(site.gatewayUrl ?? "none"));
      await page
        .getByRole("button", { name: /thành công/i })
        .first()
        .click();
      await page.waitForURL(/\/don\//, { timeout: 30_000 });
      const state = await stateOf();
      expect([state?.method, state?.state, state?.orders]).toEqual(["vnpay", "succeeded", 2]);
      expect(page.url()).toContain(`/don/${state?.code}`);
      await context?.close();
    });

    it(`keeps the goods after a cancelled payment and takes cash at the door instead ${name}`, async () => {
      needsBrowser(`buying from two shops: cancelled, then cash ${name}`);
      const context = await browser?.context({ scripts });
      const page = await context?.newPage();
      if (!page) return;
      await fillCart(page);
      await fillForm(page, scripts, "vnpay");
      await place(page);
      await page.waitForURL((url) => url.href.startsWith(site.gatewayUrl ?? "none"));
      await page
        .getByRole("button", { name: /hu[ỷ]|hủy/i })
        .first()
        .click();
      await page.waitForURL(/\/don\//, { timeout: 30_000 });
      expect((await stateOf())?.state).toBe("requires_payment_method");
      await settled(page);
      await page
        .getByRole("button", { name: /khi nhận hàng/i })
        .locator("visible=true")
        .first()
        .click();
      await page
        .getByText(/khi nhận/i)
        .first()
        .waitFor();
      await expect.poll(async () => (await stateOf())?.method, { timeout: 10_000 }).toBe("cod");
      await context?.close();
    });

    it(`says beside each field what is wrong and keeps what was typed ${name}`, async () => {
      needsBrowser(`buying from two shops: wrong fields ${name}`);
      const context = await browser?.context({ scripts });
      const page = await context?.newPage();
      if (!page) return;
      await fillCart(page);
      await fillForm(page, scripts, "cod");
      await page.getByLabel("Điện thoại").fill("0912 34");
      await place(page);
      await page.locator("#phone-error").waitFor();
      expect(await page.getByLabel("Họ và tên").inputValue()).toBe("Nguyễn Thị Mua");
      expect(await page.getByLabel("Số nhà, đường, thôn").inputValue()).toBe("Số 12, ngõ 165");
      expect(await page.locator("#phone").getAttribute("aria-invalid")).toBe("true");
      await page.getByLabel("Điện thoại").fill("0912 345 678");
      await place(page);
      await page.waitForURL(/\/don\//);
      expect((await stateOf())?.orders).toBe(2);
      await context?.close();
    });
  }
});
