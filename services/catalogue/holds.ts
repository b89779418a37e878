import { sql } from "drizzle-orm";
import type { Tx } from "#services/shared/market.ts";

export async function releaseHolds(tx: Tx, lineIds: readonly string[]): Promise<void> {
  if (lineIds.length === 0) return;
  await tx.execute(sql`select 1 from lots where id in (
    select lot_id from holds where order_line_id = any(${sql.param([...lineIds])}::uuid[])) order by id for update`);
  await tx.execute(sql`update holds set state = 'released'
    where order_line_id = any(${sql.param([...lineIds])}::uuid[]) and state in ('held', 'committed')`);
}
