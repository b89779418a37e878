import {
  readCandidates,
  readShopEvents,
  readShopMoney,
  readShopPayouts,
  type ShopEventRow,
  type ShopPayoutRow,
} from "#db/queries/ledger-payouts.ts";
import { type CarryReason, planPayouts } from "#services/ledger/payout-rules.ts";
import type { Market } from "#services/shared/market.ts";
import { ok, type Result, refuse } from "#services/shared/result.ts";
import type { Viewer } from "#services/shared/viewer.ts";
import { mayManage } from "#services/shops/rules.ts";

const EVENTS_A_PAGE = 50;
const PAYOUTS_SHOWN = 12;

export type ShopMoney = {
  pendingVnd: number;
  availableVnd: number;
  /** Why a run prepared now would leave the shop out; null where it would pay it, or there is nothing to pay. */
  heldBack: CarryReason | null;
  payouts: ShopPayoutRow[];
  events: ShopEventRow[];
  page: number;
  pages: number;
};

/** What a shop has earned, what is payable, and every amount behind it. For those who run the shop; else "not_found". */
export async function viewShopMoney(
  market: Market,
  viewer: Viewer,
  shopId: string,
  { page }: { page: number },
): Promise<Result<ShopMoney, "not_found">> {
  if (!mayManage(viewer, shopId)) return refuse("not_found");
  const wanted = {
    shopId,
    payableOnly: false,
    afterSeq: 0,
    uptoSeq: null,
    limit: EVENTS_A_PAGE,
    offset: (page - 1) * EVENTS_A_PAGE,
  };
  const [money, payouts, events, candidates] = await Promise.all([
    readShopMoney(market.db, shopId),
    readShopPayouts(market.db, shopId, PAYOUTS_SHOWN, 0),
    readShopEvents(market.db, wanted),
    readCandidates(market.db, [shopId]),
  ]);
  return ok({
    ...money,
    heldBack: planPayouts(candidates).carried[0]?.reason ?? null,
    payouts,
    events,
    page,
    pages: Math.max(page, Math.ceil((events[0]?.events ?? 0) / EVENTS_A_PAGE)),
  });
}
