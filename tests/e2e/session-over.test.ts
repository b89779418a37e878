import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { routeTable } from "#app/routes-table.ts";
import { newId } from "#services/shared/ids.ts";
import { needsBrowser, openBrowser, type TestBrowser } from "#tests/support/browser.ts";
import { addShop, type ShopRows } from "#tests/support/order-rows.ts";
import { somebody } from "#tests/support/people.ts";
import { openAs, sessionOf } from "#tests/support/signed-in.ts";
import { openSite, type Site } from "#tests/support/site.ts";

const TITLE = "a form that was sent after its session ended";

describe(TITLE, () => {
  let site: Site;
  let browser: TestBrowser | null;
  let shop: ShopRows;

  beforeAll(async () => {
    browser = await openBrowser();
    site = await openSite();
    shop = await addShop(site.bench.sql);
  });
  afterAll(async () => {
    await browser?.close();
    await site.stop();
  });

  const owner = () => shop.seller.accountId ?? "";
  const endSessions = (accountId: string) => site.bench.sql`delete from sessions where user_id = ${accountId}`;
  const post = async (path: string, body: BodyInit, cookie = "") => {
    const headers = { origin: site.url, cookie };
    const answer = await fetch(site.url + path, { method: "POST", redirect: "manual", headers, body });
    return { status: answer.status, html: await answer.text(), location: answer.headers.get("location") };
  };
  const lives = (status: number, path: string) => expect([path, status]).toEqual([path, 401]);

  it("is told so at every address for people of some role, whatever stands behind it", async () => {
    const entries = routeTable.filter((e) => e.write.length > 0 && !e.write.includes("anyone"));
    expect(entries.length).toBeGreaterThan(20);
    for (const entry of entries) {
      for (const id of [shop.shopId, newId(), "khong-co"]) {
        const path = entry.vi.replace(/:\w+/g, id);
        lives((await post(path, new URLSearchParams({ act: "x" }))).status, path);
      }
    }
  });

  it("comes back in the reader's language with everything typed, and never with a secret", async () => {
    const typed = new URLSearchParams([
      ["act", "bank"],
      ["bankName", 'Ngân hàng <"A">'],
      ["accountNumber", "0123456789"],
      ["zone", "region"],
      ["zone", "country"],
      ["password", "suối chảy qua bản"],
      ["current", "núi đứng bên suối"],
    ]);
    const { html } = await post("/ban/mo-cua-hang?buoc=2", typed);
    expect(html).toContain("Phiên đăng nhập đã hết");
    expect(html).toContain('action="/ban/mo-cua-hang?buoc=2"');
    expect(html).toContain('name="bankName" value="Ngân hàng &lt;&quot;A&quot;&gt;"');
    expect(html.match(/name="zone" value="(\w+)"/g)).toHaveLength(2);
    for (const secret of ["0123456789", "suối chảy", "núi đứng"]) expect(html).not.toContain(secret);
    const english = await post("/en/sell/open-a-shop", new URLSearchParams({ act: "shop", name: "Cửa hàng" }));
    expect(english.html).toContain("Your session is over");
  });

  it("is nothing to a stranger who is signed in as somebody else", async () => {
    const other = await somebody(site.bench);
    expect((await post("/ban/live", new URLSearchParams({ title: "x" }), other.cookie)).status).toBe(404);
    expect((await post("/tinh/nguoi", new URLSearchParams({ act: "x" }), other.cookie)).status).toBe(404);
  });

  it("goes through the second time without scripts", async () => {
    needsBrowser(TITLE);
    const { context, page } = await openAs(site, browser, owner(), { scripts: false });
    await page.goto(`${site.url}/ban/live`);
    await page.fill("[name=title]", "Phiên gõ dở");
    await page.fill("[name=day]", new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10));
    await page.fill("[name=time]", "19:30");
    await endSessions(owner());
    await page.click("main form[method=post] button:not([type=button])");
    await page.getByRole("heading", { name: "Phiên đăng nhập đã hết" }).waitFor();
    const [beside] = await Promise.all([
      context.waitForEvent("page"),
      page.getByRole("link", { name: "Đăng nhập ở thẻ mới" }).click(),
    ]);
    await beside.waitForURL(/dang-nhap\?ve=%2Fban%2Flive/);
    await context.addCookies([{ name: "cp_session", value: await sessionOf(site, owner()), url: site.url }]);
    await page.getByRole("button", { name: "Gửi lại" }).click();
    await page.waitForURL(/\/ban\/live\/[0-9a-f-]{36}/);
    expect(await site.bench.sql`select title from shows where shop_id = ${shop.shopId}`).toEqual([
      { title: "Phiên gõ dở" },
    ]);
    await context.close();
  });

  it("names the files that it held, and offers to choose them again", async () => {
    needsBrowser(TITLE);
    const { context, page } = await openAs(site, browser, owner(), { scripts: false });
    await page.goto(`${site.url}/ban/cua-hang`);
    await page.fill("[name=story]", "Dòng một\nDòng hai");
    const file = { name: "bìa <1>.jpg", mimeType: "image/jpeg", buffer: Buffer.from("ảnh") };
    await page.setInputFiles("input[name=picture]", file);
    await endSessions(owner());
    await page.click("form:has(input[name=act][value=save]) button:not([type=button])");
    await page.getByText("bìa <1>.jpg").waitFor();
    expect(await page.inputValue("input[name=story]")).toMatch(/^Dòng một\r?\nDòng hai$/);
    await context.addCookies([{ name: "cp_session", value: await sessionOf(site, owner()), url: site.url }]);
    await page.setInputFiles("input[name=picture]", file);
    await page.getByRole("button", { name: "Gửi lại" }).click();
    // The market looks at the file that was chosen again, and says that it is no picture.
    await page.getByText("Tệp này không phải ảnh đọc được").first().waitFor();
    expect(await page.inputValue("[name=story]")).toBe("Dòng một\nDòng hai");
    await context.close();
  });

  it("stays on the page with scripts too, is asked for its password again and loses nothing else", async () => {
    needsBrowser(TITLE);
    const person = await somebody(site.bench);
    const { context, page } = await openAs(site, browser, person.accountId);
    const faults: string[] = [];
    page.on("pageerror", (error) => faults.push(error.message));
    await page.goto(`${site.url}/tai-khoan`);
    await page.waitForLoadState("networkidle");
    const form = page.locator("form:has(input[name=act][value=contact])");
    await page.locator("details:has(input[value=contact]) > summary").click();
    await form.locator("[name=login]").fill("moi@example.com");
    await form.locator("[name=password]").fill("một câu sai hẳn");
    await endSessions(person.accountId);
    await form.locator("button:not([type=button])").click();
    await page.getByRole("heading", { name: "Phiên đăng nhập đã hết" }).waitFor();
    expect(await page.inputValue("input[type=hidden][name=login]")).toBe("moi@example.com");
    expect(await page.content()).not.toContain("một câu sai hẳn");
    await page.getByText("không được giữ ở trang này").waitFor();
    await context.addCookies([{ name: "cp_session", value: await sessionOf(site, person.accountId), url: site.url }]);
    await page.getByRole("button", { name: "Gửi lại" }).click();
    await page.locator("form:has(input[name=act][value=contact]) .err").first().waitFor();
    expect(await page.inputValue("input[name=login]")).toBe("moi@example.com");
    expect(faults).toEqual([]);
    await context.close();
  });

  it("of a producer's page with scripts keeps its words in that page", async () => {
    needsBrowser(TITLE);
    const { context, page } = await openAs(site, browser, owner());
    const faults: string[] = [];
    page.on("pageerror", (error) => faults.push(error.message));
    await page.goto(`${site.url}/ban/live`);
    await page.waitForLoadState("networkidle");
    await page.fill("[name=title]", "Phiên thứ hai");
    await endSessions(owner());
    await page.click("main form[method=post] button:not([type=button])");
    await page.getByRole("heading", { name: "Phiên đăng nhập đã hết" }).waitFor();
    expect(await page.inputValue("input[type=hidden][name=title]")).toBe("Phiên thứ hai");
    expect(faults).toEqual([]);
    await context.close();
  });
});
