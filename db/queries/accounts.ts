import { sql } from "drizzle-orm";
import type { Connection } from "#db/client.ts";
import type { MemberRole, StaffRole } from "#services/shared/viewer.ts";

export type VisitRow = {
  account_id: string | null;
  name: string | null;
  email: string | null;
  email_verified: boolean | null;
  email_is_real: boolean | null;
  phone_number: string | null;
  phone_number_verified: boolean | null;
  staff_roles: StaffRole[];
  memberships: { shopId: string; role: MemberRole }[];
  cart_count: number;
};

/** Who a session is and how many things lie in their cart (or, for a guest, in the browser's): one statement. */
export async function readVisitRow(
  db: Connection,
  sessionToken: string | null,
  guestHash: string | null,
): Promise<VisitRow | null> {
  const rows = await db.execute<VisitRow>(sql`
    with who as (
      select a.* from sessions s join accounts a on a.id = s.user_id
      where s.token = ${sessionToken} and s.expires_at > market_now() and a.banned_at is null
    ), basket as (
      select c.id from carts c
      where (c.account_id = (select id from who)) or (c.token_hash = ${guestHash} and not exists (select 1 from who))
    )
    select w.id as account_id, w.name, w.email, w.email_verified, w.email_is_real, w.phone_number, w.phone_number_verified,
      coalesce((select json_agg(r.role) from staff_roles r where r.account_id = w.id), '[]') as staff_roles,
      coalesce((select json_agg(json_build_object('shopId', m.shop_id, 'role', m.role) order by m.created_at)
        from memberships m where m.account_id = w.id), '[]') as memberships,
      (select coalesce(sum(l.quantity), 0)::int from cart_lines l where l.cart_id in (select id from basket) and not l.set_aside) as cart_count
    from (select 1) one left join who w on true`);
  return rows[0] ?? null;
}

/** When a session opened now ends. */
export async function readSessionEnd(db: Connection, days: number): Promise<Date> {
  const rows = await db.execute<{ at: number }>(sql`
    select extract(epoch from market_now() + make_interval(days => ${days}))::float8 * 1000 as at`);
  return new Date(rows[0]?.at ?? Number.NaN);
}
