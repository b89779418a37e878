import { type DealEnd, type DealsWanted, endDeals } from "#db/queries/catalogue-deals.ts";
import type { Tx } from "#services/shared/market.ts";

export type ClosedDeal = { dealId: string; variantId: string; endCode: DealEnd };

/**
 * Ends deals of a show in the transaction of whoever may: from then on its live price is nobody's. One that ended before
 * stays as it ended; units that are held in a checkout stay held until their own time is over.
 */
export async function closeDeals(tx: Tx, which: DealsWanted, code: DealEnd): Promise<ClosedDeal[]> {
  const ended = await endDeals(tx, which, code);
  return ended.map(({ id, variantId, endCode }) => ({ dealId: id, variantId, endCode: endCode ?? code }));
}
