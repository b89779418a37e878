import { sql } from "drizzle-orm";
import type { Connection } from "#db/client.ts";

export type MyShop = {
  shopId: string;
  name: string;
  slug: string;
  state: string;
  paused: boolean;
  /** What staff wrote when they sent it back, suspended or refused it. */
  reason: string | null;
};

/** The shops somebody works in, as listed, in the order they joined them. */
export async function readShopsByIds(db: Connection, shopIds: readonly string[]): Promise<MyShop[]> {
  if (shopIds.length === 0) return [];
  return db.execute<MyShop>(sql`
    select id as "shopId", name, slug, state, paused, state_reason as reason from shops where id = any(${sql.param([...shopIds])}::uuid[])
    order by array_position(${sql.param([...shopIds])}::uuid[], id)`);
}
