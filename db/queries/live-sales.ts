import { sql } from "drizzle-orm";
import type { Connection } from "#db/client.ts";

export type SalesRow = { orders: number; units: number; money_vnd: number };

/** What was ordered out of a show so far and not called off or refused. */
export async function readSales(db: Connection, showId: string): Promise<SalesRow> {
  const rows = await db.execute<SalesRow>(sql`
    select count(distinct l.order_id)::int as orders, coalesce(sum(l.quantity), 0)::int as units,
      coalesce(sum(l.total_vnd), 0)::float8 as money_vnd
    from order_lines l join orders o on o.id = l.order_id
    where l.show_id = ${showId}::uuid and o.state not in ('cancelled', 'refused')`);
  return rows[0] ?? { orders: 0, units: 0, money_vnd: 0 };
}
