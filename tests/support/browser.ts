import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, type BrowserContext, chromium } from "playwright-core";
import { CHROMIUM_HOW, findChromium } from "./chromium.mjs";
import { skipUnless } from "./skip.ts";

/** A camera and a microphone let in unasked, and sound unasked: what tests want that are about something else. */
const LETS_ALL = ["--use-fake-ui-for-media-stream", "--autoplay-policy=no-user-gesture-required"];

/** Headless, a browser lets every page sound; people's ask for a touch first. */
const STRICT = ["--autoplay-policy=document-user-activation-required"];

const QUIET = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  // A camera and a microphone of the browser's own making, for the studio.
  "--use-fake-device-for-media-stream",
];

/** `insecure` believes any certificate. */
export type PageWish = {
  width?: number;
  scripts?: boolean;
  dark?: boolean;
  language?: string;
  touch?: boolean;
  insecure?: boolean;
};

export type TestBrowser = {
  context: (wish?: PageWish) => Promise<BrowserContext>;
  close: () => Promise<void>;
};

/** Skips the running test, with its reason, on a machine without a browser. */
export function needsBrowser(title: string): void {
  skipUnless(findChromium(), title, CHROMIUM_HOW);
}

/**
 * A real Chromium, or null where the machine has none (tests say so by `needsBrowser`). A `strict` one asks for a touch
 * before it makes a sound and for leave before it opens a camera, as people's do.
 */
export async function openBrowser({ strict = false } = {}): Promise<TestBrowser | null> {
  const program = findChromium();
  if (program === null) return null;
  const home = await mkdtemp(join(tmpdir(), "cho-phien-browser-"));
  const browser: Browser = await chromium.launch({
    executablePath: program,
    args: [...QUIET, ...(strict ? STRICT : LETS_ALL)],
    env: { ...process.env, HOME: home } as Record<string, string>,
  });
  return {
    context: ({ width = 390, scripts = true, dark = false, touch = false, insecure = false } = {}) =>
      browser.newContext({
        ignoreHTTPSErrors: insecure,
        viewport: { width, height: width < 700 ? 844 : 900 },
        javaScriptEnabled: scripts,
        colorScheme: dark ? "dark" : "light",
        locale: "vi-VN",
        reducedMotion: "reduce",
        hasTouch: touch,
      }),
    async close() {
      await browser.close();
      await rm(home, { recursive: true, force: true });
    },
  };
}
