import { writeJoinedGroups } from "#db/queries/orders.ts";
import { recordEvent } from "#services/orders/record-event.ts";
import type { Market } from "#services/shared/market.ts";
import { phoneForms } from "#services/shared/phone.ts";
import { ok, type Result } from "#services/shared/result.ts";
import type { Viewer } from "#services/shared/viewer.ts";

/**
 * Brings guest orders into the account that has proved their e-mail or phone; an unproved one brings nothing. Answers
 * how many came. Harmless when repeated; an order of another account never moves.
 */
export async function joinGuestOrders(market: Market, viewer: Viewer): Promise<Result<number, never>> {
  const { accountId } = viewer;
  const email = viewer.emailConfirmed ? viewer.email : null;
  const phones = viewer.phoneConfirmed && viewer.phone !== null ? phoneForms(viewer.phone) : [];
  if (accountId === null || (email === null && phones.length === 0)) return ok(0);
  return market.transact<number, never>(async (tx) => {
    const groupIds = await writeJoinedGroups(tx, accountId, email, phones);
    for (const groupId of groupIds) {
      await recordEvent(tx, { groupId, kind: "joined_account", actorKind: "buyer", actorId: accountId });
    }
    return ok(groupIds.length);
  });
}
