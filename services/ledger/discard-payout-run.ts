import { lockRun, writeRunDiscarded } from "#db/queries/ledger-payouts.ts";
import { recordAudit } from "#services/accounts/record-audit.ts";
import { readWords } from "#services/ledger/payout-words.ts";
import { isId } from "#services/shared/ids.ts";
import type { Market } from "#services/shared/market.ts";
import { ok, type Result, refuse } from "#services/shared/result.ts";
import { hasStaffRole, type Viewer } from "#services/shared/viewer.ts";

type DiscardRefusal = "not_found" | "reason_missing" | "too_long" | "conflict";

/** Finance drops a run that was not approved, with the reason: nothing of it is paid. "conflict": it was approved. */
export async function discardPayoutRun(
  market: Market,
  viewer: Viewer,
  input: { runId: string; reason: string },
): Promise<Result<{ runId: string }, DiscardRefusal>> {
  const { accountId } = viewer;
  if (!hasStaffRole(viewer, "finance") || accountId === null || !isId(input.runId)) return refuse("not_found");
  const reason = readWords(input.reason);
  if (!reason.ok) return reason;
  return market.transact<{ runId: string }, DiscardRefusal>(async (tx) => {
    const run = await lockRun(tx, input.runId);
    if (!run) return refuse("not_found");
    if (run.state !== "prepared") return run.state === "discarded" ? ok({ runId: run.id }) : refuse("conflict");
    await writeRunDiscarded(tx, run.id, accountId, reason.value);
    await recordAudit(tx, viewer, {
      act: "payout.discard",
      subjectKind: "payout_run",
      subjectId: run.id,
      before: { state: "prepared" },
      after: { state: "discarded" },
      reason: reason.value,
    });
    return ok({ runId: run.id });
  });
}
