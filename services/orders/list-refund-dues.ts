import { type RefundDue, readRefundDues, sumRefundDues } from "#db/queries/orders-refunds.ts";
import { toldCause } from "#services/orders/rules.ts";
import type { Market } from "#services/shared/market.ts";
import { ok, type Result, refuse } from "#services/shared/result.ts";
import { hasStaffRole, type Viewer } from "#services/shared/viewer.ts";

export const REFUNDS_A_PAGE = 50;
/** Older than this counts as late. */
export const LATE_AFTER_DAYS = 3;

export type RefundList = {
  state: "owed" | "paid";
  counts: { owed: number; paid: number };
  owedVnd: number;
  page: number;
  pages: number;
  dues: (Omit<RefundDue, "cause"> & { cause: ReturnType<typeof toldCause<RefundDue["cause"]>> })[];
};

/** What the market owes buyers, oldest first, or what it paid back. For finance; else "not_found". */
export async function listRefundDues(
  market: Market,
  viewer: Viewer,
  wanted: { state: "owed" | "paid"; page: number },
): Promise<Result<RefundList, "not_found">> {
  if (!hasStaffRole(viewer, "finance")) return refuse("not_found");
  const { owed, paid, owedVnd } = await sumRefundDues(market.db);
  const counts = { owed, paid };
  const skipped = (wanted.page - 1) * REFUNDS_A_PAGE;
  const dues = await readRefundDues(market.db, wanted.state, REFUNDS_A_PAGE, skipped);
  return ok({
    ...wanted,
    counts,
    owedVnd,
    pages: Math.max(1, Math.ceil(counts[wanted.state] / REFUNDS_A_PAGE)),
    dues: dues.map((due) => ({ ...due, cause: toldCause(due.cause, due.method) })),
  });
}
