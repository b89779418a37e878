import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { needsBrowser, openBrowser, type TestBrowser } from "#tests/support/browser.ts";
import { certified, openReport, waitingRevision } from "#tests/support/desk.ts";
import { makeListing } from "#tests/support/market-rows.ts";
import { type SignedInPerson, staffMember } from "#tests/support/people.ts";
import { openSite, type Site } from "#tests/support/site.ts";

const CASES = [
  { name: "with scripts on", scripts: true },
  { name: "with scripts off", scripts: false },
];

/** How long a page may take to say what it should. */
const SOON = { timeout: 15_000 };

describe("the desks of the province", () => {
  let site: Site;
  let browser: TestBrowser | null;
  let kien: SignedInPerson;
  let thom: SignedInPerson;

  beforeAll(async () => {
    site = await openSite();
    browser = await openBrowser();
    kien = await staffMember(site.bench, "moderator", "certifier");
    thom = await staffMember(site.bench, "moderator");
  });
  afterAll(async () => {
    await browser?.close();
    await site.stop();
  });

  async function pageOf(person: SignedInPerson, scripts: boolean): Promise<Page> {
    const context = (await browser?.context({ width: 1280, scripts })) as BrowserContext;
    const cookies = person.cookie.split("; ").map((pair) => {
      const at = pair.indexOf("=");
      return { name: pair.slice(0, at), value: pair.slice(at + 1), url: site.url };
    });
    await context.addCookies(cookies);
    return context.newPage();
  }
  const go = async (page: Page, path: string) => {
    await page.goto(site.url + path);
    await page.waitForLoadState("networkidle");
  };
  const press = async (page: Page, name: string | RegExp) => {
    await page.getByRole("button", { name }).locator("visible=true").first().click();
    await page.waitForLoadState("networkidle");
  };

  it.each(CASES)("let a certifier revoke in two steps that state the effects, $name", async ({ name, scripts }) => {
    needsBrowser(`revoke a certificate ${name}`);
    const { sql, market } = site.bench;
    const { productId } = await makeListing(sql, { name: "Mật ong Thanh Thịnh" });
    const id = await certified(market, sql, kien.viewer, productId);
    const page = await pageOf(kien, scripts);
    await go(page, `/tinh/chung-nhan/${id}`);
    await page.getByRole("link", { name: "Thu hồi giấy" }).click();
    await page.locator("#reasonCode").selectOption("quality_differs");
    await page.locator("#decisionNumber").fill("2791/QĐ-UBND");
    await page.locator("#reason").fill("Đường mía trong mẫu");
    await press(page, "Xem hệ quả rồi mới thu hồi");
    await expect.poll(() => page.locator("main").innerText(), SOON).toContain("Bạn chắc chắn thu hồi");
    expect(await page.locator(".five").innerText()).toContain("trang hàng, tìm kiếm và danh sách mất sao");
    await press(page, "Sửa lại");
    await expect.poll(() => page.locator("#reason").inputValue(), SOON).toBe("Đường mía trong mẫu");
    await page.locator("#reason").fill("ngắn");
    await press(page, "Xem hệ quả rồi mới thu hồi");
    await expect.poll(() => page.locator("#reason-error").innerText(), SOON).toContain("ít nhất 10 chữ");
    expect(await page.locator("#decisionNumber").inputValue()).toBe("2791/QĐ-UBND");
    await page.locator("#reason").fill("Mẫu có đường mía, phiếu KN-1204.");
    await press(page, "Xem hệ quả rồi mới thu hồi");
    await press(page, "Thu hồi giấy 4 sao");
    await expect.poll(() => page.locator("main").innerText(), SOON).toContain("Sao không còn ở trang nào");
    const [row] = await sql`select stars_in_force(${productId}, market_now()) as stars`;
    expect(row?.stars).toBeNull();
    await page.context().close();
  });

  it.each(CASES)(
    "let a certifier enter a certificate for a product found by words, $name",
    async ({ name, scripts }) => {
      needsBrowser(`enter a certificate ${name}`);
      const { sql } = site.bench;
      const { productId } = await makeListing(sql, { name: `Bún khô ${scripts ? "một" : "hai"}` });
      const page = await pageOf(kien, scripts);
      await go(page, "/tinh/chung-nhan");
      await page.getByLabel("Tên sản phẩm hoặc chủ thể").fill(`bun kho ${scripts ? "mot" : "hai"}`);
      await press(page, "Tìm sản phẩm");
      await page.locator("#number").fill(`S-${scripts}`);
      await page.locator("#stars").selectOption("3");
      await page.locator("#issuer").fill("Hội đồng thử");
      await page.locator("#decisionNumber").fill("12/QĐ-UBND");
      await page.locator("#validFrom").fill("2026-01-31");
      await press(page, "Nhập giấy");
      await expect.poll(() => page.locator("main").innerText(), SOON).toContain("Đã nhập giấy");
      const [row] = await sql`select stars, valid_to::text as until from certificates where product_id = ${productId}`;
      expect(row).toEqual({ stars: 3, until: "2029-01-31" });
      await page.context().close();
    },
  );

  it.each(CASES)(
    "keep an item for the one who took it up and send a change back with a reason, $name",
    async ({ name, scripts }) => {
      needsBrowser(`decide an item ${name}`);
      const { sql } = site.bench;
      const { revisionId } = await waitingRevision(sql);
      const path = `/tinh/xet/revision/${revisionId}`;
      const [first, second] = [await pageOf(kien, scripts), await pageOf(thom, scripts)];
      await go(first, path);
      expect(await first.locator(".diff ins").first().innerText()).toContain("chữa khỏi");
      expect(await first.locator(".lint").innerText()).toContain("chữa khỏi");
      await press(first, "Nhận xét mục này");
      await expect.poll(() => first.locator("main").innerText(), SOON).toContain("Bạn giữ đến");
      await go(second, path);
      expect(await second.locator("main").innerText()).toContain(`${kien.viewer.name} đang xét mục này`);
      await first.locator("#decision-return").check();
      await press(first, "Gửi quyết định");
      await expect.poll(() => first.locator("#reasonCode-error").innerText(), SOON).toContain("Chọn lý do");
      expect(await first.locator("#decision-return").isChecked()).toBe(true);
      await first.locator("#reasonCode").selectOption("claim_of_cure");
      await first.locator("#reason").fill("Xin bỏ câu “chữa khỏi tiểu đường”.");
      await press(first, "Gửi quyết định");
      await expect.poll(() => first.url(), SOON).toContain("/tinh?xong=");
      const [row] = await sql`select state, reason_code from listing_revisions where id = ${revisionId}`;
      expect(row).toEqual({ state: "returned", reason_code: "claim_of_cure" });
      await Promise.all([first.context().close(), second.context().close()]);
    },
  );

  it.each(CASES)("close a report and take the goods down with it, $name", async ({ name, scripts }) => {
    needsBrowser(`close a report ${name}`);
    const { sql } = site.bench;
    const { reportId, listingId } = await openReport(sql);
    const page = await pageOf(kien, scripts);
    await go(page, `/tinh/xet/report/${reportId}`);
    await press(page, "Nhận xét mục này");
    await page.locator("#outcome-taken_down").check();
    await page.locator("#reasonCode").selectOption("complaint");
    await page.locator("#note").fill("Ảnh của hàng khác.");
    await press(page, "Khép báo cáo");
    await expect.poll(() => page.url(), SOON).toContain("/tinh?xong=");
    await go(page, "/tinh/hang?tt=taken_down");
    await page.locator("details").first().locator("summary").click();
    await page.locator(`#code-put-back-${listingId}`).selectOption("checked");
    await page.locator(`#words-put-back-${listingId}`).fill("Cửa hàng đã đổi ảnh.");
    await page.locator("details[open]").getByRole("button", { name: "Đưa trở lại" }).click();
    await expect.poll(() => page.locator("main").innerText(), SOON).toContain("Đã đưa hàng trở lại chợ");
    const [row] = await sql`select state from listings where id = ${listingId}`;
    expect(row?.state).toBe("approved");
    await page.context().close();
  });
});
