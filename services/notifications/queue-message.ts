import type { Connection } from "#db/client.ts";
import { outboxMessages } from "#db/schema/notifications.ts";
import { newId } from "#services/shared/ids.ts";
import { addJob } from "#services/shared/jobs.ts";
import { type MessageKind, type MessageLanguage, wordsOf } from "./templates.ts";

export type NewMessage = {
  channel: "mail" | "sms";
  recipient: string;
  kind: MessageKind;
  language: MessageLanguage;
  data: Record<string, string>;
  /** One thing is told once: a second message with the same key is dropped. */
  dedupeKey: string;
  accountId?: string;
};

/** Puts a message into the outbox, in the transaction of what it tells of; a job sends it. */
export async function queueMessage(tx: Connection, message: NewMessage): Promise<void> {
  const { subject, body: letter, sms = letter } = wordsOf(message.kind, message.language, message.data);
  const body = message.channel === "sms" ? sms : letter;
  const rows = await tx
    .insert(outboxMessages)
    .values({ id: newId(), ...message, accountId: message.accountId ?? null, subject, body })
    .onConflictDoNothing()
    .returning({ id: outboxMessages.id });
  const row = rows[0];
  if (row) await addJob(tx, "notifications.send", { messageId: row.id });
}
