import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newId } from "#services/shared/ids.ts";
import { needsBrowser, openBrowser, type TestBrowser } from "#tests/support/browser.ts";
import { makeGoods, makeTariff, places } from "#tests/support/market-rows.ts";
import { type SignedInPerson, somebody } from "#tests/support/people.ts";
import { openAs, sessionOf } from "#tests/support/signed-in.ts";
import { openSite, type Site } from "#tests/support/site.ts";

const TITLE = "a buyer whose session ended while they were buying";
const OVER = "Phiên đăng nhập đã hết";

describe(TITLE, () => {
  let site: Site;
  let browser: TestBrowser | null;
  let near: string;
  let province: string;

  beforeAll(async () => {
    browser = await openBrowser();
    site = await openSite();
    await makeTariff(site.bench.sql);
    ({ near } = await places(site.bench.sql));
    const [place] = await site.bench.sql`select province_code from communes where code = ${near}`;
    province = String(place?.province_code);
  });
  afterAll(async () => {
    await browser?.close();
    await site.stop();
  });

  const send = async (path: string, cookie: string, form?: Record<string, string>) => {
    const answer = await fetch(site.url + path, {
      method: form ? "POST" : "GET",
      redirect: "manual",
      headers: { cookie, origin: site.url },
      ...(form ? { body: new URLSearchParams(form) } : {}),
    });
    const html = await answer.text();
    return { status: answer.status, html, location: answer.headers.get("location") };
  };
  const hidden = (html: string, name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? "";
  const endSessions = (who: SignedInPerson) => site.bench.sql`delete from sessions where user_id = ${who.accountId}`;
  const again = async (who: SignedInPerson) => `cp_session=${await sessionOf(site, who.accountId)}`;

  /** Somebody signed in with one thing in the cart. */
  async function buyer() {
    const who = await somebody(site.bench);
    const goods = await makeGoods(site.bench.sql);
    await send("/gio-hang", who.cookie, { intent: "add", variantId: goods.variantId, quantity: "1" });
    return who;
  }

  async function filled(who: SignedInPerson) {
    const typed = {
      name: "Nguyễn Thị Mua",
      phone: "0912345678",
      email: "",
      provinceCode: province,
      communeCode: near,
      addressLine: "Số 1, thôn Thử",
      note: "Gọi trước khi giao",
      method: "cod",
      agreed: "on",
    };
    const first = (await send("/thanh-toan", who.cookie)).html;
    const form = { ...typed, whose: hidden(first, "whose"), requestId: hidden(first, "requestId") };
    const quoted = (await send("/thanh-toan", who.cookie, { ...form, intent: "province" })).html;
    return { ...form, quoteHash: hidden(quoted, "quoteHash"), intent: "place" };
  }

  const ordersOf = async (requestId: string) =>
    (await site.bench.sql`select account_id from order_groups where request_id = ${requestId}`).map(
      (g) => g.account_id,
    );

  it("is given the checkout back with everything typed, and orders with it once signed in", async () => {
    const who = await buyer();
    const form = await filled(who);
    await endSessions(who);
    // The cookie may still be there, or gone with a sign-out in another tab.
    for (const cookie of [who.cookie, ""]) {
      const { status, html } = await send("/thanh-toan", cookie, form);
      expect([status, html.includes(OVER)]).toEqual([401, true]);
      for (const kept of ["Nguyễn Thị Mua", "0912345678", "Số 1, thôn Thử", "Gọi trước khi giao"])
        expect(html).toContain(`value="${kept}"`);
      expect(html).toContain('action="/thanh-toan"');
    }
    // A sheet over a player is told by data, and stays where it is.
    const sheet = await send("/thanh-toan.data", who.cookie, { ...form, from: "show" });
    expect([sheet.status, sheet.html.includes("signed_out")]).toEqual([401, true]);
    expect(await ordersOf(form.requestId)).toEqual([]);
    const placed = await send("/thanh-toan", await again(who), form);
    expect([placed.status, placed.location?.startsWith("/don/")]).toEqual([303, true]);
    expect(await ordersOf(form.requestId)).toEqual([who.accountId]);
  });

  it("is told so by a form that doesn't say whose it is, as long as the browser shows the old session", async () => {
    const who = await buyer();
    const { whose: _, ...form } = await filled(who);
    await endSessions(who);
    expect((await send("/thanh-toan", who.cookie, form)).status).toBe(401);
    const guest = await send("/thanh-toan", "", form);
    expect([guest.status, guest.location]).toEqual([303, "/gio-hang"]);
  });

  it("is told so by every act on the cart, and may go on as a guest whom the page was made for", async () => {
    const who = await buyer();
    const cart = (await send("/gio-hang", who.cookie)).html;
    const lineId = hidden(cart, "lineId");
    const whose = hidden(cart, "whose");
    expect(whose).toBe("account");
    await endSessions(who);
    for (const intent of ["quantity", "remove", "aside", "back", "keep-regular", "checkout", "seen"]) {
      const form = { whose, intent, lineId, quantity: "7" };
      const { status, html } = await send("/gio-hang", who.cookie, form);
      expect([intent, status, html.includes(OVER)]).toEqual([intent, 401, true]);
      expect(html).toContain(`name="quantity" value="7"`);
    }
    const asGuest = await send("/gio-hang", who.cookie, { whose: "guest", intent: "checkout" });
    expect([asGuest.status, asGuest.location]).toEqual([303, "/thanh-toan"]);
    const [line] = await site.bench.sql`select quantity from cart_lines where id = ${lineId}`;
    expect(line?.quantity).toBe(1);
  });

  it("is told so by an order's page instead of that there is no such order", async () => {
    const who = await buyer();
    const form = await filled(who);
    const order = String((await send("/thanh-toan", who.cookie, form)).location);
    const page = (await send(order, who.cookie)).html;
    await endSessions(who);
    const cancel = { whose: hidden(page, "whose"), act: "cancel-all", requestId: newId() };
    for (const cookie of [who.cookie, ""]) {
      const { status, html } = await send(order, cookie, cancel);
      expect([status, html.includes(OVER), html.includes(`action="${order}"`)]).toEqual([401, true, true]);
    }
    // It tells nobody which orders there are.
    expect((await send("/don/AAAAAAAA", "", cancel)).status).toBe(401);
    expect((await send(order, "", { ...cancel, whose: "guest" })).status).toBe(404);
  });

  it("gets their report back", async () => {
    const who = await somebody(site.bench);
    const { listingId } = await makeGoods(site.bench.sql);
    const path = `/bao-cao/listing/${listingId}`;
    const whose = hidden((await send(path, who.cookie)).html, "whose");
    const form = { whose, requestId: newId(), kind: "other", body: "Ảnh không đúng với hàng tôi nhận được." };
    await endSessions(who);
    const { status, html } = await send(path, "", form);
    expect([status, html.includes(form.body)]).toEqual([401, true]);
    expect((await send(path, await again(who), form)).status).toBe(303);
  });

  it("loses nothing in a browser with scripts either", async () => {
    needsBrowser(TITLE);
    const who = await buyer();
    const { context, page } = await openAs(site, browser, who.accountId);
    const faults: string[] = [];
    page.on("pageerror", (error) => faults.push(error.message));
    await page.goto(`${site.url}/thanh-toan`);
    await page.waitForLoadState("networkidle");
    await page.fill("[name=name]", "Nguyễn Thị Mua");
    await page.fill("[name=note]", "Gọi trước khi giao");
    await endSessions(who);
    await page.locator('button[name=intent][value="place"]:visible').first().click();
    await page.getByRole("heading", { name: OVER }).waitFor();
    expect(await page.inputValue("input[type=hidden][name=note]")).toBe("Gọi trước khi giao");
    await context.addCookies([{ name: "cp_session", value: await sessionOf(site, who.accountId), url: site.url }]);
    await page.getByRole("button", { name: "Gửi lại" }).click();
    // Back at the form, which names what is still open in it.
    await page.locator("textarea[name=note], input[name=note]:not([type=hidden])").first().waitFor();
    expect(await page.inputValue("[name=note]")).toBe("Gọi trước khi giao");
    expect(await page.inputValue("[name=name]")).toBe("Nguyễn Thị Mua");
    expect(faults).toEqual([]);
    await context.close();
  });
});
