import { sql } from "drizzle-orm";
import type { Connection, Tx } from "#db/client.ts";
import { lineLots, orderContacts, orderGroups, orderLines, orders } from "#db/schema/orders.ts";

export type PlacedGroup = typeof orderGroups.$inferInsert;
export type PlacedOrder = typeof orders.$inferInsert;
export type PlacedLine = typeof orderLines.$inferInsert;
export type PlacedContact = typeof orderContacts.$inferInsert;

export type KnownGroup = { id: string; code: string; method: "cod" | "vnpay"; request_hash: string };

/** The group that a request of a buyer made before, if it did. */
export async function findRequest(db: Connection, requestId: string): Promise<KnownGroup | null> {
  const rows = await db.execute<KnownGroup>(
    sql`select id, code, method, request_hash from order_groups where request_id = ${requestId}::uuid`,
  );
  return rows[0] ?? null;
}

/** Makes those who order by this phone number wait for each other until the transaction ends, whatever they pay by. */
export async function lockPhone(tx: Tx, phone: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`cod:${phone}`}, 0))`);
}

/** Groups to be paid at the door, of this phone number, of which a parcel is still on its way. */
export async function countOpenCod(tx: Connection, phone: string): Promise<number> {
  const rows = await tx.execute<{ count: number }>(sql`
    select count(*)::int as count from order_groups g join order_contacts c on c.group_id = g.id
    where c.phone = ${phone} and g.method = 'cod' and exists (
      select 1 from orders o where o.group_id = g.id and o.state in ('new', 'accepted', 'packed', 'handed_over'))`);
  return rows[0]?.count ?? 0;
}

/** Groups of a buyer or of this phone number that hold goods for a payment which hasn't come. */
export async function countUnpaid(tx: Connection, buyerKey: string, phone: string): Promise<number> {
  const rows = await tx.execute<{ count: number }>(sql`
    select count(*)::int as count from payment_intents i
      join order_groups g on g.id = i.group_id join order_contacts c on c.group_id = g.id
    where i.state in ('requires_payment_method', 'requires_action') and (g.buyer_key = ${buyerKey} or c.phone = ${phone})`);
  return rows[0]?.count ?? 0;
}

/** Group, contact, orders and lines as they were agreed; sums are checked when the transaction ends. */
export async function insertPlaced(
  tx: Tx,
  placed: { group: PlacedGroup; contact: PlacedContact; orders: readonly PlacedOrder[]; lines: readonly PlacedLine[] },
): Promise<void> {
  // Sent in one message, in this order.
  await Promise.all([
    tx.insert(orderGroups).values(placed.group),
    tx.insert(orderContacts).values(placed.contact),
    tx.insert(orders).values([...placed.orders]),
    tx.insert(orderLines).values([...placed.lines]),
  ]);
}

export async function insertLineLots(tx: Tx, rows: readonly (typeof lineLots.$inferInsert)[]): Promise<void> {
  await tx.insert(lineLots).values([...rows]);
}

export async function lineIdsOf(tx: Connection, groupId: string): Promise<string[]> {
  const rows = await tx.execute<{ id: string }>(sql`
    select l.id from order_lines l join orders o on o.id = l.order_id where o.group_id = ${groupId}::uuid order by l.id`);
  return rows.map((row) => row.id);
}

/** Moves every order of a group that stands in `from`. */
export async function moveOrdersOf(
  tx: Tx,
  groupId: string,
  from: "awaiting_payment",
  to: "new" | "cancelled",
  reasonCode: string | null,
): Promise<string[]> {
  const rows = await tx.execute<{ id: string }>(sql`
    update orders set state = ${to}, version = version + 1, end_reason_code = coalesce(${reasonCode}::text, end_reason_code),
      closed_at = case when ${to} = 'cancelled' then market_now() else closed_at end
    where group_id = ${groupId}::uuid and state = ${from} returning id`);
  return rows.map((row) => row.id);
}

export async function groupHasAlcohol(tx: Connection, groupId: string): Promise<boolean> {
  const rows = await tx.execute(sql`
    select 1 from order_lines l join orders o on o.id = l.order_id where o.group_id = ${groupId}::uuid and l.is_alcohol limit 1`);
  return rows.length > 0;
}

export async function setGroupMethod(tx: Tx, groupId: string, method: "cod" | "vnpay"): Promise<void> {
  await tx.update(orderGroups).set({ method }).where(sql`id = ${groupId}::uuid`);
}

export async function readGroupContact(
  tx: Connection,
  groupId: string,
): Promise<{ phone: string; email: string | null } | null> {
  const rows = await tx.execute<{ phone: string; email: string | null }>(
    sql`select phone, email from order_contacts where group_id = ${groupId}::uuid`,
  );
  return rows[0] ?? null;
}
