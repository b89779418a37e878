import { sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";

export async function findAccountByEmail(tx: Tx, email: string): Promise<string | null> {
  const rows = await tx.execute<{ id: string }>(sql`select id from accounts where lower(email) = ${email}`);
  return rows[0]?.id ?? null;
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
