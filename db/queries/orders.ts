import { and, asc, eq, inArray, sql } from "drizzle-orm";
import type { Connection, Tx } from "#db/client.ts";
import { lineLots, orderEvents, orderGroups, orderLines, orders } from "#db/schema/orders.ts";
import { paymentIntents } from "#db/schema/payments.ts";
import type { OrderState } from "#services/orders/rules.ts";

export type GroupRow = typeof orderGroups.$inferSelect;
export type OrderRow = typeof orders.$inferSelect;
export type IntentRow = typeof paymentIntents.$inferSelect;
export type LineRow = { id: string; variantId: string; quantity: number };

/** Group, intent and all orders of the group, locked in the order in which everybody locks them. */
export async function lockGroup(tx: Tx, groupId: string) {
  const [group] = await tx.select().from(orderGroups).where(eq(orderGroups.id, groupId)).for("update");
  if (!group) return null;
  const [intent] = await tx.select().from(paymentIntents).where(eq(paymentIntents.groupId, groupId)).for("update");
  const all = await tx.select().from(orders).where(eq(orders.groupId, groupId)).orderBy(asc(orders.id)).for("update");
  return { group, intent: intent ?? null, orders: all };
}

/** Where a shop's order stands, when the shop is one of these. */
export async function findShopOrder(tx: Connection, code: string, shopIds: readonly string[]) {
  if (shopIds.length === 0) return null;
  const rows = await tx
    .select({ id: orders.id, groupId: orders.groupId, shopId: orders.shopId })
    .from(orders)
    .where(and(eq(orders.code, code), inArray(orders.shopId, [...shopIds])));
  return rows[0] ?? null;
}

/** Where an order stands whose shop is suspended. */
export async function findSuspendedOrder(tx: Connection, code: string) {
  const rows = await tx.execute<{ id: string; groupId: string; shopId: string }>(sql`
    select o.id, o.group_id as "groupId", o.shop_id as "shopId"
    from orders o join shops s on s.id = o.shop_id where o.code = ${code} and s.state = 'suspended'`);
  return rows[0] ?? null;
}

export async function findOrderById(tx: Connection, orderId: string) {
  const rows = await tx.select({ id: orders.id, groupId: orders.groupId }).from(orders).where(eq(orders.id, orderId));
  return rows[0] ?? null;
}

export async function findGroup(tx: Connection, code: string) {
  const rows = await tx
    .select({ id: orderGroups.id, accountId: orderGroups.accountId, guestTokenHash: orderGroups.guestTokenHash })
    .from(orderGroups)
    .where(eq(orderGroups.code, code));
  return rows[0] ?? null;
}

/** Ids of orders of which one act was already recorded under the caller's own request id. */
export async function ordersDoneBefore(tx: Connection, groupId: string, kind: string, requestId: string) {
  const rows = await tx
    .select({ orderId: orderEvents.orderId })
    .from(orderEvents)
    .where(
      and(
        eq(orderEvents.groupId, groupId),
        eq(orderEvents.kind, kind),
        sql`${orderEvents.data}->>'requestId' = ${requestId}`,
      ),
    );
  return rows.map((row) => row.orderId);
}

/** Moves an order from one state to another; null when it no longer stands where the caller saw it. */
export async function writeOrderState(
  tx: Tx,
  orderId: string,
  from: OrderState,
  to: OrderState,
  marks: OrderMarks,
): Promise<OrderRow | null> {
  const rows = await tx
    .update(orders)
    .set({ ...instants(marks), ...marks.words, state: to, version: sql`${orders.version} + 1` })
    .where(and(eq(orders.id, orderId), eq(orders.state, from)))
    .returning();
  return rows[0] ?? null;
}

export type OrderMarks = {
  /** Columns that become the market's now. */
  now?: readonly ("acceptedAt" | "packedAt" | "handedOverAt" | "deliveredAt" | "closedAt")[];
  /** Days from now after which the order completes by itself. */
  completeInDays?: number;
  words?: { carrier?: string; trackingNumber?: string | null; endReasonCode?: string; endReason?: string | null };
};

function instants(marks: OrderMarks) {
  const set: Partial<Record<keyof OrderRow, ReturnType<typeof sql>>> = {};
  for (const column of marks.now ?? []) set[column] = sql`coalesce(${orders[column]}, market_now())`;
  if (marks.completeInDays !== undefined)
    set.completeBy = sql`market_now() + make_interval(days => ${marks.completeInDays})`;
  return set;
}

