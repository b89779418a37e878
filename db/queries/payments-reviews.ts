import { sql } from "drizzle-orm";
import type { Connection } from "#db/client.ts";

export type PaymentReview = {
  attemptId: string;
  groupCode: string;
  reference: string;
  amountVnd: number;
  provider: string;
  providerTransactionNo: string | null;
  responseCode: string | null;
  since: string;
  waitedMinutes: number;
  /** When the provider was last asked. */
  askedAt: string | null;
  /** The goods are held for this payment; else the order ended or was paid otherwise, and money that came is owed back. */
  isHolding: boolean;
  buyerName: string | null;
  buyerPhone: string | null;
  buyerEmail: string | null;
  total: number;
};

/** Payments that wait for a person, those that wait longest first. */
export async function readPaymentReviews(db: Connection, limit: number, offset: number): Promise<PaymentReview[]> {
  return db.execute<PaymentReview>(sql`
    select a.id as "attemptId", g.code as "groupCode", a.reference, a.amount_vnd::float8 as "amountVnd", a.provider,
      a.provider_transaction_no as "providerTransactionNo", a.response_code as "responseCode", to_json(a.settled_at) as since,
      greatest(0, floor(extract(epoch from market_now() - a.settled_at) / 60))::int as "waitedMinutes",
      to_json(a.last_asked_at) as "askedAt", (i.state = 'processing' and i.method = 'vnpay') as "isHolding",
      c.name as "buyerName", c.phone as "buyerPhone", c.email as "buyerEmail", count(*) over ()::int as total
    from payment_attempts a join payment_intents i on i.id = a.intent_id join order_groups g on g.id = i.group_id
      left join order_contacts c on c.group_id = g.id and c.forgotten_at is null
    where a.state = 'review'
    order by a.settled_at, a.id limit ${limit} offset ${offset}`);
}
