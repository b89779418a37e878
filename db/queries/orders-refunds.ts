import { and, eq, sql } from "drizzle-orm";
import type { Connection, Tx } from "#db/client.ts";
import { type REFUND_CAUSES, refundDues } from "#db/schema/orders.ts";

export type RefundDue = {
  id: string;
  groupCode: string;
  orderCode: string | null;
  shopName: string | null;
  amountVnd: number;
  method: "cod" | "vnpay";
  cause: (typeof REFUND_CAUSES)[number];
  state: "owed" | "paid";
  since: string;
  ageDays: number;
  buyerName: string | null;
  buyerPhone: string | null;
  buyerEmail: string | null;
  provider: string | null;
  providerTransactionNo: string | null;
  paidAt: string | null;
  paidReference: string | null;
  paidBy: string | null;
};

/** Sum and number of what is owed and what was paid back. */
export async function sumRefundDues(db: Connection) {
  const rows = await db.execute<{ owed: number; owedVnd: number; paid: number }>(sql`
    select count(*) filter (where state = 'owed')::int as owed, count(*) filter (where state = 'paid')::int as paid,
      coalesce(sum(amount_vnd) filter (where state = 'owed'), 0)::float8 as "owedVnd" from refund_dues`);
  return rows[0] ?? { owed: 0, owedVnd: 0, paid: 0 };
}

/** Money owed (oldest first) or paid back (newest first), with whom to pay and the payment that it came from. */
export async function readRefundDues(
  db: Connection,
  state: "owed" | "paid",
  limit: number,
  offset: number,
): Promise<RefundDue[]> {
  const order = state === "owed" ? sql`r.created_at, r.id` : sql`r.paid_at desc, r.id`;
  return db.execute<RefundDue>(sql`
    select r.id, g.code as "groupCode", o.code as "orderCode", s.name as "shopName", r.amount_vnd::float8 as "amountVnd",
      g.method, r.cause, r.state, to_json(r.created_at) as since,
      extract(day from market_now() - r.created_at)::int as "ageDays",
      c.name as "buyerName", c.phone as "buyerPhone", c.email as "buyerEmail",
      a.provider, a.provider_transaction_no as "providerTransactionNo",
      to_json(r.paid_at) as "paidAt", r.paid_reference as "paidReference", w.name as "paidBy"
    from refund_dues r join order_groups g on g.id = r.group_id
      left join orders o on o.id = r.order_id left join shops s on s.id = o.shop_id
      left join order_contacts c on c.group_id = g.id and c.forgotten_at is null
      left join accounts w on w.id = r.recorded_by
      left join lateral (
        select p.provider, p.provider_transaction_no from payment_attempts p
          join payment_intents i on i.id = p.intent_id
        where p.id = r.attempt_id or (r.attempt_id is null and i.group_id = g.id and p.state = 'succeeded')
        order by p.settled_at desc nulls last limit 1) a on true
    where r.state = ${state}
    order by ${order} limit ${limit} offset ${offset}`);
}

export async function findRefundDue(tx: Connection, id: string) {
  const rows = await tx.select().from(refundDues).where(eq(refundDues.id, id));
  return rows[0] ?? null;
}

/** Locks one debt; the group it belongs to is locked before. */
export async function lockRefundDue(tx: Tx, id: string) {
  const rows = await tx.select().from(refundDues).where(eq(refundDues.id, id)).for("update");
  return rows[0] ?? null;
}

export async function writeRefundPaid(tx: Tx, id: string, reference: string, accountId: string) {
  const rows = await tx
    .update(refundDues)
    .set({ state: "paid", paidAt: sql`market_now()`, paidReference: reference, recordedBy: accountId })
    .where(and(eq(refundDues.id, id), eq(refundDues.state, "owed")))
    .returning();
  return rows[0] ?? null;
}
