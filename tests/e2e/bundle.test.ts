import { readdirSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { needsBrowser, openBrowser } from "#tests/support/browser.ts";
import { makeListing } from "#tests/support/market-rows.ts";
import { openSite, type Site } from "#tests/support/site.ts";

const ASSETS = "build/client/assets";
const scripts = () => readdirSync(ASSETS).filter((name) => name.endsWith(".js"));

describe("the browser's bundle", () => {
  let site: Site;
  beforeAll(async () => {
    site = await openSite();
  });
  afterAll(() => site.stop());

  it("holds no server code and none of its packages", () => {
    const marks = [
      "drizzle",
      "graphile_worker",
      "node:crypto",
      "postgres://",
      "DATABASE_URL",
      "APP_SECRET",
      "better-auth",
      "market_now",
      "VNPAY_",
    ];
    const leaks = scripts().flatMap((name) => {
      const text = readFileSync(`${ASSETS}/${name}`, "utf8");
      return marks.filter((mark) => text.includes(mark)).map((mark) => `${name}: ${mark}`);
    });
    expect(leaks).toEqual([]);
  });

  it("costs a first visit of a product page less than 130 KB of compressed JavaScript, the video client not among it", async () => {
    needsBrowser("the browser's bundle: a first visit of a product page");
    const { slug } = await makeListing(site.bench.sql, { name: "Miến dong" });
    const browser = await openBrowser();
    const page = await (await browser?.context())?.newPage();
    if (!page) return;
    const sizes: Promise<number>[] = [];
    const names: string[] = [];
    page.on("requestfinished", (request) => {
      const { pathname } = new URL(request.url());
      if (!pathname.endsWith(".js")) return;
      names.push(pathname);
      sizes.push(request.sizes().then((s) => s.responseBodySize));
    });
    await page.goto(`${site.url}/san-pham/${slug}`);
    await page.waitForLoadState("networkidle");
    const all = await Promise.all(sizes);
    await browser?.close();
    expect(all.length).toBeGreaterThan(3);
    expect(scripts().filter((name) => name.startsWith("livekit-client"))).toHaveLength(1);
    expect(names.filter((name) => name.includes("livekit-client"))).toEqual([]);
    expect(all.reduce((sum, size) => sum + size, 0)).toBeLessThan(130_000);
  });

  it("is served compressed and for ever", async () => {
    const name = scripts().find((n) => n.startsWith("entry.client"));
    const answer = await fetch(`${site.url}/assets/${name}`, { headers: { "Accept-Encoding": "br" } });
    expect(answer.headers.get("cache-control")).toContain("immutable");
    expect(answer.headers.get("content-encoding")).toBe("br");
    expect((await answer.text()).length).toBe(readFileSync(`${ASSETS}/${name}`, "utf8").length);
  });
});
