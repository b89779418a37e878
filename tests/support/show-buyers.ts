import { addFromShow } from "#services/cart/add-from-show.ts";
import { enterCheckout } from "#services/checkout/enter-checkout.ts";
import { placeOrder } from "#services/checkout/place-order.ts";
import type { Market } from "#services/shared/market.ts";
import type { Viewer } from "#services/shared/viewer.ts";
import { orderForm, type Wish } from "./buyers.ts";
import type { MadeDeal, MadeShow } from "./deal-rows.ts";
import type { MadeListing } from "./market-rows.ts";

export type Stage = { goods: MadeListing; show: MadeShow; deal: MadeDeal };

/** Puts units into the cart as a player does. */
export async function addAtDeal(market: Market, viewer: Viewer, { goods, show, deal }: Stage, quantity = 1) {
  const input = { variantId: goods.variantId, quantity, show: show.slug, dealId: deal.dealId };
  return addFromShow(market, viewer, input);
}

/** A player's whole way: cart, checkout, order. Answers "sold", or why not. */
export async function buyAtDeal(
  market: Market,
  viewer: Viewer,
  stage: Stage,
  wish: Wish,
  quantity = 1,
): Promise<string> {
  const added = await addAtDeal(market, viewer, stage, quantity);
  if (!added.ok) return added.code;
  const entered = await enterCheckout(market, viewer);
  if (!entered.ok) return entered.code;
  const placed = await placeOrder(market, viewer, await orderForm(market, viewer, wish));
  return placed.ok ? "sold" : placed.code;
}
