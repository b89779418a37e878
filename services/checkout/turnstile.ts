import pLimit, { type LimitFunction } from "p-limit";
import type { Market } from "#services/shared/market.ts";

const AT_ONCE = 4;

const turnstiles = new WeakMap<Market, LimitFunction>();

/**
 * Lets a few buyers of one process place at once. When everybody wants the same lot they would only wait for its lock,
 * each with a connection that other pages need; those who come after the last unit went are refused before they write.
 */
export function turnstileOf(market: Market): LimitFunction {
  const known = turnstiles.get(market) ?? pLimit(AT_ONCE);
  turnstiles.set(market, known);
  return known;
}
