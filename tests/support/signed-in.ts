import { createHmac, randomBytes } from "node:crypto";
import type { BrowserContext, Page } from "playwright-core";
import { newId } from "#services/shared/ids.ts";
import { TEST_SECRET } from "#tests/support/bench.ts";
import type { PageWish, TestBrowser } from "#tests/support/browser.ts";
import type { Site } from "#tests/support/site.ts";

/** The cookie of a session that this account has from now on. */
export async function sessionOf(site: Site, accountId: string): Promise<string> {
  const token = randomBytes(24).toString("base64url");
  await site.bench.sql`insert into sessions (id, user_id, token, expires_at)
    values (${newId()}, ${accountId}, ${token}, market_now() + interval '1 day')`;
  const signature = createHmac("sha256", TEST_SECRET).update(token).digest("base64");
  return encodeURIComponent(`${token}.${signature}`);
}

/** A browser in which this account is signed in. */
export async function openAs(
  site: Site,
  browser: TestBrowser | null,
  accountId: string,
  wish: PageWish = {},
): Promise<{ context: BrowserContext; page: Page }> {
  if (!browser) throw new Error("no browser");
  const context = await browser.context(wish);
  await context.addCookies([{ name: "cp_session", value: await sessionOf(site, accountId), url: site.url }]);
  return { context, page: await context.newPage() };
}
