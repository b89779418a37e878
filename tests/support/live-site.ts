import type { ChildProcess } from "node:child_process";
import type { Page } from "playwright-core";
import { expect } from "vitest";
import { pickPort } from "#services/processes/start/ports.mjs";
import { newId } from "#services/shared/ids.ts";
import { openBrowser, type PageWish, type TestBrowser } from "#tests/support/browser.ts";
import { findChromium } from "#tests/support/chromium.mjs";
import { livekitProgram, openLivekit, type TestVideo } from "#tests/support/livekit.ts";
import { type ListingWish, type MadeListing, makeGoods, makeTariff, places } from "#tests/support/market-rows.ts";
import { type SignedInPerson, somebody, staffMember } from "#tests/support/people.ts";
import { planned, plannedShow } from "#tests/support/show-rows.ts";
import { openSite, type Site, type SiteWish } from "#tests/support/site.ts";
import { skipUnless } from "#tests/support/skip.ts";

/** How long a browser on a busy machine may take for what people wait for. */
export const soon = { timeout: 20_000, interval: 100 };

export type PlannedStudio = {
  showId: string;
  slug: string;
  host: SignedInPerson;
  goods: MadeListing & { lotId: string };
};

/** `from` is another browser than the site's own; `init` runs in the page before everything else. */
type LookWish = PageWish & { from?: TestBrowser; init?: () => void };

export type LiveSite = {
  site: Site;
  video: TestVideo;
  browser: TestBrowser;
  moderator: SignedInPerson;
  /** A planned show of a shop of its own, with a verified host, one certified thing and a green gate. */
  plan: (wish?: Partial<ListingWish> & { units?: number; quota?: number; perBuyer?: number }) => Promise<PlannedStudio>;
  /** A page of somebody who is signed in, or of a stranger. */
  page: (person: SignedInPerson | null, wish?: LookWish) => Promise<Page>;
  /** The studio of a planned show, on air. */
  goLive: (show: PlannedStudio, wish?: LookWish) => Promise<Page>;
  /** The page of a running show once its picture runs. */
  watch: (slug: string, person: SignedInPerson | null, wish?: LookWish) => Promise<Page>;
  killRealtime: () => Promise<void>;
  startRealtime: () => Promise<void>;
  stop: () => Promise<void>;
};

/** Skips the running test where a browser or a video server is missing; the site otherwise. */
export function needsLive(live: LiveSite | null, title: string): LiveSite {
  skipUnless(findChromium(), title, "no Chromium on this machine");
  skipUnless(live, title, "no livekit-server on the path or in the cache folder");
  if (!live) throw new Error("skipped above");
  return live;
}

async function letIn(page: Page, site: Site, person: SignedInPerson | null): Promise<void> {
  await page.context().grantPermissions(["camera", "microphone"], { origin: site.url });
  if (!person) return;
  const [name = "", ...rest] = person.cookie.split("=");
  await page.context().addCookies([{ name, value: rest.join("="), url: site.url }]);
}

async function planOn(
  site: Site,
  moderator: SignedInPerson,
  wish: Parameters<LiveSite["plan"]>[0] = {},
): Promise<PlannedStudio> {
  const { sql, market } = site.bench;
  const { quota = 20, perBuyer = 2, ...listing } = wish;
  const goods = await makeGoods(sql, { priceVnd: 85_000, stars: 4, units: 50, ...listing });
  const person = await somebody(site.bench);
  await sql`insert into memberships (account_id, shop_id, role) values (${person.accountId}, ${goods.shopId}, 'owner')`;
  await sql`insert into host_identities (id, account_id, legal_name, paper, recorded_by)
    values (${newId()}, ${person.accountId}, 'Nguyễn Thị Dẫn', 'met_in_person', ${moderator.accountId})`;
  const viewer = { ...person.viewer, memberships: [{ shopId: goods.shopId, role: "owner" as const }] };
  const stage = { market, host: viewer, shopId: goods.shopId, goods };
  const made = await plannedShow(stage, sql, [planned(goods.variantId, { quota, perBuyer })]);
  return { ...made, host: person, goods };
}

