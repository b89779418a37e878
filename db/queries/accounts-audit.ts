import { type SQL, sql } from "drizzle-orm";
import type { Connection } from "#db/client.ts";

export type AuditRow = {
  id: string;
  actor: string;
  actor_role: string;
  act: string;
  subject_kind: string;
  subject_id: string;
  /** What people call the subject; null for one that has no name. */
  subject_name: string | null;
  before: unknown;
  after: unknown;
  reason_code: string | null;
  reason: string | null;
  at: string;
};

/** `from` and `to` are days (YYYY-MM-DD) of the market's zone, both included. */
export type AuditFilter = {
  act: string | null;
  subjectKind: string | null;
  subjectId: string | null;
  actorWords: string;
  from: string | null;
  to: string | null;
};

function condition(filter: AuditFilter): SQL {
  const parts = [sql`true`];
  if (filter.act) parts.push(sql`e.act = ${filter.act}`);
  if (filter.subjectKind) parts.push(sql`e.subject_kind = ${filter.subjectKind}`);
  if (filter.subjectId) parts.push(sql`e.subject_id = ${filter.subjectId}`);
  if (filter.actorWords) {
    const like = `%${filter.actorWords.replace(/[\\%_]/g, "\\$&")}%`;
    parts.push(sql`(f_unaccent(a.name) like f_unaccent(${like}) or a.email like lower(${like}))`);
  }
  if (filter.from) parts.push(sql`e.at >= ${filter.from}::date::timestamp at time zone market_zone()`);
  if (filter.to) parts.push(sql`e.at < (${filter.to}::date + 1)::timestamp at time zone market_zone()`);
  return sql.join(parts, sql` and `);
}

const subjectName = sql`case e.subject_kind
  when 'account' then (select x.name from accounts x where x.id = e.subject_id)
  when 'shop' then (select x.name from shops x where x.id = e.subject_id)
  when 'listing' then (select coalesce(t.name, p.name) from listings x join products p on p.id = x.product_id
    left join listing_texts t on t.listing_id = x.id and t.language = 'vi' where x.id = e.subject_id)
  when 'revision' then (select coalesce(t.name, p.name) from listing_revisions r join listings x on x.id = r.listing_id
    join products p on p.id = x.product_id left join listing_texts t on t.listing_id = x.id and t.language = 'vi'
    where r.id = e.subject_id)
  when 'report' then (select left(x.body, 60) from reports x where x.id = e.subject_id)
  when 'certificate' then (select x.number || ', ' || p.name from certificates x join products p on p.id = x.product_id
    where x.id = e.subject_id)
  when 'order' then (select x.code from orders x where x.id = e.subject_id)
  when 'refund_due' then (select g.code from refund_dues x join order_groups g on g.id = x.group_id where x.id = e.subject_id)
  when 'payout_run' then (select x.code from payout_runs x where x.id = e.subject_id)
  when 'payout' then (select r.code || ', ' || s.name from payouts x join payout_runs r on r.id = x.run_id
    join shops s on s.id = x.shop_id where x.id = e.subject_id)
  when 'payment_attempt' then (select x.reference from payment_attempts x where x.id = e.subject_id)
  end`;

/** A page of the log, newest first. */
export async function readAuditRows(
  tx: Connection,
  filter: AuditFilter,
  page: { limit: number; offset: number },
): Promise<{ rows: AuditRow[]; total: number }> {
  const where = condition(filter);
  const rows = await tx.execute<AuditRow>(sql`
    select e.id, a.name as actor, e.actor_role, e.act, e.subject_kind, e.subject_id, ${subjectName} as subject_name, e.before, e.after, e.reason_code,
      e.reason, to_json(e.at)#>>'{}' as at
    from audit_entries e join accounts a on a.id = e.actor_id
    where ${where} order by e.at desc, e.id desc limit ${page.limit} offset ${page.offset}`);
  const [count] = await tx.execute<{ total: number }>(sql`
    select count(*)::int as total from audit_entries e join accounts a on a.id = e.actor_id where ${where}`);
  return { rows: [...rows], total: count?.total ?? 0 };
}

/** The acts and kinds of subject that the log knows, for its filters. */
export async function readAuditWords(tx: Connection): Promise<{ acts: string[]; kinds: string[] }> {
  const rows = await tx.execute<{ act: string; subject_kind: string }>(sql`
    select distinct act, subject_kind from audit_entries order by act, subject_kind`);
  return { acts: [...new Set(rows.map((r) => r.act))], kinds: [...new Set(rows.map((r) => r.subject_kind))].sort() };
}
