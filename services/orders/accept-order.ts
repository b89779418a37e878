import { actForShop, type ShopAct } from "#services/orders/locked-order.ts";
import { moveOrder } from "#services/orders/move-order.ts";
import { recordEvent } from "#services/orders/record-event.ts";
import { tellBuyer } from "#services/orders/tell.ts";
import type { Market } from "#services/shared/market.ts";
import type { Viewer } from "#services/shared/viewer.ts";

/** A shop promises to serve an order. Refusals: "not_found", "conflict" (no longer new), "invalid_request". */
export async function acceptOrder(market: Market, viewer: Viewer, act: ShopAct) {
  return actForShop(market, viewer, act, "accepted", async (tx, locked, actor) => {
    const moved = await moveOrder(tx, locked.order, "accepted", { now: ["acceptedAt"] });
    if (!moved.ok) return moved;
    await recordEvent(tx, {
      groupId: locked.group.id,
      orderId: locked.order.id,
      kind: "accepted",
      actorKind: actor.kind,
      actorId: actor.id,
      data: { requestId: act.requestId },
    });
    await tellBuyer(market, tx, locked, "order_accepted");
    return moved;
  });
}
