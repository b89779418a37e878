import { sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { holds } from "#db/schema/catalogue.ts";

export type LockedLotRow = { id: string; variant_id: string; shop_id: string; free: number };

/**
 * Locks the lots of these variants that may be sold now, in the order of their ids (everybody locks in that order),
 * and answers them first expired first.
 */
export async function lockSellableLots(tx: Tx, variantIds: readonly string[]): Promise<LockedLotRow[]> {
  const rows = await tx.execute<LockedLotRow & { best_before: string | null }>(sql`
    select id, variant_id, shop_id, on_hand - reserved as free, best_before::text
    from lots
    where variant_id = any(${sql.param([...variantIds])}::uuid[]) and not is_closed
      and (best_before is null or best_before >= market_today())
    order by id for update`);
  return [...rows].sort(
    (a, b) => (a.best_before ?? "9999").localeCompare(b.best_before ?? "9999") || a.id.localeCompare(b.id),
  );
}

export async function insertHolds(tx: Tx, rows: readonly (typeof holds.$inferInsert)[]): Promise<void> {
  await tx.insert(holds).values([...rows]);
}

/** Locks the lots that these lines hold units of, in the order of their ids. */
export async function lockLotsOf(tx: Tx, lineIds: readonly string[]): Promise<void> {
  await tx.execute(sql`
    select 1 from lots where id in (
      select lot_id from holds where order_line_id = any(${sql.param([...lineIds])}::uuid[])) order by id for update`);
}

async function moveHolds(
  tx: Tx,
  lineIds: readonly string[],
  from: readonly string[],
  to: "committed" | "released",
): Promise<void> {
  if (lineIds.length === 0) return;
  const ids = sql`${sql.param([...lineIds])}::uuid[]`;
  await lockLotsOf(tx, lineIds);
  await tx.execute(
    sql`update holds set state = ${to} where order_line_id = any(${ids}) and state = any(${sql.param([...from])}::text[])`,
  );
}

export const commitHoldsOf = (tx: Tx, lineIds: readonly string[]) => moveHolds(tx, lineIds, ["held"], "committed");
export const releaseHoldsOf = (tx: Tx, lineIds: readonly string[]) =>
  moveHolds(tx, lineIds, ["held", "committed"], "released");
