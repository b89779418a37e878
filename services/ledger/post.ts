import { insertBatch, type NewBatch, readDue, readPosted, readSold, readTaxRates } from "#db/queries/ledger.ts";
import { entriesOf, type MoneyEvent, type SoldOrder } from "#services/ledger/rules.ts";
import type { Tx } from "#services/shared/market.ts";

/**
 * Each function writes one event of money into the book, in the transaction of the event itself, once: a repetition
 * changes nothing and answers false. To be called last, after every lock of the event was taken. `at`: when the money
 * moved, where that was before now.
 */
type At = { at?: Date };

async function write(tx: Tx, batch: Omit<NewBatch, "kind"> & At, event: MoneyEvent): Promise<boolean> {
  const { at, ...about } = batch;
  const entries = entriesOf(event);
  if (entries.length === 0) return false;
  return insertBatch(tx, { ...about, kind: event.kind, ...(at ? { occurredAt: at } : {}) }, entries);
}

/** A provider took the money of a group. `attemptId` null: nobody knows by which attempt. */
export async function postCaptured(
  tx: Tx,
  paid: { groupId: string; intentId: string; attemptId: string | null; provider: string } & At,
): Promise<boolean> {
  const { groupId, intentId, attemptId, provider, at } = paid;
  const orders: SoldOrder[] = await readSold(tx, groupId, null);
  const rates = await readTaxRates(tx, at ?? null);
  const about = { key: `captured:intent:${intentId}`, groupId, attemptId, ...(at ? { at } : {}) };
  return write(tx, about, { kind: "prepaid_captured", provider, orders, rates });
}

/** Cash of one order was taken at the door. */
export async function postCollected(
  tx: Tx,
  taken: { groupId: string; orderId: string; carrier: string } & At,
): Promise<boolean> {
  const { groupId, orderId, carrier, at } = taken;
  const [order] = await readSold(tx, groupId, orderId);
  if (!order) throw new Error("an order that was paid is gone");
  const rates = await readTaxRates(tx, at ?? null);
  const about = { key: `collected:order:${orderId}`, groupId, orderId, ...(at ? { at } : {}) };
  return write(tx, about, { kind: "cash_collected", carrier, order, rates });
}

/**
 * An order is complete: the shop's part becomes payable. Nothing is written while its cash isn't recorded; whoever
 * records it afterwards calls this again.
 */
export async function postCompleted(tx: Tx, done: { groupId: string; orderId: string } & At): Promise<boolean> {
  const { orderId } = done;
  const posted = await readPosted(tx, orderId);
  return write(tx, { key: `completed:order:${orderId}`, ...done }, { kind: "order_completed", posted });
}

/**
 * Money is owed back: a whole order that was paid, or money that nobody asked for. Throws when the book holds another
 * amount for the order than what is owed: nobody can cause that.
 */
export async function postOwed(tx: Tx, owed: { dueId: string } & At): Promise<boolean> {
  const { dueId, at } = owed;
  const due = await readDue(tx, dueId);
  if (!due) throw new Error("a debt that was there is gone");
  const { groupId, orderId, attemptId, provider, amountVnd } = due;
  const about = { key: `owed:due:${dueId}`, groupId, orderId, attemptId, refundDueId: dueId, ...(at ? { at } : {}) };
  if (orderId === null) {
    if (provider === null) throw new Error("money came by nobody");
    return write(tx, about, { kind: "stray_money", provider, amountVnd });
  }
  const event = { kind: "order_ended", orderId, posted: await readPosted(tx, orderId, dueId) } as const;
  const owedBack = -entriesOf(event).reduce((sum, e) => sum + (e.account.kind === "refunds_owed" ? e.amountVnd : 0), 0);
  if (owedBack !== amountVnd) throw new Error(`${amountVnd} owed for order ${orderId}, the book holds ${owedBack}`);
  return write(tx, about, event);
}

/** Finance transferred what was owed. */
export async function postRefundPaid(tx: Tx, paid: { dueId: string } & At): Promise<boolean> {
  const { dueId, at } = paid;
  const due = await readDue(tx, dueId);
  if (!due) throw new Error("a debt that was there is gone");
  const { groupId, orderId, attemptId, amountVnd } = due;
  const about = { key: `paid:due:${dueId}`, groupId, orderId, attemptId, refundDueId: dueId, ...(at ? { at } : {}) };
  return write(tx, about, { kind: "refund_paid", orderId, amountVnd });
}
