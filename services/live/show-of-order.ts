import { readRunningShowOf } from "#db/queries/live-show.ts";
import { typedCode } from "#services/orders/typed.ts";
import type { Market } from "#services/shared/market.ts";

/** The way back into a show: its address and name. */
export type ShowLink = { slug: string; title: string };

/** The running show out of which a group was bought, or null. The caller has loaded the group through its buyer. */
export async function showOfOrder(market: Market, groupCode: string): Promise<ShowLink | null> {
  return readRunningShowOf(market.db, typedCode(groupCode));
}
