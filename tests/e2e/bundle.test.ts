import { readdirSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
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

  it("costs a first product page less than 130 KB of compressed JavaScript, other languages and desks left out", async () => {
    const { slug } = await makeListing(site.bench.sql, { name: "Miến dong" });
    const page = await (await fetch(`${site.url}/san-pham/${slug}`)).text();
    const named = new Set([...page.matchAll(/\/assets\/([\w.-]+\.js)/g)].map((m) => m[1] ?? ""));
    const words = scripts().filter((name) => /^(common|shop|account)-/.test(name));
    const bytes = [...new Set([...named, ...words])].reduce(
      (sum, name) => sum + gzipSync(readFileSync(`${ASSETS}/${name}`)).length,
      0,
    );
    expect(named.size).toBeGreaterThan(2);
    expect(bytes).toBeLessThan(130_000);
  });

  it("is served compressed and for ever", async () => {
    const name = scripts().find((n) => n.startsWith("entry.client"));
    const answer = await fetch(`${site.url}/assets/${name}`, { headers: { "Accept-Encoding": "br" } });
    expect(answer.headers.get("cache-control")).toContain("immutable");
    expect(answer.headers.get("content-encoding")).toBe("br");
    expect((await answer.text()).length).toBe(readFileSync(`${ASSETS}/${name}`, "utf8").length);
  });
});
