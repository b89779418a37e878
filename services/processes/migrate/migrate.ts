import { readFileSync } from "node:fs";
import { migrate } from "drizzle-orm/postgres-js/migrator";
import { runMigrations } from "graphile-worker";
import { openDatabase } from "#db/client.ts";
import { seedTaxRates } from "#db/seeds/reference.ts";
import { postEarlierSales } from "#services/orders/post-earlier-sales.ts";

const LOCK = 7_304_011;

type Journal = { entries: { tag: string; when: number }[] };

export class NewerDatabaseError extends Error {}

function migrationsFolder(): string {
  return `${process.cwd()}/db/migrations`;
}

function readJournal(): Journal {
  return JSON.parse(readFileSync(`${migrationsFolder()}/meta/_journal.json`, "utf8")) as Journal;
}

/**
 * Brings the database up to this version, under an advisory lock so that two starts don't race. What was sold before the
 * ledger gets its postings here, once.
 * Throws `NewerDatabaseError` when the database holds migrations that this version doesn't know.
 */
export async function migrateDatabase(url: string): Promise<void> {
  const { db, sql, close } = openDatabase({ url, maxConnections: 1, applicationName: "cho-phien migrate" });
  try {
    await sql`select pg_advisory_lock(${LOCK})`;
    const known = readJournal().entries;
    const newestKnown = known.at(-1)?.when ?? 0;
    const [table] = await sql`select to_regclass('drizzle.__drizzle_migrations') as name`;
    if (table?.name) {
      const [newest] = await sql`select max(created_at)::bigint as at from drizzle.__drizzle_migrations`;
      if (Number(newest?.at ?? 0) > newestKnown) {
        throw new NewerDatabaseError(
          "the database was made by a newer version of Chợ Phiên; start that version, or use another data folder",
        );
      }
    }
    await runMigrations({ connectionString: url });
    await migrate(db, { migrationsFolder: migrationsFolder() });
    await db.transaction(async (tx) => {
      await seedTaxRates(tx);
      await postEarlierSales(tx);
    });
  } finally {
    await close();
  }
}

/** How many migrations this version has and how many the database has. */
export async function migrationState(
  sql: ReturnType<typeof openDatabase>["sql"],
): Promise<{ known: number; applied: number }> {
  const [row] = await sql`select count(*)::int as applied from drizzle.__drizzle_migrations`;
  return { known: readJournal().entries.length, applied: Number(row?.applied ?? 0) };
}
