import {
  findPayout,
  readAvailableAt,
  readEarlierUpto,
  readShopEvents,
  readShopPayouts,
  type ShopEventRow,
  type ShopPayoutRow,
} from "#db/queries/ledger-payouts.ts";
import { isId } from "#services/shared/ids.ts";
import type { Market } from "#services/shared/market.ts";
import { ok, type Result, refuse } from "#services/shared/result.ts";
import type { Viewer } from "#services/shared/viewer.ts";
import { mayManage } from "#services/shops/rules.ts";

/** More than a shop can be paid for in one run; a statement beyond it would be a fault of ours. */
const MOST_EVENTS = 100_000;

export type StatementLine = ShopEventRow & {
  /** What stood before commission and tax were kept back; null for what is of no order. */
  grossVnd: number | null;
};

export type Statement = {
  payout: ShopPayoutRow;
  /** What was payable when the payout before this one was prepared; 0 where there was none. */
  openingVnd: number;
  /** Every event since, oldest first; opening and amounts add up to what is paid. */
  events: StatementLine[];
};

/** The amount that reached the shop, with what was kept of it put back. */
function withGross(event: ShopEventRow): StatementLine {
  const { availableVnd, commissionVnd, vatVnd, pitVnd } = event;
  const grossVnd = event.orderCode === null ? null : availableVnd + commissionVnd + vatVnd + pitVnd;
  return { ...event, grossVnd };
}

/**
 * How what a shop is paid comes about: what was payable before, and each amount since with its order. For those who run
 * the shop; else "not_found".
 */
export async function viewStatement(
  market: Market,
  viewer: Viewer,
  payoutId: string,
): Promise<Result<Statement, "not_found">> {
  const shopId = isId(payoutId) ? (await findPayout(market.db, payoutId))?.shopId : undefined;
  if (shopId === undefined || !mayManage(viewer, shopId)) return refuse("not_found");
  const [payout] = await readShopPayouts(market.db, shopId, 1, 0, payoutId);
  if (!payout) return refuse("not_found");
  const { uptoSeq, amountVnd } = payout;
  const afterSeq = await readEarlierUpto(market.db, shopId, uptoSeq);
  const wanted = { shopId, payableOnly: true, afterSeq, uptoSeq, limit: MOST_EVENTS, offset: 0 };
  const [openingVnd, events] = await Promise.all([
    readAvailableAt(market.db, shopId, afterSeq),
    readShopEvents(market.db, wanted),
  ]);
  const sum = events.reduce((total, event) => total + event.availableVnd, openingVnd);
  if (sum !== amountVnd) throw new Error(`payout ${payout.code} pays ${amountVnd}, its statement adds up to ${sum}`);
  return ok({ payout, openingVnd, events: events.reverse().map(withGross) });
}
