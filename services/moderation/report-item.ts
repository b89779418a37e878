import { insertReport, readReportSubject } from "#db/queries/moderation-report.ts";
import { REPORT_KINDS } from "#db/schema/moderation.ts";
import { type Limit, takePoint } from "#services/accounts/limits.ts";
import { REPORT_BODY, REPORT_CONTACT_MAX } from "#services/moderation/report-rules.ts";
import { cleanLine, cleanText } from "#services/shared/clean-text.ts";
import { isId, newId } from "#services/shared/ids.ts";
import type { Market } from "#services/shared/market.ts";
import { ok, type Result, refuse } from "#services/shared/result.ts";
import type { Viewer } from "#services/shared/viewer.ts";

export { REPORT_KINDS };
export type ReportKind = (typeof REPORT_KINDS)[number];
export type ReportSubject = {
  kind: "listing" | "lot";
  id: string;
  name: string;
  shop: string;
  /** Slug of the product page, or code of the lot. */
  address: string;
  lotNumber: string | null;
};

const LIMIT: Limit = { name: "report-address", points: 20, seconds: 3600 };

/** What a report would be about; "not_found" for what was never published. */
export async function viewReportSubject(
  market: Market,
  kind: string,
  id: string,
): Promise<Result<ReportSubject, "not_found">> {
  if ((kind !== "listing" && kind !== "lot") || !isId(id)) return refuse("not_found");
  const row = await readReportSubject(market.db, kind, id);
  if (!row) return refuse("not_found");
  return ok({ kind, id, name: row.name, shop: row.shop_name, address: row.address, lotNumber: row.lot_number });
}

export type ReportInput = {
  requestId: string;
  subjectKind: string;
  subjectId: string;
  kind: ReportKind;
  body: string;
  contact: string | null;
};

/**
 * Tells staff what is wrong with a listing or a lot. The caller's `requestId` makes a repetition harmless. At most twenty
 * an hour from one address.
 */
export async function reportItem(
  market: Market,
  viewer: Viewer,
  input: ReportInput,
): Promise<Result<{ requestId: string }, "not_found" | "invalid" | "too_many">> {
  const body = cleanText(input.body);
  if (!isId(input.requestId)) return refuse("invalid", { field: "requestId" });
  if (!REPORT_KINDS.includes(input.kind)) return refuse("invalid", { field: "kind" });
  if (body.length < REPORT_BODY.min || body.length > REPORT_BODY.max) return refuse("invalid", { field: "body" });
  if ((input.contact?.length ?? 0) > REPORT_CONTACT_MAX) return refuse("invalid", { field: "contact" });
  const { subjectKind, subjectId } = input;
  if ((subjectKind !== "listing" && subjectKind !== "lot") || !isId(subjectId)) return refuse("not_found");
  if (!(await takePoint(market, LIMIT, viewer.clientAddress))) return refuse("too_many");
  return market.transact(async (tx) => {
    const subject = await readReportSubject(tx, subjectKind, subjectId);
    if (!subject) return refuse("not_found");
    await insertReport(tx, {
      id: newId(),
      requestId: input.requestId,
      subjectKind,
      subjectId,
      shopId: subject.shop_id,
      kind: input.kind,
      body,
      contact: cleanLine(input.contact ?? "") || null,
      accountId: viewer.accountId,
    });
    return ok({ requestId: input.requestId });
  });
}
