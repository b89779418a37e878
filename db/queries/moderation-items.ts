import { sql } from "drizzle-orm";
import type { Connection, Tx } from "#db/client.ts";
import type { RevisionContent } from "#db/schema/catalogue.ts";
import type { REPORT_KINDS } from "#db/schema/moderation.ts";

export type ItemHead = {
  id: string;
  shop_id: string | null;
  shop_name: string | null;
  shop_state: string | null;
  listing_id: string | null;
  product_id: string | null;
  title: string;
  since: string | null;
  by_name: string | null;
  rounds: number;
};

/** A listing that was handed in, with how often it came. */
export async function readListingHead(db: Connection, id: string): Promise<ItemHead | null> {
  const rows = await db.execute<ItemHead>(sql`
    select l.id, s.id as shop_id, s.name as shop_name, s.state as shop_state, l.id as listing_id, l.product_id,
      coalesce(t.name, p.name) as title, to_json(l.submitted_at) as since, null as by_name,
      (select count(*)::int from listing_changes c where c.listing_id = l.id and c.kind = 'submitted') as rounds
    from listings l join shops s on s.id = l.shop_id join products p on p.id = l.product_id
    left join listing_texts t on t.listing_id = l.id and t.language = 'vi'
    where l.id = ${id}::uuid and l.state <> 'draft'`);
  return rows[0] ?? null;
}

export type RevisionHead = ItemHead & { content: RevisionContent };

export async function readRevisionHead(db: Connection, id: string): Promise<RevisionHead | null> {
  const rows = await db.execute<RevisionHead>(sql`
    select r.id, s.id as shop_id, s.name as shop_name, s.state as shop_state, r.listing_id, l.product_id,
      coalesce(t.name, p.name) as title, to_json(r.submitted_at) as since, a.name as by_name, r.content,
      (select count(*)::int from listing_revisions o where o.listing_id = r.listing_id and o.submitted_at <= r.submitted_at) as rounds
    from listing_revisions r join listings l on l.id = r.listing_id join shops s on s.id = r.shop_id
    join products p on p.id = l.product_id left join accounts a on a.id = r.submitted_by
    left join listing_texts t on t.listing_id = l.id and t.language = 'vi'
    where r.id = ${id}::uuid and r.state <> 'withdrawn'`);
  return rows[0] ?? null;
}

export type ReportRow = {
  id: string;
  kind: (typeof REPORT_KINDS)[number];
  body: string;
  contact: string | null;
  reporter: string | null;
  state: "open" | "closed";
  outcome: string | null;
  created_at: string;
  subject_kind: "listing" | "lot";
  subject_id: string;
  lot_code: string | null;
  lot_number: string | null;
  listing_id: string | null;
  listing_name: string | null;
  listing_slug: string | null;
  listing_state: string | null;
  product_id: string | null;
  shop_id: string | null;
  shop_name: string | null;
};

/** A report with what it is about; a lot stands for its listing. */
export async function readReport(db: Connection, id: string): Promise<ReportRow | null> {
  const rows = await db.execute<ReportRow>(sql`
    select r.id, r.kind, r.body, r.contact, a.name as reporter, r.state, r.outcome, to_json(r.created_at) as created_at,
      r.subject_kind, r.subject_id, b.code as lot_code, b.number as lot_number, l.id as listing_id,
      t.name as listing_name, l.slug as listing_slug, l.state as listing_state, l.product_id, s.id as shop_id, s.name as shop_name
    from reports r left join accounts a on a.id = r.account_id
    left join lots b on r.subject_kind = 'lot' and b.id = r.subject_id
    left join variants v on v.id = b.variant_id
    left join listings l on l.id = case when r.subject_kind = 'listing' then r.subject_id else v.listing_id end
    left join listing_texts t on t.listing_id = l.id and t.language = 'vi'
    left join shops s on s.id = l.shop_id
    where r.id = ${id}::uuid`);
  return rows[0] ?? null;
}

export type OtherReport = { id: string; kind: string; state: string; outcome: string | null; created_at: string };

/** Other reports about the same thing, newest first. */
export async function readReportsBeside(db: Connection, report: ReportRow): Promise<OtherReport[]> {
  return db.execute<OtherReport>(sql`
    select id, kind, state, outcome, to_json(created_at) as created_at from reports
    where subject_kind = ${report.subject_kind} and subject_id = ${report.subject_id}::uuid and id <> ${report.id}::uuid
    order by reports.created_at desc, id limit 10`);
}

/** Closes an open report; false when it was closed already. */
export async function closeReportRow(tx: Tx, id: string, outcome: string, accountId: string): Promise<boolean> {
  const rows = await tx.execute(sql`
    update reports set state = 'closed', outcome = ${outcome}, closed_at = market_now(), closed_by = ${accountId}
    where id = ${id}::uuid and state = 'open' returning id`);
  return rows.length > 0;
}

export type ProductCertificateRow = {
  id: string;
  number: string;
  stars: number;
  issuer: string;
  valid_from: string;
  valid_to: string;
  is_revoked: boolean;
  today: string;
};

/** A product's certificates, those that run longest first. */
export async function readCertificatesOf(db: Connection, productId: string): Promise<ProductCertificateRow[]> {
  return db.execute<ProductCertificateRow>(sql`
    select c.id, c.number, c.stars, c.issuer, c.valid_from::text, c.valid_to::text, market_today()::text as today,
      exists (select 1 from certificate_events e where e.certificate_id = c.id and e.kind = 'revoked') as is_revoked
    from certificates c where c.product_id = ${productId}::uuid order by c.valid_to desc, c.id limit 10`);
}

export type Names = {
  group_vi: string | null;
  group_en: string | null;
  set_vi: string | null;
  set_en: string | null;
  commune: string | null;
};

/** Names of what content points at. */
export async function readNames(
  db: Connection,
  facts: { groupNumber: number; setNumber: number | null; communeCode: string | null },
): Promise<Names> {
  const rows = await db.execute<Names>(sql`
    select (select name_vi from product_groups where number = ${facts.groupNumber}::int) as group_vi,
      (select name_en from product_groups where number = ${facts.groupNumber}::int) as group_en,
      (select name_vi from product_sets where number = ${facts.setNumber}::int) as set_vi,
      (select name_en from product_sets where number = ${facts.setNumber}::int) as set_en,
      (select name from communes where code = ${facts.communeCode}::text) as commune`);
  return rows[0] ?? { group_vi: null, group_en: null, set_vi: null, set_en: null, commune: null };
}
