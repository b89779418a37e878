import type { Contact } from "#services/accounts/rules.ts";
import { type NewMessage, queueMessage } from "#services/notifications/queue-message.ts";
import type { MessageKind, MessageLanguage } from "#services/notifications/templates.ts";
import { newId } from "#services/shared/ids.ts";
import type { Connection } from "#services/shared/market.ts";

/** Whole addresses that messages lead to, in the reader's language; the caller knows the address table. */
export type MessageLinks = {
  confirm: (token: string) => string;
  reset: (token: string) => string;
  forgot: string;
  complaints: string;
};

export type Letters = { language: MessageLanguage; links: MessageLinks };

/** Queues a message about an account to one of its contacts. */
export async function writeTo(
  tx: Connection,
  contact: Contact,
  letters: Letters,
  kind: MessageKind,
  data: Record<string, string>,
  about: { accountId?: string; dedupe?: string } = {},
): Promise<void> {
  const message: NewMessage = {
    channel: contact.channel,
    recipient: contact.address,
    kind,
    language: letters.language,
    data,
    dedupeKey: `${kind}:${about.dedupe ?? newId()}`,
    ...(about.accountId === undefined ? {} : { accountId: about.accountId }),
  };
  await queueMessage(tx, message);
}

/** Contacts that an account has proved: where it is told of changes. */
export function provedContacts(row: {
  email: string;
  email_is_real: boolean;
  email_verified: boolean;
  phone_number: string | null;
  phone_number_verified: boolean;
}): Contact[] {
  const contacts: Contact[] = [];
  if (row.email_is_real && row.email_verified) contacts.push({ channel: "mail", address: row.email });
  if (row.phone_number !== null && row.phone_number_verified)
    contacts.push({ channel: "sms", address: row.phone_number });
  return contacts;
}
