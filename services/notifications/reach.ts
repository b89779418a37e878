import type { Market } from "#services/shared/market.ts";

export type Channel = "mail" | "sms";

/** Whether a message on this channel would reach anybody: in a demo it is read at /dev/outbox; no SMS carrier is built in. */
export function canReach(market: Market, channel: Channel): boolean {
  return market.settings.isDemo || (channel === "mail" && market.mail.kind === "smtp");
}

/** Where somebody may be written to; `proved` when they confirmed it. */
export type Known = { email: string | null; emailProved: boolean; phone: string | null; phoneProved: boolean };

/**
 * Where news go: a proved e-mail, else a proved phone, else what else is known of them. SMS is chosen only where a
 * carrier or a reader of the demo's outbox is, so that nothing is queued that nobody can send.
 */
export function wayTo(market: Market, known: Known): { channel: Channel; recipient: string } | null {
  const { email, emailProved, phone, phoneProved } = known;
  const mayText = phone !== null && canReach(market, "sms");
  if (email !== null && (emailProved || !(mayText && phoneProved))) return { channel: "mail", recipient: email };
  return mayText ? { channel: "sms", recipient: phone } : null;
}
