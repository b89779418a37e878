import { readOutbox } from "#db/queries/notifications.ts";
import type { Market } from "#services/shared/market.ts";
import { ok, type Result, refuse } from "#services/shared/result.ts";

export type OutboxMessage = {
  id: string;
  channel: "mail" | "sms";
  recipient: string;
  kind: string;
  subject: string;
  body: string;
  state: string;
  lastError: string | null;
  createdAt: string;
};

/** The newest messages, for whoever plays the demo market; there is no such door in a real one. */
export async function readDemoOutbox(market: Market): Promise<Result<OutboxMessage[], "not_found">> {
  if (!market.settings.isDemo) return refuse("not_found");
  const rows = await readOutbox(market.db, 100);
  return ok(
    rows.map((row) => ({
      id: row.id,
      channel: row.channel,
      recipient: row.recipient,
      kind: row.kind,
      subject: row.subject,
      body: row.body,
      state: row.state,
      lastError: row.last_error,
      createdAt: row.created_at,
    })),
  );
}
