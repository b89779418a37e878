import { buyerKeyOf, lockCart } from "#db/queries/cart.ts";
import { takePoint } from "#services/accounts/limits.ts";
import { hashToken } from "#services/accounts/session-cookie.ts";
import { readLines } from "#services/cart/read-lines.ts";
import { keyOf, type LineProblem, problemDetails, problemOf } from "#services/cart/rules.ts";
import { releaseDealHolds, takeDealHolds } from "#services/catalogue/deal-holds.ts";
import type { Market } from "#services/shared/market.ts";
import { ok, type Result, refuse } from "#services/shared/result.ts";
import type { Viewer } from "#services/shared/viewer.ts";
import { passTurnstile } from "./turnstile.ts";

export type Entered = {
  /** When the first of the units that are held lapses; null when nothing is. */
  heldUntil: Date | null;
  /** This visit has held units as long as one may: they can still be ordered while there are some. */
  isSpent: boolean;
};

export type EnterRefusal = LineProblem | "too_many_holds";

/**
 * Goes into checkout: units of every line that asks for a live price are held for minutes, of the others nothing is. All
 * lines or none: `field` is the line that was refused, `details` what is left or may be had of it. Going in again holds
 * on for longer, within bounds. From one address it is done so many times an hour: browsers that only hold would keep a
 * live price from everybody else.
 */
export async function enterCheckout(market: Market, viewer: Viewer): Promise<Result<Entered, EnterRefusal>> {
  const key = keyOf(viewer, hashToken);
  if (!key) return ok({ heldUntil: null, isSpent: false });
  const enter = () =>
    market.transact<Entered, LineProblem>(async (tx) => {
      await lockCart(tx, key);
      const wanted = (await readLines(tx, key)).filter((row) => !row.set_aside);
      const gone = wanted.find((row) => problemOf(row) === "left_show");
      if (gone) return refuse("left_show", { field: gone.line_id, details: problemDetails(gone) });
      const rows = wanted.filter((row) => row.deal !== null);
      for (const row of rows) {
        const problem = problemOf(row);
        if (problem === null) continue;
        return refuse(problem, { field: row.line_id, details: problemDetails(row) });
      }
      if (rows.length === 0) return ok({ heldUntil: null, isSpent: false });
      const taken = await takeDealHolds(tx, {
        lines: rows.map((row) => ({
          lineId: row.line_id,
          variantId: row.variant_id,
          shopId: row.shop_id,
          quantity: row.quantity,
          dealId: row.deal?.id ?? "",
        })),
        buyerKey: buyerKeyOf(key),
        minutes: market.settings.MARKET_DEAL_HOLD_MINUTES,
      });
      if (!taken.ok) return taken;
      const times = taken.value.flatMap(({ until }) => (until === null ? [] : [until.getTime()]));
      const heldUntil = times.length === 0 ? null : new Date(Math.min(...times));
      return ok({ heldUntil, isSpent: times.length < taken.value.length });
    });
  const entered = await passTurnstile(market, enter);
  if (!entered.ok || entered.value.heldUntil === null) return entered;
  const points = market.settings.MARKET_DEAL_HOLDS_PER_ADDRESS_HOUR;
  if (await takePoint(market, { name: "deal-hold-address", points, seconds: 3600 }, viewer.clientAddress))
    return entered;
  await leaveCheckout(market, viewer);
  return refuse("too_many_holds");
}

/** Leaves checkout: what it held goes back. The cart stays as it is. */
export async function leaveCheckout(market: Market, viewer: Viewer): Promise<void> {
  const key = keyOf(viewer, hashToken);
  if (!key) return;
  await market.transact(async (tx) => {
    await releaseDealHolds(tx, buyerKeyOf(key), null);
    return ok(null);
  });
}
