import { type CandidateRow, readCandidates } from "#db/queries/ledger-payouts.ts";
import { type Carried, type Planned, planPayouts } from "#services/ledger/payout-rules.ts";
import type { Market } from "#services/shared/market.ts";
import { ok, type Result, refuse } from "#services/shared/result.ts";
import { hasStaffRole, type Viewer } from "#services/shared/viewer.ts";

type Named = Pick<CandidateRow, "shopName" | "bankName" | "accountEnd">;
export type PayoutPreview = { planned: (Planned & Named)[]; carried: (Carried & Named)[]; totalVnd: number };

/** Whom a run prepared now would pay, and whom it would leave out with which reason. For finance; else "not_found". */
export async function previewPayouts(market: Market, viewer: Viewer): Promise<Result<PayoutPreview, "not_found">> {
  if (!hasStaffRole(viewer, "finance")) return refuse("not_found");
  const shops = await readCandidates(market.db);
  const named = new Map(
    shops.map(({ shopId, shopName, bankName, accountEnd }) => [shopId, { shopName, bankName, accountEnd }]),
  );
  const withName = <T extends { shopId: string }>(part: T): T & Named => ({
    ...part,
    ...(named.get(part.shopId) ?? { shopName: "", bankName: null, accountEnd: null }),
  });
  const { planned, carried } = planPayouts(shops);
  return ok({
    planned: planned.map(withName),
    carried: carried.map(withName),
    totalVnd: planned.reduce((sum, { amountVnd }) => sum + amountVnd, 0),
  });
}
