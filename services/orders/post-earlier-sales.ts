import {
  beginBook,
  capturedIntents,
  cashTaken,
  completedOrders,
  duesPaid,
  duesWritten,
  endBeginning,
} from "#db/queries/ledger-beginning.ts";
import { postCaptured, postCollected, postCompleted, postOwed, postRefundPaid } from "#services/ledger/post.ts";
import type { Tx } from "#services/shared/market.ts";
import { payingCarrier } from "./rules.ts";

/**
 * Posts what was sold, completed and owed back before the market had a ledger, under the same ids as it is posted today
 * and dated when it happened. Done once, in one transaction: later a missing posting is a difference, never mended in silence.
 */
export async function postEarlierSales(tx: Tx): Promise<void> {
  if (!(await beginBook(tx))) return;
  for (const { at, ...paid } of await capturedIntents(tx)) await postCaptured(tx, { ...paid, at: new Date(at) });
  for (const { at, carrier, ...taken } of await cashTaken(tx))
    await postCollected(tx, { ...taken, carrier: payingCarrier(carrier), at: new Date(at) });
  for (const { at, ...done } of await completedOrders(tx)) await postCompleted(tx, { ...done, at: new Date(at) });
  for (const { at, dueId } of await duesWritten(tx)) await postOwed(tx, { dueId, at: new Date(at) });
  for (const { at, dueId } of await duesPaid(tx)) await postRefundPaid(tx, { dueId, at: new Date(at) });
  await endBeginning(tx);
}
