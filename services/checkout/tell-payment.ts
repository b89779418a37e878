import { readGroupContact } from "#db/queries/orders-place.ts";
import { orderAddress, trackAddress } from "#services/notifications/addresses.ts";
import { queueMessage } from "#services/notifications/queue-message.ts";
import { wayTo } from "#services/notifications/reach.ts";
import type { Market, Tx } from "#services/shared/market.ts";
import type { GroupDraft } from "./draft-group.ts";

export type PaymentNews = "order_placed" | "order_paid" | "order_expired" | "refund_owed";
type GroupFacts = { id: string; code: string; language: "vi" | "en"; accountId?: string | null | undefined };

async function tell(
  market: Market,
  tx: Tx,
  group: GroupFacts,
  contact: { email?: string | null | undefined; phone: string } | null,
  news: PaymentNews,
  amountVnd: number,
  key: string,
) {
  const [email, phone] = [contact?.email ?? null, contact?.phone ?? null];
  const way = wayTo(market, { email, emailProved: true, phone, phoneProved: true });
  if (way === null) return;
  const address = group.accountId ? orderAddress : trackAddress;
  await queueMessage(tx, {
    ...way,
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
  await tell(market, tx, draft.group, draft.contact, "order_placed", draft.group.totalVnd, "once");
}

/** Tells the buyer what became of their money, once for each `key`: by e-mail, or by SMS where they left none. */
export async function tellPayment(
  market: Market,
  tx: Tx,
  group: GroupFacts,
  news: PaymentNews,
  amountVnd: number,
  key = "once",
): Promise<void> {
  await tell(market, tx, group, await readGroupContact(tx, group.id), news, amountVnd, key);
}
