import { type OrderRow, readLineLots, readLines } from "#db/queries/orders.ts";
import type { REFUND_CAUSES } from "#db/schema/orders.ts";
import { releaseHolds } from "#services/catalogue/holds.ts";
import { returnPackedStock } from "#services/catalogue/pack-stock.ts";
import { type Actor, isPaid, type LockedOrder } from "#services/orders/locked-order.ts";
import { moveOrder } from "#services/orders/move-order.ts";
import { oweRefund } from "#services/orders/owe-refund.ts";
import { recordEvent } from "#services/orders/record-event.ts";
import { isEnded } from "#services/orders/rules.ts";
import { tellBuyer } from "#services/orders/tell.ts";
import { addJob } from "#services/shared/jobs.ts";
import type { Market, Tx } from "#services/shared/market.ts";
import { vnd } from "#services/shared/money.ts";
import { ok, type Result } from "#services/shared/result.ts";

export type Ending = {
  to: "refused" | "cancelled";
  cause: (typeof REFUND_CAUSES)[number];
  reasonCode: string;
  /** Words for the buyer; empty when the code says it. */
  reason: string;
  actor: Actor;
  requestId?: string;
};

async function giveStockBack(tx: Tx, order: OrderRow, actorId: string | null) {
  const lines = await readLines(tx, order.id);
  const lineIds = lines.map((line) => line.id);
  if (order.state === "packed") {
    await returnPackedStock(tx, await readLineLots(tx, lineIds), actorId);
    return;
  }
  await releaseHolds(tx, lineIds);
}

async function owe(tx: Tx, { group, order }: LockedOrder, ending: Ending): Promise<void> {
  const isFirst = await oweRefund(tx, {
    groupId: group.id,
    orderId: order.id,
    attemptId: null,
    amountVnd: vnd(order.totalVnd),
    cause: ending.cause,
    causeKey: `order:${order.id}`,
  });
  if (!isFirst) return;
  await recordEvent(tx, {
    groupId: group.id,
    orderId: order.id,
    kind: "refund_owed",
    actorKind: "system",
    data: { amountVnd: order.totalVnd, cause: ending.cause },
  });
}

/**
 * Ends an order before it was handed over: its state, the stock given back, what is owed back once to a buyer who paid,
 * the time line and the mail, all in the caller's transaction. The group is under lock.
 */
export async function endOrder(
  market: Market,
  tx: Tx,
  locked: LockedOrder,
  ending: Ending,
): Promise<Result<OrderRow, "conflict">> {
  const { group, order } = locked;
  const moved = await moveOrder(tx, order, ending.to, {
    now: ["closedAt"],
    words: { endReasonCode: ending.reasonCode, endReason: ending.reason || null },
  });
  if (!moved.ok) return moved;
  await giveStockBack(tx, order, ending.actor.id);
  await recordEvent(tx, {
    groupId: group.id,
    orderId: order.id,
    kind: ending.to,
    actorKind: ending.actor.kind,
    actorId: ending.actor.id,
    data: { reason: ending.reasonCode, ...(ending.requestId ? { requestId: ending.requestId } : {}) },
  });
  if (isPaid(locked)) await owe(tx, locked, ending);
  const others = locked.orders.filter((o) => o.id !== order.id);
  if (!isPaid(locked) && others.every((o) => isEnded(o.state))) {
    await addJob(tx, "checkout.close-intent", { groupId: group.id }, { key: `close-intent:${group.id}` });
  }
  await tellBuyer(market, tx, { ...locked, order: moved.value }, "order_ended", {
    owedVnd: isPaid(locked) ? order.totalVnd : 0,
  });
  return ok(moved.value);
}
