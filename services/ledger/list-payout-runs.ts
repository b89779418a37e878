import { type RunRow, readRuns } from "#db/queries/ledger-payouts.ts";
import type { Market } from "#services/shared/market.ts";
import { ok, type Result, refuse } from "#services/shared/result.ts";
import { hasStaffRole, type Viewer } from "#services/shared/viewer.ts";

const RUNS_A_PAGE = 20;

export type PayoutRunList = { page: number; pages: number; runs: RunRow[] };

/** Runs of payouts, newest first. For finance; else "not_found". */
export async function listPayoutRuns(
  market: Market,
  viewer: Viewer,
  { page }: { page: number },
): Promise<Result<PayoutRunList, "not_found">> {
  if (!hasStaffRole(viewer, "finance")) return refuse("not_found");
  const runs = await readRuns(market.db, RUNS_A_PAGE, (page - 1) * RUNS_A_PAGE);
  return ok({ page, pages: Math.max(page, Math.ceil((runs[0]?.runs ?? 0) / RUNS_A_PAGE)), runs });
}
