import { sql } from "drizzle-orm";
import type { Connection } from "#db/client.ts";
import { reports } from "#db/schema/moderation.ts";

export type ReportSubjectRow = {
  shop_id: string;
  name: string;
  shop_name: string;
  address: string;
  lot_number: string | null;
};

/** What a report is about: a listing that was ever published, or a lot of one. `address` is its slug or code. */
export async function readReportSubject(
  db: Connection,
  kind: "listing" | "lot",
  id: string,
): Promise<ReportSubjectRow | null> {
  const [row] = await db.execute<ReportSubjectRow>(
    kind === "listing"
      ? sql`select l.shop_id, t.name, h.name as shop_name, l.slug as address, null as lot_number
          from listings l join shops h on h.id = l.shop_id
          join listing_texts t on t.listing_id = l.id and t.language = 'vi'
          where l.id = ${id} and l.published_at is not null`
      : sql`select l.shop_id, t.name, h.name as shop_name, s.code as address, s.number as lot_number
          from lots s join variants v on v.id = s.variant_id join listings l on l.id = v.listing_id
          join shops h on h.id = l.shop_id join listing_texts t on t.listing_id = l.id and t.language = 'vi'
          where s.id = ${id} and l.published_at is not null`,
  );
  return row ?? null;
}

/** Writes a report; the same request a second time changes nothing. */
export async function insertReport(db: Connection, report: typeof reports.$inferInsert): Promise<void> {
  await db.insert(reports).values(report).onConflictDoNothing({ target: reports.requestId });
}
