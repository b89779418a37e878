import { type ChildProcess, spawn } from "node:child_process";
import { createServer } from "node:net";
import { createInterface } from "node:readline";
import { sql } from "drizzle-orm";
import { bootSettings } from "#services/processes/last-words.ts";
import { openMarket } from "#services/processes/market.ts";
import { createBareServer } from "./bare-server.ts";
import type { Site } from "./buyers.ts";
import { readCatalogue } from "./goods.ts";
import { measureLive, renderBeside, renderLive } from "./live.ts";
import { serveBareLines } from "./live-bare.ts";
import { serveViewers } from "./live-viewers.ts";
import { renderTable } from "./table.ts";
import { besides, lastUnits, type Outcome, orders, shotsOf } from "./workloads.ts";

const PRODUCTS = 20_000;
const children: ChildProcess[] = [];

function option(name: string, fallback: string): string {
  const at = process.argv.indexOf(`--${name}`);
  return at > 0 ? (process.argv[at + 1] ?? fallback) : fallback;
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}

async function start(file: string, words: string[], env: Record<string, string>): Promise<Site> {
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const own = {
    ...process.env,
    MARKET_SUPERVISED: "0",
    MARKET_LOG_LEVEL: "info",
    PORT: String(port),
    PUBLIC_URL: url,
    ...env,
  };
  const child = spawn(process.execPath, [file, ...words], { env: own, stdio: ["ignore", "pipe", "inherit"] });
  children.push(child);
  await new Promise<void>((resolve, reject) => {
    child.once("exit", (code) => reject(new Error(`${file} ended with ${code}`)));
    createInterface({ input: child.stdout as NodeJS.ReadableStream }).on("line", (line) => {
      if (line.includes('"msg":"ready"')) resolve();
    });
  });
  return { url, pid: child.pid ?? 0 };
}

async function serveBare(): Promise<void> {
  const settings = bootSettings();
  const { market } = openMarket(settings, "bare");
  createBareServer(market, await import("#build")).listen(settings.PORT, "127.0.0.1", () =>
    console.log('{"msg":"ready"}'),
  );
}

async function seed(count: number): Promise<void> {
  console.log(`seeding ${count} products`);
  const child = spawn(process.execPath, ["build/processes/seed.js", "--products", String(count)], {
    stdio: ["ignore", "inherit", "inherit"],
  });
  const code = await new Promise((resolve) => child.once("exit", resolve));
  if (code !== 0) throw new Error("the seed did not finish");
}

async function measure(): Promise<Outcome[]> {
  const settings = bootSettings();
  const { market, close } = openMarket(settings, "bench");
  const [row] = await market.db.execute<{ count: number }>(sql`select count(*)::int as count from listings`);
  if ((row?.count ?? 0) < PRODUCTS) await seed(PRODUCTS);
  if (await market.search.needsFilling()) {
    const { rebuildIndex } = await import("#services/search/index-listings.ts");
    await rebuildIndex(market);
  }
  await market.db.execute(sql`analyze`);
  const catalogue = await readCatalogue(market.db);
  const env = { MARKET_COD_PER_ADDRESS_HOUR: "10000" };
  const pair = {
    market: await start("build/processes/web.js", [], env),
    bare: await start("build/processes/bench.js", ["--bare"], env),
  };
  const wish = { seconds: Number(option("seconds", "8")), connections: 16 };
  const only = option("only", "W1,W2,W3,W4,W5,W6").split(",");
  const outcomes: Outcome[] = [];
  for (const [key, { title, shots }] of Object.entries(shotsOf(catalogue))) {
    if (only.includes(key)) outcomes.push({ name: title, ...(await besides(pair, shots, wish)), note: "" });
  }
  if (only.includes("W5")) outcomes.push(...(await orders(pair, catalogue, wish)));
  if (only.includes("W6")) outcomes.push(await lastUnits(pair, catalogue, market.db));
  await close();
  return outcomes;
}

function print(outcomes: readonly Outcome[]): void {
  console.log(`\n${renderTable(outcomes)}\n`);
  for (const { name, note } of outcomes) if (note !== "") console.log(`${name}: ${note}`);
  console.log(
    "bare: Node's http server, the same pool, queries and components, react-dom/server; measured before and after the market. W6's: one transaction that locks a lot, looks, takes a unit and writes an order; a refusal is a page as large as the market's.",
  );
}

/** `npm run bench -- live`: the exit code is 1 when a message was lost, doubled or refused, a page failed, or a live price sold another number than it had. */
async function live(): Promise<number> {
  const settings = bootSettings();
  const { market, close } = openMarket(settings, "bench");
  try {
    const measured = await measureLive(market.db, settings, start, freePort, Number(option("seconds", "20")));
    const { market: ours, bare, pages, deal } = measured;
    console.log(`\n${renderLive(ours, bare)}\n\n${renderBeside(pages, deal)}\n`);
    console.log(
      "1,000 viewers, 20 messages and 200 reactions a second; delivery from the writer's sending to each viewer's receiving, batches of 500 ms included. bare: socket.io alone with the same frames, measured before and after.",
    );
    const isExact = deal.ordered === deal.units && deal.taken === deal.units && deal.odd.length === 0;
    return ours.lost + ours.doubled + ours.refused + ours.broken + pages.errors > 0 || !isExact ? 1 : 0;
  } finally {
    for (const child of children) child.kill("SIGTERM");
    await close();
  }
}

if (process.argv.includes("--bare")) {
  await serveBare();
} else if (process.argv.includes("--bare-lines")) {
  serveBareLines(Number(option("bare-lines", "0")));
} else if (process.argv.includes("--viewers")) {
  serveViewers();
} else if (process.argv.includes("live")) {
  process.exit(await live());
} else {
  try {
    const outcomes = await measure();
    print(outcomes);
    process.exitCode = outcomes.some((o) => o.market.errors > 0) ? 1 : 0;
  } finally {
    for (const child of children) child.kill("SIGTERM");
  }
  process.exit();
}
