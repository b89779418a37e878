import { and, asc, eq, inArray, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { holds, lots, stockEntries } from "#db/schema/catalogue.ts";

export type LockedLot = {
  id: string;
  shopId: string;
  variantId: string;
  code: string;
  number: string;
  free: number;
  isClosed: boolean;
  isPastBest: boolean;
};

/** Lots by id, locked in that order; `isPastBest` by the market's day. */
export async function lockLots(tx: Tx, lotIds: readonly string[]): Promise<LockedLot[]> {
  return tx
    .select({
      id: lots.id,
      shopId: lots.shopId,
      variantId: lots.variantId,
      code: lots.code,
      number: lots.number,
      free: sql<number>`${lots.onHand} - ${lots.reserved}`,
      isClosed: lots.isClosed,
      isPastBest: sql<boolean>`coalesce(${lots.bestBefore} < market_today(), false)`,
    })
    .from(lots)
    .where(inArray(lots.id, [...lotIds]))
    .orderBy(asc(lots.id))
    .for("update");
}

/** Holds of order lines that are committed to their buyer. */
export async function committedHolds(tx: Tx, lineIds: readonly string[]) {
  return tx
    .select({
      id: holds.id,
      lotId: holds.lotId,
      lineId: holds.orderLineId,
      quantity: holds.quantity,
      buyerKey: holds.buyerKey,
      dealId: holds.dealId,
    })
    .from(holds)
    .where(and(inArray(holds.orderLineId, [...lineIds]), eq(holds.state, "committed")))
    .orderBy(asc(holds.lotId), asc(holds.id));
}

export async function endHolds(tx: Tx, holdIds: readonly string[], state: "consumed" | "released"): Promise<void> {
  if (holdIds.length === 0) return;
  await tx
    .update(holds)
    .set({ state })
    .where(inArray(holds.id, [...holdIds]));
}

export async function addHolds(tx: Tx, rows: readonly (typeof holds.$inferInsert)[]): Promise<void> {
  if (rows.length > 0) await tx.insert(holds).values([...rows]);
}

export async function addStockEntries(tx: Tx, rows: readonly (typeof stockEntries.$inferInsert)[]): Promise<void> {
  if (rows.length > 0) await tx.insert(stockEntries).values([...rows]);
}
