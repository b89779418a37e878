import { drizzle } from "drizzle-orm/postgres-js";
import type { Db, Sql } from "#db/client.ts";
import * as schema from "#db/schema/index.ts";

/** The same connection as drizzle sees it, for what writes and reads the book. */
export function dbOf(sql: Sql): Db {
  return drizzle(sql, { schema });
}

/** What stands on each kind of account, of one order or of the whole market; zeros left out. */
export async function bookOf(sql: Sql, orderId: string | null = null): Promise<Record<string, number>> {
  const rows = await sql<{ place: string; total: number }[]>`
    select concat_ws(' ', a.kind, a.party) as place, sum(e.amount_vnd)::float8 as total
    from ledger_entries e join ledger_accounts a on a.id = e.account_id
    where ${orderId}::uuid is null or e.order_id = ${orderId}::uuid
    group by 1 having sum(e.amount_vnd) <> 0 order by 1`;
  return Object.fromEntries(rows.map((row) => [row.place, row.total]));
}

/** Keys of the batches of a group, in the order of writing. */
export async function batchesOf(sql: Sql, groupId: string): Promise<string[]> {
  const rows = await sql<{ kind: string }[]>`
    select kind from ledger_batches b where group_id = ${groupId}
    order by (select min(seq) from ledger_entries e where e.batch_id = b.id)`;
  return rows.map((row) => row.kind);
}
