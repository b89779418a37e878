import { lockDealsOfLines } from "#db/queries/catalogue-deal-holds.ts";
import {
  commitHoldsOf,
  insertHolds,
  lockLotsOf,
  lockSellableLots,
  releaseHoldsOf,
} from "#db/queries/catalogue-stock.ts";
import { newId } from "#services/shared/ids.ts";
import type { Tx } from "#services/shared/market.ts";
import { ok, type Result, refuse } from "#services/shared/result.ts";
import { settleDeals } from "./deal-holds.ts";
import type { DealRefusal } from "./deal-rules.ts";
import { type Given, giveLots, type Need } from "./stock-rules.ts";

export type HoldWish = {
  /** A line with a deal takes units of its quota. */
  lines: readonly (Need & { dealId: string | null })[];
  /** Whose units these are: an account's id or a guest's hash. */
  buyerKey: string;
  /** Whose units count as one buyer's beside those of `buyerKey`; null where no number is known. */
  phone: string | null;
  /** `held` waits for a payment and runs out; `committed` stays until it is packed or given back. */
  state: "held" | "committed";
  expiresAt: Date | null;
};

/**
 * Takes units for all lines at once, first expired first, under row locks in the order of lot ids: carts in opposite
 * order never wait for each other in a circle, and the last unit goes to one buyer. To be called as late in a
 * transaction as can be, for everybody else who wants these lots waits until it ends. Deals are locked before lots; what
 * the buyer held of them in checkout is given back and taken by the order at once.
 */
export async function takeHolds(tx: Tx, wish: HoldWish): Promise<Result<Given[], "not_enough_stock" | DealRefusal>> {
  const settled = await settleDeals(tx, wish.lines, wish);
  if (!settled.ok) return settled;
  const variantIds = [...new Set(wish.lines.map((line) => line.variantId))];
  const lots = await lockSellableLots(tx, variantIds);
  const result = giveLots(
    wish.lines,
    lots.map((lot) => ({ id: lot.id, variantId: lot.variant_id, shopId: lot.shop_id, free: lot.free })),
  );
  if (!result.ok) return refuse("not_enough_stock", { field: result.short.variantId, details: { free: result.free } });
  await insertHolds(
    tx,
    result.given.map((given) => ({
      id: newId(),
      lotId: given.lotId,
      shopId: given.shopId,
      quantity: given.quantity,
      buyerKey: wish.buyerKey,
      purpose: "order" as const,
      orderLineId: given.lineId,
      dealId: wish.lines.find((line) => line.lineId === given.lineId)?.dealId ?? null,
      state: wish.state,
      expiresAt: wish.expiresAt,
    })),
  );
  return ok(result.given);
}

/** Makes what was held for these lines stay: the money came, or it will be paid at the door. */
export async function commitHolds(tx: Tx, lineIds: readonly string[]): Promise<void> {
  await commitHoldsOf(tx, lineIds);
}

/** Gives back what is held or committed for these lines. */
export async function releaseHolds(tx: Tx, lineIds: readonly string[]): Promise<void> {
  await lockDealsOfLines(tx, lineIds);
  await releaseHoldsOf(tx, lineIds);
}

/**
 * To be called before units of several orders are given back one order after the other: their deals, then their lots are
 * locked together, in the order of their ids, so that nobody else who wants them is waited for in a circle.
 */
export async function lockHeldLots(tx: Tx, lineIds: readonly string[]): Promise<void> {
  await lockDealsOfLines(tx, lineIds);
  await lockLotsOf(tx, lineIds);
}
