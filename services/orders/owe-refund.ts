import { type REFUND_CAUSES, refundDues } from "#db/schema/orders.ts";
import { postOwed } from "#services/ledger/post.ts";
import { newId } from "#services/shared/ids.ts";
import type { Tx } from "#services/shared/market.ts";
import type { Vnd } from "#services/shared/money.ts";

export type Owed = {
  groupId: string;
  orderId: string | null;
  attemptId: string | null;
  amountVnd: Vnd;
  cause: (typeof REFUND_CAUSES)[number];
  /** What makes one cause owe once, such as `order:<id>` or `attempt:<id>`. */
  causeKey: string;
};

/** Writes down money owed back to a buyer, and posts it, once per cause. True when this call wrote it. */
export async function oweRefund(tx: Tx, owed: Owed): Promise<boolean> {
  const rows = await tx
    .insert(refundDues)
    .values({ id: newId(), ...owed })
    .onConflictDoNothing()
    .returning({ id: refundDues.id });
  const [due] = rows;
  if (!due) return false;
  await postOwed(tx, { dueId: due.id });
  return true;
}
