import AxeBuilder from "@axe-core/playwright";
import type { BrowserContext } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { placeOrder } from "#services/checkout/place-order.ts";
import { pagesOf } from "#tests/support/addresses.ts";
import { needsBrowser, openBrowser, type TestBrowser } from "#tests/support/browser.ts";
import { fill, guest, orderForm } from "#tests/support/buyers.ts";
import { type DemoRole, signInAs } from "#tests/support/demo-people.ts";
import { makeShow, pinItem } from "#tests/support/live-rows.ts";
import { openSite, type Site } from "#tests/support/site.ts";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
const ROLES: DemoRole[] = ["shopper", "producer", "moderator", "certifier", "finance", "admin"];

describe("every page of the table", () => {
  let site: Site;
  let browser: TestBrowser | null;
  const cookies = new Map<DemoRole, string>();

  beforeAll(async () => {
    site = await openSite({ demo: true });
    browser = await openBrowser();
    for (const role of ROLES) cookies.set(role, await signInAs(site, role));
    const { market, sql } = site.bench;
    const buyer = guest();
    const [pack] =
      await sql`select v.id from variants v join shops s on s.id = v.shop_id where s.slug = 'htx-tai-hoan' and v.is_active limit 1`;
    const [near] =
      await sql`select c.code from communes c join provinces p on p.code = c.province_code where p.is_home limit 1`;
    await fill(market, buyer, [{ variantId: String(pack?.id), quantity: 1 }]);
    const placed = await placeOrder(market, buyer, await orderForm(market, buyer, { communeCode: String(near?.code) }));
    if (!placed.ok) throw new Error(`no order to show: ${placed.code}`);
    const [shop] = await sql`select id from shops where slug = 'htx-tai-hoan'`;
    const show = await makeShow(sql, { shopId: String(shop?.id), goods: 2, stars: 4 });
    await pinItem(sql, show, show.items[0]?.itemId ?? "");
  }, 180_000);
  afterAll(async () => {
    await browser?.close();
    await site.stop();
  });

  async function as(context: BrowserContext, who: DemoRole | null) {
    await context.clearCookies();
    const cookie = who && cookies.get(who);
    if (!cookie) return;
    const [name = "", value = ""] = [cookie.slice(0, cookie.indexOf("=")), cookie.slice(cookie.indexOf("=") + 1)];
    await context.addCookies([{ name, value, url: site.url }]);
  }

  const CASES = [
    { name: "in Vietnamese, light, on a phone of 390 px", language: "vi", dark: false, width: 390 },
    { name: "in Vietnamese, dark, on a phone of 320 px", language: "vi", dark: true, width: 320 },
    { name: "in English, light, on a desk", language: "en", dark: false, width: 1280 },
  ] as const;

  it.each(CASES)(
    "has no fault that axe finds and never scrolls sideways, $name",
    async ({ name, language, dark, width }) => {
      needsBrowser(`every page of the table, ${name}`);
      const context = await browser?.context({ dark, width });
      const page = await context?.newPage();
      if (!page || !context) return;
      const faults: string[] = [];
      for (const address of await pagesOf(site, language)) {
        await as(context, address.who);
        const answer = await page.goto(site.url + address.path);
        if ((answer?.status() ?? 500) >= 500) faults.push(`${address.path}: ${answer?.status()}`);
        const { violations } = await new AxeBuilder({ page: page as never }).withTags(RULES).analyze();
        for (const v of violations)
          faults.push(`${address.path}: ${v.id} ${v.nodes[0]?.target.join(" ")} (${v.nodes.length})`);
        const excess = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        if (excess > 1) faults.push(`${address.path}: ${excess} px too wide`);
      }
      await context.close();
      expect(faults).toEqual([]);
    },
    400_000,
  );
});