export async function writeCashReceived(tx: Tx, orderId: string): Promise<OrderRow | null> {
  const rows = await tx
    .update(orders)
    .set({ cashReceivedAt: sql`market_now()`, version: sql`${orders.version} + 1` })
    .where(and(eq(orders.id, orderId), sql`${orders.cashReceivedAt} is null`))
    .returning();
  return rows[0] ?? null;
}

/** Gives new orders of a group their deadline; answers those that had none. */
export async function writeAcceptBy(tx: Tx, groupId: string, hours: number): Promise<OrderRow[]> {
  return tx
    .update(orders)
    .set({ acceptBy: sql`market_now() + make_interval(hours => ${hours})` })
    .where(and(eq(orders.groupId, groupId), eq(orders.state, "new"), sql`${orders.acceptBy} is null`))
    .returning();
}

/** Whether the market's clock has passed an instant. */
export async function isPast(tx: Connection, moment: Date): Promise<boolean> {
  const rows = await tx.execute<{ past: boolean }>(
    sql`select market_now() >= ${moment.toISOString()}::timestamptz as past`,
  );
  return rows[0]?.past === true;
}

export async function readLines(tx: Connection, orderId: string): Promise<LineRow[]> {
  return tx
    .select({ id: orderLines.id, variantId: orderLines.variantId, quantity: orderLines.quantity })
    .from(orderLines)
    .where(eq(orderLines.orderId, orderId))
    .orderBy(asc(orderLines.id));
}

export async function readLineLots(tx: Connection, lineIds: readonly string[]) {
  return tx
    .select({ lineId: lineLots.lineId, lotId: lineLots.lotId, quantity: lineLots.quantity, shopId: lineLots.shopId })
    .from(lineLots)
    .where(inArray(lineLots.lineId, [...lineIds]))
    .orderBy(asc(lineLots.lineId), asc(lineLots.lotId));
}

/** Writes the lots that a line was packed from, in place of those given at placing. */
export async function rewriteLineLots(tx: Tx, lineId: string, rows: readonly (typeof lineLots.$inferInsert)[]) {
  await tx.delete(lineLots).where(eq(lineLots.lineId, lineId));
  await tx.insert(lineLots).values([...rows]);
}

export async function markLineLotsPacked(tx: Tx, lineIds: readonly string[]) {
  await tx
    .update(lineLots)
    .set({ packedAt: sql`market_now()` })
    .where(inArray(lineLots.lineId, [...lineIds]));
}

/** Gives guest orders of a confirmed e-mail or phone to an account; answers the ids of the groups. */
export async function writeJoinedGroups(tx: Tx, accountId: string, email: string | null, phones: readonly string[]) {
  const rows = await tx.execute<{ id: string }>(sql`
    update order_groups g set account_id = ${accountId}, guest_token_hash = null
    from order_contacts c
    where c.group_id = g.id and g.account_id is null and c.forgotten_at is null
      and (lower(c.email) = lower(${email}::text) or c.phone = any(${sql.param([...phones])}::text[]))
    returning g.id`);
  return rows.map((row) => row.id);
}

/**
 * E-mail and phone of a group's buyer: what was written at placing, else the account's own confirmed address. The phone
 * was given for news of this order.
 */
export async function readBuyerContacts(tx: Connection, groupId: string) {
  const rows = await tx.execute<{ email: string | null; phone: string | null }>(sql`
    select coalesce(nullif(c.email, ''), case when a.email_is_real then a.email end) as email, nullif(c.phone, '') as phone
    from order_groups g
      left join order_contacts c on c.group_id = g.id and c.forgotten_at is null
      left join accounts a on a.id = g.account_id
    where g.id = ${groupId}`);
  return rows[0] ?? { email: null, phone: null };
}

export type ShopMember = {
  account_id: string;
  email: string | null;
  email_verified: boolean;
  phone: string | null;
  phone_verified: boolean;
};

/** Name of a shop and the addresses of those who work in it. */
export async function readShopPeople(tx: Connection, shopId: string) {
  const rows = await tx.execute<{ name: string } & { [K in keyof ShopMember]: ShopMember[K] | null }>(sql`
    select s.name, a.id as account_id, case when a.email_is_real then a.email end as email, a.email_verified,
      a.phone_number as phone, a.phone_number_verified as phone_verified
    from shops s left join memberships m on m.shop_id = s.id
      left join accounts a on a.id = m.account_id and a.banned_at is null
    where s.id = ${shopId}`);
  return {
    name: rows[0]?.name ?? "",
    members: rows.filter((row): row is { name: string } & ShopMember => row.account_id !== null),
  };
}
