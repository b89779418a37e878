import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { routeTable } from "#app/routes-table.ts";
import { pagesOf } from "#tests/support/addresses.ts";
import { faultsInBoth, formsOn, post, sendEmpty } from "#tests/support/axe.ts";
import { needsBrowser, openBrowser, type TestBrowser } from "#tests/support/browser.ts";
import type { DemoRole } from "#tests/support/demo-people.ts";
import { type LookedAt, openLookedAt, openPage, ROLES, SHOP, wear } from "#tests/support/looked-at.ts";
import { makeShop } from "#tests/support/market-rows.ts";
import { addAccount } from "#tests/support/order-rows.ts";
import { sessionOf } from "#tests/support/signed-in.ts";
import { openSite, type Site } from "#tests/support/site.ts";

/** Pages on which a form sent empty must have shown its errors: that none was refused would prove nothing. */
const SHOPPER = "product report cart checkout track sign-in sign-up forgot account".split(" ");
const SELLER = "apply shop listing-new listing stock shows order".split(" ").map((id) => `seller-${id}`);
const STAFF = "listings shop certificate shows hosts people".split(" ").map((id) => `staff-${id}`);
const WITH_ERRORS = [...SHOPPER, ...SELLER, ...STAFF];

let browser: TestBrowser | null;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());

describe("pages on which something is wrong", () => {
  let looked: LookedAt;
  let site: Site;
  beforeAll(async () => {
    looked = await openLookedAt();
    site = looked.site;
  }, 180_000);
  afterAll(() => site.stop());

  /** A visitor's cart with a thing in it, so that cart and checkout have forms. */
  async function cartCookie(): Promise<string | undefined> {
    const answer = await fetch(`${site.url}/gio-hang`, {
      method: "POST",
      redirect: "manual",
      headers: { origin: site.url },
      body: new URLSearchParams({ intent: "add", variantId: looked.variantId, quantity: "1" }),
    });
    return answer.headers.getSetCookie()[0]?.split(";")[0];
  }

  /** Looks at each form of a page after it was sent empty and refused; answers how many were. */
  async function lookAtErrors(page: Page, path: string, faults: string[]): Promise<number> {
    let refused = 0;
    await page.goto(site.url + path);
    for (const [nth, names] of (await formsOn(page)).entries()) {
      if (nth > 0) await page.goto(site.url + path);
      const status = await sendEmpty(page, nth);
      if (status >= 500) faults.push(`${path} (${names}): ${status}`);
      if (status < 400) continue;
      if ((await page.locator(".err, .note--red, .note--bad").count()) === 0)
        faults.push(`${path} (${names}): no error`);
      refused += 1;
      faults.push(...(await faultsInBoth(page, `${path} (${names})`)));
    }
    return refused;
  }

  it("has no fault in either theme with a form on it that was sent empty and shows its errors", async () => {
    needsBrowser("forms that show their errors");
    const { context, page } = await openPage(browser);
    const faults: string[] = [];
    const shown: string[] = [];
    const cart = await cartCookie();
    const writable = new Set(routeTable.filter((e) => e.write.length > 0).map((e) => e.id));
    for (const address of (await pagesOf(site, "vi")).filter(({ id }) => writable.has(id) && id !== "sign-out")) {
      await wear(context, site, looked.cookieOf(address) ?? cart);
      if ((await lookAtErrors(page, address.path, faults)) > 0) shown.push(address.id);
    }
    await context.close();
    expect(faults).toEqual([]);
    expect(shown).toEqual(expect.arrayContaining(WITH_ERRORS));
  }, 300_000);

  it("has no fault in either theme where an error stands in its place", async () => {
    needsBrowser("error pages");
    const { context, page } = await openPage(browser);
    const faults: string[] = [];
    const look = async (what: string, status: number, wanted: number) => {
      if (status !== wanted) faults.push(`${what}: ${status} instead of ${wanted}`);
      faults.push(...(await faultsInBoth(page, what)));
    };
    const open = async (path: string) => (await page.goto(site.url + path))?.status() ?? 0;
    await look("not there", await open("/khong-co"), 404);
    await look("no such goods", await open("/san-pham/khong-co"), 404);
    await look("no such order", await open("/don/khong-co"), 404);
    await look("a broken address", await open("/%E0%A4%A"), 400);
    await open("/theo-doi");
    await look("too large", await post(page, "/theo-doi", { code: "x".repeat(1_000_001) }), 413);
    await open("/theo-doi");
    await look("signed out", await post(page, "/ban/mo-cua-hang", { act: "bank", accountNumber: "1" }), 401);
    for (const who of ["producer", "moderator"] as const) {
      await wear(context, site, looked.cookies.get(who));
      await look(`not there for a ${who}`, await open(`/${who === "producer" ? "ban/hang" : "tinh/cua-hang"}/x`), 404);
    }
    await wear(context, site, undefined);
    await open("/theo-doi");
    for (let tries = 0; tries < 10; tries += 1) await post(page, "/theo-doi", { code: "x", phone: "0912345678" });
    await look("too many", await post(page, "/theo-doi", { code: "x", phone: "0912345678" }), 429);
    await page.goto("about:blank");
    await look("from elsewhere", await post(page, `${site.url}/theo-doi`, { code: "x" }), 403);
    await site.bench.sql`alter table listings rename to listings_away`;
    try {
      await look("broken", await open("/"), 500);
    } finally {
      await site.bench.sql`alter table listings_away rename to listings`;
    }
    await context.close();
    expect(faults).toEqual([]);
  }, 120_000);
});

describe("every page of a market in which nothing is sold yet", () => {
  let site: Site;
  const people = new Map<DemoRole, string>();

  beforeAll(async () => {
    site = await openSite();
    const { sql } = site.bench;
    const { shopId } = await makeShop(sql, "Gian mới mở");
    await sql`update shops set slug = ${SHOP} where id = ${shopId}`;
    for (const role of ROLES) {
      const { accountId } = await addAccount(sql);
      if (role === "producer")
        await sql`insert into memberships (account_id, shop_id, role) values (${accountId}, ${shopId}, 'owner')`;
      else if (role !== "shopper") await sql`insert into staff_roles (account_id, role) values (${accountId}, ${role})`;
      people.set(role, `cp_session=${await sessionOf(site, accountId)}`);
    }
  });
  afterAll(() => site.stop());

  it("has no fault that axe finds in either theme, and none is broken", async () => {
    needsBrowser("pages of an empty market");
    const { context, page } = await openPage(browser);
    const faults: string[] = [];
    const seen: string[] = [];
    for (const { id, path, who } of await pagesOf(site, "vi")) {
      // What is named by something that isn't there yet has no page; the design system has no data.
      if (path.includes("none") || id === "dev-ui") continue;
      await wear(context, site, who ? people.get(who) : undefined);
      const status = (await page.goto(site.url + path))?.status() ?? 0;
      if (status >= 400 && id !== "pay-return") faults.push(`${path}: ${status}`);
      faults.push(...(await faultsInBoth(page, path)));
      seen.push(id);
    }
    await context.close();
    expect(faults).toEqual([]);
    expect(seen).toEqual(expect.arrayContaining(["home", "group", "search", "cart", "shop", "seller", "staff-people"]));
  }, 180_000);
});
