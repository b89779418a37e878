import { brokenConstraint } from "#db/client.ts";
import { findAttemptPlace, wasHeard } from "#db/queries/payments.ts";
import { recordAudit } from "#services/accounts/record-audit.ts";
import { REVIEW_REASONS, type ReviewFinding } from "#services/payments/rules.ts";
import { readBankReference } from "#services/shared/bank-reference.ts";
import { isId } from "#services/shared/ids.ts";
import type { Market } from "#services/shared/market.ts";
import { ok, type Result, refuse } from "#services/shared/result.ts";
import { hasStaffRole, type Viewer } from "#services/shared/viewer.ts";
import { judgeReason } from "#services/shops/decide-shop.ts";
import { lockPlace, type Said, settleLocked } from "./settle-payment.ts";

export type ReviewInput = {
  attemptId: string;
  finding: string;
  /** The bank's, asked for where money came. */
  reference: string;
  reasonCode: string;
  reason: string;
};

export type ReviewRefusal =
  | "not_found"
  | "reference_missing"
  | "reference_invalid"
  | "reference_used"
  | "reason_missing"
  | "unknown_reason"
  | "too_long"
  | "conflict";

type Found = { finding: ReviewFinding; bankReference: string | null; code: string; text: string };

function readFinding(input: ReviewInput): Result<Found, ReviewRefusal> {
  const finding = input.finding === "came" || input.finding === "none" ? input.finding : null;
  if (finding === null) return refuse("not_found");
  const reference = finding === "came" ? readBankReference(input.reference) : ok(null);
  if (!reference.ok) return reference;
  const codes: readonly string[] = REVIEW_REASONS[finding];
  const why = judgeReason(true, (code) => codes.includes(code), input);
  if (!why.ok) return why;
  return ok({ finding, bankReference: reference.value, code: why.value.code ?? "", text: why.value.text ?? "" });
}

/**
 * Finance ends the review of a payment by what they found at the bank: the money came, under a reference that no other
 * payment has, or none came. Settled like a provider's word and audited; the same act again answers the same. Refusals:
 * "not_found", "conflict" (ended another way meanwhile), "reference_…", and those of a reason.
 */
export async function endReview(
  market: Market,
  viewer: Viewer,
  input: ReviewInput,
): Promise<Result<{ finding: ReviewFinding }, ReviewRefusal>> {
  const { accountId } = viewer;
  if (!hasStaffRole(viewer, "finance") || accountId === null || !isId(input.attemptId)) return refuse("not_found");
  const read = readFinding(input);
  if (!read.ok) return read;
  const { finding, bankReference, code, text } = read.value;
  const raw = JSON.stringify({ finding, bankReference, reasonCode: code, by: accountId });
  try {
    return await market.transact<{ finding: ReviewFinding }, ReviewRefusal>(async (tx) => {
      const found = await findAttemptPlace(tx, input.attemptId);
      if (!found) return refuse("not_found");
      const place = await lockPlace(tx, found);
      const { attempt, intent } = place;
      if (attempt.state !== "review")
        return (await wasHeard(tx, attempt.id, raw)) ? ok({ finding }) : refuse("conflict");
      const verdict = finding === "came" ? "paid" : "failed";
      const { reference, amountVnd } = attempt;
      const value = { reference, amountVnd, verdict, responseCode: null, providerTransactionNo: null } as const;
      const said: Said = { kind: "staff", raw, value, staffId: accountId, bankReference };
      const settled = await settleLocked(market, tx, { ...place, said });
      await recordAudit(tx, viewer, {
        act: finding === "came" ? "payment.came" : "payment.none",
        subjectKind: "payment_attempt",
        subjectId: attempt.id,
        before: { state: "review", intent: intent.state, amountVnd },
        after: { settled: settled.kind, bankReference },
        reasonCode: code,
        reason: text,
      });
      return ok({ finding });
    });
  } catch (error) {
    if (brokenConstraint(error) !== "payment_attempts_bank_reference_key") throw error;
    return refuse("reference_used", { field: "reference" });
  }
}
