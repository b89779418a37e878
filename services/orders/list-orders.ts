import { countGuestGroups, type GroupLine, readGroupsOf } from "#db/queries/orders-views.ts";
import { type GroupState, groupState } from "#services/orders/rules.ts";
import type { Market } from "#services/shared/market.ts";
import { phoneForms } from "#services/shared/phone.ts";
import { ok, type Result, refuse } from "#services/shared/result.ts";
import type { Viewer } from "#services/shared/viewer.ts";

export const ORDERS_A_PAGE = 12;

export type OrderList = {
  page: number;
  pages: number;
  groups: (GroupLine & { state: GroupState })[];
  /** Guest orders with this account's e-mail or phone, which confirming it would bring here. */
  guestOrders: number;
  /** Guest orders with an e-mail or phone that this account has confirmed. */
  joinable: number;
};

/** An account's orders, newest first; a page beyond the end is empty. "not_found" without an account. */
export async function listOrders(
  market: Market,
  viewer: Viewer,
  page: number,
): Promise<Result<OrderList, "not_found">> {
  if (viewer.accountId === null) return refuse("not_found");
  const { all, groups } = await readGroupsOf(market.db, viewer.accountId, ORDERS_A_PAGE, (page - 1) * ORDERS_A_PAGE);
  const [unproved, proved] = await Promise.all([
    countJoinable(market, viewer, { email: !viewer.emailConfirmed, phone: !viewer.phoneConfirmed }),
    countJoinable(market, viewer, { email: viewer.emailConfirmed, phone: viewer.phoneConfirmed }),
  ]);
  return ok({
    page,
    pages: Math.max(1, Math.ceil(all / ORDERS_A_PAGE)),
    groups: groups.map((group) => ({ ...group, state: groupState(group.states) })),
    guestOrders: unproved,
    joinable: proved,
  });
}

async function countJoinable(market: Market, viewer: Viewer, by: { email: boolean; phone: boolean }): Promise<number> {
  const email = by.email ? viewer.email : null;
  const phones = by.phone && viewer.phone !== null ? phoneForms(viewer.phone) : [];
  return email === null && phones.length === 0 ? 0 : countGuestGroups(market.db, email, phones);
}
