import { lockRun, readCandidates, readPlanned, writeRunApproved } from "#db/queries/ledger-payouts.ts";
import { recordAudit } from "#services/accounts/record-audit.ts";
import { stalePayouts } from "#services/ledger/payout-rules.ts";
import { isId } from "#services/shared/ids.ts";
import type { Market } from "#services/shared/market.ts";
import { ok, type Result, refuse } from "#services/shared/result.ts";
import { hasStaffRole, type Viewer } from "#services/shared/viewer.ts";

type ApproveRefusal = "not_found" | "same_person" | "stale" | "conflict";

/**
 * A second person of finance lets a run go to the bank. Approved again by the same person, it answers the same. Refusals:
 * "same_person" (who prepared it), "stale" (a shop has less by now, may not be paid, or has another account: discard the
 * run and prepare one anew), "conflict" (discarded, or approved by another).
 */
export async function approvePayoutRun(
  market: Market,
  viewer: Viewer,
  input: { runId: string },
): Promise<Result<{ runId: string }, ApproveRefusal>> {
  const { accountId } = viewer;
  if (!hasStaffRole(viewer, "finance") || accountId === null || !isId(input.runId)) return refuse("not_found");
  return market.transact<{ runId: string }, ApproveRefusal>(async (tx) => {
    const run = await lockRun(tx, input.runId);
    if (!run) return refuse("not_found");
    if (run.preparedBy === accountId) return refuse("same_person");
    if (run.state !== "prepared") return run.approvedBy === accountId ? ok({ runId: run.id }) : refuse("conflict");
    const planned = await readPlanned(tx, run.id);
    const shops = await readCandidates(
      tx,
      planned.map(({ shopId }) => shopId),
    );
    const stale = stalePayouts(planned, shops);
    if (stale.length > 0) {
      const names = shops.filter(({ shopId }) => stale.includes(shopId)).map(({ shopName }) => shopName);
      return refuse("stale", { details: { shops: names.join(", "), count: stale.length } });
    }
    await writeRunApproved(tx, run.id, accountId);
    await recordAudit(tx, viewer, {
      act: "payout.approve",
      subjectKind: "payout_run",
      subjectId: run.id,
      before: { state: "prepared" },
      after: { state: "approved", amountVnd: planned.reduce((sum, p) => sum + p.amountVnd, 0), shops: planned.length },
    });
    return ok({ runId: run.id });
  });
}
