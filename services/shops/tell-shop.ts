import { readManagersToTell } from "#db/queries/shops-seller.ts";
import { queueMessage } from "#services/notifications/queue-message.ts";
import { canReach } from "#services/notifications/reach.ts";
import type { ShopMessage } from "#services/notifications/words/shops.ts";
import type { Market, Tx } from "#services/shared/market.ts";

/** Tells those who run a shop, once each, where an SMS could be sent at all; `key` names the one thing that is told. */
export async function tellShop(
  market: Market,
  tx: Tx,
  shopId: string,
  kind: ShopMessage,
  key: string,
  data: Record<string, string>,
): Promise<void> {
  for (const { accountId, channel, recipient } of await readManagersToTell(tx, shopId)) {
    if (channel === "sms" && !canReach(market, "sms")) continue;
    const dedupeKey = `${kind}:${key}:${accountId}`;
    await queueMessage(tx, { channel, recipient, kind, language: "vi", data, dedupeKey, accountId });
  }
}
