import { and, eq, notInArray, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { paymentIntents } from "#db/schema/payments.ts";

/** Cancels an intent that hasn't ended. */
export async function cancelIntent(tx: Tx, intentId: string): Promise<void> {
  await tx
    .update(paymentIntents)
    .set({ state: "canceled", canceledAt: sql`market_now()` })
    .where(and(eq(paymentIntents.id, intentId), notInArray(paymentIntents.state, ["succeeded", "canceled"])));
}
