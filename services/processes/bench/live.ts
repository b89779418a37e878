import { type ChildProcess, fork } from "node:child_process";
import type { Db } from "#db/client.ts";
import type { Settings } from "#services/shared/env.ts";
import type { Site } from "./buyers.ts";
import { readGoods } from "./goods.ts";
import { type DealFigures, sellDeal } from "./live-deal.ts";
import { closeShow, openShow, pinNext, signInMany } from "./live-rows.ts";
import type { Order, Told, ViewersReport, ViewersWish } from "./live-viewers.ts";
import { load, type Shot } from "./load.ts";
import { usageOf } from "./sample.ts";

const CROWDS = 2;
const VIEWERS = 1000;
const SAYINGS = 20;
const REACTIONS = 200;
/** A person says at most five things in ten seconds: so many share the work. */
const WRITERS = 60;
const PIN_EVERY_MS = 500;
const PAGES_PER_SECOND = 20;

type Lines = { url: string; pid: number };
type Start = (file: string, words: string[], env: Record<string, string>) => Promise<Lines>;

export type LiveFigures = {
  p50: number;
  p99: number;
  pin99: number;
  cpuPercent: number;
  kbPerViewer: number;
  deliveries: number;
  lost: number;
  doubled: number;
  refused: number;
  broken: number;
};

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

function hear<K extends Told["told"]>(child: ChildProcess, kind: K): Promise<Extract<Told, { told: K }>> {
  return new Promise((resolve, reject) => {
    const end = (code: number | null) => reject(new Error(`a load process ended with ${code}`));
    child.once("exit", end);
    const take = (told: Told) => {
      if (told.told !== kind) return;
      child.off("message", take).off("exit", end);
      resolve(told as Extract<Told, { told: K }>);
    };
    child.on("message", take);
  });
}

