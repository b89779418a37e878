import { readSaleFacts } from "#db/queries/cart.ts";
import { problemOf, type SaleFacts } from "#services/cart/rules.ts";
import type { Market } from "#services/shared/market.ts";
import { type Refusal, refuse } from "#services/shared/result.ts";

export type Shortfall = "not_enough_stock" | "off_sale" | "service" | "no_licence";

/** Why lines that can't all be bought are refused: what is not for sale comes before what there is too little of. */
export function shortfallOf(rows: readonly SaleFacts[]): Shortfall {
  for (const row of rows) {
    const problem = problemOf(row);
    if (problem !== null && problem !== "sold_out" && problem !== "not_enough") return problem;
  }
  return "not_enough_stock";
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
  const facts = await readSaleFacts(market.db, variantId);
  return refuse(facts ? shortfallOf([facts]) : "off_sale", { details });
}
