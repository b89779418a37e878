import { type SQL, sql } from "drizzle-orm";
import type { Connection, Tx } from "#db/client.ts";
import type { moderationClaims } from "#db/schema/moderation.ts";

export type Kind = (typeof moderationClaims.$inferSelect)["subjectKind"];

export type QueueRow = {
  kind: Kind;
  id: string;
  title: string;
  sub: string;
  detail: string | null;
  since: string;
  waited_minutes: number;
  claimed_by: string | null;
  claimed_name: string | null;
  claimed_until: string | null;
};

const waiting = sql`
  select 'shop' as kind, s.id, s.name as title, m.name as sub, m.legal_form as detail, s.submitted_at as since
    from shops s join producers m on m.id = s.producer_id where s.state = 'submitted'
  union all
  select 'listing', l.id, coalesce(t.name, p.name), s.name, case when exists (
      select 1 from listings o where o.shop_id = l.shop_id and o.published_at is not null) then null else 'first' end,
      l.submitted_at
    from listings l join shops s on s.id = l.shop_id join products p on p.id = l.product_id
    left join listing_texts t on t.listing_id = l.id and t.language = 'vi' where l.state = 'submitted'
  union all
  select 'revision', r.id, coalesce(t.name, r.content #>> '{texts,vi,name}', ''), s.name, null, r.submitted_at
    from listing_revisions r join shops s on s.id = r.shop_id
    left join listing_texts t on t.listing_id = r.listing_id and t.language = 'vi' where r.state = 'waiting'
  union all
  select 'report', r.id, left(r.body, 90), coalesce(s.name, ''), r.kind, r.created_at
    from reports r left join shops s on s.id = r.shop_id where r.state = 'open'`;

/** What waits, the longest first, with who works on it. */
export async function readQueue(
  db: Connection,
  filter: { kind: Kind | null; limit: number; offset: number },
): Promise<QueueRow[]> {
  return db.execute<QueueRow>(sql`
    select w.kind, w.id, w.title, w.sub, w.detail, to_json(w.since) as since,
      greatest(0, extract(epoch from market_now() - w.since) / 60)::int as waited_minutes,
      c.account_id as claimed_by, a.name as claimed_name, to_json(c.until) as claimed_until
    from (${waiting}) w
    left join moderation_claims c on c.subject_kind = w.kind and c.subject_id = w.id and c.until > market_now()
    left join accounts a on a.id = c.account_id
    where ${filter.kind}::text is null or w.kind = ${filter.kind}::text
    order by w.since, w.id limit ${filter.limit} offset ${filter.offset}`);
}

export type QueueCounts = Record<Kind, number>;

export async function countQueue(db: Connection): Promise<QueueCounts> {
  const rows = await db.execute<{ kind: Kind; n: number }>(sql`
    select kind, count(*)::int as n from (${waiting}) w group by kind`);
  const of = (kind: Kind) => rows.find((r) => r.kind === kind)?.n ?? 0;
  return { shop: of("shop"), listing: of("listing"), revision: of("revision"), report: of("report") };
}

/**
 * Takes an item up, or keeps it longer, until `minutes` from now; null while somebody else has it. Two at once: the row
 * lets one through.
 */
export async function takeClaim(
  tx: Tx,
  kind: Kind,
  id: string,
  accountId: string,
  minutes: number,
): Promise<{ until: string } | null> {
  const rows = await tx.execute<{ until: string }>(sql`
    insert into moderation_claims as c (subject_kind, subject_id, account_id, until)
    values (${kind}, ${id}, ${accountId}, market_now() + make_interval(mins => ${minutes}::int))
    on conflict (subject_kind, subject_id) do update set account_id = excluded.account_id, until = excluded.until
      where c.account_id = excluded.account_id or c.until <= market_now()
    returning to_json(c.until) as until`);
  return rows[0] ?? null;
}

export type ClaimRow = { account_id: string; name: string; until: string };

export async function readClaim(db: Connection, kind: Kind, id: string): Promise<ClaimRow | null> {
  const rows = await db.execute<ClaimRow>(sql`
    select c.account_id, a.name, to_json(c.until) as until from moderation_claims c join accounts a on a.id = c.account_id
    where c.subject_kind = ${kind} and c.subject_id = ${id} and c.until > market_now()`);
  return rows[0] ?? null;
}

/** Gives an item back; another's claim stays. */
export async function dropClaim(tx: Tx, kind: Kind, id: string, accountId: string): Promise<void> {
  await tx.execute(sql`delete from moderation_claims
    where subject_kind = ${kind} and subject_id = ${id} and account_id = ${accountId}`);
}

const STATE: Record<Kind, SQL> = {
  shop: sql`select state, version from shops where state <> 'draft' and id =`,
  listing: sql`select state, version from listings where state <> 'draft' and id =`,
  revision: sql`select state, 0 as version from listing_revisions where state <> 'withdrawn' and id =`,
  report: sql`select state, 0 as version from reports where id =`,
};

/** In which state an item is; null for what was never handed in. */
export async function readItemState(db: Connection, kind: Kind, id: string) {
  const rows = await db.execute<{ state: string; version: number }>(sql`${STATE[kind]} ${id}::uuid`);
  return rows[0] ?? null;
}

export type LastDecision = {
  actor_id: string;
  actor_name: string;
  act: string;
  at: string;
  reason_code: string | null;
  reason: string | null;
};

/** What staff decided about an item, newest first: having taken it up or read a paper decides nothing. */
export async function readDecisions(db: Connection, kind: string, id: string, limit: number): Promise<LastDecision[]> {
  return db.execute<LastDecision>(sql`
    select e.actor_id, a.name as actor_name, e.act, to_json(e.at) as at, e.reason_code, e.reason
    from audit_entries e join accounts a on a.id = e.actor_id
    where e.subject_kind = ${kind} and e.subject_id = ${id}::uuid and e.act not in ('item.claim', 'paper.read') order by e.at desc, e.id desc limit ${limit}`);
}
