import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { pickPort } from "#services/processes/start/ports.mjs";
import { needsBrowser, openBrowser, type TestBrowser } from "#tests/support/browser.ts";
import { makeLiveShow } from "#tests/support/deal-rows.ts";
import { joinShop, makeShow } from "#tests/support/live-rows.ts";
import { buyOne, soon, stateOf } from "#tests/support/live-site.ts";
import { makeGoods, makeTariff } from "#tests/support/market-rows.ts";
import { somebody } from "#tests/support/people.ts";
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
    const missing = "Chợ chưa nối với máy chủ hình LiveKit nào. Phiên chưa có hình, bạn vẫn xem hàng và mua được.";
    expect(await page.locator(".video__say").innerText()).toBe(missing);
    const text = async (path: string) => (await fetch(site.url + path)).text();
    expect(await text("/live")).toContain(missing);
    expect(await text("/en/live")).toContain("The market is connected to no LiveKit video server.");
    const coming = await makeShow(sql, { state: "planned" });
    expect(await text(`/live/${coming.slug}`)).toContain(missing);
    await buyOne(page, site);
    expect(await sql`select show_id from order_lines`).toEqual([{ show_id: show.showId }]);
    expect(await findWrongSums(sql)).toEqual([]);
  });

  it("says which it is, prepared or missing, with what to do, on every page that waits for it, in both languages", async () => {
    const { sql, market } = site.bench;
    const host = await somebody(site.bench);
    const show = await makeShow(sql, { state: "planned", goods: 1, hostId: host.accountId });
    await joinShop(sql, show.shopId, host.accountId);
    const board = join(site.bench.settings.MARKET_DATA, "engines.json");
    const read = async (path: string) =>
      (await (await fetch(site.url + path, { headers: { cookie: host.cookie } })).text()).replaceAll("&#x27;", "'");
    const told = [
      ["preparing", "build", "dựng máy chủ hình LiveKit bằng Go", "building its video server, LiveKit, with Go"],
      ["preparing", "download", "đang tải máy chủ hình LiveKit", "downloading its video server"],
      ["missing", "no_way", "không có Go để dựng", "no Go to build it"],
    ] as const;
    for (const [state, code, vi, en] of told) {
      writeFileSync(board, JSON.stringify({ livekit: { state, code } }));
      await expect.poll(() => market.videoStanding(), soon).toEqual({ state, code });
      for (const path of ["/live", `/live/${show.slug}`, `/ban/live/${show.showId}`, `/ban/live/${show.showId}/studio`])
        await expect.poll(() => read(path), { ...soon, message: path }).toContain(vi);
      for (const path of ["/en/live", `/en/live/${show.slug}`, `/en/sell/live/${show.showId}/studio`]) {
        const page = await read(path);
        expect(page, path).toContain(en);
        expect(page, path).not.toContain(vi);
      }
    }
    const studio = await read(`/ban/live/${show.showId}/studio`);
    expect(studio).toContain("cài livekit-server 1.13.5 (docs.livekit.io) hoặc Go 1.26");
    for (const red of ["Người dẫn chưa xác minh", "Chọn người dẫn", "Máy chủ hình chưa sẵn sàng"])
      expect(studio).toContain(red);
    rmSync(board);
  });
});
