import { get as httpGet, type IncomingMessage } from "node:http";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { waitUntil } from "#services/processes/start/processes.mjs";
import { needsBrowser, openBrowser, type TestBrowser } from "#tests/support/browser.ts";
import { openSite, type Site } from "#tests/support/site.ts";

type Line = { requestId?: string; level: number; status?: number; path?: string; msg: string };

let site: Site;
let browser: TestBrowser | null;
const said: string[] = [];
beforeAll(async () => {
  site = await openSite();
  const web = site.processes.find(({ role }) => role === "web");
  createInterface({ input: web?.child.stdout as NodeJS.ReadableStream }).on("line", (line) => said.push(line));
  browser = await openBrowser();
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await site.stop();
});

/** The log's lines of a request, once there are some. */
async function linesOf(requestId: string): Promise<Line[]> {
  const read = () => said.filter((line) => line.includes(requestId)).map((line) => JSON.parse(line) as Line);
  await waitUntil(() => read().length > 0, 5000);
  return read();
}

const PERSON = "lan.nguyen%40example.vn";
const EYES = { accept: "text/html", "sec-fetch-dest": "document" };
const OWN = { "sec-fetch-site": "same-origin" };
const LARGE = "x".repeat(1_000_001);

const pages: [number, string, string, RequestInit][] = [
  [404, "an address that isn't", "/khong-co", { headers: EYES }],
  [404, "goods that aren't", "/san-pham/khong-co", { headers: EYES }],
  [404, "an order that isn't the viewer's", "/don/AAAABBBBCCCC", { headers: EYES }],
  [404, "a page of staff, to a stranger", "/tinh/nguoi/khong-co", { headers: EYES }],
  [404, "a picture that isn't, looked at", `/anh/${"a".repeat(64)}-200.webp`, { headers: EYES }],
  [400, "a broken address", "/%E0%A4%A", { headers: EYES }],
  [400, "a form that cannot be read", "/dang-nhap", { method: "POST", headers: { ...OWN, ...EYES }, body: "x" }],
  [400, "the name of another host", "//evil.example/metrics", { headers: EYES }],
  [401, "a form after its session", "/ban/live", { method: "POST", headers: OWN, body: new URLSearchParams() }],
  [403, "a write of another site", "/gio-hang", { method: "POST", headers: EYES, body: new URLSearchParams() }],
  [405, "a strange method", "/", { method: "PUT", headers: { ...OWN, ...EYES } }],
  [413, "too much", "/dang-nhap", { method: "POST", headers: { ...OWN, ...EYES }, body: LARGE }],
];