function percentile(values: number[], share: number): number {
  const sorted = values.sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** A thousand viewers in processes of their own, for a while; `pin` runs beside them. */
async function crowded(
  lines: Lines,
  wish: Omit<ViewersWish, "url" | "viewers" | "sayingsPerSecond" | "reactionsPerSecond">,
  seconds: number,
  first: number,
  pin: (isOver: () => boolean) => Promise<void>,
): Promise<{ figures: LiveFigures; last: number }> {
  const crowds = Array.from({ length: CROWDS }, () =>
    fork("build/processes/bench.js", ["--viewers"], { serialization: "advanced" }),
  );
  const order = (order: Order, at: number) => crowds[at]?.send(order);
  const all = <T>(work: (child: ChildProcess, at: number) => Promise<T>) => Promise.all(crowds.map(work));
  try {
    const empty = usageOf(lines.pid);
    await all((child, at) => {
      const connected = hear(child, "connected");
      const writers = wish.writers.filter((_, n) => n % CROWDS === at);
      const share = {
        viewers: VIEWERS / CROWDS,
        sayingsPerSecond: SAYINGS / CROWDS,
        reactionsPerSecond: REACTIONS / CROWDS,
      };
      order({ do: "connect", wish: { ...wish, ...share, writers, url: lines.url } }, at);
      return connected;
    });
    await pause(2000);
    const full = usageOf(lines.pid);
    const startedAt = performance.now();
    for (const at of crowds.keys()) order({ do: "begin" }, at);
    let isOver = false;
    const pinning = pin(() => isOver);
    await pause(seconds * 1000);
    isOver = true;
    await pinning;
    const elapsed = (performance.now() - startedAt) / 1000;
    const busy = usageOf(lines.pid);
    const stopped = await all((child, at) => {
      const told = hear(child, "stopped");
      order({ do: "stop" }, at);
      return told;
    });
    const last = first + stopped.reduce((sum, told) => sum + told.acknowledged, 0);
    const reports = await all(async (child, at) => {
      const told = hear(child, "report");
      order({ do: "finish", last }, at);
      return (await told).report;
    });
    const sum = (pick: (report: ViewersReport) => number) => reports.reduce((total, report) => total + pick(report), 0);
    const delivered = reports.flatMap((report) => report.delivered);
    const figures = {
      p50: percentile(delivered, 0.5),
      p99: percentile(delivered, 0.99),
      pin99: percentile(
        reports.flatMap((report) => report.pinned),
        0.99,
      ),
      cpuPercent: ((busy.cpuSeconds - full.cpuSeconds) / elapsed) * 100,
      kbPerViewer: ((full.residentMb - empty.residentMb) * 1024) / VIEWERS,
      deliveries: delivered.length,
      lost: sum((report) => report.lost),
      doubled: sum((report) => report.doubled),
      refused: sum((report) => report.refused),
      broken: sum((report) => report.broken),
    };
    return { figures, last };
  } finally {
    for (const child of crowds) child.kill();
  }
}

function mean(a: LiveFigures, b: LiveFigures): LiveFigures {
  const added = new Set(["deliveries", "lost", "doubled", "refused", "broken"]);
  const keys = Object.keys(a) as (keyof LiveFigures)[];
  return Object.fromEntries(
    keys.map((key) => [key, added.has(key) ? a[key] + b[key] : (a[key] + b[key]) / 2]),
  ) as LiveFigures;
}

/** The table of one run: the market beside socket.io alone. */
export function renderLive(market: LiveFigures, bare: LiveFigures): string {
  const head = [
    "",
    "p50 ms",
    "p99 ms",
    "pin p99",
    "CPU",
    "KB/viewer",
    "deliveries",
    "lost",
    "doubled",
    "refused",
    "cut",
  ];
  const line = (name: string, f: LiveFigures) => [
    name,
    ...[f.p50, f.p99, f.pin99].map((value) => value.toFixed(0)),
    `${f.cpuPercent.toFixed(0)} %`,
    f.kbPerViewer.toFixed(0),
    ...[f.deliveries, f.lost, f.doubled, f.refused, f.broken].map(String),
  ];
  const ratio = ["ratio", ...[market.p50 / bare.p50, market.p99 / bare.p99].map((value) => value.toFixed(2))];
  const rows = [head, line("market", market), line("bare", bare), ratio];
  const widths = head.map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  return rows.map((row) => row.map((cell, at) => cell.padStart(widths[at] ?? 0)).join("  ")).join("\n");
}

/** A product page asked for again and again at a pace that a shop has: how long one waits for it. */
const askPages = (web: Site, shots: readonly Shot[], seconds: number) =>
  load({ ...web, shots, seconds, connections: 4, rate: PAGES_PER_SECOND });

export type PageFigures = { quiet99: number; busy99: number; errors: number };

/** The lines under the table: pages beside the show, and the deal that everybody wants. */
export function renderBeside(pages: PageFigures, deal: DealFigures): string {
  const { quiet99, busy99, errors } = pages;
  const kept = deal.ordered === deal.units && deal.taken === deal.units;
  return [
    `product page, ${PAGES_PER_SECOND} a second: p99 ${quiet99.toFixed(0)} ms without the show, ${busy99.toFixed(0)} ms beside it (${(busy99 / quiet99).toFixed(2)}), ${errors} errors`,
    `live price of ${deal.units} units, ${deal.buyers} buyers at once, half in the player, half on the product page: ${deal.ordered} ordered, ${deal.taken} taken, ${deal.left} left in checkout, ${deal.refused} refused, waited p50 ${deal.p50.toFixed(0)} ms, p99 ${deal.p99.toFixed(0)} ms${kept ? "" : "  NOT EXACT"}`,
    ...deal.odd,
  ].join("\n");
}

/** One live show with a thousand viewers; socket.io alone is measured before and after it, with the same frames. */
export async function measureLive(
  db: Db,
  settings: Settings,
  start: Start,
  port: () => Promise<number>,
  seconds: number,
) {
  const writers = await signInMany(db, settings, WRITERS);
  const show = await openShow(db);
  const [linesPort, barePort] = [await port(), await port()];
  const origin = new URL(settings.PUBLIC_URL).origin;
  const env = { REALTIME_PORT: String(linesPort), PUBLIC_URL: settings.PUBLIC_URL, MARKET_LINES_PER_ADDRESS: "10000" };
  const lines = { ...(await start("build/processes/realtime.js", [], env)), url: `http://127.0.0.1:${linesPort}` };
  const bareLines = await start("build/processes/bench.js", ["--bare-lines", String(barePort)], {});
  const bareAt = { ...bareLines, url: `http://127.0.0.1:${barePort}` };
  const web = await start("build/processes/web.js", [], {
    MARKET_COD_PER_ADDRESS_HOUR: "10000",
    MARKET_DEAL_HOLDS_PER_ADDRESS_HOUR: "100000",
  });
  const shots = (await readGoods(db)).map(({ slug }) => ({
    path: `/san-pham/${slug}`,
    status: 200,
    holds: (answer: string) => answer.includes(slug),
  }));
  const wish = { origin, slug: show.slug, writers };
  // Pages are asked beside either, so that both have the same machine.
  const besideBare = async () => void (await askPages(web, shots, seconds / 2 - 1));
  let busy = await askPages(web, shots, 3);
  const pinning = async (isOver: () => boolean) => {
    const pages = askPages(web, shots, seconds - 1);
    for (let turn = 0; !isOver(); turn++) {
      await pinNext(db, show, turn);
      await pause(PIN_EVERY_MS);
    }
    busy = await pages;
  };
  const quietBefore = await askPages(web, shots, seconds / 2);
  const before = await crowded(bareAt, wish, seconds / 2, 0, besideBare);
  const market = await crowded(lines, wish, seconds, 0, pinning);
  const after = await crowded(bareAt, wish, seconds / 2, before.last, besideBare);
  const quietAfter = await askPages(web, shots, seconds / 2);
  const deal = await sellDeal(db, web);
  await closeShow(db, show);
  const pages = {
    quiet99: (quietBefore.p99 + quietAfter.p99) / 2,
    busy99: busy.p99,
    errors: quietBefore.errors + busy.errors + quietAfter.errors,
  };
  return { market: market.figures, bare: mean(before.figures, after.figures), pages, deal };
}
