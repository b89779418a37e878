import { type OrderMarks, type OrderRow, writeOrderState } from "#db/queries/orders.ts";
import { canMove, type OrderState } from "#services/orders/rules.ts";
import type { Tx } from "#services/shared/market.ts";
import { ok, type Result, refuse } from "#services/shared/result.ts";

/** The one way an order changes its state. A move that the table of states doesn't have is refused as "conflict". */
export async function moveOrder(
  tx: Tx,
  order: Pick<OrderRow, "id" | "state">,
  to: OrderState,
  marks: OrderMarks = {},
): Promise<Result<OrderRow, "conflict">> {
  if (!canMove(order.state, to)) return refuse("conflict", { details: { state: order.state } });
  const moved = await writeOrderState(tx, order.id, order.state, to, marks);
  return moved ? ok(moved) : refuse("conflict", { details: { state: order.state } });
}
