import {
  findShopOrder,
  type GroupRow,
  type IntentRow,
  lockGroup,
  type OrderRow,
  ordersDoneBefore,
} from "#db/queries/orders.ts";
import type { OrderEventKind } from "#services/orders/record-event.ts";
import type { OrderState } from "#services/orders/rules.ts";
import { typedCode } from "#services/orders/typed.ts";
import { isId } from "#services/shared/ids.ts";
import type { Market, Tx } from "#services/shared/market.ts";
import { ok, type Result, refuse } from "#services/shared/result.ts";
import type { Viewer } from "#services/shared/viewer.ts";

/** Who does something to an order, for its time line. */
export type Actor = { kind: "buyer" | "shop" | "staff" | "system"; id: string | null };

/** A group as it stands under lock. */
export type LockedGroup = { group: GroupRow; intent: IntentRow | null; orders: OrderRow[] };

/** One order of a group as it stands under lock. */
export type LockedOrder = LockedGroup & { order: OrderRow };

/** What an act answers, the first time and every time it is repeated. */
export type OrderNow = { code: string; state: OrderState; version: number };

export const orderNow = (order: OrderRow): OrderNow => ({
  code: order.code,
  state: order.state,
  version: order.version,
});

/** Whether the buyer paid through a gateway: only then is money owed back. */
export function isPaid(locked: LockedGroup): boolean {
  return locked.intent?.state === "succeeded";
}

/** Locks the group of an order, then finds the order in it. */
export async function lockOrder(tx: Tx, found: { id: string; groupId: string }): Promise<LockedOrder> {
  const locked = await lockGroup(tx, found.groupId);
  const order = locked?.orders.find((o) => o.id === found.id);
  if (!locked || !order) throw new Error("an order lost its group");
  return { ...locked, order };
}

/** `requestId` is made by the caller: the same act under the same id answers the same, however often it comes. */
export type ShopAct = { code: string; requestId: string };

type Refused<C extends string> = C | "not_found" | "invalid_request";

/**
 * An act of a shop on one of its orders, under lock. Another shop's order is "not_found", and so is one that waits for
 * its payment: a shop doesn't see it before.
 */
export async function actForShop<C extends string>(
  market: Market,
  viewer: Viewer,
  act: ShopAct,
  kind: OrderEventKind,
  work: (tx: Tx, locked: LockedOrder, actor: Actor) => Promise<Result<OrderRow, C>>,
): Promise<Result<OrderNow, Refused<C>>> {
  if (!isId(act.requestId)) return refuse("invalid_request");
  const shopIds = viewer.memberships.map((m) => m.shopId);
  return market.transact<OrderNow, Refused<C>>(async (tx) => {
    const found = await findShopOrder(tx, typedCode(act.code), shopIds);
    if (!found) return refuse("not_found");
    const locked = await lockOrder(tx, found);
    if (locked.order.state === "awaiting_payment") return refuse("not_found");
    const before = await ordersDoneBefore(tx, found.groupId, kind, act.requestId);
    if (before.includes(found.id)) return ok(orderNow(locked.order));
    const done = await work(tx, locked, { kind: "shop", id: viewer.accountId });
    return done.ok ? ok(orderNow(done.value)) : done;
  });
}
