import { readSaleFacts } from "#db/queries/cart.ts";
import { leftShowOfLine, problemOf, type SaleFacts } from "#services/cart/rules.ts";
import type { DealRefusal } from "#services/catalogue/deal-rules.ts";
import type { Market, Tx } from "#services/shared/market.ts";
import { type Refusal, refuse } from "#services/shared/result.ts";
import type { Quote } from "./quote-rules.ts";

export type Shortfall = "not_enough_stock" | "left_show" | "off_sale" | "service" | "no_licence" | DealRefusal;

function offMarketOf(rows: readonly SaleFacts[]): Shortfall | null {
  for (const row of rows) {
    const problem = problemOf(row);
    if (problem !== null && problem !== "sold_out" && problem !== "not_enough") return problem;
  }
  return null;
}

/** Why lines that can't all be bought are refused: what is not for sale comes before what there is too little of. */
export const shortfallOf = (rows: readonly SaleFacts[]): Shortfall => offMarketOf(rows) ?? "not_enough_stock";

/**
 * What was quoted and has left the market or lost its stars since, or null. To be asked once the units are locked: what
 * was committed before, a take-down or a revocation, is seen then, and nothing of it is sold.
 */
export async function leftMarket(tx: Tx, quote: Quote): Promise<Refusal<Shortfall | "stars_changed"> | null> {
  const rows = quote.shops.flatMap((shop) => shop.rows);
  const facts = await readSaleFacts(tx, [...new Set(rows.map((row) => row.variant_id))]);
  const factsOf = new Map(facts.map((fact) => [fact.variant_id, fact]));
  for (const row of rows) {
    const fact = factsOf.get(row.variant_id);
    const reason = fact ? leftShowOfLine({ ...fact, show_id: row.show_id, deal: row.deal }) : null;
    if (reason) return refuse("left_show", { details: { reason, name: row.listing_name } });
  }
  const problem = offMarketOf(facts);
  if (problem) return refuse(problem);
  return rows.every((row) => factsOf.get(row.variant_id)?.stars === row.stars) ? null : refuse("stars_changed");
}

/**
 * Units that were no longer there when they were to be taken: perhaps because the goods left the market at that moment.
 * Read after the transaction ended, so that nobody waits for it.
 */
export async function nameShortfall<C extends string>(
  market: Market,
  refusal: Refusal<C>,
): Promise<Refusal<C | Shortfall>> {
  const variantId = refusal.details?.variantId;
  if (refusal.code !== "not_enough_stock" || typeof variantId !== "string") return refusal;
  const { variantId: _, ...details } = refusal.details ?? {};
  const facts = await readSaleFacts(market.db, [variantId]);
  return refuse(facts.length > 0 ? shortfallOf(facts) : "off_sale", { details });
}
