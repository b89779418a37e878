import { sql } from "drizzle-orm";
import type { Connection } from "#db/client.ts";

export type MessageRow = {
  id: string;
  channel: "mail" | "sms";
  recipient: string;
  kind: string;
  subject: string;
  body: string;
  state: string;
  tries: number;
};

/** A message, its row locked: of two workers with the same job, one waits and then finds it sent. */
export async function lockMessage(tx: Connection, id: string): Promise<MessageRow | null> {
  const rows = await tx.execute<MessageRow>(sql`
    select id, channel, recipient, kind, subject, body, state, tries from outbox_messages where id = ${id} for update`);
  return rows[0] ?? null;
}

/** `keepText` false: what was in it goes, because it was a secret and somebody has it now. */
export async function markSent(tx: Connection, id: string, keepText: boolean): Promise<void> {
  const text = keepText ? sql`` : sql`, body = '', data = '{}'::jsonb`;
  await tx.execute(sql`
    update outbox_messages set state = 'sent', tries = tries + 1, sent_at = market_now(), last_error = null ${text}
    where id = ${id}`);
}

export async function markTried(tx: Connection, id: string, error: string, isLast: boolean): Promise<void> {
  await tx.execute(sql`
    update outbox_messages set state = ${isLast ? "failed" : "queued"}, tries = tries + 1, last_error = ${error}
    where id = ${id}`);
}

export type OutboxRow = MessageRow & { last_error: string | null; created_at: string };

export async function readOutbox(tx: Connection, limit: number): Promise<OutboxRow[]> {
  return tx.execute<OutboxRow>(sql`
    select id, channel, recipient, kind, subject, body, state, tries, last_error, to_json(created_at)#>>'{}' as created_at
    from outbox_messages order by created_at desc, id desc limit ${limit}`);
}
