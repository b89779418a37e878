import { sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";

/** True for the one who is to post what was sold before there was a ledger; others wait for the answer. */
export async function beginBook(tx: Tx): Promise<boolean> {
  const rows = await tx.execute(sql`select 1 from ledger_beginnings where posted_at is null for update`);
  // The book is empty when this transaction makes its plans, and long when it ends.
  if (rows.length > 0) await tx.execute(sql`set local enable_seqscan = off`);
  return rows.length > 0;
}

export async function endBeginning(tx: Tx): Promise<void> {
  await tx.execute(sql`update ledger_beginnings set posted_at = market_now()`);
}

type At = { at: string };

export async function capturedIntents(tx: Tx) {
  return tx.execute<{ groupId: string; intentId: string; attemptId: string; provider: string } & At>(sql`
    select i.group_id as "groupId", i.id as "intentId", a.id as "attemptId", a.provider, to_json(i.succeeded_at) as at
    from payment_intents i join payment_attempts a on a.intent_id = i.id and a.state = 'succeeded'
    where i.state = 'succeeded' order by i.succeeded_at, i.id`);
}

export async function cashTaken(tx: Tx) {
  return tx.execute<{ groupId: string; orderId: string; carrier: string | null } & At>(sql`
    select group_id as "groupId", id as "orderId", carrier, to_json(cash_received_at) as at
    from orders where cash_received_at is not null order by cash_received_at, id`);
}

/** Complete orders; one whose cash was recorded afterwards became payable then. */
export async function completedOrders(tx: Tx) {
  return tx.execute<{ groupId: string; orderId: string } & At>(sql`
    select group_id as "groupId", id as "orderId", to_json(greatest(closed_at, cash_received_at)) as at
    from orders where state = 'completed' order by greatest(closed_at, cash_received_at), id`);
}

export async function duesWritten(tx: Tx) {
  return tx.execute<{ dueId: string } & At>(
    sql`select id as "dueId", to_json(created_at) as at from refund_dues order by created_at, id`,
  );
}

export async function duesPaid(tx: Tx) {
  return tx.execute<{ dueId: string } & At>(
    sql`select id as "dueId", to_json(paid_at) as at from refund_dues where state = 'paid' order by paid_at, id`,
  );
}
