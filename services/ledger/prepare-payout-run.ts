import { lastSettledEntry } from "#db/queries/ledger-check.ts";
import { findRunByRequest, insertRun, isRunWaiting, onlyPreparer, readCandidates } from "#db/queries/ledger-payouts.ts";
import { recordAudit } from "#services/accounts/record-audit.ts";
import { planPayouts } from "#services/ledger/payout-rules.ts";
import { isId, newCode, newId } from "#services/shared/ids.ts";
import type { Market } from "#services/shared/market.ts";
import { ok, type Result, refuse } from "#services/shared/result.ts";
import { hasStaffRole, type Viewer } from "#services/shared/viewer.ts";

type PrepareRefusal = "not_found" | "nothing_to_pay" | "another_waits" | "conflict";

/**
 * Finance writes down what every shop is paid: the whole of what is payable at this moment, and whom the run leaves out
 * with its reason. The same `requestId` again answers the same run. Refusals: "nothing_to_pay", "another_waits" (a run that
 * is neither approved nor discarded), "conflict" (the request is another person's).
 */
export async function preparePayoutRun(
  market: Market,
  viewer: Viewer,
  input: { requestId: string },
): Promise<Result<{ runId: string }, PrepareRefusal>> {
  const { accountId } = viewer;
  if (!hasStaffRole(viewer, "finance") || accountId === null || !isId(input.requestId)) return refuse("not_found");
  return market.transact<{ runId: string }, PrepareRefusal>(async (tx) => {
    await onlyPreparer(tx);
    const uptoSeq = await lastSettledEntry(tx);
    const before = await findRunByRequest(tx, input.requestId);
    if (before) return before.preparedBy === accountId ? ok({ runId: before.id }) : refuse("conflict");
    if (await isRunWaiting(tx)) return refuse("another_waits");
    const { planned, carried } = planPayouts(await readCandidates(tx));
    if (planned.length === 0) return refuse("nothing_to_pay");
    const run = { id: newId(), requestId: input.requestId, code: newCode(8), uptoSeq, preparedBy: accountId };
    await insertRun(tx, run, planned, carried);
    await recordAudit(tx, viewer, {
      act: "payout.prepare",
      subjectKind: "payout_run",
      subjectId: run.id,
      after: { state: "prepared", amountVnd: planned.reduce((sum, p) => sum + p.amountVnd, 0), shops: planned.length },
    });
    return ok({ runId: run.id });
  });
}
