import { authHeaders, authOf } from "#services/accounts/auth.ts";
import type { Market } from "#services/shared/market.ts";
import type { Viewer } from "#services/shared/viewer.ts";

/** Ends the session of these cookies, if there is one; answers the `Set-Cookie` lines that take it from the browser. */
export async function signOut(market: Market, viewer: Viewer, cookieHeader: string | null): Promise<string[]> {
  const auth = await authOf(market);
  const { headers } = await auth.api.signOut({
    headers: authHeaders(viewer, { cookie: cookieHeader }),
    returnHeaders: true,
  });
  return headers.getSetCookie();
}
