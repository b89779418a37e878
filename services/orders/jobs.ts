import { findOrderById, isPast } from "#db/queries/orders.ts";
import { postCompleted } from "#services/ledger/post.ts";
import { endOrder } from "#services/orders/end-order.ts";
import { lockOrder } from "#services/orders/locked-order.ts";
import { moveOrder } from "#services/orders/move-order.ts";
import { recordEvent } from "#services/orders/record-event.ts";
import { tellBuyer, tellShop } from "#services/orders/tell.ts";
import type { JobHandler } from "#services/shared/jobs.ts";
import { ok } from "#services/shared/result.ts";

/** An order that its shop didn't accept in time is cancelled; nothing happens when it was, or when it is early. */
export const cancelOverdue: JobHandler<"orders.accept-overdue"> = async (market, { orderId }) => {
  await market.transact(async (tx) => {
    const found = await findOrderById(tx, orderId);
    if (!found) return ok(null);
    const locked = await lockOrder(tx, found);
    const { order } = locked;
    if (order.state !== "new" || !order.acceptBy || !(await isPast(tx, order.acceptBy))) return ok(null);
    const ended = await endOrder(market, tx, locked, {
      to: "cancelled",
      cause: "shop_timeout",
      reasonCode: "shop_timeout",
      reason: "",
      actor: { kind: "system", id: null },
    });
    if (!ended.ok) return ended;
    await tellShop(market, tx, ended.value, "shop_order_overdue");
    return ok(null);
  });
};

/** Days after handing over an order is complete without a word from the buyer. */
export const completeOrder: JobHandler<"orders.complete"> = async (market, { orderId }) => {
  await market.transact(async (tx) => {
    const found = await findOrderById(tx, orderId);
    if (!found) return ok(null);
    const locked = await lockOrder(tx, found);
    const { order } = locked;
    const isOnItsWay = order.state === "handed_over" || order.state === "delivered";
    if (!isOnItsWay || !order.completeBy || !(await isPast(tx, order.completeBy))) return ok(null);
    const moved = await moveOrder(tx, order, "completed", { now: ["closedAt"] });
    if (!moved.ok) return moved;
    await recordEvent(tx, { groupId: found.groupId, orderId, kind: "completed", actorKind: "system" });
    await tellBuyer(market, tx, { ...locked, order: moved.value }, "order_completed");
    await postCompleted(tx, { groupId: found.groupId, orderId });
    return ok(null);
  });
};