describe("the id of a request", () => {
  it.each(pages)("stands on the page, in the header and in the log: %i, %s", async (status, _, path, init) => {
    const answer = await fetch(`${site.url}${path}?email=${PERSON}`, { redirect: "manual", ...init });
    const id = answer.headers.get("x-request-id") ?? "";
    expect(answer.status).toBe(status);
    expect(id).toMatch(/^[0-9a-f-]{36}$/);
    const seen = (await answer.text()).replace(/<script[\s\S]*?<\/script>/g, "").replace(/<[^>]*>/g, " ");
    expect(seen).toContain(id);
    const lines = await linesOf(id);
    expect(lines).toContainEqual(expect.objectContaining({ level: 30, status, path }));
    expect(JSON.stringify(lines)).not.toMatch(/lan\.nguyen|email/);
  });

  it.each([
    ["/gio-hang", "Yêu cầu này bị từ chối"],
    ["/en/cart", "This request was refused"],
  ])(
    "stands on the market's own page of a forged write, with its policy and in its language: %s",
    async (path, title) => {
      const answer = await fetch(site.url + path, { method: "POST", body: new URLSearchParams({ intent: "seen" }) });
      expect([answer.status, answer.headers.get("content-type")]).toEqual([403, "text/html; charset=utf-8"]);
      expect(answer.headers.get("content-security-policy")).toContain("script-src 'self' 'nonce-");
      const html = await answer.text();
      for (const told of [title, answer.headers.get("x-request-id") ?? "none"]) expect(html).toContain(told);
    },
  );

  it.each(["//localhost/metrics", "/\\localhost/metrics", "/x\\..\\metrics"])(
    "is all that an address answers which others read otherwise: %s",
    async (path) => {
      const { port } = new URL(site.url);
      const answer = await new Promise<IncomingMessage>((resolve, reject) =>
        httpGet({ host: "127.0.0.1", port, path, headers: { accept: "text/html" } }, resolve).once("error", reject),
      );
      let text = "";
      for await (const piece of answer) text += piece;
      expect(answer.statusCode).toBe(400);
      expect(text).toContain(answer.headers["x-request-id"]);
      expect(text).not.toContain("market_http_requests_total");
    },
  );

  it.each([
    "/?_data=root",
    "/khong-co?_data=root",
    "/khong-co?_data=routes%2Fx",
    "/ban?_data=seller",
    "/gio-hang?_data=",
  ])("is no fault of the market where a stranger asks by an older protocol: %s", async (path) => {
    const bare = path.replace(/\?.*/, "");
    const [answer, usual] = await Promise.all(
      [path, bare].map((one) => fetch(site.url + one, { redirect: "manual", headers: EYES })),
    );
    expect([answer?.status, answer?.headers.get("content-type")]).toEqual([
      usual?.status,
      usual?.headers.get("content-type"),
    ]);
    const id = answer?.headers.get("x-request-id") ?? "none";
    const after = await fetch(`${site.url}/khong-co`, { headers: EYES });
    await linesOf(after.headers.get("x-request-id") ?? "none");
    const lines = said.filter((line) => line.includes(id)).map((line) => JSON.parse(line) as Line);
    expect(lines.filter((line) => line.level > 30)).toEqual([]);
  });

  it("is told to programs too, in words and in the header", async () => {
    const headers = { accept: "text/plain" };
    const tries: [number, string, RequestInit][] = [
      [403, "/gio-hang", { method: "POST", headers, body: new URLSearchParams() }],
      [405, "/", { method: "DELETE", headers }],
      [400, "/%00", { headers }],
    ];
    for (const [status, path, init] of tries) {
      const answer = await fetch(site.url + path, init);
      const id = answer.headers.get("x-request-id") ?? "none";
      expect(answer.status).toBe(status);
      expect(await answer.text()).toContain(id);
      expect(answer.headers.get("content-security-policy")).toContain("default-src 'none'");
      expect(await linesOf(id)).toContainEqual(expect.objectContaining({ status, path }));
    }
  });

  it("is that of the navigation, not of the document, where a script brought the error page", async () => {
    needsBrowser("the id of a request in the browser");
    const context = await browser?.context();
    const page = await context?.newPage();
    if (!page) throw new Error("no page");
    const first = await page.goto(site.url);
    await page.waitForFunction(() => "__remixRouter" in window && document.readyState === "complete");
    await page.evaluate(() =>
      (window as unknown as { __remixRouter: { navigate: (to: string) => void } }).__remixRouter.navigate(
        "/san-pham/khong-co?email=lan.nguyen@example.vn",
      ),
    );
    const shown = (await page.locator(".oops .rid").textContent()) ?? "";
    expect(shown).not.toBe(await first?.headerValue("x-request-id"));
    const lines = await linesOf(shown);
    expect(lines).toContainEqual(expect.objectContaining({ status: 404, path: "/san-pham/khong-co.data" }));
    expect(JSON.stringify(lines)).not.toContain("lan.nguyen");
    await context?.close();
  });

  it("stays on the page of what was refused when scripts run, at the first page too", async () => {
    needsBrowser("a refused write in the browser");
    const context = await browser?.context();
    const page = await context?.newPage();
    if (!page) throw new Error("no page");
    const faults: string[] = [];
    page.on("pageerror", (error) => faults.push(error.message));
    for (const path of ["/gio-hang", "/"]) {
      await page.goto("about:blank");
      await page.setContent(`<form method="post" action="${site.url}${path}"><button>x</button></form>`);
      const [answer] = await Promise.all([
        page.waitForResponse((response) => response.url() === site.url + path),
        page.getByRole("button").click(),
      ]);
      expect(answer.status()).toBe(403);
      await page.waitForLoadState("networkidle");
      expect(await page.locator(".oops .rid").textContent()).toBe(answer.headers()["x-request-id"]);
    }
    expect(faults).toEqual([]);
    await context?.close();
  });

  it("stands at the fault in the log, when the market fails", async () => {
    const get = (path: string) => fetch(site.url + path, { headers: EYES });
    const { sql } = site.bench;
    await sql`alter table listings rename to listings_gone`;
    const answer = await get("/san-pham/khong-co");
    await sql`alter table listings_gone rename to listings`;
    const id = answer.headers.get("x-request-id") ?? "none";
    expect(answer.status).toBe(500);
    expect(await answer.text()).toContain(id);
    expect(await linesOf(id)).toContainEqual(expect.objectContaining({ level: 50 }));
  });

  it("is found for a market that is not ready", async () => {
    const { sql } = site.bench;
    await sql`create table kept as select * from drizzle.__drizzle_migrations order by created_at desc limit 1`;
    await sql`delete from drizzle.__drizzle_migrations where created_at in (select created_at from kept)`;
    const answer = await fetch(`${site.url}/readyz`);
    await sql`insert into drizzle.__drizzle_migrations select * from kept`;
    await sql`drop table kept`;
    expect(answer.status).toBe(503);
    const lines = await linesOf(answer.headers.get("x-request-id") ?? "none");
    expect(lines).toContainEqual(expect.objectContaining({ status: 503, path: "/readyz" }));
  });

  it("does not fill the log with what went well", async () => {
    const answer = await fetch(site.url, { headers: EYES });
    const id = answer.headers.get("x-request-id") ?? "none";
    expect(answer.status).toBe(200);
    const after = await fetch(`${site.url}/khong-co`, { headers: EYES });
    await linesOf(after.headers.get("x-request-id") ?? "none");
    expect(said.filter((line) => line.includes(id))).toEqual([]);
  });
});
