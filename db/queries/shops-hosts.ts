import { and, eq, isNull, sql } from "drizzle-orm";
import type { Connection, Tx } from "#db/client.ts";
import { hostIdentities } from "#db/schema/shops.ts";

export type IdentityRow = typeof hostIdentities.$inferSelect;

export async function readIdentity(db: Connection, identityId: string): Promise<IdentityRow | null> {
  const rows = await db.select().from(hostIdentities).where(eq(hostIdentities.id, identityId));
  return rows[0] ?? null;
}

/** The identity of an account that is in force, under lock. */
export async function lockIdentityOf(tx: Tx, accountId: string): Promise<IdentityRow | null> {
  const rows = await tx
    .select()
    .from(hostIdentities)
    .where(and(eq(hostIdentities.accountId, accountId), isNull(hostIdentities.endedAt)))
    .for("update");
  return rows[0] ?? null;
}

/** False where one is in force already. */
export async function insertIdentity(tx: Tx, row: typeof hostIdentities.$inferInsert): Promise<boolean> {
  const rows = await tx.insert(hostIdentities).values(row).onConflictDoNothing().returning({ id: hostIdentities.id });
  return rows.length > 0;
}

export async function endIdentityRow(tx: Tx, identityId: string, by: string, reason: string): Promise<void> {
  await tx
    .update(hostIdentities)
    .set({ endedAt: sql`market_now()`, endedBy: by, endReason: reason })
    .where(eq(hostIdentities.id, identityId));
}

export async function mayHost(db: Connection, accountId: string): Promise<boolean> {
  const rows = await db.execute(
    sql`select 1 from memberships where account_id = ${accountId} and role <> 'packer' limit 1`,
  );
  return rows.length > 0;
}

export type HostLine = {
  account_id: string;
  name: string;
  shops: string;
  identity_id: string | null;
  legal_name: string | null;
  paper: IdentityRow["paper"] | null;
  recorded_at: string | null;
  recorded_by: string | null;
  next_show: string | null;
  total: number;
};

/** People who may sell live, those with a planned show and no identity first. */
export async function findHosts(
  db: Connection,
  filter: { words: string; limit: number; offset: number },
): Promise<HostLine[]> {
  const like = `%${filter.words.replace(/[\\%_]/g, "\\$&")}%`;
  return db.execute<HostLine>(sql`
    select a.id as account_id, coalesce(a.name, '') as name, x.shops, d.id as identity_id, d.legal_name, d.paper,
      d.recorded_at, r.name as recorded_by, n.next_show, count(*) over ()::int as total
    from accounts a
    join lateral (select string_agg(s.name, ', ' order by s.name) as shops from memberships m join shops s on s.id = m.shop_id
      where m.account_id = a.id and m.role <> 'packer' and s.state in ('approved', 'suspended')) x on x.shops is not null
    left join host_identities d on d.account_id = a.id and d.ended_at is null
    left join accounts r on r.id = d.recorded_by
    left join lateral (select min(w.starts_at) as next_show from shows w where w.host_id = a.id and w.state = 'planned') n on true
    where ${filter.words} = '' or f_unaccent(coalesce(a.name, '') || ' ' || x.shops || ' ' || coalesce(d.legal_name, '')) like f_unaccent(${like})
    order by d.id is not null, n.next_show nulls last, a.name, a.id limit ${filter.limit} offset ${filter.offset}`);
}

/** People of a shop who may host its shows, with the name that staff have seen. */
export async function readShopHosts(db: Connection, shopId: string) {
  return db.execute<{ account_id: string; name: string; legal_name: string | null }>(sql`
    select a.id as account_id, coalesce(a.name, '') as name, d.legal_name
    from memberships m join accounts a on a.id = m.account_id
    left join host_identities d on d.account_id = a.id and d.ended_at is null
    where m.shop_id = ${shopId} and m.role <> 'packer' order by a.name, a.id`);
}
