import { readVisit } from "#services/accounts/read-visit.ts";
import type { SignedIn } from "#services/accounts/sign-in.ts";
import { joinGuestCart } from "#services/cart/join-guest-cart.ts";
import { joinGuestOrders } from "#services/orders/join-guest-orders.ts";
import type { Market } from "#services/shared/market.ts";
import type { Viewer } from "#services/shared/viewer.ts";

/**
 * What somebody did before they signed in comes along: the browser's cart, and guest orders of the contacts they have
 * proved. Both are use cases of their own rooms, and harmless when repeated. Answers who they are now.
 */
export async function bringAlong(market: Market, before: Viewer, { accountId, cookies }: SignedIn): Promise<Viewer> {
  await joinGuestCart(market, { accountId, guestToken: before.guestToken });
  const cookie = cookies.map((line) => line.split(";")[0]).join("; ");
  const { viewer } = await readVisit(market, cookie, before.clientAddress);
  await joinGuestOrders(market, viewer);
  return viewer;
}

/** Guest orders of a contact that was proved just now; what the request itself knew of its viewer is from before. */
export async function bringOrders(market: Market, request: Request, before: Viewer): Promise<void> {
  const { viewer } = await readVisit(market, request.headers.get("cookie"), before.clientAddress);
  await joinGuestOrders(market, viewer);
}
