import type { Connection } from "#db/client.ts";
import { orderEvents } from "#db/schema/orders.ts";
import { newId } from "#services/shared/ids.ts";

export type OrderEventKind =
  | "placed"
  | "paid"
  | "payment_failed"
  | "expired"
  | "method_changed"
  | "accepted"
  | "refused"
  | "packed"
  | "handed_over"
  | "delivered"
  | "cash_received"
  | "completed"
  | "cancelled"
  | "refund_owed"
  | "refund_paid"
  | "joined_account";

export type NewOrderEvent = {
  groupId: string;
  orderId?: string | null;
  kind: OrderEventKind;
  actorKind: "buyer" | "shop" | "staff" | "system" | "gateway";
  actorId?: string | null;
  data?: Record<string, string | number | boolean | null>;
};

/** Adds to the time line of a group or of one of its orders. Codes and numbers only, nothing about a person. */
export async function recordEvent(tx: Connection, event: NewOrderEvent): Promise<void> {
  await tx.insert(orderEvents).values({
    id: newId(),
    groupId: event.groupId,
    orderId: event.orderId ?? null,
    kind: event.kind,
    actorKind: event.actorKind,
    actorId: event.actorId ?? null,
    data: event.data ?? {},
  });
}
