import AxeBuilder from "@axe-core/playwright";
import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newCode, newId } from "#services/shared/ids.ts";
import { needsBrowser, openBrowser, type TestBrowser } from "#tests/support/browser.ts";
import { addGroup, addShop, type ShopRows } from "#tests/support/order-rows.ts";
import { type SignedInPerson, staffMember } from "#tests/support/people.ts";
import { openSite, type Site } from "#tests/support/site.ts";

const SOON = { timeout: 15_000 };
const CASES = [
  { name: "with scripts on, on a phone of 320 px", scripts: true, width: 320 },
  { name: "with scripts off, on a desk", scripts: false, width: 1280 },
];

describe("the desk where finance end the review of payments", () => {
  let site: Site;
  let browser: TestBrowser | null;
  let shop: ShopRows;
  let finance: SignedInPerson;
  let moderator: SignedInPerson;

  beforeAll(async () => {
    site = await openSite();
    browser = await openBrowser();
    shop = await addShop(site.bench.sql, [500]);
    finance = await staffMember(site.bench, "finance");
    moderator = await staffMember(site.bench, "moderator");
  });
  afterAll(async () => {
    await browser?.close();
    await site.stop();
  });

  /** An order whose payment the gateway called suspect and that nobody has decided. */
  async function suspected() {
    const { sql } = site.bench;
    const group = await addGroup(sql, { shops: [shop], method: "vnpay", state: "awaiting_payment" });
    const attemptId = newId();
    await sql`update payment_intents set state = 'processing', expires_at = market_now() + interval '15 minutes' where id = ${group.intentId}`;
    await sql`insert into payment_attempts (id, intent_id, request_id, provider, reference, amount_vnd, provider_create_date, expires_at, state, response_code, settled_at)
      values (${attemptId}, ${group.intentId}, ${newId()}, 'vnpay', ${`261124${newCode(13)}`}, 120000, '20261124120000',
        market_now() + interval '15 minutes', 'review', '07', market_now())`;
    const stateOf = async () => {
      const [row] = await sql`select a.state as attempt, i.state as intent from payment_attempts a
        join payment_intents i on i.id = a.intent_id where a.id = ${attemptId}`;
      return [row?.attempt, row?.intent];
    };
    return { ...group, attemptId, stateOf };
  }

  const send = (who: SignedInPerson | null, form?: Record<string, string>, path = "/tinh/thanh-toan") =>
    fetch(site.url + path, {
      method: form ? "POST" : "GET",
      redirect: "manual",
      headers: { cookie: who?.cookie ?? "", origin: site.url, "sec-fetch-site": "same-origin" },
      ...(form ? { body: new URLSearchParams(form) } : {}),
    });

  /** Axe runs as a script of the page; what it reads is the same without. */
  async function expectNoFault(page: Page) {
    const { violations } = await new AxeBuilder({ page: page as never })
      .withTags(["wcag2a", "wcag2aa", "wcag22aa"])
      .analyze();
    expect(violations.map((v) => `${v.id} ${v.nodes[0]?.target.join(" ")}`)).toEqual([]);
    const excess = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(excess).toBeLessThanOrEqual(1);
  }

  it("is nobody's but finance's, and answers what can't be with a reason, in both languages, changing nothing", async () => {
    const { attemptId, code, stateOf } = await suspected();
    const form = { attemptId, finding: "came", reference: "FT-1", reasonCode: "bank_statement", reason: "Có." };
    for (const who of [moderator, null]) {
      expect([302, 404]).toContain((await send(who)).status);
      expect((await send(who, form)).status).toBe(who === null ? 401 : 404);
    }
    const page = await (await send(finance)).text();
    expect(page).toContain(code.slice(0, 4));
    expect(page).toContain('href="/tinh/hoan-tien"');
    const wrong = await send(finance, { ...form, reference: "<b>", reason: "Chữ đã gõ." });
    expect(wrong.status).toBe(422);
    const said = await wrong.text();
    expect(said).toContain("Số chứng từ có 3 đến 60 chữ và số");
    expect(said).toContain("Chữ đã gõ.");
    const english = await send(finance, { ...form, reason: "" }, "/en/province/payments");
    expect(await english.text()).toContain("Write what you looked at and saw.");
    expect((await send(finance, { ...form, attemptId: "x" })).status).toBe(404);
    expect((await send(finance, {})).status).toBe(404);
    expect(await stateOf()).toEqual(["review", "processing"]);
  });

  it("answers a finding that comes after another one above the list", async () => {
    const { attemptId } = await suspected();
    const form = {
      attemptId,
      finding: "came",
      reference: `FT ${attemptId.slice(-8)}`,
      reasonCode: "other",
      reason: "Có.",
    };
    expect((await send(finance, form)).status).toBe(303);
    expect((await send(finance, form)).status).toBe(303);
    const late = await send(finance, { ...form, finding: "none", reference: "" });
    expect(late.status).toBe(409);
    expect(await late.text()).toContain("Lần trả này vừa có kết quả khác");
  });

  it.each(CASES)("records both findings, each with its reason, $name", async (wish) => {
    needsBrowser(`end the review of a payment ${wish.name}`);
    const [came, none] = [await suspected(), await suspected()];
    const context = (await browser?.context({ width: wish.width, scripts: wish.scripts })) as BrowserContext;
    const cookies = finance.cookie.split("; ").map((pair) => {
      const at = pair.indexOf("=");
      return { name: pair.slice(0, at), value: pair.slice(at + 1), url: site.url };
    });
    await context.addCookies(cookies);
    const page: Page = await context.newPage();
    await page.goto(`${site.url}/tinh/thanh-toan`);
    const fill = async (finding: "came" | "none", attemptId: string, reason: string) => {
      const form = page.locator("details", { has: page.locator(`#code-${finding}-${attemptId}`) });
      if ((await form.getAttribute("open")) === null) await form.locator("summary").click();
      await page.locator(`#code-${finding}-${attemptId}`).selectOption("other");
      await page.locator(`#words-${finding}-${attemptId}`).fill(reason);
      return form;
    };
    const form = await fill("came", came.attemptId, "Ngân hàng gửi thư.");
    await page.locator(`#reference-came-${came.attemptId}`).fill("!!");
    await form.getByRole("button").click();
    const error = page.locator(`#reference-came-${came.attemptId}-error`);
    await expect.poll(() => error.innerText(), SOON).toContain("3 đến 60");
    if (wish.scripts) await expectNoFault(page);
    expect(await page.locator(`#words-came-${came.attemptId}`).inputValue()).toBe("Ngân hàng gửi thư.");
    await page.locator(`#reference-came-${came.attemptId}`).fill(`FT ${came.attemptId.slice(-10)}`);
    await form.getByRole("button").click();
    await expect.poll(() => page.locator("main").innerText(), SOON).toContain("Đã ghi: tiền đã đến.");
    await (await fill("none", none.attemptId, "Cổng trả lời.")).getByRole("button").click();
    await expect.poll(() => page.locator("main").innerText(), SOON).toContain("Đã ghi: không có tiền.");
    expect(await came.stateOf()).toEqual(["succeeded", "succeeded"]);
    expect(await none.stateOf()).toEqual(["failed", "requires_payment_method"]);
    await context.close();
  });
});
