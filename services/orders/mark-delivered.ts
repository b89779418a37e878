import { actForShop, type ShopAct } from "#services/orders/locked-order.ts";
import { moveOrder } from "#services/orders/move-order.ts";
import { recordEvent } from "#services/orders/record-event.ts";
import { tellBuyer } from "#services/orders/tell.ts";
import type { Market } from "#services/shared/market.ts";
import type { Viewer } from "#services/shared/viewer.ts";

/** The shop knows that the parcel arrived. Money at the door is asked apart (record-cash-received). */
export async function markDelivered(market: Market, viewer: Viewer, act: ShopAct) {
  return actForShop(market, viewer, act, "delivered", async (tx, locked, actor) => {
    const moved = await moveOrder(tx, locked.order, "delivered", { now: ["deliveredAt"] });
    if (!moved.ok) return moved;
    await recordEvent(tx, {
      groupId: locked.group.id,
      orderId: locked.order.id,
      kind: "delivered",
      actorKind: actor.kind,
      actorId: actor.id,
      data: { requestId: act.requestId },
    });
    await tellBuyer(market, tx, locked, "order_delivered");
    return moved;
  });
}
