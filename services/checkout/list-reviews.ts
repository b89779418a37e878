import { type PaymentReview, readPaymentReviews } from "#db/queries/payments-reviews.ts";
import type { Market } from "#services/shared/market.ts";
import { ok, type Result, refuse } from "#services/shared/result.ts";
import { hasStaffRole, type Viewer } from "#services/shared/viewer.ts";

const REVIEWS_A_PAGE = 50;

export type ReviewList = { page: number; pages: number; total: number; reviews: PaymentReview[] };

/** Payments of which the provider's words leave open whether money came, longest waiting first. For finance; else "not_found". */
export async function listReviews(
  market: Market,
  viewer: Viewer,
  { page }: { page: number },
): Promise<Result<ReviewList, "not_found">> {
  if (!hasStaffRole(viewer, "finance")) return refuse("not_found");
  const reviews = await readPaymentReviews(market.db, REVIEWS_A_PAGE, (page - 1) * REVIEWS_A_PAGE);
  const total = reviews[0]?.total ?? 0;
  return ok({ page, pages: Math.max(page, Math.ceil(total / REVIEWS_A_PAGE)), total, reviews });
}
