import { sql } from "drizzle-orm";
import type { Connection } from "#db/client.ts";
import type { SHOW_EVENT_KINDS } from "#db/schema/live.ts";

export type ShowEventKind = (typeof SHOW_EVENT_KINDS)[number];

/** Writes down what happened in a show, under the number that the show's row gives; answers that number. */
export async function appendShowEvent(
  tx: Connection,
  showId: string,
  kind: ShowEventKind,
  body: Record<string, unknown>,
): Promise<number> {
  const rows = await tx.execute<{ seq: number }>(sql`
    update shows set seq = seq + 1 where id = ${showId} returning seq`);
  const seq = rows[0]?.seq;
  if (seq === undefined) throw new Error("no such show");
  await tx.execute(sql`
    insert into show_events (show_id, seq, kind, body)
    values (${showId}, ${seq}, ${kind}, ${JSON.stringify(body)}::text::jsonb)`);
  return seq;
}

export type ShowEventRow = {
  show_id: string;
  seq: number;
  kind: ShowEventKind;
  body: Record<string, unknown>;
  muted_account: string | null;
  muted_until: number | null;
};

/** What happened in these shows after the numbers that are known, in order; a mute with the person it is about. */
export async function readShowEvents(
  db: Connection,
  known: readonly { showId: string; seq: number }[],
): Promise<ShowEventRow[]> {
  return db.execute<ShowEventRow>(sql`
    select e.show_id, e.seq, e.kind, e.body, u.account_id as muted_account,
      floor(extract(epoch from u.until) * 1000)::float8 as muted_until
    from unnest(${sql.param(known.map((k) => k.showId))}::uuid[], ${sql.param(known.map((k) => k.seq))}::integer[]) as k(show_id, seq)
    join show_events e on e.show_id = k.show_id and e.seq > k.seq
    left join chat_mutes u on e.kind = 'muted' and u.id = (e.body ->> 'muteId')::uuid
    order by e.show_id, e.seq limit 500`);
}

export type ShowMark = { id: string; seq: number; chat_number: number; state: string };

/** How far these shows have come: cheap, to learn what a call about them may mean. */
export async function readShowMarks(db: Connection, showIds: readonly string[]): Promise<ShowMark[]> {
  return db.execute<ShowMark>(sql`
    select id, seq, chat_number, state from shows where id = any(${sql.param([...showIds])}::uuid[])`);
}
