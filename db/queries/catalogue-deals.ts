import { and, eq, inArray, isNull, lte, type SQL, sql } from "drizzle-orm";
import type { Connection, Tx } from "#db/client.ts";
import { type DEAL_ENDS, deals } from "#db/schema/catalogue.ts";

export type DealRow = typeof deals.$inferSelect;
export type DealEnd = (typeof DEAL_ENDS)[number];

export async function readDeal(db: Connection, dealId: string): Promise<DealRow | null> {
  const rows = await db.select().from(deals).where(eq(deals.id, dealId));
  return rows[0] ?? null;
}

/** The deal of a pack that hasn't ended; its time may be over all the same, as `isOver` says. */
export async function readOpenDeal(db: Connection, variantId: string) {
  const rows = await db
    .select({ deal: deals, isOver: sql<boolean>`${deals.endsAt} <= market_now()` })
    .from(deals)
    .where(and(eq(deals.variantId, variantId), isNull(deals.endedAt)));
  return rows[0] ?? null;
}

/** Begins a deal by the market's clock. Returns its end. */
export async function insertDeal(
  tx: Tx,
  row: Omit<typeof deals.$inferInsert, "endsAt">,
  seconds: number,
): Promise<Date> {
  const rows = await tx
    .insert(deals)
    .values({ ...row, endsAt: sql`market_now() + make_interval(secs => ${seconds})` as unknown as Date })
    .returning({ endsAt: deals.endsAt });
  const made = rows[0];
  if (!made) throw new Error("a deal was not made");
  return made.endsAt;
}

export type DealsWanted = { showId: string; dealId?: string; variantIds?: readonly string[]; overOnly?: boolean };

function wanted({ showId, dealId, variantIds, overOnly }: DealsWanted): SQL | undefined {
  return and(
    eq(deals.showId, showId),
    isNull(deals.endedAt),
    dealId === undefined ? undefined : eq(deals.id, dealId),
    variantIds === undefined ? undefined : inArray(deals.variantId, [...variantIds]),
    overOnly ? lte(deals.endsAt, sql`market_now()`) : undefined,
  );
}

/** Ends deals by the market's clock, in the order of their ids; one whose time was over is over, whatever ends it now. */
export async function endDeals(tx: Tx, which: DealsWanted, code: DealEnd) {
  const locked = await tx.select({ id: deals.id }).from(deals).where(wanted(which)).orderBy(deals.id).for("update");
  if (locked.length === 0) return [];
  return tx
    .update(deals)
    .set({
      endedAt: sql`market_now()`,
      endCode: sql`case when ${deals.endsAt} <= market_now() then 'over' else ${code} end`,
    })
    .where(
      inArray(
        deals.id,
        locked.map((deal) => deal.id),
      ),
    )
    .returning({ id: deals.id, variantId: deals.variantId, endCode: deals.endCode });
}

/** Units of a pack that can be sold now. */
export async function freeUnits(db: Connection, variantId: string): Promise<number> {
  const rows = await db.execute<{ free: number }>(sql`
    select coalesce(sum(on_hand - reserved), 0)::int as free from lots
    where variant_id = ${variantId} and not is_closed and (best_before is null or best_before >= market_today())`);
  return rows[0]?.free ?? 0;
}
