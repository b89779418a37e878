import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { pickPort } from "#services/processes/start/ports.mjs";
import {
  expectMoving,
  expectSaid,
  type LiveSite,
  needsLive,
  openLiveSite,
  say,
  soon,
} from "#tests/support/live-site.ts";
import { type SignedInPerson, somebody } from "#tests/support/people.ts";
import { skipUnless } from "#tests/support/skip.ts";
import { debianProgram } from "#tests/support/system.mjs";

/** The server block of README, with the ports and files of this test in place of its own. */
function serverBlock(ports: { proxy: number; web: number; realtime: number; livekit: number }, folder: string): string {
  const block = /```nginx\n([\s\S]*?)```/.exec(readFileSync("README.md", "utf8"))?.[1];
  if (!block) throw new Error("README shows no nginx");
  return block
    .replace("listen 443", `listen 127.0.0.1:${ports.proxy}`)
    .replace("server_name cho.example.vn", "server_name localhost")
    .replace("/etc/ssl/cho.example.vn.pem", join(folder, "cert.pem"))
    .replace("/etc/ssl/cho.example.vn.key", join(folder, "key.pem"))
    .replace("127.0.0.1:3000", `127.0.0.1:${ports.web}`)
    .replace("127.0.0.1:3001", `127.0.0.1:${ports.realtime}`)
    .replace("127.0.0.1:7880", `127.0.0.1:${ports.livekit}`);
}

function accepts(port: number): Promise<boolean> {
  return new Promise((done) => {
    const probe = connect(port, "127.0.0.1");
    probe.once("connect", () => done(true)).once("error", () => done(false));
    probe.once("close", () => probe.destroy());
  });
}

const program = debianProgram("nginx");
const openssl = debianProgram("openssl");
const folder = mkdtempSync(join(tmpdir(), "cho-phien-proxy-"));
let live: LiveSite | null = null;
let proxy: ChildProcess | null = null;
let origin = "";

beforeAll(async () => {
  if (!program || !openssl) return;
  const port = await pickPort(undefined);
  origin = `https://localhost:${port}`;
  live = await openLiveSite({
    settings: {
      PUBLIC_URL: origin,
      REALTIME_URL: origin,
      TRUST_PROXY: "loopback",
      LIVEKIT_URL: origin.replace("https", "wss"),
    },
  });
  if (!live) return;
  const { PORT, REALTIME_PORT } = live.site.bench.settings;
  const livekit = Number(new URL(live.video.env.LIVEKIT_API_URL ?? "").port);
  const ports = { proxy: port, web: PORT, realtime: REALTIME_PORT, livekit };
  execFileSync(
    openssl,
    ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"].concat([
      "-keyout",
      join(folder, "key.pem"),
      "-out",
      join(folder, "cert.pem"),
    ]),
    { stdio: "ignore" },
  );
  for (const name of ["body", "proxy", "fastcgi", "uwsgi", "scgi"]) mkdirSync(join(folder, name));
  const config = `daemon off; pid ${folder}/pid; error_log ${folder}/error.log; events {}
http { access_log off; client_body_temp_path ${folder}/body; proxy_temp_path ${folder}/proxy;
fastcgi_temp_path ${folder}/fastcgi; uwsgi_temp_path ${folder}/uwsgi; scgi_temp_path ${folder}/scgi;
${serverBlock(ports, folder)} }`;
  writeFileSync(join(folder, "nginx.conf"), config);
  proxy = spawn(resolve(program), ["-p", folder, "-e", join(folder, "error.log"), "-c", join(folder, "nginx.conf")]);
});

afterAll(async () => {
  proxy?.kill("SIGQUIT");
  await live?.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function pageOf(site: LiveSite, person: SignedInPerson): Promise<Page> {
  const context = await site.browser.context({ width: 1280, insecure: true });
  await context.grantPermissions(["camera", "microphone"], { origin });
  const [name = "", ...rest] = person.cookie.split("=");
  await context.addCookies([{ name, value: rest.join("="), url: origin, secure: true }]);
  return context.newPage();
}

const TITLE = "behind README's reverse proxy a show is given, watched and talked in over one https origin";

it(TITLE, async () => {
  skipUnless(program && openssl, TITLE, "no nginx, and no Debian package of it can be had");
  const site = needsLive(live, TITLE);
  await expect.poll(() => accepts(Number(new URL(origin).port)), soon).toBe(true);
  const show = await site.plan();
  const studio = await pageOf(site, show.host);
  await studio.goto(`${origin}/ban/live/${show.showId}/studio`);
  await studio.getByRole("button", { name: "Lên phiên" }).click(soon);
  await studio.locator('.studio__pic[data-link="Hình đang lên"]').waitFor(soon);

  const guest = await somebody(site.site.bench);
  const viewer = await pageOf(site, guest);
  const lines: string[] = [];
  viewer.on("websocket", (socket) => lines.push(new URL(socket.url()).host + new URL(socket.url()).pathname));
  await viewer.goto(`${origin}/live/${show.slug}`);
  await expectMoving(viewer);
  await say(viewer, "Qua cổng chung vẫn nghe rõ");
  await expectSaid(studio, "Qua cổng chung vẫn nghe rõ");
  const { host } = new URL(origin);
  expect(lines.some((line) => line.startsWith(`${host}/rtc`))).toBe(true);
  expect(lines).toContain(`${host}/socket.io/`);

  // A form of a page is believed to be ours, and its sender's address is the one that the proxy saw.
  await viewer.goto(`${origin}/san-pham/${show.goods.slug}`);
  const added = viewer.waitForResponse((answer) => answer.request().method() === "POST");
  await viewer.getByRole("button", { name: "Thêm vào giỏ" }).first().click();
  expect((await added).status()).toBeLessThan(400);
  await viewer.goto(`${origin}/gio-hang`);
  expect(await viewer.getByRole("main").innerText()).toContain("85.000");
});
