import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { needsBrowser, openBrowser, type TestBrowser } from "#tests/support/browser.ts";
import { makeGoods, makeSendingShop, makeTariff } from "#tests/support/market-rows.ts";
import { openSite, type Site } from "#tests/support/site.ts";

const TITLE = "a quantity that can't be bought, typed on the product page";

describe(TITLE, () => {
  let site: Site;
  let browser: TestBrowser | null;
  let slug = "";

  beforeAll(async () => {
    site = await openSite();
    browser = await openBrowser();
    await makeTariff(site.bench.sql);
    const shopId = await makeSendingShop(site.bench.sql, "Gian thử");
    ({ slug } = await makeGoods(site.bench.sql, { name: "Miến dong", shopId }));
  });
  afterAll(async () => {
    await browser?.close();
    await site.stop();
  });

  const linesInCarts = async () => Number((await site.bench.sql`select count(*)::int as n from cart_lines`)[0]?.n);

  it.each(["0", "-3", "1.5", "1000", "", "1e2", "99999999999999999999", "٣"])(
    "is answered on that page, beside the field and with %j kept",
    async (quantity) => {
      const before = await linesInCarts();
      const [pack] = await site.bench.sql`select id from variants limit 1`;
      const answer = await fetch(`${site.url}/san-pham/${slug}`, {
        method: "POST",
        redirect: "manual",
        headers: { origin: site.url },
        body: new URLSearchParams({ variantId: String(pack?.id), quantity }),
      });
      expect(answer.status).toBe(422);
      const html = await answer.text();
      expect(html).toContain("Thêm vào giỏ");
      expect(html).toContain("Số lượng là số nguyên từ 1 đến 999.");
      const field = /<input[^>]*name="quantity"[^>]*aria-describedby="so-luong-error"[^>]*>/.exec(html)?.[0] ?? "";
      expect([quantity, /value="([^"]*)"/.exec(field)?.[1] ?? null]).toEqual([quantity, quantity]);
      expect(await linesInCarts()).toBe(before);
    },
  );

  it.each([
    { name: "with scripts", scripts: true },
    { name: "without scripts", scripts: false },
  ])("is said with its reason and what it was where a card's + is refused, $name", async ({ scripts }) => {
    needsBrowser(TITLE);
    const made = await makeGoods(site.bench.sql, { name: "Mật ong bạc hà", groupNumber: 2 });
    const context = await browser?.context({ scripts, width: 390 });
    const page = await context?.newPage();
    if (!page || !context) return;
    const [shop] = await site.bench.sql`select slug from shops where id = ${made.shopId}`;
    await page.goto(`${site.url}/cua-hang/${shop?.slug}`);
    await page.waitForLoadState("networkidle");
    await site.bench.sql`update listings set paused = true where id = ${made.listingId}`;
    await page.getByRole("button", { name: "Mật ong bạc hà" }).first().click();
    const told = page.getByText("Chưa cho vào giỏ được Mật ong bạc hà. Món này đang ngừng bán.");
    await told.waitFor();
    expect(await told.evaluate((node) => node.getBoundingClientRect().top)).toBeLessThan(800);
    await page.getByRole("link", { name: "Về trang vừa xem" }).click();
    await page.waitForURL(/\/cua-hang\//);
    await context.close();
  });

  it.each([
    { name: "with scripts", scripts: true },
    { name: "without scripts", scripts: false },
  ])("is corrected there and then bought, $name", async ({ scripts }) => {
    needsBrowser(TITLE);
    const context = await browser?.context({ scripts });
    const page = await context?.newPage();
    if (!page || !context) return;
    const before = await linesInCarts();
    await page.goto(`${site.url}/san-pham/${slug}`);
    await page.waitForLoadState("networkidle");
    await page.fill("#so-luong", "5000");
    const button = page.getByRole("button", { name: "Thêm vào giỏ" }).locator("visible=true").first();
    await button.click();
    await page.locator("#so-luong-error").waitFor();
    expect(new URL(page.url()).pathname).toBe(`/san-pham/${slug}`);
    expect(await page.inputValue("#so-luong")).toBe("5000");
    expect(await page.getAttribute("#so-luong", "aria-invalid")).toBe("true");
    expect(await linesInCarts()).toBe(before);
    await page.fill("#so-luong", "2");
    await button.click();
    await page.locator("#so-luong-error").waitFor({ state: "detached" });
    await page.goto(`${site.url}/gio-hang`);
    expect(await page.inputValue("main input[name=quantity]")).toBe("2");
    await context.close();
  });
});
