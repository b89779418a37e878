import { type OrderRow, readBuyerContacts, readShopPeople } from "#db/queries/orders.ts";
import { orderAddress, shopOrderAddress, trackAddress } from "#services/notifications/addresses.ts";
import { queueMessage } from "#services/notifications/queue-message.ts";
import { wayTo } from "#services/notifications/reach.ts";
import type { LockedOrder } from "#services/orders/locked-order.ts";
import type { Market, Tx } from "#services/shared/market.ts";

export type BuyerNews =
  | "order_accepted"
  | "order_packed"
  | "order_handed_over"
  | "order_delivered"
  | "order_completed"
  | "order_ended";
export type ShopNews = "shop_order_new" | "shop_order_cancelled" | "shop_order_overdue";

/** Where the buyer of a group is told: the e-mail of the order, else its phone; null where neither would arrive. */
export async function wayToBuyer(market: Market, tx: Tx, groupId: string) {
  const { email, phone } = await readBuyerContacts(tx, groupId);
  return wayTo(market, { email, emailProved: true, phone, phoneProved: true });
}

/**
 * Tells the buyer what became of a parcel, once each: by e-mail, or by SMS where they left none. A guest is led to
 * tracking, because another device than theirs may read the message.
 */
export async function tellBuyer(
  market: Market,
  tx: Tx,
  { group, order }: Pick<LockedOrder, "group" | "order">,
  news: BuyerNews,
  extra: { owedVnd?: number } = {},
): Promise<void> {
  const way = await wayToBuyer(market, tx, group.id);
  if (way === null) return;
  const shop = await readShopPeople(tx, order.shopId);
  const address = group.accountId === null ? trackAddress : orderAddress;
  await queueMessage(tx, {
    ...way,
    kind: news,
    language: group.language,
    data: {
      code: group.code,
      shop: shop.name,
      link: address(market.settings.PUBLIC_URL, group.language, group.code),
      carrier: order.carrier ?? "",
      trackingNumber: order.trackingNumber ?? "",
      reasonCode: order.endReasonCode ?? "",
      reason: order.endReason ?? "",
      owedVnd: String(extra.owedVnd ?? 0),
    },
    dedupeKey: `order:${order.id}:${news}`,
    ...(group.accountId === null ? {} : { accountId: group.accountId }),
  });
}

/** Tells everybody who works in the shop, each where they can be reached. */
export async function tellShop(market: Market, tx: Tx, order: OrderRow, news: ShopNews): Promise<void> {
  const shop = await readShopPeople(tx, order.shopId);
  for (const member of shop.members) {
    const { email, email_verified: emailProved, phone, phone_verified: phoneProved } = member;
    const way = wayTo(market, { email, emailProved, phone: phoneProved ? phone : null, phoneProved });
    if (way === null) continue;
    await queueMessage(tx, {
      ...way,
      kind: news,
      language: "vi",
      data: {
        code: order.code,
        shop: shop.name,
        link: shopOrderAddress(market.settings.PUBLIC_URL, order.code),
        acceptBy: order.acceptBy?.toISOString() ?? "",
      },
      dedupeKey: `order:${order.id}:${news}:${member.account_id}`,
      accountId: member.account_id,
    });
  }
}
