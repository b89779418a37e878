import { sql } from "drizzle-orm";
import type { Connection } from "#db/client.ts";

export type Row = Record<string, string | number | boolean | null>;

/** Writes many rows of one table in one statement. All rows have the columns of the first; columns left out get their default. */
export async function insertRows(tx: Connection, table: string, rows: readonly Row[]): Promise<void> {
  const first = rows[0];
  if (!first) return;
  const columns = sql.raw(
    Object.keys(first)
      .map((name) => `"${name}"`)
      .join(", "),
  );
  const target = sql.raw(`"${table}"`);
  await tx.execute(sql`
    insert into ${target} (${columns})
    select ${columns} from json_populate_recordset(null::${target}, ${JSON.stringify(rows)}::json)`);
}

/** The moment of seeding by the market's clock, and days counted from it. */
export type SeedClock = {
  /** ISO instant this many days (or parts of one) from now. */
  instant: (days: number) => string;
  /** YYYY-MM-DD in the market's zone, this many days from today. */
  day: (days: number) => string;
};

export async function readSeedClock(tx: Connection): Promise<SeedClock> {
  const rows = await tx.execute<{ now: string; today: string }>(
    sql`select extract(epoch from market_now())::float8 as now, market_today()::text as today`,
  );
  const now = Number(rows[0]?.now) * 1000;
  const today = Date.parse(`${rows[0]?.today}T00:00:00Z`);
  const days = (count: number) => count * 86_400_000;
  return {
    instant: (count) => new Date(now + days(count)).toISOString(),
    day: (count) => new Date(today + days(count)).toISOString().slice(0, 10),
  };
}
