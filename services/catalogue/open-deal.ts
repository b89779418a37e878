import { freeUnits, insertDeal, readDeal, readOpenDeal } from "#db/queries/catalogue-deals.ts";
import { insertOffer, readOffer } from "#db/queries/catalogue-listings.ts";
import { ownVariant } from "#services/catalogue/change-price.ts";
import { closeDeals } from "#services/catalogue/close-deal.ts";
import { priceProblems } from "#services/catalogue/listing-rules.ts";
import { isId, newId } from "#services/shared/ids.ts";
import type { Market, Tx } from "#services/shared/market.ts";
import { vnd } from "#services/shared/money.ts";
import { ok, type Result, refuse } from "#services/shared/result.ts";
import type { Viewer } from "#services/shared/viewer.ts";

export type OpenDealInput = {
  /** Made by the caller: opened again under the same id, it is the same deal. */
  dealId: string;
  showId: string;
  variantId: string;
  priceVnd: number;
  quota: number;
  perBuyer: number;
  seconds: number;
};

export type OpenedDeal = { dealId: string; priceVnd: number; regularVnd: number; endsAt: Date; isNew: boolean };

export type OpenDealRefusal =
  | "not_found"
  | "not_whole"
  | "out_of_range"
  | "over_regular"
  | "alcohol_price"
  | "limit_over_quota"
  | "off_sale"
  | "sold_out"
  | "deal_running";

const whole = (value: number, from: number, to: number) => Number.isSafeInteger(value) && value >= from && value <= to;

function judgeNumbers(input: OpenDealInput): Result<null, OpenDealRefusal> {
  const problem = priceProblems(input.priceVnd, "priceVnd")[0];
  if (problem) return refuse(problem.code as "not_whole" | "out_of_range", problem);
  if (!whole(input.quota, 1, 100_000)) return refuse("out_of_range", { field: "quota", details: { max: 100_000 } });
  if (!whole(input.perBuyer, 1, 999)) return refuse("out_of_range", { field: "perBuyer", details: { max: 999 } });
  if (input.perBuyer > input.quota)
    return refuse("limit_over_quota", { field: "perBuyer", details: { max: input.quota } });
  if (!whole(input.seconds, 1, 86_400)) return refuse("out_of_range", { field: "seconds", details: { max: 86_400 } });
  return ok(null);
}

async function openNow(tx: Tx, viewer: Viewer, input: OpenDealInput): Promise<Result<OpenedDeal, OpenDealRefusal>> {
  const found = await ownVariant(tx, viewer, input.variantId);
  if (!found.ok) return found;
  const { own, variant } = found.value;
  const repeated = await readDeal(tx, input.dealId);
  if (repeated) {
    if (repeated.showId !== input.showId || repeated.variantId !== variant.id) return refuse("not_found");
    const { regularVnd, endsAt } = repeated;
    return ok({ dealId: repeated.id, priceVnd: input.priceVnd, regularVnd, endsAt, isNew: false });
  }
  const regular = variant.currentOfferId === null ? null : await readOffer(tx, variant.currentOfferId);
  const isOnSale = own.listing.state === "approved" && !own.listing.paused && own.shopState === "approved";
  if (!regular || !isOnSale || !variant.isActive || own.product.kind !== "goods") return refuse("off_sale");
  if (input.priceVnd > regular.priceVnd)
    return refuse("over_regular", { field: "priceVnd", details: { priceVnd: regular.priceVnd } });
  // The law against the harms of alcohol (44/2019/QH14, art. 5) forbids promotions of it.
  if (own.product.isAlcohol && input.priceVnd < regular.priceVnd) return refuse("alcohol_price", { field: "priceVnd" });
  const standing = await readOpenDeal(tx, variant.id);
  if (standing && !standing.isOver) return refuse("deal_running", { details: { dealId: standing.deal.id } });
  if (standing) await closeDeals(tx, { showId: standing.deal.showId, dealId: standing.deal.id }, "over");
  if ((await freeUnits(tx, variant.id)) < 1) return refuse("sold_out");
  const { id: variantId, shopId } = variant;
  const offerId = newId();
  const startedBy = viewer.accountId;
  await insertOffer(tx, {
    id: offerId,
    variantId,
    shopId,
    kind: "live",
    priceVnd: vnd(input.priceVnd),
    createdBy: startedBy,
  });
  const { dealId: id, showId, quota, perBuyer } = input;
  const row = { id, shopId, variantId, offerId, showId, regularVnd: regular.priceVnd, quota, perBuyer, startedBy };
  const endsAt = await insertDeal(tx, row, input.seconds);
  return ok({ dealId: id, priceVnd: input.priceVnd, regularVnd: regular.priceVnd, endsAt, isNew: true });
}

/**
 * Opens a live price for a while: a row of offers and the deal that rests on it, from 1 đồng to the ordinary price. A
 * pack has one deal at a time; one whose time is over makes room by itself. The listing is locked, so that two that
 * begin at once are one after the other.
 */
export async function openDeal(
  market: Market,
  viewer: Viewer,
  input: OpenDealInput,
): Promise<Result<OpenedDeal, OpenDealRefusal>> {
  if (!isId(input.dealId) || !isId(input.showId)) return refuse("not_found");
  const numbers = judgeNumbers(input);
  if (!numbers.ok) return numbers;
  return market.transact((tx) => openNow(tx, viewer, input));
}
