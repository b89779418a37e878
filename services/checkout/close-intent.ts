import { cancelIntent } from "#db/queries/checkout-intents.ts";
import { lockGroup } from "#db/queries/orders.ts";
import { isEnded } from "#services/orders/rules.ts";
import type { JobHandler } from "#services/shared/jobs.ts";
import { ok } from "#services/shared/result.ts";

/**
 * The intent of a group paid at the door is of no use once every order of the group ended: it is canceled. An intent that
 * a gateway knows is left to expiry, which asks the gateway first. Harmless when repeated or when an order is still open.
 */
export const closeIntent: JobHandler<"checkout.close-intent"> = async (market, { groupId }) => {
  await market.transact(async (tx) => {
    const locked = await lockGroup(tx, groupId);
    if (locked?.intent?.method !== "cod" || !locked.orders.every((order) => isEnded(order.state))) return ok(null);
    await cancelIntent(tx, locked.intent.id);
    return ok(null);
  });
};
