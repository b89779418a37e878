import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { pickPort } from "#services/processes/start/ports.mjs";
import { needsBrowser, openBrowser, type TestBrowser } from "#tests/support/browser.ts";
import { makeLiveShow } from "#tests/support/deal-rows.ts";
import { buyOne, soon, stateOf } from "#tests/support/live-site.ts";
import { makeGoods, makeTariff } from "#tests/support/market-rows.ts";
import { openSite, type Site } from "#tests/support/site.ts";
import { findWrongSums } from "#tests/support/sums.ts";

const TITLE = "a market without any video server";

describe("a market without any video server", () => {
  let site: Site;
  let browser: TestBrowser | null = null;
  beforeAll(async () => {
    browser = await openBrowser();
    const port = await pickPort(undefined);
    const sockets = { REALTIME_PORT: String(port), REALTIME_URL: `http://localhost:${port}` };
    site = await openSite({ worker: true, settings: sockets });
    await site.start("realtime");
    await makeTariff(site.bench.sql);
  });
  afterAll(async () => {
    await browser?.close();
    await site.stop();
  });

  it("opens, says on the live page that pictures are missing, and takes an order there", async () => {
    needsBrowser(TITLE);
    const { sql } = site.bench;
    const goods = await makeGoods(sql, { priceVnd: 85_000 });
    const show = await makeLiveShow(sql, [goods]);
    for (const path of ["/", "/live", `/live/${show.slug}`]) expect((await fetch(site.url + path)).status).toBe(200);
    const pass = await fetch(`${site.url}/api/live/${show.slug}/pass`);
    expect(await pass.json()).toEqual({ ok: false, code: "missing" });
    const page = await (await (browser as TestBrowser).context()).newPage();
    await page.goto(`${site.url}/live/${show.slug}`);
    await expect.poll(() => stateOf(page), soon).toBe("missing");
    expect(await page.locator(".video__say").innerText()).toBe(
      "Lúc này chợ chưa phát được hình. Bạn vẫn mua được hàng ở phiên.",
    );
    await buyOne(page, site);
    expect(await sql`select show_id from order_lines`).toEqual([{ show_id: show.showId }]);
    expect(await findWrongSums(sql)).toEqual([]);
  });
});
