import { drizzle, type PostgresJsDatabase } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import * as schema from "./schema/index.ts";

export type Db = PostgresJsDatabase<typeof schema>;
export type Tx = Parameters<Parameters<Db["transaction"]>[0]>[0];
/** Where a query may run: on the pool or inside a transaction. */
export type Connection = Db | Tx;
export type Sql = postgres.Sql;

export type DatabaseOptions = {
  url: string;
  maxConnections?: number;
  applicationName?: string;
  /** Called with the text of every statement; statement counts in tests rest on it. */
  onStatement?: (statement: string) => void;
};

const PLANNED = /^\s*(select|with|insert|update|delete)\b/i;

/**
 * Drizzle sends everything through `unsafe` with `prepare: false`, and postgres.js sends what has no parameters by the
 * simple protocol: either way each page is planned anew, which costs more than running it. Schema changes stay as they are.
 */
function prepareAll(client: Sql): Sql {
  const unsafe = client.unsafe.bind(client);
  client.unsafe = ((query: string, parameters?: never[], options?: object) =>
    unsafe(
      query,
      parameters,
      PLANNED.test(query) ? { ...options, prepare: true, simple: false } : options,
    )) as typeof client.unsafe;
  return client;
}

/** Opens a pool. `close()` waits for running statements, at most five seconds. */
export function openDatabase(options: DatabaseOptions): { db: Db; sql: Sql; close: () => Promise<void> } {
  const sql = postgres(options.url, {
    max: options.maxConnections ?? 10,
    onnotice: () => {},
    connection: { application_name: options.applicationName ?? "cho-phien" },
    ...(options.onStatement ? { debug: (_id: number, text: string) => options.onStatement?.(text) } : {}),
  });
  prepareAll(sql);
  const begin = sql.begin.bind(sql) as (...args: unknown[]) => Promise<unknown>;
  sql.begin = ((...args: unknown[]) => {
    const work = args.pop() as (tx: Sql) => unknown;
    return begin(...args, (tx: Sql) => work(prepareAll(tx)));
  }) as typeof sql.begin;
  return { db: drizzle(sql, { schema }), sql, close: () => sql.end({ timeout: 5 }) };
}

/** Name of the constraint a database error broke, or null when it is another kind of error. */
export function brokenConstraint(error: unknown): string | null {
  for (let e = error; e instanceof Error; e = e.cause as Error) {
    const name = (e as { constraint_name?: string }).constraint_name;
    if (name) return name;
  }
  return null;
}
