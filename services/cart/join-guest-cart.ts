import { ensureCart, mergeCarts } from "#db/queries/cart.ts";
import { hashToken } from "#services/accounts/session-cookie.ts";
import { moveDealHolds } from "#services/catalogue/deal-holds.ts";
import { newId } from "#services/shared/ids.ts";
import type { Market } from "#services/shared/market.ts";
import { ok } from "#services/shared/result.ts";

/** Signing in with a cart in hand: the browser's lines join the account's, once. */
export async function joinGuestCart(
  market: Market,
  input: { accountId: string; guestToken: string | null },
): Promise<void> {
  const { guestToken, accountId } = input;
  if (guestToken === null) return;
  await market.transact(async (tx) => {
    const cartId = await ensureCart(tx, newId(), { accountId, tokenHash: null });
    await mergeCarts(tx, hashToken(guestToken), cartId);
    await moveDealHolds(tx, hashToken(guestToken), accountId);
    return ok(null);
  });
}
