import { readGroupContact } from "#db/queries/orders-place.ts";
import { orderAddress, trackAddress } from "#services/notifications/addresses.ts";
import { queueMessage } from "#services/notifications/queue-message.ts";
import type { Market, Tx } from "#services/shared/market.ts";
import type { GroupDraft } from "./draft-group.ts";

export type PaymentNews = "order_placed" | "order_paid" | "order_expired" | "refund_owed";
type GroupFacts = { id: string; code: string; language: "vi" | "en"; accountId?: string | null | undefined };

async function tell(
  market: Market,
  tx: Tx,
  group: GroupFacts,
  email: string | null,
  news: PaymentNews,
  amountVnd: number,
  key: string,
) {
  if (email === null) return;
  const address = group.accountId ? orderAddress : trackAddress;
  await queueMessage(tx, {
    channel: "mail",
    recipient: email,
    kind: news,
    language: group.language,
    data: {
      code: group.code,
      link: address(market.settings.PUBLIC_URL, group.language, group.code),
      amountVnd: String(amountVnd),
    },
    dedupeKey: `group:${group.id}:${news}:${key}`,
    ...(group.accountId ? { accountId: group.accountId } : {}),
  });
}

export async function tellPlaced(market: Market, tx: Tx, draft: GroupDraft): Promise<void> {
  await tell(market, tx, draft.group, draft.contact.email ?? null, "order_placed", draft.group.totalVnd, "once");
}

/** Tells the buyer what became of their money, once for each `key`. */
export async function tellPayment(
  market: Market,
  tx: Tx,
  group: GroupFacts,
  news: PaymentNews,
  amountVnd: number,
  key = "once",
): Promise<void> {
  const contact = await readGroupContact(tx, group.id);
  await tell(market, tx, group, contact?.email ?? null, news, amountVnd, key);
}
