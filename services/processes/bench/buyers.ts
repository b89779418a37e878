import { Agent, request as send } from "node:http";
import { LAST_PATH } from "./bare-last.ts";
import type { Measured } from "./load.ts";
import { usageOf } from "./sample.ts";

type Answer = { status: number; body: string; cookie: string | null; location: string | null };
export type Site = { url: string; pid: number };

const agent = new Agent({ keepAlive: true, maxSockets: 256 });
// Another start each run: a phone number may have few open orders, and a database is measured many times.
let callers = Math.floor(Math.random() * 80_000_000);

export function ask(
  site: Site,
  method: "GET" | "POST",
  path: string,
  cookie: string | null,
  form?: Record<string, string>,
): Promise<Answer> {
  const body = form ? new URLSearchParams(form).toString() : undefined;
  return new Promise((resolve, reject) => {
    const outgoing = send(
      new URL(path, site.url),
      {
        method,
        agent,
        headers: {
          origin: site.url,
          ...(cookie ? { cookie } : {}),
          ...(body === undefined
            ? {}
            : { "content-type": "application/x-www-form-urlencoded", "content-length": Buffer.byteLength(body) }),
        },
      },
      (response) => {
        let text = "";
        response.setEncoding("utf8");
        response.on("data", (chunk) => {
          text += chunk;
        });
        response.on("end", () => {
          const set = response.headers["set-cookie"]?.[0]?.split(";")[0] ?? null;
          resolve({
            status: response.statusCode ?? 0,
            body: text,
            cookie: set ?? cookie,
            location: response.headers.location ?? null,
          });
        });
      },
    );
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}

export function hidden(page: string, name: string): string {
  const tag = new RegExp(`<input[^>]*name="${name}"[^>]*>`).exec(page)?.[0] ?? "";
  const value = /value="([^"]*)"/.exec(tag)?.[1];
  if (value === undefined) throw new Error(`the page has no ${name}`);
  return value
    .replace(/&amp;/g, "&")
    .replace(/&#x27;/g, "'")
    .replace(/&quot;/g, '"');
}

export type Goods = { slug: string; variantId: string };
export type Place = { provinceCode: string; communeCode: string };
export type Bought = { ok: boolean; why: string; milliseconds: number };

/** `bytes`: size of the checkout page, which a refusal shows again. */
export type Basket = { cookie: string; requestId: string; quoteHash: string; bytes: number };

export const contactOf = (place: Place) => {
  callers += 1;
  return {
    name: "Nguyễn Thị Đo",
    phone: `09${String(10_000_000 + (callers % 80_000_000))}`,
    email: "",
    addressLine: "Số 1, ngõ 2",
    provinceCode: place.provinceCode,
    communeCode: place.communeCode,
    note: "",
  };
};

/** All steps up to the last: product page, into the cart, checkout with the place chosen. */
export async function fillBasket(site: Site, goods: Goods, place: Place): Promise<Basket> {
  const page = await ask(site, "GET", `/san-pham/${goods.slug}`, null);
  if (page.status !== 200) throw new Error(`product page ${page.status}`);
  const added = await ask(site, "POST", "/gio-hang", null, {
    intent: "add",
    variantId: goods.variantId,
    quantity: "1",
    back: "/gio-hang",
  });
  if (added.status !== 303 && added.status !== 302) throw new Error(`into the cart ${added.status}`);
  const chosen = await ask(site, "POST", "/thanh-toan", added.cookie, { intent: "province", ...contactOf(place) });
  return {
    cookie: added.cookie ?? "",
    requestId: hidden(chosen.body, "requestId"),
    quoteHash: hidden(chosen.body, "quoteHash"),
    bytes: chosen.body.length,
  };
}

const isOrder = (answer: Answer) =>
  (answer.status === 303 || answer.status === 302) && (answer.location ?? "").includes("/don/");

const boughtBy = (answer: Answer, startedAt: number): Bought => ({
  ok: isOrder(answer),
  why: isOrder(answer) ? "" : `placing ${answer.status}`,
  milliseconds: performance.now() - startedAt,
});

export async function placeBasket(site: Site, basket: Basket, place: Place): Promise<Bought> {
  const startedAt = performance.now();
  const form = {
    intent: "place",
    requestId: basket.requestId,
    quoteHash: basket.quoteHash,
    method: "cod",
    agreed: "on",
    ...contactOf(place),
  };
  return boughtBy(await ask(site, "POST", "/thanh-toan", basket.cookie, form), startedAt);
}

/** Buys one of the last units of the bare server, whose refusals are pages of so many bytes. */
export async function placeBare(site: Site, lotId: string, bytes: number, place: Place): Promise<Bought> {
  const startedAt = performance.now();
  const form = { ...contactOf(place), lotId, bytes: String(bytes) };
  return boughtBy(await ask(site, "POST", LAST_PATH, null, form), startedAt);
}

async function buyOne(site: Site, goods: Goods, place: Place): Promise<Bought> {
  const startedAt = performance.now();
  try {
    const placed = await placeBasket(site, await fillBasket(site, goods, place), place);
    return { ...placed, milliseconds: performance.now() - startedAt };
  } catch (error) {
    return { ok: false, why: (error as Error).message, milliseconds: performance.now() - startedAt };
  }
}

export function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

export function summarise(
  bought: readonly Bought[],
  seconds: number,
  cpuSeconds: number,
  residentMb: number,
): Measured {
  const times = bought.map((b) => b.milliseconds).sort((a, b) => a - b);
  return {
    requestsPerSecond: bought.filter((b) => b.ok).length / seconds,
    p50: percentile(times, 0.5),
    p975: percentile(times, 0.975),
    p99: percentile(times, 0.99),
    errors: bought.filter((b) => !b.ok).length,
    cpuPercent: (cpuSeconds / seconds) * 100,
    residentMb,
  };
}

/** Whole orders by so many buyers at once, for a while. The figure is orders a second; times are of whole orders. */
export async function buyFor(
  site: Site,
  goods: readonly Goods[],
  place: Place,
  wish: { buyers: number; seconds: number },
): Promise<Measured> {
  const before = usageOf(site.pid);
  const startedAt = performance.now();
  const until = startedAt + wish.seconds * 1000;
  const bought: Bought[] = [];
  let next = 0;
  const one = async () => {
    while (performance.now() < until) {
      const item = goods[next % goods.length];
      next += 1;
      if (item) bought.push(await buyOne(site, item, place));
    }
  };
  await Promise.all(Array.from({ length: wish.buyers }, one));
  const after = usageOf(site.pid);
  return summarise(
    bought,
    (performance.now() - startedAt) / 1000,
    after.cpuSeconds - before.cpuSeconds,
    after.residentMb,
  );
}
