import { type ChildProcess, spawn } from "node:child_process";
import { randomInt } from "node:crypto";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type PlaceInput, placeOrder } from "#services/checkout/place-order.ts";
import type { Viewer } from "#services/shared/viewer.ts";
import { type Bench, openBench, TEST_SECRET } from "#tests/support/bench.ts";
import { makeGoods, makeTariff, places } from "#tests/support/market-rows.ts";
import { TEST_TERMINAL } from "#tests/support/pay-words.ts";
import { findWrongSums } from "#tests/support/sums.ts";

type Line = {
  asks?: { viewer: Viewer; form: PlaceInput };
  placed?: { requestId: string; code: string };
  paid?: string;
};

const KILLS = 50;
const VNPAY = {
  VNPAY_TMN_CODE: TEST_TERMINAL.tmnCode,
  VNPAY_HASH_SECRET: TEST_TERMINAL.hashSecret,
  VNPAY_PAY_URL: "http://127.0.0.1:9/vpcpay.html",
  VNPAY_API_URL: "http://127.0.0.1:9/transaction",
};

describe("a process killed at any moment", () => {
  let bench: Bench;
  let goods: string;
  let folder: string;
  const alive = new Set<ChildProcess>();
  beforeAll(async () => {
    bench = await openBench(VNPAY);
    await makeTariff(bench.sql);
    const made = [await makeGoods(bench.sql, { units: 9000 }), await makeGoods(bench.sql, { units: 9000 })];
    const { near } = await places(bench.sql);
    goods = JSON.stringify({ variants: made.map((m) => m.variantId), near });
    // One file starts four times as fast as two hundred; it stands inside the house so that packages are found.
    await mkdir("build", { recursive: true });
    folder = await mkdtemp(join("build", "killed-"));
    await build({
      entryPoints: ["tests/support/placing-child.ts"],
      outfile: join(folder, "child.mjs"),
      bundle: true,
      platform: "node",
      format: "esm",
      target: "node24",
      external: ["pino", "meilisearch", "nodemailer", "sharp"],
      banner: {
        js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);',
      },
    });
  });
  afterAll(async () => {
    for (const child of alive) child.kill("SIGKILL");
    await rm(folder, { recursive: true, force: true });
    await bench.end();
  });

  /** Lets a process order, kills it some random moment after it first said `word`, and answers all it said. */
  async function killOne(word: keyof Line): Promise<Line[]> {
    const child = spawn(process.execPath, [join(folder, "child.mjs"), goods], {
      stdio: ["ignore", "pipe", "pipe"],
      env: {
        NODE_ENV: "test",
        DATABASE_URL: bench.url,
        PUBLIC_URL: "http://localhost:3000",
        APP_SECRET: TEST_SECRET,
        MARKET_LOG_LEVEL: "silent",
        ...VNPAY,
      },
    });
    alive.add(child);
    const said: Line[] = [];
    let complaint = "";
    child.stderr.on("data", (chunk) => {
      complaint += chunk;
    });
    const ended = new Promise<NodeJS.Signals | null>((resolve) => child.once("close", (_, signal) => resolve(signal)));
    for await (const line of createInterface({ input: child.stdout })) {
      const heard = JSON.parse(line) as Line;
      if (heard[word] && !said.some((l) => l[word])) setTimeout(() => child.kill("SIGKILL"), randomInt(250));
      said.push(heard);
    }
    const signal = await ended;
    alive.delete(child);
    if (signal !== "SIGKILL") throw new Error(`it ended by itself: ${complaint}`);
    return said;
  }

  async function nobodyIsLeft() {
    await expect
      .poll(
        () =>
          bench.sql`select 1 from pg_stat_activity where application_name = 'cho-phien killed' and datname = current_database()`.then(
            (rows) => rows.length,
          ),
        { timeout: 20_000 },
      )
      .toBe(0);
  }

  it("has lost and doubled nothing that it acknowledged, and its last request can be sent again", async () => {
    const all: Line[] = [];
    let kills = 0;
    // Half of them die in or around their first order, the other half with orders and payments behind them.
    const lane = async () => {
      while (kills < KILLS) {
        kills += 1;
        all.push(...(await killOne(kills % 2 === 0 ? "asks" : "placed")));
      }
    };
    await Promise.all([lane(), lane(), lane(), lane()]);
    await nobodyIsLeft();
    const placed = all.flatMap((l) => (l.placed ? [l.placed] : []));
    const paid = all.flatMap((l) => (l.paid ? [l.paid] : []));
    const known = new Map(
      (await bench.sql<{ request_id: string; code: string }[]>`select request_id, code from order_groups`).map((g) => [
        g.request_id,
        g.code,
      ]),
    );
    expect(placed.filter((p) => known.get(p.requestId) !== p.code)).toEqual([]);
    const succeeded = await bench.sql<{ reference: string }[]>`
      select a.reference from payment_attempts a join payment_intents i on i.id = a.intent_id where i.state = 'succeeded'`;
    expect(paid.filter((reference) => !succeeded.some((s) => s.reference === reference))).toEqual([]);
    expect(await findWrongSums(bench.sql)).toEqual([]);

    const asked = all.flatMap((l) => (l.asks ? [l.asks] : []));
    const unanswered = asked.filter((a) => !placed.some((p) => p.requestId === a.form.requestId));
    expect([placed.length >= KILLS / 2, unanswered.length > 0]).toEqual([true, true]);
    for (const { viewer, form } of unanswered) {
      const again = await placeOrder(bench.market, viewer, form);
      const before = known.get(form.requestId);
      expect(again.ok && (before === undefined || again.value.code === before)).toBe(true);
    }
    const [groups] = await bench.sql`select count(*)::int as n from order_groups`;
    expect(groups?.n).toBe(asked.length);
    expect(await findWrongSums(bench.sql)).toEqual([]);
  }, 120_000);
});
