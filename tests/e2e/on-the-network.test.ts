import { networkInterfaces } from "node:os";
import { io } from "socket.io-client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { needsBrowser, openBrowser, type TestBrowser } from "#tests/support/browser.ts";
import { livekitProgram } from "#tests/support/livekit.ts";
import { skipUnless } from "#tests/support/skip.ts";
import { npmStart, openGround, type StartedMarket } from "#tests/support/start-market.ts";

const TITLE = "a market on the network";
/** The demonstration show is on air within a minute of the video server being ready. */
const SHOW_WITHIN = 60_000;

const ADDRESS =
  Object.values(networkInterfaces())
    .flatMap((all) => all ?? [])
    .find((one) => one.family === "IPv4" && !one.internal)?.address ?? null;

describe(TITLE, () => {
  let ground: Awaited<ReturnType<typeof openGround>>;
  let market: StartedMarket;
  let browser: TestBrowser | null;
  beforeAll(async () => {
    browser = await openBrowser();
    if (ADDRESS === null) return;
    ground = await openGround();
    market = npmStart([...ground.args, "--host", "0.0.0.0"]);
    await market.says("Ctrl-C stops everything");
  });
  afterAll(async () => {
    await browser?.close();
    await ground?.clear();
  });
  const url = () => {
    skipUnless(ADDRESS, TITLE, "this machine has no address on a network");
    return `http://${ADDRESS}:${ground.port}`;
  };

  it("says that a phone can watch and buy there, and that the studio needs https", () => {
    const at = url();
    expect(market.said()).toContain(`a phone of this network can watch and buy at ${at}`);
    expect(market.said()).toMatch(/the studio needs https, or http:\/\/localhost:\d+ on this machine/);
  });

  it("tells whoever came by that address sockets, video and policy under it, and takes nobody's made-up name", async () => {
    const at = url();
    const runtime = async (from: string, headers: Record<string, string> = {}) => {
      const answer = await fetch(`${from}/api/runtime`, { headers });
      const { realtime, video } = (await answer.json()) as { realtime: string; video: string | null };
      return [realtime, video ?? ""].filter((one) => one !== "").map((one) => new URL(one).hostname);
    };
    expect(new Set(await runtime(at))).toEqual(new Set([ADDRESS]));
    expect(new Set(await runtime(`http://127.0.0.1:${ground.port}`))).toEqual(new Set(["127.0.0.1"]));
    const policy = (await fetch(`${at}/live`)).headers.get("content-security-policy") ?? "";
    expect(policy).toMatch(new RegExp(`connect-src [^;]*ws://${ADDRESS}:\\d+`));
    expect(policy).not.toContain("localhost");
  });

  it("lets people sign in and sockets in from there, and other pages not", async () => {
    const at = url();
    const signIn = (origin: string) =>
      fetch(`${at}/dang-nhap`, {
        method: "POST",
        headers: { origin, "content-type": "application/x-www-form-urlencoded" },
        body: new URLSearchParams({ login: "nobody@example.vn", password: "wrong password" }),
        redirect: "manual",
      });
    expect((await signIn(at)).status).toBe(422);
    expect((await signIn("http://evil.example")).status).toBe(403);
    const { realtime } = (await (await fetch(`${at}/api/runtime`)).json()) as { realtime: string };
    const connects = (origin: string) =>
      new Promise<boolean>((done) => {
        const options = { transports: ["websocket"], forceNew: true, reconnection: false, extraHeaders: { origin } };
        const socket = io(realtime, options);
        const end = (isIn: boolean) => {
          socket.close();
          done(isIn);
        };
        socket.once("connect", () => end(true));
        socket.once("connect_error", () => end(false));
      });
    expect([await connects(at), await connects("http://evil.example")]).toEqual([true, false]);
  });

  it("shows the picture of a running show to a browser that came by that address, which buys there", async () => {
    const at = url();
    needsBrowser(TITLE);
    skipUnless(livekitProgram(), TITLE, "no livekit-server on the path or in the cache folder");
    if (!browser) throw new Error("skipped above");
    const page = await (await browser.context({ width: 390 })).newPage();
    const slug = async () => {
      const answer = await page.request.get(`${at}/live`);
      return /href="\/live\/([a-z0-9-]+)"/.exec(await answer.text())?.[1] ?? null;
    };
    await expect.poll(slug, { timeout: SHOW_WITHIN, interval: 500 }).not.toBeNull();
    await page.goto(`${at}/live/${await slug()}`);
    const frames = () =>
      page.evaluate(() => document.querySelector("video")?.getVideoPlaybackQuality().totalVideoFrames ?? 0);
    await expect.poll(frames, { timeout: 20_000, interval: 100 }).toBeGreaterThan(5);
    await page.locator(".chat__shelf").click();
    await page.locator("#gian").getByRole("button", { name: /^Mua / }).first().click();
    await page.getByRole("button", { name: /^Thêm vào giỏ/ }).click();
    await page.getByText("Đã bỏ vào giỏ").waitFor();
    await page.goto(`${at}/gio-hang`);
    await page
      .getByRole("button", { name: /Tiếp tục đặt hàng/ })
      .first()
      .waitFor();
    expect(new URL(page.url()).hostname).toBe(ADDRESS);
  });
});
