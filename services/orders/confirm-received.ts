import { lockGroup, ordersDoneBefore } from "#db/queries/orders.ts";
import { postCompleted } from "#services/ledger/post.ts";
import { findOwnGroup, type GuestProof } from "#services/orders/buyer-access.ts";
import { type OrderNow, orderNow } from "#services/orders/locked-order.ts";
import { moveOrder } from "#services/orders/move-order.ts";
import { recordEvent } from "#services/orders/record-event.ts";
import { typedCode } from "#services/orders/typed.ts";
import { isId } from "#services/shared/ids.ts";
import type { Market } from "#services/shared/market.ts";
import { ok, type Result, refuse } from "#services/shared/result.ts";
import type { Viewer } from "#services/shared/viewer.ts";

export type Confirming = { groupCode: string; orderCode: string; requestId: string; proof?: GuestProof };

/** "I have it": the buyer ends the wait for one parcel. Refusals: "not_found", "invalid_request", "conflict". */
export async function confirmReceived(
  market: Market,
  viewer: Viewer,
  input: Confirming,
): Promise<Result<OrderNow, "not_found" | "invalid_request" | "conflict">> {
  if (!isId(input.requestId)) return refuse("invalid_request");
  return market.transact<OrderNow, "not_found" | "conflict">(async (tx) => {
    const groupId = await findOwnGroup(tx, viewer, input.groupCode, input.proof);
    const locked = groupId === null ? null : await lockGroup(tx, groupId);
    const order = locked?.orders.find((o) => o.code === typedCode(input.orderCode));
    if (!locked || !order) return refuse("not_found");
    const before = await ordersDoneBefore(tx, locked.group.id, "completed", input.requestId);
    if (before.includes(order.id)) return ok(orderNow(order));
    const moved = await moveOrder(tx, order, "completed", { now: ["deliveredAt", "closedAt"] });
    if (!moved.ok) return moved;
    await recordEvent(tx, {
      groupId: locked.group.id,
      orderId: order.id,
      kind: "completed",
      actorKind: "buyer",
      actorId: viewer.accountId,
      data: { requestId: input.requestId },
    });
    await postCompleted(tx, { groupId: locked.group.id, orderId: order.id });
    return ok(orderNow(moved.value));
  });
}
