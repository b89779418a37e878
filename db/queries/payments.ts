import { and, eq, inArray, ne, sql } from "drizzle-orm";
import type { Connection, Tx } from "#db/client.ts";
import { paymentAttempts, paymentCallbacks, paymentIntents } from "#db/schema/payments.ts";

export type AttemptRow = typeof paymentAttempts.$inferSelect;
export type IntentRow = typeof paymentIntents.$inferSelect;

export async function insertIntent(tx: Tx, row: typeof paymentIntents.$inferInsert): Promise<void> {
  await tx.insert(paymentIntents).values(row);
}

export async function insertAttempt(tx: Tx, row: typeof paymentAttempts.$inferInsert): Promise<void> {
  await tx.insert(paymentAttempts).values(row);
}

export async function insertCallback(tx: Connection, row: typeof paymentCallbacks.$inferInsert): Promise<void> {
  await tx.insert(paymentCallbacks).values(row);
}

export type AttemptPlace = { attempt_id: string; intent_id: string; group_id: string; group_code: string };

export async function findAttempt(db: Connection, provider: string, reference: string): Promise<AttemptPlace | null> {
  const rows = await db.execute<AttemptPlace>(sql`
    select a.id as attempt_id, a.intent_id, i.group_id, g.code as group_code
    from payment_attempts a join payment_intents i on i.id = a.intent_id join order_groups g on g.id = i.group_id
    where a.provider = ${provider} and a.reference = ${reference}`);
  return rows[0] ?? null;
}

export async function findAttemptById(db: Connection, id: string): Promise<(AttemptRow & { groupId: string }) | null> {
  const rows = await db
    .select({ attempt: paymentAttempts, groupId: paymentIntents.groupId })
    .from(paymentAttempts)
    .innerJoin(paymentIntents, eq(paymentIntents.id, paymentAttempts.intentId))
    .where(eq(paymentAttempts.id, id));
  return rows[0] ? { ...rows[0].attempt, groupId: rows[0].groupId } : null;
}

export async function findAttemptPlace(db: Connection, id: string): Promise<AttemptPlace | null> {
  const rows = await db.execute<AttemptPlace>(sql`
    select a.id as attempt_id, a.intent_id, i.group_id, g.code as group_code
    from payment_attempts a join payment_intents i on i.id = a.intent_id join order_groups g on g.id = i.group_id
    where a.id = ${id}::uuid`);
  return rows[0] ?? null;
}

export async function findAttemptByRequest(db: Connection, requestId: string): Promise<AttemptRow | null> {
  const rows = await db.select().from(paymentAttempts).where(eq(paymentAttempts.requestId, requestId));
  return rows[0] ?? null;
}

export async function lockAttempt(tx: Tx, id: string): Promise<AttemptRow> {
  const rows = await tx.select().from(paymentAttempts).where(eq(paymentAttempts.id, id)).for("update");
  if (!rows[0]) throw new Error("an attempt that was there is gone");
  return rows[0];
}

export async function attemptsOf(db: Connection, intentId: string): Promise<AttemptRow[]> {
  return db
    .select()
    .from(paymentAttempts)
    .where(eq(paymentAttempts.intentId, intentId))
    .orderBy(paymentAttempts.createdAt, paymentAttempts.id);
}

export async function intentOf(db: Connection, groupId: string): Promise<IntentRow | null> {
  const rows = await db.select().from(paymentIntents).where(eq(paymentIntents.groupId, groupId));
  return rows[0] ?? null;
}

export type AttemptChange = {
  state: AttemptRow["state"];
  responseCode?: string | null;
  providerTransactionNo?: string | null;
  bankReference?: string | null;
};

export async function writeAttempt(tx: Tx, id: string, change: AttemptChange): Promise<void> {
  await tx
    .update(paymentAttempts)
    .set({ ...change, settledAt: sql`market_now()` })
    .where(eq(paymentAttempts.id, id));
}

/** Whether another attempt of an intent waits for a person. */
export async function hasOtherReview(tx: Tx, intentId: string, attemptId: string): Promise<boolean> {
  const rows = await tx
    .select({ id: paymentAttempts.id })
    .from(paymentAttempts)
    .where(
      and(
        eq(paymentAttempts.intentId, intentId),
        eq(paymentAttempts.state, "review"),
        ne(paymentAttempts.id, attemptId),
      ),
    )
    .limit(1);
  return rows.length > 0;
}

/** Whether the very same words about an attempt were written down before. */
export async function wasHeard(tx: Tx, attemptId: string, raw: string): Promise<boolean> {
  const rows = await tx
    .select({ id: paymentCallbacks.id })
    .from(paymentCallbacks)
    .where(and(eq(paymentCallbacks.attemptId, attemptId), eq(paymentCallbacks.raw, raw)))
    .limit(1);
  return rows.length > 0;
}

export async function markAsked(db: Connection, id: string): Promise<void> {
  await db
    .update(paymentAttempts)
    .set({ askedCount: sql`${paymentAttempts.askedCount} + 1`, lastAskedAt: sql`market_now()` })
    .where(eq(paymentAttempts.id, id));
}

export async function expirePendingAttempts(tx: Tx, intentId: string): Promise<void> {
  await tx
    .update(paymentAttempts)
    .set({ state: "expired", settledAt: sql`market_now()` })
    .where(and(eq(paymentAttempts.intentId, intentId), inArray(paymentAttempts.state, ["pending"])));
}

export type IntentChange = {
  state: IntentRow["state"];
  method?: IntentRow["method"];
  lastErrorCode?: string | null;
  expiresAt?: Date | null;
};

export async function writeIntent(tx: Tx, id: string, change: IntentChange): Promise<void> {
  await tx
    .update(paymentIntents)
    .set({
      ...change,
      ...(change.state === "succeeded" ? { succeededAt: sql`market_now()` } : {}),
      ...(change.state === "canceled" ? { canceledAt: sql`market_now()` } : {}),
    })
    .where(eq(paymentIntents.id, id));
}

/** The market's clock, as a moment and not as text. */
export async function marketNow(db: Connection): Promise<Date> {
  const rows = await db.execute<{ at: string }>(sql`select market_now() as at`);
  return new Date(rows[0]?.at ?? Number.NaN);
}
