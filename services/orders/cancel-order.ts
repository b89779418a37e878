import { lockGroup, ordersDoneBefore } from "#db/queries/orders.ts";
import { lineIdsOf } from "#db/queries/orders-place.ts";
import { lockHeldLots } from "#services/catalogue/holds.ts";
import { findOwnGroup, type GuestProof } from "#services/orders/buyer-access.ts";
import { endOrder } from "#services/orders/end-order.ts";
import { type OrderNow, orderNow } from "#services/orders/locked-order.ts";
import { buyerMayCancel } from "#services/orders/rules.ts";
import { tellShop } from "#services/orders/tell.ts";
import { typedCode } from "#services/orders/typed.ts";
import { isId } from "#services/shared/ids.ts";
import type { Market } from "#services/shared/market.ts";
import { ok, type Result, refuse } from "#services/shared/result.ts";
import type { Viewer } from "#services/shared/viewer.ts";

/** `orderCode` null: every parcel of the group that isn't packed yet. */
export type Cancelling = { groupCode: string; orderCode: string | null; requestId: string; proof?: GuestProof };

export type CancelRefusal = "not_found" | "invalid_request" | "conflict" | "awaiting_payment";

/**
 * A buyer calls off parcels that no shop has packed. Stock goes back, what was paid becomes money owed, once a parcel.
 * A group that waits for its payment is refused with "awaiting_payment": the gateway has to be asked first, which is
 * checkout's work. With `orderCode` null parcels that are too far are left alone; "conflict" when none could be stopped.
 */
export async function cancelOrder(
  market: Market,
  viewer: Viewer,
  input: Cancelling,
): Promise<Result<OrderNow[], CancelRefusal>> {
  if (!isId(input.requestId)) return refuse("invalid_request");
  return market.transact<OrderNow[], CancelRefusal>(async (tx) => {
    const groupId = await findOwnGroup(tx, viewer, input.groupCode, input.proof);
    const locked = groupId === null ? null : await lockGroup(tx, groupId);
    if (!locked) return refuse("not_found");
    const wanted = input.orderCode === null ? null : typedCode(input.orderCode);
    const asked = locked.orders.filter((order) => wanted === null || order.code === wanted);
    if (asked.length === 0) return refuse("not_found");
    const before = await ordersDoneBefore(tx, locked.group.id, "cancelled", input.requestId);
    const repeated = asked.filter((order) => before.includes(order.id));
    if (repeated.length > 0) return ok(repeated.map(orderNow));
    if (locked.orders.some((order) => order.state === "awaiting_payment")) return refuse("awaiting_payment");
    const isDone = asked.every((order) => order.state === "cancelled" && order.endReasonCode === "buyer_cancelled");
    if (isDone) return ok(asked.map(orderNow));
    const open = asked.filter((order) => buyerMayCancel(order.state));
    if (open.length === 0) return refuse("conflict", { details: { state: asked[0]?.state ?? null } });
    await lockHeldLots(tx, await lineIdsOf(tx, locked.group.id));
    const ended: OrderNow[] = [];
    for (const order of open) {
      const done = await endOrder(
        market,
        tx,
        { ...locked, order },
        {
          to: "cancelled",
          cause: "buyer_cancelled",
          reasonCode: "buyer_cancelled",
          reason: "",
          actor: { kind: "buyer", id: viewer.accountId },
          requestId: input.requestId,
        },
      );
      if (!done.ok) return done;
      locked.orders = locked.orders.map((o) => (o.id === order.id ? done.value : o));
      await tellShop(market, tx, done.value, "shop_order_cancelled");
      ended.push(orderNow(done.value));
    }
    return ok(ended);
  });
}
