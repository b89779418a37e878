import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import { inject } from "vitest";
import { type OpenMarket, openMarket } from "#services/processes/market.ts";
import { readSettings, type Settings } from "#services/shared/env.ts";
import { newId } from "#services/shared/ids.ts";
import { openLog } from "#services/shared/log.ts";

declare module "vitest" {
  export interface ProvidedContext {
    postgresUrl: string;
  }
}

export type Bench = OpenMarket & {
  url: string;
  settings: Settings;
  /** Statements sent since the last `statements.length = 0`. */
  statements: string[];
  /** Moves the market's clock, in seconds. */
  advanceClock: (seconds: number) => Promise<void>;
  /** Another market on the same database, as another process would have it. */
  another: (role?: string) => OpenMarket;
  end: () => Promise<void>;
};

export const TEST_SECRET = "a-secret-of-the-test-bench-alone-0123456789";

/** Waits, at most five seconds, until nobody is connected: a pool that is closing would report a line that was cut. */
async function untilAlone(admin: postgres.Sql, name: string): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    const [row] = await admin`select count(*)::int as others from pg_stat_activity where datname = ${name}`;
    if (row?.others === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Clones the template (migrated, reference data loaded) into a database of this file's own and opens a market on it. */
export async function openBench(overrides: Record<string, string> = {}): Promise<Bench> {
  const server = new URL(inject("postgresUrl"));
  const name = `test_${newId().replaceAll("-", "")}`;
  const admin = postgres(Object.assign(new URL(server), { pathname: "/postgres" }).href, {
    max: 1,
    onnotice: () => {},
  });
  await admin.unsafe(`create database ${name} template ${process.env.CHO_PHIEN_TEMPLATE ?? "template_market"}`);
  const url = Object.assign(new URL(server), { pathname: `/${name}` }).href;
  const data = await mkdtemp(join(tmpdir(), "cho-phien-test-"));
  const settings = readSettings({
    DATABASE_URL: url,
    PUBLIC_URL: "http://localhost:3000",
    APP_SECRET: TEST_SECRET,
    MARKET_MODE: "demo",
    MARKET_DATA: data,
    MARKET_LOG_LEVEL: "silent",
    ...overrides,
  });
  const statements: string[] = [];
  const opened: OpenMarket[] = [];
  const open = (role = "test") => {
    const made = openMarket(settings, role, openLog("silent", role), (text) => statements.push(text));
    opened.push(made);
    return made;
  };
  const first = open();
  return {
    ...first,
    url,
    settings,
    statements,
    another: open,
    async advanceClock(seconds) {
      await first.sql`update market_clock set shift = shift + make_interval(secs => ${seconds})`;
    },
    async end() {
      await Promise.all(opened.map((o) => o.close()));
      await untilAlone(admin, name);
      await admin.unsafe(`drop database if exists ${name} with (force)`);
      await admin.end();
      await rm(data, { recursive: true, force: true });
    },
  };
}
