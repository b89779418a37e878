import { dropClaim, readDecisions, takeClaim } from "#db/queries/moderation.ts";
import { closeReportRow, readReport } from "#db/queries/moderation-items.ts";
import { recordAudit } from "#services/accounts/record-audit.ts";
import { type ListingDecisionRefusal, takeDownListing } from "#services/catalogue/decide-listing.ts";
import { itemOf, refuseDecided, refuseHeld } from "#services/moderation/claim-item.ts";
import { CLAIM_MINUTES, isOutcome, MAX_NOTE, type Outcome } from "#services/moderation/desk-rules.ts";
import { cleanText, letterCount } from "#services/shared/clean-text.ts";
import { type Market, within } from "#services/shared/market.ts";
import { ok, type Result, refuse } from "#services/shared/result.ts";
import type { Viewer } from "#services/shared/viewer.ts";

export type CloseInput = {
  reportId: string;
  outcome: string;
  /** What was found; kept in the audit log. */
  note: string;
  /** For the outcome "taken_down": why, as the shop reads it together with `note`. */
  reasonCode?: string;
};

export type CloseRefusal = ListingDecisionRefusal | "held" | "decided" | "outcome_missing" | "note_missing";
type Closed = { outcome: Outcome };

function judge(input: CloseInput): Result<{ outcome: Outcome; note: string }, CloseRefusal> {
  const note = cleanText(input.note);
  if (!isOutcome(input.outcome)) return refuse("outcome_missing", { field: "outcome" });
  if (note === "") return refuse("note_missing", { field: "note" });
  if (letterCount(note) > MAX_NOTE) return refuse("too_long", { field: "note", details: { max: MAX_NOTE } });
  return ok({ outcome: input.outcome, note });
}

/**
 * Closes a report with what came of it; with the outcome "taken_down" the goods leave the market in the same
 * transaction. One moderator at a time, as with decisions; the same person closing it the same again answers the same.
 */
export async function closeReport(
  market: Market,
  viewer: Viewer,
  input: CloseInput,
): Promise<Result<Closed, CloseRefusal>> {
  const item = itemOf(viewer, { kind: "report", id: input.reportId });
  if (!item) return refuse("not_found");
  const judged = judge(input);
  if (!judged.ok) return judged;
  const { outcome, note } = judged.value;
  const { id, accountId } = item;
  return market.transact<Closed, CloseRefusal>(async (tx) => {
    const report = await readReport(tx, id);
    if (!report) return refuse("not_found");
    if (!(await takeClaim(tx, "report", id, accountId, CLAIM_MINUTES))) return refuseHeld(tx, "report", id);
    const isClosed = await closeReportRow(tx, id, outcome, accountId);
    await dropClaim(tx, "report", id, accountId);
    if (!isClosed) {
      const [last] = await readDecisions(tx, "report", id, 1);
      const isMine = last?.actor_id === accountId && last.reason_code === outcome;
      return isMine ? ok({ outcome }) : refuseDecided(tx, "report", id, "closed");
    }
    if (outcome === "taken_down") {
      if (report.listing_id === null) return refuse("not_found");
      const why = { reasonCode: input.reasonCode ?? "", reason: note };
      const down = await takeDownListing(within(market, tx), viewer, { listingId: report.listing_id, ...why });
      if (!down.ok) return down.field === "reason" ? { ...down, field: "note" } : down;
    }
    await recordAudit(tx, viewer, {
      act: "report.close",
      subjectKind: "report",
      subjectId: id,
      before: { state: "open" },
      after: { state: "closed", outcome },
      reasonCode: outcome,
      reason: note,
    });
    return ok({ outcome });
  });
}