/** A market with a video server, sockets and a browser; null where the machine lacks one of them. */
export async function openLiveSite(wish: SiteWish = {}): Promise<LiveSite | null> {
  if (livekitProgram() === null) return null;
  const browser = await openBrowser();
  if (browser === null) return null;
  const webPort = await pickPort(undefined);
  const video = await openLivekit(webPort);
  const port = await pickPort(undefined, [webPort]);
  const sockets = { REALTIME_PORT: String(port), REALTIME_URL: `http://localhost:${port}` };
  const site = await openSite({ ...wish, port: webPort, settings: { ...video.env, ...sockets, ...wish.settings } });
  await makeTariff(site.bench.sql);
  const moderator = await staffMember(site.bench, "moderator");
  let realtime: ChildProcess | null = null;
  const startRealtime = async () => {
    realtime = await site.start("realtime");
  };
  await startRealtime();
  const page: LiveSite["page"] = async (person, { from = browser, init, ...look } = {}) => {
    const made = await (await from.context(look)).newPage();
    if (init) await made.addInitScript(init);
    await letIn(made, site, person);
    return made;
  };
  return {
    site,
    video,
    browser,
    moderator,
    plan: (listing) => planOn(site, moderator, listing),
    page,
    async goLive(show, look = { width: 1280 }) {
      const studio = await page(show.host, look);
      await studio.goto(`${site.url}/ban/live/${show.showId}/studio`);
      await studio.getByRole("button", { name: "Lên phiên" }).click(soon);
      await studio.locator('.studio__pic[data-link="Hình đang lên"]').waitFor(soon);
      return studio;
    },
    async watch(slug, person, look) {
      const made = await page(person, look);
      await made.goto(`${site.url}/live/${slug}`);
      await made.locator('.video[data-state="playing"]').waitFor(soon);
      return made;
    },
    async killRealtime() {
      const gone = new Promise((done) => realtime?.once("exit", done));
      realtime?.kill("SIGKILL");
      await gone;
    },
    startRealtime,
    async stop() {
      await browser.close();
      await site.stop();
      await video.stop();
    },
  };
}

/** Frames that the page's picture has shown so far. */
export const framesOf = (page: Page) =>
  page.evaluate(() => document.querySelector("video")?.getVideoPlaybackQuality().totalVideoFrames ?? 0);
/** What the player says of its picture. */
export const stateOf = (page: Page) => page.locator(".video").getAttribute("data-state");
/** What the studio says of its line. */
export const linkOf = (studio: Page) => studio.locator(".studio__pic").getAttribute("data-link");
export const saidIn = (page: Page) => page.locator(".chat__list li").allInnerTexts();

/** The picture moves on from where it is now. */
export async function expectMoving(page: Page): Promise<void> {
  const before = await framesOf(page);
  await expect.poll(() => framesOf(page), soon).toBeGreaterThan(before + 5);
}

export async function say(page: Page, words: string): Promise<void> {
  await page.locator("#say").fill(words);
  await page.locator("#say").press("Enter");
}

export async function expectSaid(page: Page, words: string): Promise<void> {
  await expect.poll(async () => (await saidIn(page)).filter((text) => text.includes(words)).length, soon).toBe(1);
}

/** Opens the sheet of the first thing that can be bought. */
export async function openSheet(page: Page) {
  await page.locator("main").getByRole("button", { name: /^Mua / }).first().click(soon);
  return page.locator("dialog.sheet");
}

/** Fills checkout in the open sheet. */
export async function fillOrder(page: Page, site: Site, phone = "0912345678", method = "cod"): Promise<void> {
  const sheet = page.locator("dialog.sheet");
  const { near } = await places(site.bench.sql);
  const [place] = await site.bench.sql`select province_code from communes where code = ${near}`;
  await sheet.locator("#name").fill("Nguyễn Thị Mua");
  await sheet.locator("#phone").fill(phone);
  await sheet.locator("#provinceCode").selectOption(String(place?.province_code));
  await expect.poll(() => sheet.locator("#communeCode option").count(), soon).toBeGreaterThan(2);
  await sheet.locator("#communeCode").selectOption(near);
  await sheet.locator("#addressLine").fill("Số 12, thôn Nà Lọc");
  await sheet.locator(`input[name="method"][value="${method}"]`).check();
  await sheet.locator("#agreed").check();
}

/** Fills checkout in the open sheet and places the order; returns what the sheet says then. */
export async function orderInSheet(page: Page, site: Site, phone?: string, method?: string): Promise<string> {
  const sheet = page.locator("dialog.sheet");
  await fillOrder(page, site, phone, method);
  await sheet.getByRole("button", { name: /Đặt hàng/ }).click();
  await expect.poll(() => sheet.innerText(), soon).toContain("Đã đặt hàng");
  return sheet.innerText();
}

/** Buys one in the sheet, from the show to the order; the sheet is closed afterwards. */
export async function buyOne(page: Page, site: Site, phone?: string): Promise<void> {
  const sheet = await openSheet(page);
  await sheet.getByRole("button", { name: /^Đặt mua/ }).click();
  await orderInSheet(page, site, phone);
  await sheet.getByRole("button", { name: "Xem phiên tiếp" }).click();
}
