import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { viewReminder } from "#services/live/ask-reminder.ts";
import { needsBrowser, openBrowser, type TestBrowser } from "#tests/support/browser.ts";
import { type SignedInPerson, somebody } from "#tests/support/people.ts";
import { makeStage, plannedShow } from "#tests/support/show-rows.ts";
import { openSite, type Site } from "#tests/support/site.ts";

describe("being reminded of a planned show", () => {
  let site: Site;
  let browser: TestBrowser | null = null;
  let slug = "";

  beforeAll(async () => {
    site = await openSite();
    browser = await openBrowser();
    const stage = await makeStage(site.bench);
    slug = (await plannedShow(stage, site.bench.sql)).slug;
  });
  afterAll(async () => {
    await browser?.close();
    await site.stop();
  });

  async function visit(person: SignedInPerson | null, scripts: boolean): Promise<Page> {
    const context = await browser?.context({ scripts });
    if (!context) throw new Error("no browser");
    onTestFinished(() => context.close());
    const page = await context.newPage();
    if (person) {
      const [name = "", ...rest] = person.cookie.split("=");
      await context.addCookies([{ name, value: rest.join("="), url: site.url }]);
    }
    await page.goto(`${site.url}/live/${slug}`);
    return page;
  }

  for (const scripts of [true, false]) {
    it(`is asked for and taken back by one button ${scripts ? "with" : "without"} scripts`, async () => {
      needsBrowser("being reminded of a planned show");
      const person = await somebody(site.bench);
      const page = await visit(person, scripts);
      const isAsked = async () => (await viewReminder(site.bench.market, person.viewer, slug))?.isAsked;
      await page.getByRole("button", { name: "Nhắc tôi trước 19:30" }).click();
      await page.getByText("Chợ sẽ nhắn cho bạn 15 phút trước giờ.").waitFor();
      expect(await isAsked()).toBe(true);
      await page.getByRole("button", { name: "Thôi, không nhắc nữa" }).click();
      await page.getByRole("button", { name: /^Nhắc tôi/ }).waitFor();
      expect(await isAsked()).toBe(false);
    });
  }

  it("leads whoever isn't signed in to sign in and back, and takes nothing from them directly", async () => {
    needsBrowser("being reminded of a planned show");
    const page = await visit(null, true);
    const way = await page.getByRole("link", { name: /^Nhắc tôi/ }).getAttribute("href");
    expect(new URL(way ?? "", site.url).searchParams.get("ve")).toBe(`/live/${slug}`);
    const sent = await fetch(`${site.url}/live/${slug}`, {
      method: "POST",
      body: new URLSearchParams({ act: "remind" }),
      headers: { origin: site.url },
      redirect: "manual",
    });
    expect(sent.status).toBe(401);
    expect(await viewReminder(site.bench.market, (await somebody(site.bench)).viewer, slug)).toMatchObject({
      count: 0,
    });
  });

  it("stands on a page that has the market's groups around it", async () => {
    needsBrowser("being reminded of a planned show");
    const page = await visit(null, true);
    expect(await page.locator(".groupnav a").count()).toBeGreaterThanOrEqual(6);
  });
});
