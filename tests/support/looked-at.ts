import type { BrowserContext, Page } from "playwright-core";
import { placeOrder } from "#services/checkout/place-order.ts";
import type { Address } from "#tests/support/addresses.ts";
import type { TestBrowser } from "#tests/support/browser.ts";
import { fill, guest, orderForm } from "#tests/support/buyers.ts";
import { type DemoRole, signInAs } from "#tests/support/demo-people.ts";
import { makeShow, pinItem } from "#tests/support/live-rows.ts";
import { openSite, type Site } from "#tests/support/site.ts";

export const ROLES: DemoRole[] = ["shopper", "producer", "moderator", "certifier", "finance", "admin"];
/** The shop whose pages are looked at; an empty market has one of that address too. */
export const SHOP = "htx-tai-hoan";

/** A page of a width, in a context of its own. */
export async function openPage(
  browser: TestBrowser | null,
  width = 390,
): Promise<{ context: BrowserContext; page: Page }> {
  if (!browser) throw new Error("no browser");
  const context = await browser.context({ width });
  return { context, page: await context.newPage() };
}

/** Puts a session on in a browser, or takes it off. */
export async function wear(context: BrowserContext, site: Site, cookie: string | undefined): Promise<void> {
  await context.clearCookies();
  if (!cookie) return;
  const [name = "", value = ""] = [cookie.slice(0, cookie.indexOf("=")), cookie.slice(cookie.indexOf("=") + 1)];
  await context.addCookies([{ name, value, url: site.url }]);
}

export type LookedAt = {
  site: Site;
  /** Something of the shop that can be bought. */
  variantId: string;
  cookies: Map<DemoRole, string>;
  /** The session of whom a page is for, none where it is for everybody. */
  cookieOf: (address: Pick<Address, "who">) => string | undefined;
};

/** The demo market with an order and a running show, and somebody of each role signed in. */
export async function openLookedAt(): Promise<LookedAt> {
  const site = await openSite({ demo: true });
  const cookies = new Map<DemoRole, string>();
  for (const role of ROLES) cookies.set(role, await signInAs(site, role));
  const { market, sql } = site.bench;
  const buyer = guest();
  const [variant] =
    await sql`select v.id from variants v join shops s on s.id = v.shop_id where s.slug = ${SHOP} and v.is_active limit 1`;
  const variantId = String(variant?.id);
  const [near] =
    await sql`select c.code from communes c join provinces p on p.code = c.province_code where p.is_home limit 1`;
  await fill(market, buyer, [{ variantId, quantity: 1 }]);
  const placed = await placeOrder(market, buyer, await orderForm(market, buyer, { communeCode: String(near?.code) }));
  if (!placed.ok) throw new Error(`no order to show: ${placed.code}`);
  const [shop] = await sql`select id from shops where slug = ${SHOP}`;
  const show = await makeShow(sql, { shopId: String(shop?.id), goods: 2, stars: 4 });
  await pinItem(sql, show, show.items[0]?.itemId ?? "");
  return { site, variantId, cookies, cookieOf: ({ who }) => (who ? cookies.get(who) : undefined) };
}
