import { sql } from "drizzle-orm";
import type { Connection } from "#db/client.ts";

export type SessionRow = { id: string; token: string; user_agent: string | null; created_at: string };

/** Living sessions of an account, newest first. */
export async function readSessions(tx: Connection, accountId: string): Promise<SessionRow[]> {
  return tx.execute<SessionRow>(sql`
    select id, token, user_agent, to_json(created_at)#>>'{}' as created_at from sessions
    where user_id = ${accountId} and expires_at > market_now() order by created_at desc, id desc limit 50`);
}

/** Ends the sessions of an account, all but the one that is named; answers how many. */
export async function endSessions(tx: Connection, accountId: string, exceptToken: string | null): Promise<number> {
  const rows = await tx.execute(sql`
    delete from sessions where user_id = ${accountId} and token is distinct from ${exceptToken} returning id`);
  return rows.length;
}

/** Sessions that ended by themselves; called where one is opened. */
export async function dropExpiredSessions(tx: Connection, accountId: string): Promise<void> {
  await tx.execute(sql`delete from sessions where user_id = ${accountId} and expires_at <= market_now()`);
}
