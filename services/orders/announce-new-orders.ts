import { writeAcceptBy } from "#db/queries/orders.ts";
import { tellShop } from "#services/orders/tell.ts";
import { addJob } from "#services/shared/jobs.ts";
import type { Market, Tx } from "#services/shared/market.ts";

/**
 * To be called in the transaction in which orders of a group become "new" (placed with cash on delivery, or paid): they
 * get their deadline, the job that watches it, and their shops are told. Harmless when called again.
 */
export async function announceNewOrders(market: Market, tx: Tx, groupId: string): Promise<void> {
  for (const order of await writeAcceptBy(tx, groupId, market.settings.MARKET_ACCEPT_HOURS)) {
    if (!order.acceptBy) continue;
    await Promise.all([
      addJob(
        tx,
        "orders.accept-overdue",
        { orderId: order.id },
        { runAt: order.acceptBy, key: `accept-overdue:${order.id}` },
      ),
      tellShop(market, tx, order, "shop_order_new"),
    ]);
  }
}
