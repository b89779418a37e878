import { type BookCounts, countBook, findDifference } from "#db/queries/ledger-check.ts";
import type { Market } from "#services/shared/market.ts";

/** `difference`: the first that was found, in one sentence of an accountant; null when everything adds up. */
export type MoneyChecked = BookCounts & { difference: string | null };

/**
 * Proves that the book agrees with itself and with what it tells of: each batch is zero, each snapshot its sum, each paid
 * order the sum of its split, and intents, attempts, orders and debts what was posted for them. Reads one moment and
 * changes nothing, so that it can run beside sales.
 */
export async function checkMoney(market: Market): Promise<MoneyChecked> {
  return market.db.transaction(async (tx) => ({ difference: await findDifference(tx), ...(await countBook(tx)) }), {
    isolationLevel: "repeatable read",
    accessMode: "read only",
  });
}
