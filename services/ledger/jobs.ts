import { financePeople, lastSettledEntry, rollSnapshots } from "#db/queries/ledger-check.ts";
import { checkMoney } from "#services/ledger/check-money.ts";
import { queueMessage } from "#services/notifications/queue-message.ts";
import { wayTo } from "#services/notifications/reach.ts";
import type { JobHandler } from "#services/shared/jobs.ts";
import type { Market } from "#services/shared/market.ts";
import { ok } from "#services/shared/result.ts";

/** Tells everybody of finance, once for the same difference. */
async function tellFinance(market: Market, difference: string): Promise<void> {
  await market.transact(async (tx) => {
    for (const { id, email, emailProved } of await financePeople(tx)) {
      const way = wayTo(market, { email, emailProved, phone: null, phoneProved: false });
      if (way === null) continue;
      const dedupeKey = `money-difference:${id}:${difference}`;
      await queueMessage(tx, {
        ...way,
        kind: "money_difference",
        language: "vi",
        data: { difference },
        dedupeKey,
        accountId: id,
      });
    }
    return ok(null);
  });
}

/**
 * Every night: the book is checked, and its snapshots roll forward where it adds up. A difference is an error in the log
 * and a message to finance; the snapshots then stay as they are, as evidence.
 */
export const nightOfMoney: JobHandler<"ledger.night"> = async (market) => {
  const { difference } = await checkMoney(market);
  if (difference !== null) {
    market.log.error({ difference }, "money does not add up");
    await tellFinance(market, difference);
    return;
  }
  const last = await market.transact(async (tx) => ok(await lastSettledEntry(tx)));
  if (last.ok) await rollSnapshots(market.db, last.value);
};
