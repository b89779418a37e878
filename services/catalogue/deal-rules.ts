import type { Refusal } from "#services/shared/result.ts";

export type DealRefusal = "deal_over" | "deal_not_started" | "deal_taken" | "limit_reached";

/** How a deal stands for one buyer. */
export type DealStanding = {
  isBegun: boolean;
  /** Not ended, before its end by the market's clock, its show live. */
  isRunning: boolean;
  /** Units that nobody has, apart from what this buyer holds in a checkout. */
  left: number;
  perBuyer: number;
  /** Units that this buyer ordered and has not given back. */
  bought: number;
};

export type DealProblem = { code: DealRefusal; details: NonNullable<Refusal["details"]> };

/**
 * Why so many units can't be had at a live price, or null. `held` are those the buyer holds in a checkout: they stay
 * theirs at that price when the deal ends meanwhile, and are never more than a buyer may have.
 */
export function judgeDeal(standing: DealStanding | undefined, held: number, quantity: number): DealProblem | null {
  if (!standing) return { code: "deal_over", details: {} };
  const { perBuyer, bought, left } = standing;
  const isCovered = held >= quantity;
  if (!isCovered && !standing.isRunning)
    return { code: standing.isBegun ? "deal_over" : "deal_not_started", details: {} };
  if (bought + quantity > perBuyer) return { code: "limit_reached", details: { most: perBuyer, mine: bought } };
  if (left < quantity) return { code: "deal_taken", details: { left } };
  return null;
}
