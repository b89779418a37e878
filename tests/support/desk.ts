import type { Sql } from "#db/client.ts";
import { type IssueInput, issueCertificate } from "#services/certification/issue-certificate.ts";
import { newCode, newId } from "#services/shared/ids.ts";
import type { Market } from "#services/shared/market.ts";
import type { StaffRole, Viewer } from "#services/shared/viewer.ts";
import { addStaff } from "#tests/support/order-rows.ts";

export type Entry = {
  act: string;
  subject_kind: string;
  subject_id: string;
  actor_id: string;
  before: unknown;
  after: unknown;
  reason_code: string | null;
  reason: string | null;
};

/** What the audit log says, oldest first. */
export async function auditOf(sql: Sql, subjectId?: string): Promise<Entry[]> {
  return sql<Entry[]>`select act, subject_kind, subject_id, actor_id, before, after, reason_code, reason
    from audit_entries where ${subjectId ?? null}::uuid is null or subject_id = ${subjectId ?? null}::uuid order by at, id`;
}

/** One of each role. */
export async function staff(sql: Sql): Promise<Record<StaffRole, Viewer>> {
  return {
    moderator: await addStaff(sql, "moderator"),
    certifier: await addStaff(sql, "certifier"),
    finance: await addStaff(sql, "finance"),
    admin: await addStaff(sql, "admin"),
  };
}

/** A day by the market's calendar, so many days from today. */
export async function dayFromToday(sql: Sql, days: number): Promise<string> {
  const [row] = await sql<{ day: string }[]>`select (market_today() + ${days}::int)::text as day`;
  return row?.day ?? "";
}

/** What a certifier types, in force for half a year around today. */
export async function certificateForm(
  sql: Sql,
  productId: string,
  over: Partial<IssueInput> = {},
): Promise<IssueInput> {
  return {
    certificateId: newId(),
    productId,
    number: `T-${newCode()}`,
    stars: 4,
    issuer: "Hội đồng thử",
    decisionNumber: "2314/QĐ-UBND",
    validFrom: await dayFromToday(sql, -90),
    validTo: await dayFromToday(sql, 90),
    ...over,
  };
}

export async function certified(
  market: Market,
  sql: Sql,
  certifier: Viewer,
  productId: string,
  over: Partial<IssueInput> = {},
): Promise<string> {
  const done = await issueCertificate(market, certifier, await certificateForm(sql, productId, over));
  if (!done.ok) throw new Error(done.code);
  return done.value.certificateId;
}
