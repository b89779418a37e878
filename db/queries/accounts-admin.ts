import { sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";

export type KnownAccount = { id: string; isProved: boolean };

/** The account of an e-mail, and whether its owner has confirmed that it is theirs. */
export async function findAccountByEmail(tx: Tx, email: string): Promise<KnownAccount | null> {
  const rows = await tx.execute<KnownAccount>(
    sql`select id, email_verified and email_is_real as "isProved" from accounts where lower(email) = ${email} for update`,
  );
  return rows[0] ?? null;
}

/** Takes an account from whoever opened it: its e-mail counts as confirmed, old passwords and sessions end. */
export async function takeOver(tx: Tx, accountId: string): Promise<void> {
  await tx.execute(
    sql`update accounts set email_verified = true, email_is_real = true, updated_at = market_now() where id = ${accountId}::uuid`,
  );
  await tx.execute(sql`delete from credentials where user_id = ${accountId}::uuid`);
  await tx.execute(sql`delete from sessions where user_id = ${accountId}::uuid`);
}

export async function insertAdmin(tx: Tx, id: string, email: string): Promise<void> {
  await tx.execute(
    sql`insert into accounts (id, name, email, email_verified) values (${id}::uuid, ${email}, ${email}, true)`,
  );
}

/** The password of an account as better-auth keeps it: an argon2id hash. */
export async function insertPassword(tx: Tx, id: string, accountId: string, hash: string): Promise<void> {
  await tx.execute(sql`insert into credentials (id, account_id, provider_id, user_id, password)
    values (${id}::uuid, ${accountId}, 'credential', ${accountId}::uuid, ${hash})`);
}

export async function giveAdminRole(tx: Tx, accountId: string): Promise<void> {
  await tx.execute(
    sql`insert into staff_roles (account_id, role) values (${accountId}::uuid, 'admin') on conflict do nothing`,
  );
}
