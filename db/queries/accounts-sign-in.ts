import { sql } from "drizzle-orm";
import type { Connection } from "#db/client.ts";

/** A person as signing in and resetting need them. Dates are not read: whoever asks decides by the booleans. */
export type LoginRow = {
  id: string;
  name: string;
  email: string;
  email_is_real: boolean;
  email_verified: boolean;
  phone_number: string | null;
  phone_number_verified: boolean;
  is_banned: boolean;
  password: string | null;
};

const person = sql`
  a.id, a.name, a.email, a.email_is_real, a.email_verified, a.phone_number, a.phone_number_verified,
  a.banned_at is not null as is_banned,
  (select c.password from credentials c where c.user_id = a.id and c.provider_id = 'credential') as password`;

export async function readByContact(
  tx: Connection,
  channel: "mail" | "sms",
  address: string,
): Promise<LoginRow | null> {
  const where = channel === "mail" ? sql`a.email = ${address}` : sql`a.phone_number = ${address}`;
  const rows = await tx.execute<LoginRow>(sql`select ${person} from accounts a where ${where}`);
  return rows[0] ?? null;
}

/** The same, its row locked until the transaction ends. */
export async function lockByContact(
  tx: Connection,
  channel: "mail" | "sms",
  address: string,
): Promise<LoginRow | null> {
  const where = channel === "mail" ? sql`a.email = ${address}` : sql`a.phone_number = ${address}`;
  const rows = await tx.execute<LoginRow>(sql`select ${person} from accounts a where ${where} for update of a`);
  return rows[0] ?? null;
}

export async function lockById(tx: Connection, accountId: string): Promise<LoginRow | null> {
  const rows = await tx.execute<LoginRow>(
    sql`select ${person} from accounts a where a.id = ${accountId} for update of a`,
  );
  return rows[0] ?? null;
}

/** Inserts an account unless its e-mail or phone is taken; true when it was. */
export async function insertAccount(
  tx: Connection,
  account: { id: string; name: string; email: string; emailIsReal: boolean; phone: string | null },
): Promise<boolean> {
  const rows = await tx.execute(sql`
    insert into accounts (id, name, email, email_is_real, phone_number)
    values (${account.id}, ${account.name}, ${account.email}, ${account.emailIsReal}, ${account.phone})
    on conflict do nothing returning id`);
  return rows.length === 1;
}

export async function renameAccount(tx: Connection, accountId: string, name: string): Promise<void> {
  await tx.execute(sql`update accounts set name = ${name}, updated_at = market_now() where id = ${accountId}`);
}

/** Writes the one password an account has. */
export async function setPassword(
  tx: Connection,
  given: { id: string; accountId: string; hash: string },
): Promise<void> {
  await tx.execute(sql`
    insert into credentials (id, account_id, provider_id, user_id, password)
    values (${given.id}, ${given.accountId}, 'credential', ${given.accountId}, ${given.hash})
    on conflict (provider_id, account_id) do update set password = excluded.password, updated_at = market_now()`);
}

/** Takes a contact that was never proved away from whoever typed it in; the proof of another is worth more. */
export async function releaseUnproved(
  tx: Connection,
  channel: "mail" | "sms",
  address: string,
  exceptId: string,
): Promise<void> {
  if (channel === "mail") {
    await tx.execute(sql`
      update accounts set email = 'phone-' || id || '@phone.invalid', email_is_real = false, updated_at = market_now()
      where email = ${address} and not email_verified and id <> ${exceptId}`);
  } else {
    await tx.execute(sql`
      update accounts set phone_number = null, updated_at = market_now()
      where phone_number = ${address} and not phone_number_verified and id <> ${exceptId}`);
  }
}

/** Keeps a contact as proved. False when another account has proved it already. */
export async function proveContact(
  tx: Connection,
  accountId: string,
  channel: "mail" | "sms",
  address: string,
): Promise<boolean> {
  await releaseUnproved(tx, channel, address, accountId);
  const column = channel === "mail" ? sql`email` : sql`phone_number`;
  const change =
    channel === "mail"
      ? sql`email = ${address}, email_is_real = true, email_verified = true`
      : sql`phone_number = ${address}, phone_number_verified = true`;
  const rows = await tx.execute(sql`
    update accounts set ${change}, updated_at = market_now()
    where id = ${accountId} and not exists (
      select 1 from accounts o where o.${column} = ${address} and o.id <> ${accountId})
    returning id`);
  return rows.length === 1;
}

export async function insertAgreements(
  tx: Connection,
  rows: readonly { id: string; accountId: string; page: string; version: string }[],
): Promise<void> {
  for (const row of rows) {
    await tx.execute(sql`
      insert into agreements (id, account_id, page, version)
      values (${row.id}, ${row.accountId}, ${row.page}, ${row.version})`);
  }
}

export type PolicyVersionRow = { page: string; version: string; valid_from: string };

/** The version of each page that is in force now. */
export async function readPoliciesInForce(tx: Connection): Promise<PolicyVersionRow[]> {
  return tx.execute<PolicyVersionRow>(sql`
    select distinct on (page) page, version, to_char(valid_from at time zone market_zone(), 'YYYY-MM-DD') as valid_from
    from policy_versions where valid_from <= market_now() order by page, valid_from desc, version desc`);
}
