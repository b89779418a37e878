import pLimit, { type LimitFunction } from "p-limit";
import type { Market } from "#services/shared/market.ts";

const AT_ONCE = 4;

const turnstiles = new WeakMap<Market, LimitFunction>();

/**
 * Lets a few buyers of one process place at once. When everybody wants the same lot they would only wait for its lock,
 * each with a connection that other pages need. Work is told whether it had to wait: others were before it, so it is
 * worth a look whether anything is left.
 */
export function passTurnstile<T>(market: Market, work: (waited: boolean) => Promise<T>): Promise<T> {
  const turnstile = turnstiles.get(market) ?? pLimit(AT_ONCE);
  turnstiles.set(market, turnstile);
  const waits = turnstile.activeCount >= AT_ONCE;
  return turnstile(() => work(waits));
}
