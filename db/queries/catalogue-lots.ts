import { and, desc, eq, sql } from "drizzle-orm";
import type { Connection, Tx } from "#db/client.ts";
import { accounts } from "#db/schema/accounts.ts";
import { listings, lots, stockEntries, variants } from "#db/schema/catalogue.ts";

export type LotRow = typeof lots.$inferSelect;

export async function readLot(db: Connection, lotId: string): Promise<LotRow | null> {
  const rows = await db.select().from(lots).where(eq(lots.id, lotId));
  return rows[0] ?? null;
}

/** A lot under lock, as holds and packing lock it. */
export async function lockLot(tx: Tx, lotId: string): Promise<LotRow | null> {
  const rows = await tx.select().from(lots).where(eq(lots.id, lotId)).for("update");
  return rows[0] ?? null;
}

export async function readListingOfVariant(db: Connection, variantId: string) {
  const rows = await db
    .select({ listingId: listings.id, productId: listings.productId, shopId: listings.shopId })
    .from(variants)
    .innerJoin(listings, eq(listings.id, variants.listingId))
    .where(eq(variants.id, variantId));
  return rows[0] ?? null;
}

export async function isLotNumberTaken(db: Connection, variantId: string, number: string): Promise<boolean> {
  const rows = await db
    .select({ id: lots.id })
    .from(lots)
    .where(and(eq(lots.variantId, variantId), eq(lots.number, number)));
  return rows.length > 0;
}

export async function updateLotClosed(tx: Tx, lotId: string, isClosed: boolean): Promise<void> {
  await tx.update(lots).set({ isClosed }).where(eq(lots.id, lotId));
}

export async function readStockEntry(db: Connection, entryId: string) {
  const rows = await db.select().from(stockEntries).where(eq(stockEntries.id, entryId));
  return rows[0] ?? null;
}

/** Lots of a listing's pack sizes: open ones first, the one that ends first at the top. */
export async function readLots(db: Connection, listingId: string) {
  return db
    .select({
      id: lots.id,
      variantId: lots.variantId,
      code: lots.code,
      number: lots.number,
      madeOn: lots.madeOn,
      bestBefore: lots.bestBefore,
      onHand: lots.onHand,
      reserved: lots.reserved,
      isClosed: lots.isClosed,
      isPastBest: sql<boolean>`coalesce(${lots.bestBefore} < market_today(), false)`,
    })
    .from(lots)
    .innerJoin(variants, eq(variants.id, lots.variantId))
    .where(eq(variants.listingId, listingId))
    .orderBy(lots.isClosed, sql`${lots.bestBefore} nulls last`, lots.id);
}

/** The last entries of a listing's lots, newest first. */
export async function readStockEntries(db: Connection, listingId: string, limit: number) {
  const rows = await db
    .select({
      id: stockEntries.id,
      lotNumber: lots.number,
      variantName: variants.name,
      delta: stockEntries.delta,
      reason: stockEntries.reason,
      note: stockEntries.note,
      at: stockEntries.createdAt,
      by: accounts.name,
    })
    .from(stockEntries)
    .innerJoin(lots, eq(lots.id, stockEntries.lotId))
    .innerJoin(variants, eq(variants.id, lots.variantId))
    .leftJoin(accounts, eq(accounts.id, stockEntries.actorId))
    .where(eq(variants.listingId, listingId))
    .orderBy(desc(stockEntries.createdAt), desc(stockEntries.id))
    .limit(limit);
  return rows.map((r) => ({ ...r, at: r.at.toISOString() }));
}

export async function isAfterToday(db: Connection, day: string): Promise<boolean> {
  const rows = await db.execute<{ later: boolean }>(sql`select ${day}::date > market_today() as later`);
  return rows[0]?.later ?? false;
}
