import { lockMessage, type MessageRow, markSent, markTried } from "#db/queries/notifications.ts";
import { SECRET_KINDS } from "#services/notifications/templates.ts";
import type { JobHandler } from "#services/shared/jobs.ts";
import type { Market, Tx } from "#services/shared/market.ts";
import { ok } from "#services/shared/result.ts";

/** As often as the job is tried; after that a message is failed and stays to be read. */
export const MAX_TRIES = 12;

/** A carrier's answer may quote the address: only its code is kept. */
function codeOf(error: unknown): string {
  const { code, responseCode } = error as { code?: string; responseCode?: number };
  return [code, responseCode].filter((part) => part !== undefined).join(" ") || "unknown";
}

/** Hands a message to its carrier. Without one it stays where it is, readable, and counts as sent. */
async function deliver(market: Market, tx: Tx, message: MessageRow): Promise<Error | null> {
  if (message.channel === "sms" || market.mail.kind === "kept") {
    await markSent(tx, message.id, true);
    return null;
  }
  try {
    await market.mail.send({ to: message.recipient, subject: message.subject, text: message.body });
  } catch (error) {
    const code = codeOf(error);
    const isLast = message.tries + 1 >= MAX_TRIES;
    await markTried(tx, message.id, code, isLast);
    return isLast ? null : new Error(`mail carrier refused: ${code}`);
  }
  await markSent(tx, message.id, !SECRET_KINDS.has(message.kind));
  return null;
}

/**
 * Sends one message of the outbox. Repeated, it finds the message sent and does nothing; killed between the carrier's
 * yes and the commit, it sends once more.
 */
export const sendMessage: JobHandler<"notifications.send"> = async (market, { messageId }) => {
  const result = await market.transact<Error | null, never>(async (tx) => {
    const message = await lockMessage(tx, messageId);
    return ok(message?.state === "queued" ? await deliver(market, tx, message) : null);
  });
  // Thrown after the commit, so that the try stays counted and the worker comes again.
  if (result.ok && result.value) throw result.value;
};
