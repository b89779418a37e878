import type { Db } from "#db/client.ts";
import { clearLast, layOutLast, soldOfLast } from "./bare-last.ts";
import {
  type Basket,
  type Bought,
  buyFor,
  fillBasket,
  placeBare,
  placeBasket,
  type Site,
  summarise,
} from "./buyers.ts";
import { type Catalogue, lastFifty, unitsLeft } from "./goods.ts";
import { load, type Measured, type Shot } from "./load.ts";
import { usageOf } from "./sample.ts";

export type Pair = { market: Site; bare: Site };
export type Wish = { seconds: number; connections: number };
export type Outcome = { name: string; market: Measured; bare: Measured | null; note: string };

const isWhole = (page: string) => page.includes("</html>");

/** Reads of W1 to W4: each answer must hold what a right one holds. */
export function shotsOf(catalogue: Catalogue): Record<"W1" | "W2" | "W3" | "W4", { title: string; shots: Shot[] }> {
  const form = (variantId: string) =>
    new URLSearchParams({ intent: "add", variantId, quantity: "1", back: "/gio-hang" }).toString();
  return {
    W1: {
      title: "W1 group page, 24 newest with the total",
      shots: [
        {
          path: `/nhom/${catalogue.groupSlug}`,
          status: 200,
          holds: (a) => a.split('<article class="card"').length === 25 && isWhole(a),
        },
      ],
    },
    W2: {
      title: "W2 product page by random slug",
      shots: catalogue.slugs.map((slug) => ({
        path: `/san-pham/${slug}`,
        status: 200,
        holds: (a: string) => a.includes(slug) && isWhole(a),
      })),
    },
    W3: {
      title: "W3 search mien dong, 4 stars, facet counts",
      shots: [
        {
          path: "/tim?q=mien+dong&sao=4",
          status: 200,
          holds: (a) => a.includes('<article class="card"') && isWhole(a),
        },
      ],
    },
    W4: {
      title: "W4 into the cart by a new visitor",
      shots: catalogue.goods.map((g) => ({
        method: "POST" as const,
        path: "/gio-hang",
        body: form(g.variantId),
        status: 303,
        holds: (a: string) => a.includes("cp_guest="),
      })),
    },
  };
}

function mean(a: Measured, b: Measured): Measured {
  const keys = Object.keys(a) as (keyof Measured)[];
  return Object.fromEntries(
    keys.map((key) => [key, key === "errors" ? a[key] + b[key] : (a[key] + b[key]) / 2]),
  ) as Measured;
}

/** The market between two measurements of the limit, so that a drift of the machine falls on both. */
export async function besides(
  pair: Pair,
  shots: readonly Shot[],
  wish: Wish,
): Promise<{ market: Measured; bare: Measured }> {
  const run = (site: Site, seconds: number) => load({ ...site, shots, seconds, connections: wish.connections });
  await run(pair.bare, 2);
  await run(pair.market, 3);
  const first = await run(pair.bare, wish.seconds / 2);
  const market = await run(pair.market, wish.seconds);
  return { market, bare: mean(first, await run(pair.bare, wish.seconds / 2)) };
}

/** W5: whole guest orders paid at the door, by one buyer and by 32 at once. */
export async function orders(pair: Pair, catalogue: Catalogue, wish: Wish): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const buyers of [1, 32]) {
    const run = (site: Site, seconds: number) => buyFor(site, catalogue.goods, catalogue.place, { buyers, seconds });
    await run(pair.bare, 1);
    await run(pair.market, 1);
    const first = await run(pair.bare, wish.seconds / 2);
    const market = await run(pair.market, wish.seconds);
    const bare = mean(first, await run(pair.bare, wish.seconds / 2));
    outcomes.push({
      name: `W5 whole guest order, ${buyers === 1 ? "one buyer" : "32 buyers at once"}`,
      market,
      bare,
      note: "",
    });
  }
  return outcomes;
}

const LAST_BUYERS = 200;
const LAST_UNITS = 50;

/** All press at once: what came of it, with what was neither a sale nor a plain refusal counted as errors. */
async function pressAtOnce(site: Site, presses: readonly (() => Promise<Bought>)[]) {
  const before = usageOf(site.pid);
  const startedAt = performance.now();
  const bought = await Promise.all(presses.map((press) => press()));
  const seconds = (performance.now() - startedAt) / 1000;
  const after = usageOf(site.pid);
  const measured = summarise(bought, seconds, after.cpuSeconds - before.cpuSeconds, after.residentMb);
  const odd = bought.filter((b) => !b.ok && !/ 4(09|22)$/.test(b.why)).length;
  const slowest = Math.max(...bought.map((b) => b.milliseconds));
  return { measured: { ...measured, errors: odd }, sold: bought.filter((b) => b.ok).length, slowest };
}

async function bareLast(site: Site, bytes: number, catalogue: Catalogue, db: Db) {
  const lotId = await layOutLast(db, LAST_UNITS);
  const press = () => placeBare(site, lotId, bytes, catalogue.place);
  const pressed = await pressAtOnce(
    site,
    Array.from({ length: LAST_BUYERS }, () => press),
  );
  return { ...pressed, kept: await soldOfLast(db, lotId) };
}

/** What has just started is slower than what has run for a while. */
const WARM_UP_SECONDS = 5;

/** W6: two hundred buyers press at once for the last fifty; how long each waited for an answer. */
export async function lastUnits(pair: Pair, catalogue: Catalogue, db: Db): Promise<Outcome> {
  const goods = catalogue.goods[0];
  if (!goods) throw new Error("nothing to sell");
  await buyFor(pair.market, catalogue.goods.slice(1), catalogue.place, { buyers: 32, seconds: WARM_UP_SECONDS });
  await lastFifty(db, goods);
  const baskets: Basket[] = [];
  for (let n = 0; n < LAST_BUYERS; n++) baskets.push(await fillBasket(pair.market, goods, catalogue.place));
  const bytes = baskets[0]?.bytes ?? 0;
  try {
    const first = await bareLast(pair.bare, bytes, catalogue, db);
    const market = await pressAtOnce(
      pair.market,
      baskets.map((basket) => () => placeBasket(pair.market, basket, catalogue.place)),
    );
    const second = await bareLast(pair.bare, bytes, catalogue, db);
    const { free, reserved } = await unitsLeft(db, goods);
    const slowest = (of: { slowest: number }[]) => Math.max(...of.map((one) => one.slowest)).toFixed(0);
    return {
      name: `W6 ${LAST_BUYERS} buyers at once, last ${LAST_UNITS} units`,
      market: market.measured,
      bare: mean(first.measured, second.measured),
      note:
        `sold ${market.sold} (in the database ${reserved} reserved, ${free} free), slowest answer ${slowest([market])} ms; ` +
        `bare sold ${first.kept} and ${second.kept}, slowest ${slowest([first, second])} ms`,
    };
  } finally {
    await clearLast(db);
  }
}
