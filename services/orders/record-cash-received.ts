import { writeCashReceived } from "#db/queries/orders.ts";
import { postCollected, postCompleted } from "#services/ledger/post.ts";
import { actForShop, type ShopAct } from "#services/orders/locked-order.ts";
import { recordEvent } from "#services/orders/record-event.ts";
import { cashMayBeRecorded, payingCarrier } from "#services/orders/rules.ts";
import type { Market } from "#services/shared/market.ts";
import { ok, refuse } from "#services/shared/result.ts";
import type { Viewer } from "#services/shared/viewer.ts";

/**
 * "Cash received?" answered with yes, once. Refusals: "not_found", "invalid_request", "conflict" (not paid at the door,
 * not on its way yet, or recorded before).
 */
export async function recordCashReceived(market: Market, viewer: Viewer, act: ShopAct) {
  return actForShop(market, viewer, act, "cash_received", async (tx, locked, actor) => {
    const { order, group } = locked;
    if (group.method !== "cod" || !cashMayBeRecorded(order.state))
      return refuse("conflict", { details: { state: order.state } });
    const written = await writeCashReceived(tx, order.id);
    if (!written) return refuse("conflict", { details: { state: order.state } });
    await recordEvent(tx, {
      groupId: group.id,
      orderId: order.id,
      kind: "cash_received",
      actorKind: actor.kind,
      actorId: actor.id,
      data: { requestId: act.requestId, amountVnd: order.totalVnd },
    });
    const of = { groupId: group.id, orderId: order.id };
    await postCollected(tx, { ...of, carrier: payingCarrier(order.carrier) });
    if (order.state === "completed") await postCompleted(tx, of);
    return ok(written);
  });
}
