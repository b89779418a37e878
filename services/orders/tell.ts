import { type OrderRow, readBuyerMail, readShopMails } from "#db/queries/orders.ts";
import { orderAddress, shopOrderAddress, trackAddress } from "#services/notifications/addresses.ts";
import { queueMessage } from "#services/notifications/queue-message.ts";
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

/**
 * Tells the buyer what became of a parcel, once each. Without an e-mail nothing is sent: the order page and tracking
 * say the same. A guest is led to tracking, because another device than theirs may read the mail.
 */
export async function tellBuyer(
  market: Market,
  tx: Tx,
  { group, order }: Pick<LockedOrder, "group" | "order">,
  news: BuyerNews,
  extra: { owedVnd?: number } = {},
): Promise<void> {
  const recipient = await readBuyerMail(tx, group.id);
  if (recipient === null) return;
  const shop = await readShopMails(tx, order.shopId);
  const address = group.accountId === null ? trackAddress : orderAddress;
  await queueMessage(tx, {
    channel: "mail",
    recipient,
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

/** Tells everybody who works in the shop. */
export async function tellShop(market: Market, tx: Tx, order: OrderRow, news: ShopNews): Promise<void> {
  const shop = await readShopMails(tx, order.shopId);
  for (const member of shop.members) {
    await queueMessage(tx, {
      channel: "mail",
      recipient: member.email,
      kind: news,
      language: "vi",
      data: {
        code: order.code,
        shop: shop.name,
        link: shopOrderAddress(market.settings.PUBLIC_URL, order.code),
        acceptBy: order.acceptBy?.toISOString() ?? "",
      },
      dedupeKey: `order:${order.id}:${news}:${member.accountId}`,
      accountId: member.accountId,
    });
  }
}
