import { sql } from "drizzle-orm";
import type { Connection } from "#db/client.ts";

export type ReminderLanguage = "vi" | "en";

/** Asks for a reminder; asked for already, it stays as it was. */
export async function insertReminder(
  tx: Connection,
  { showId, accountId, language }: { showId: string; accountId: string; language: ReminderLanguage },
): Promise<void> {
  await tx.execute(sql`
    insert into show_reminders (show_id, account_id, language) values (${showId}::uuid, ${accountId}::uuid, ${language})
    on conflict do nothing`);
}

export async function deleteReminder(tx: Connection, showId: string, accountId: string): Promise<void> {
  await tx.execute(sql`delete from show_reminders where show_id = ${showId}::uuid and account_id = ${accountId}::uuid`);
}

/** How many want to be reminded of a show, and whether this account is one of them. */
export async function readReminders(
  db: Connection,
  showId: string,
  accountId: string | null,
): Promise<{ count: number; isAsked: boolean }> {
  const rows = await db.execute<{ count: number; isAsked: boolean }>(sql`
    select count(*)::int as count, coalesce(bool_or(account_id = ${accountId}::uuid), false) as "isAsked"
    from show_reminders where show_id = ${showId}::uuid`);
  return rows[0] ?? { count: 0, isAsked: false };
}

/** Shows that are on or begin within the hour and that somebody hasn't been told of as they are planned now. */
export async function showsToRemindOf(db: Connection): Promise<string[]> {
  const rows = await db.execute<{ id: string }>(sql`
    select s.id from shows s
    where (s.state = 'live' or s.state = 'planned' and s.starts_at between market_now() and market_now() + interval '1 hour')
      and exists (select 1 from show_reminders r where r.show_id = s.id and r.told_for is distinct from s.starts_at)`);
  return rows.map((row) => row.id);
}

export type ReminderRow = {
  account_id: string;
  language: ReminderLanguage;
  told_for: Date | null;
  email: string | null;
  email_verified: boolean;
  phone: string | null;
  phone_verified: boolean;
  now: Date;
};

/** The reminders of a show with where their people are reached, locked; those that another worker has are left to it. */
export async function lockReminders(tx: Connection, showId: string): Promise<ReminderRow[]> {
  const rows = await tx.execute<Omit<ReminderRow, "told_for" | "now"> & { told_for: string | null; now: string }>(sql`
    select r.account_id, r.language, r.told_for, case when a.email_is_real then a.email end as email, a.email_verified,
      a.phone_number as phone, a.phone_number_verified as phone_verified, market_now() as now
    from show_reminders r join accounts a on a.id = r.account_id
    where r.show_id = ${showId}::uuid and a.banned_at is null
    for update of r skip locked`);
  return rows.map((row) => ({
    ...row,
    told_for: row.told_for ? new Date(row.told_for) : null,
    now: new Date(row.now),
  }));
}

export async function markReminded(tx: Connection, showId: string, accountId: string, toldFor: Date): Promise<void> {
  await tx.execute(sql`
    update show_reminders set told_for = ${toldFor.toISOString()}::timestamptz
    where show_id = ${showId}::uuid and account_id = ${accountId}::uuid`);
}

/** Where an account is reached. */
export async function readContact(
  db: Connection,
  accountId: string,
): Promise<Pick<ReminderRow, "email" | "email_verified" | "phone" | "phone_verified"> | null> {
  const rows = await db.execute<Pick<ReminderRow, "email" | "email_verified" | "phone" | "phone_verified">>(sql`
    select case when email_is_real then email end as email, email_verified, phone_number as phone,
      phone_number_verified as phone_verified
    from accounts where id = ${accountId}::uuid`);
  return rows[0] ?? null;
}
