import { sql } from "drizzle-orm";
import type { Connection } from "#db/client.ts";

export type ChatShowRow = {
  id: string;
  shop_id: string;
  shop_name: string;
  state: "planned" | "live" | "ended" | "stopped" | "called_off";
  is_demo: boolean;
};

/** The show behind an address, locked against other writers: numbers are given one after the other. */
export async function lockShow(tx: Connection, slug: string): Promise<ChatShowRow | null> {
  const rows = await tx.execute<ChatShowRow>(sql`
    select s.id, s.shop_id, h.name as shop_name, s.state, s.is_demo from shows s join shops h on h.id = s.shop_id
    where s.slug = ${slug} for no key update of s`);
  return rows[0] ?? null;
}

export type WriterRow = {
  name: string;
  is_banned: boolean;
  is_member: boolean;
  is_staff: boolean;
  muted_seconds: number;
  ages: number[];
};

/** Who somebody is in a show: standing, mute, and how long ago they said their newest few things. */
export async function readWriter(
  tx: Connection,
  show: { id: string; shop_id: string },
  accountId: string,
  newest: number,
): Promise<WriterRow | null> {
  const rows = await tx.execute<WriterRow>(sql`
    select a.name, a.banned_at is not null as is_banned,
      exists (select 1 from memberships m where m.account_id = a.id and m.shop_id = ${show.shop_id}) as is_member,
      exists (select 1 from staff_roles r where r.account_id = a.id and r.role in ('moderator', 'admin')) as is_staff,
      coalesce((select extract(epoch from u.until - market_now()) from chat_mutes u
        where u.show_id = ${show.id} and u.account_id = a.id order by u.created_at desc, u.id desc limit 1), 0)::float8 as muted_seconds,
      coalesce((select json_agg(extract(epoch from market_now() - n.created_at)::float8 order by n.number desc)
        from (select c.created_at, c.number from chat_messages c where c.show_id = ${show.id} and c.account_id = a.id
          order by c.number desc limit ${newest}) n), '[]') as ages
    from accounts a where a.id = ${accountId}`);
  return rows[0] ?? null;
}

export type SaidRow = { show_id: string; number: number; account_id: string | null };

/** The message that carries this id of its writer's own. */
export async function readSaid(tx: Connection, id: string): Promise<SaidRow | null> {
  const rows = await tx.execute<SaidRow>(sql`
    select show_id, number, account_id from chat_messages where id = ${id}`);
  return rows[0] ?? null;
}

export type NewMessage = {
  showId: string;
  id: string;
  accountId: string | null;
  authorName: string;
  role: string;
  body: string;
};

/** Stores a message under the show's next number; answers it. */
export async function insertMessage(tx: Connection, said: NewMessage): Promise<number> {
  const numbered = await tx.execute<{ number: number }>(sql`
    update shows set chat_number = chat_number + 1 where id = ${said.showId} returning chat_number as number`);
  const number = numbered[0]?.number;
  if (number === undefined) throw new Error("no such show");
  await tx.execute(sql`
    insert into chat_messages (show_id, number, id, account_id, author_name, role, body)
    values (${said.showId}, ${number}, ${said.id}, ${said.accountId}, ${said.authorName}, ${said.role}, ${said.body})`);
  return number;
}

export type MessageRow = {
  number: number;
  id: string;
  name: string;
  role: "viewer" | "host" | "staff" | "demo";
  body: string;
  at: number;
  hidden: boolean;
};

export type PageRow = { last: number; hidden: number[]; lines: MessageRow[] };

/**
 * Messages of a show after a number (null: the newest), in order, hidden ones without their words; the last number
 * given; numbers hidden among the newest. One statement, so that all of it is of one moment.
 */
export async function readPage(
  db: Connection,
  slug: string,
  after: number | null,
  limit: number,
  kept: number,
): Promise<PageRow | null> {
  const rows = await db.execute<PageRow>(sql`
    select s.chat_number as last,
      coalesce((select json_agg(c.number order by c.number) from chat_messages c
        where c.show_id = s.id and c.number > s.chat_number - ${kept} and c.hidden_at is not null), '[]') as hidden,
      coalesce((select json_agg(json_build_object('number', c.number, 'id', c.id, 'name', c.author_name, 'role', c.role,
          'body', case when c.hidden_at is null then c.body else '' end,
          'at', floor(extract(epoch from c.created_at) * 1000), 'hidden', c.hidden_at is not null) order by c.number)
        from (select * from chat_messages m where m.show_id = s.id
          and m.number > coalesce(${after}::integer, s.chat_number - ${limit}) order by m.number limit ${limit}) c), '[]') as lines
    from shows s where s.slug = ${slug} and s.state <> 'called_off'`);
  return rows[0] ?? null;
}

export type HideRow = { account_id: string | null; hidden: boolean; role: string };

/** A message of a show, locked. */
export async function lockMessage(tx: Connection, showId: string, number: number): Promise<HideRow | null> {
  const rows = await tx.execute<HideRow>(sql`
    select account_id, hidden_at is not null as hidden, role from chat_messages
    where show_id = ${showId} and number = ${number} for update`);
  return rows[0] ?? null;
}

export async function setHidden(
  tx: Connection,
  showId: string,
  number: number,
  by: string,
  reason: string | null,
): Promise<void> {
  await tx.execute(sql`
    update chat_messages set hidden_at = market_now(), hidden_by = ${by}, hidden_reason = ${reason}
    where show_id = ${showId} and number = ${number}`);
}

export type NewMute = {
  id: string;
  showId: string;
  accountId: string;
  minutes: number;
  mutedBy: string;
  reason: string;
};

export async function insertMute(tx: Connection, mute: NewMute): Promise<void> {
  await tx.execute(sql`
    insert into chat_mutes (id, show_id, account_id, until, muted_by, reason)
    values (${mute.id}, ${mute.showId}, ${mute.accountId}, market_now() + make_interval(mins => ${mute.minutes}::integer),
      ${mute.mutedBy}, ${mute.reason})`);
}

/** Until when somebody may not write in a show, in milliseconds since 1970 by the market's clock; null when they may. */
export async function readMute(db: Connection, showId: string, accountId: string): Promise<number | null> {
  const rows = await db.execute<{ until: number | null }>(sql`
    select case when u.until > market_now() then floor(extract(epoch from u.until) * 1000)::float8 end as until
    from chat_mutes u where u.show_id = ${showId} and u.account_id = ${accountId} order by u.created_at desc, u.id desc limit 1`);
  return rows[0]?.until ?? null;
}

/** Clears messages of demonstrations that are older than a day, some at a time; answers how many went. */
export async function deleteOldDemoChat(db: Connection, limit: number): Promise<number> {
  const rows = await db.execute(sql`
    delete from chat_messages c using (
      select m.show_id, m.number from shows s join chat_messages m on m.show_id = s.id
      where s.is_demo and m.created_at < market_now() - interval '1 day' limit ${limit}
    ) old where c.show_id = old.show_id and c.number = old.number returning c.number`);
  return rows.length;
}

/** Notes who watches, each once a show, and the most at one moment. */
export async function insertAudience(
  db: Connection,
  showId: string,
  hashes: readonly string[],
  viewers: number,
): Promise<void> {
  if (hashes.length > 0)
    await db.execute(sql`
      insert into show_visits (show_id, visitor_hash)
      select ${showId}, hash from unnest(${sql.param([...hashes])}::text[]) as hash
      on conflict do nothing`);
  await db.execute(sql`
    update shows set most_viewers = ${viewers} where id = ${showId} and state = 'live' and most_viewers < ${viewers}`);
}
