import type { TableFile } from "#services/ledger/port.ts";
import type { EventKind } from "#services/ledger/rules.ts";
import { viewStatement } from "#services/ledger/view-statement.ts";
import type { Market } from "#services/shared/market.ts";
import { ok, type Result } from "#services/shared/result.ts";
import type { Viewer } from "#services/shared/viewer.ts";

/** What a statement says beside its numbers, in the language it is asked for. */
export type StatementWords = {
  /** Day, order, what happened, gross, commission, VAT, PIT, net. */
  head: readonly string[];
  opening: string;
  eventOf: (event: { event: EventKind; payoutCode: string | null }) => string;
  /** The day of an instant as the column writes it. */
  dayOf: (iso: string) => string;
  fileName: (payoutCode: string) => string;
};

/**
 * A statement as a table for a spreadsheet: the opening amount, then each event. Whole đồng as numbers; the last column
 * adds up to what is paid. For those who run the shop; else "not_found".
 */
export async function writeStatement(
  market: Market,
  viewer: Viewer,
  payoutId: string,
  words: StatementWords,
): Promise<Result<{ file: TableFile; name: string }, "not_found">> {
  const found = await viewStatement(market, viewer, payoutId);
  if (!found.ok) return found;
  const { payout, openingVnd, events } = found.value;
  const rows = events.map((event) => {
    const kept = event.grossVnd === null ? [null, null, null] : [event.commissionVnd, event.vatVnd, event.pitVnd];
    const what = [words.dayOf(event.occurredAt), event.orderCode, words.eventOf(event)];
    return [...what, event.grossVnd, ...kept, event.availableVnd];
  });
  const file = await market.tables.table(words.head, [
    [null, null, words.opening, null, null, null, null, openingVnd],
    ...rows,
  ]);
  return ok({ file, name: `${words.fileName(payout.code)}.${file.extension}` });
}
