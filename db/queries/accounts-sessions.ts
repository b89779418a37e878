import { sql } from "drizzle-orm";
import type { Connection } from "#db/client.ts";
import type { MemberRole, StaffRole } from "#services/shared/viewer.ts";

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

export type StandingOfSession = {
  token: string;
  account_id: string;
  staff_roles: StaffRole[];
  memberships: { shopId: string; role: MemberRole }[];
};

/** Whose these sessions are and what those people may do; a session that is over has no row. */
export async function readSessionStandings(db: Connection, tokens: readonly string[]): Promise<StandingOfSession[]> {
  return db.execute<StandingOfSession>(sql`
    select s.token, a.id as account_id,
      coalesce((select json_agg(r.role) from staff_roles r where r.account_id = a.id), '[]') as staff_roles,
      coalesce((select json_agg(json_build_object('shopId', m.shop_id, 'role', m.role))
        from memberships m where m.account_id = a.id), '[]') as memberships
    from sessions s join accounts a on a.id = s.user_id
    where s.token = any(${sql.param([...tokens])}::text[]) and s.expires_at > market_now() and a.banned_at is null`);
}
