import type { Sql } from "#db/client.ts";
import { type IssueInput, issueCertificate } from "#services/certification/issue-certificate.ts";
import { newCode, newId } from "#services/shared/ids.ts";
import type { Market } from "#services/shared/market.ts";
import type { StaffRole, Viewer } from "#services/shared/viewer.ts";
import { type MadeListing, makeListing, makeShop } from "#tests/support/market-rows.ts";
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

/** A shop that asks to be let in. */
export async function waitingShop(sql: Sql, name = "Cam Thanh Mai"): Promise<string> {
  const { shopId } = await makeShop(sql, name);
  await sql`update shops set state = 'submitted', approved_at = null, submitted_at = market_now() where id = ${shopId}`;
  await sql`insert into bank_accounts (id, shop_id, bank_name, account_number, holder)
    values (${newId()}, ${shopId}, 'Agribank', '8600205112345', 'HTX THANH MAI')`;
  return shopId;
}

/** A listing of an open shop that asks to be let in. */
export async function waitingListing(sql: Sql, name = "Bánh trứng kiến"): Promise<MadeListing> {
  const made = await makeListing(sql, { name });
  await sql`update listings set state = 'submitted', published_at = null, submitted_at = market_now() where id = ${made.listingId}`;
  return made;
}

/** A change of a listing on sale that asks to be let in. */
export async function waitingRevision(
  sql: Sql,
  name = "Miến dong Tài Hoan",
  description = "Sợi dai, ăn thường xuyên chữa khỏi tiểu đường.",
): Promise<MadeListing & { revisionId: string }> {
  const made = await makeListing(sql, { name, description: "Sợi dai, nấu lại không nát." });
  const revisionId = newId();
  const text = { name, summary: "", description, ingredients: "", storage: "", usage: "" };
  const content = { texts: { vi: text }, pictureIds: [], groupNumber: 1, setNumber: null, isAlcohol: false };
  await sql`insert into listing_revisions (id, listing_id, shop_id, content)
    values (${revisionId}, ${made.listingId}, ${made.shopId}, ${JSON.stringify({ ...content, isHealthProtection: false })}::text::jsonb)`;
  return { ...made, revisionId };
}

/** What somebody told staff about a listing on sale. */
export async function openReport(sql: Sql, listing?: MadeListing): Promise<MadeListing & { reportId: string }> {
  const about = listing ?? (await makeListing(sql, { name: "Mật ong Thanh Thịnh" }));
  const reportId = newId();
  await sql`insert into reports (id, request_id, subject_kind, subject_id, shop_id, kind, body)
    values (${reportId}, ${newId()}, 'listing', ${about.listingId}, ${about.shopId}, 'wrong_information', 'Mật ong không giống ảnh.')`;
  return { ...about, reportId };
}
