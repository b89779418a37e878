import { sql } from "drizzle-orm";
import type { Connection } from "#db/client.ts";
import type { StaffRole } from "#services/shared/viewer.ts";

export type PersonRow = {
  id: string;
  name: string;
  email: string | null;
  email_verified: boolean;
  phone_number: string | null;
  phone_number_verified: boolean;
  staff_roles: StaffRole[];
  shops: string[];
  created_at: string;
  banned_at: string | null;
};

export type PeopleFilter = { words: string; role: StaffRole | "any" | null; bannedOnly: boolean };

const iso = (column: string) => sql.raw(`to_json(${column})#>>'{}'`);

function condition({ words, role, bannedOnly }: PeopleFilter) {
  const parts = [sql`true`];
  if (words !== "") {
    const like = `%${words.replace(/[\\%_]/g, "\\$&")}%`;
    const digits = words.replace(/\D/g, "").replace(/^(0|84)/, "");
    const phone = digits.length >= 4 ? sql`or a.phone_number like ${`%${digits}%`}` : sql``;
    parts.push(
      sql`(f_unaccent(a.name) like f_unaccent(${like}) or (a.email_is_real and a.email like lower(${like})) ${phone})`,
    );
  }
  if (role !== null) {
    const which = role === "any" ? sql`true` : sql`r.role = ${role}`;
    parts.push(sql`exists (select 1 from staff_roles r where r.account_id = a.id and ${which})`);
  }
  if (bannedOnly) parts.push(sql`a.banned_at is not null`);
  return sql.join(parts, sql` and `);
}

/** A page of accounts, newest first, with roles and shops. */
export async function readPeople(
  tx: Connection,
  filter: PeopleFilter,
  page: { limit: number; offset: number },
): Promise<{ rows: PersonRow[]; total: number }> {
  const where = condition(filter);
  const rows = await tx.execute<PersonRow>(sql`
    select a.id, a.name, case when a.email_is_real then a.email end as email, a.email_verified, a.phone_number,
      a.phone_number_verified, ${iso("a.created_at")} as created_at, ${iso("a.banned_at")} as banned_at,
      coalesce((select json_agg(r.role order by r.role) from staff_roles r where r.account_id = a.id), '[]') as staff_roles,
      coalesce((select json_agg(s.name order by s.name collate "vi-x-icu") from memberships m join shops s on s.id = m.shop_id
        where m.account_id = a.id), '[]') as shops
    from accounts a where ${where} order by a.created_at desc, a.id desc limit ${page.limit} offset ${page.offset}`);
  const [count] = await tx.execute<{ total: number }>(
    sql`select count(*)::int as total from accounts a where ${where}`,
  );
  return { rows: [...rows], total: count?.total ?? 0 };
}

export type StandingRow = { id: string; is_banned: boolean; staff_roles: StaffRole[] };

/** The accounts that roles and bans are about, locked in the order of their ids, so that two admins don't cross. */
export async function lockStandings(tx: Connection, ids: readonly string[]): Promise<Map<string, StandingRow>> {
  const wanted = sql.join(
    ids.map((id) => sql`${id}::uuid`),
    sql`, `,
  );
  await tx.execute(sql`select id from accounts where id in (${wanted}) order by id for update`);
  const rows = await tx.execute<StandingRow>(sql`
    select a.id, a.banned_at is not null as is_banned,
      coalesce((select json_agg(r.role order by r.role) from staff_roles r where r.account_id = a.id), '[]') as staff_roles
    from accounts a where a.id in (${wanted})`);
  return new Map(rows.map((row) => [row.id, row]));
}

/** How many admins can still sign in; their rows stay locked until the transaction ends. */
export async function lockAndCountAdmins(tx: Connection): Promise<number> {
  const rows = await tx.execute(sql`
    select r.account_id from staff_roles r join accounts a on a.id = r.account_id
    where r.role = 'admin' and a.banned_at is null order by r.account_id for update of r`);
  return rows.length;
}

export async function insertRole(tx: Connection, accountId: string, role: StaffRole, by: string): Promise<void> {
  await tx.execute(sql`
    insert into staff_roles (account_id, role, granted_by) values (${accountId}, ${role}, ${by}) on conflict do nothing`);
}

export async function deleteRole(tx: Connection, accountId: string, role: StaffRole): Promise<void> {
  await tx.execute(sql`delete from staff_roles where account_id = ${accountId} and role = ${role}`);
}

export async function setBan(tx: Connection, accountId: string, isBanned: boolean): Promise<void> {
  await tx.execute(sql`
    update accounts set banned_at = ${isBanned ? sql`market_now()` : sql`null`}, updated_at = market_now()
    where id = ${accountId}`);
}
