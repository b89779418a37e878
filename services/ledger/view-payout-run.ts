import {
  type CarryRow,
  type PayoutRow,
  type RunRow,
  readCarries,
  readPayouts,
  readRuns,
} from "#db/queries/ledger-payouts.ts";
import { transferReference } from "#services/ledger/payout-rules.ts";
import { isId } from "#services/shared/ids.ts";
import type { Market } from "#services/shared/market.ts";
import { ok, type Result, refuse } from "#services/shared/result.ts";
import { hasStaffRole, type Viewer } from "#services/shared/viewer.ts";

/** `reference`: ours, by which the bank's file and its answer name the transfer. */
export type RunPayout = PayoutRow & { reference: string };

export type PayoutRunView = {
  run: RunRow;
  payouts: RunPayout[];
  carries: CarryRow[];
  /** Whoever prepared a run doesn't approve it. */
  isOwn: boolean;
};

/** One run with every shop's part of it. For finance; else, and where there is none, "not_found". */
export async function viewPayoutRun(
  market: Market,
  viewer: Viewer,
  runId: string,
): Promise<Result<PayoutRunView, "not_found">> {
  if (!hasStaffRole(viewer, "finance") || !isId(runId)) return refuse("not_found");
  const [run] = await readRuns(market.db, 1, 0, runId);
  if (!run) return refuse("not_found");
  const [payouts, carries] = await Promise.all([readPayouts(market.db, runId), readCarries(market.db, runId)]);
  const named = payouts.map((payout, at) => ({ ...payout, reference: transferReference(run.code, at + 1) }));
  return ok({ run, payouts: named, carries, isOwn: run.preparedById === viewer.accountId });
}
