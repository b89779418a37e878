import { readVisitRow } from "#db/queries/accounts.ts";
import {
  guestCookieName,
  hashToken,
  readCookie,
  sessionCookieName,
  tokenOfCookie,
} from "#services/accounts/session-cookie.ts";
import type { Market } from "#services/shared/market.ts";
import { nobody, type Viewer } from "#services/shared/viewer.ts";

export type Visit = {
  viewer: Viewer;
  cartCount: number;
  /** The browser still shows a session of ours, and it is in force no more. */
  isSessionOver: boolean;
};

const GUEST_TOKEN = /^[A-Za-z0-9_-]{43}$/;

/** Who sends these cookies. The one function that web and realtime ask; without a cookie the database isn't asked. */
export async function readVisit(
  market: Market,
  cookieHeader: string | undefined | null,
  clientAddress: string,
): Promise<Visit> {
  const { isHttps, APP_SECRET } = market.settings;
  const sessionToken = tokenOfCookie(readCookie(cookieHeader, sessionCookieName(isHttps)), APP_SECRET);
  const guest = readCookie(cookieHeader, guestCookieName(isHttps));
  const guestToken = guest && GUEST_TOKEN.test(guest) ? guest : null;
  const stranger: Viewer = { ...nobody, guestToken, clientAddress };
  if (sessionToken === null && guestToken === null) return { viewer: stranger, cartCount: 0, isSessionOver: false };
  const row = await readVisitRow(market.db, sessionToken, guestToken && hashToken(guestToken));
  if (!row) return { viewer: stranger, cartCount: 0, isSessionOver: sessionToken !== null };
  const viewer: Viewer = {
    ...stranger,
    accountId: row.account_id,
    name: row.name,
    email: row.email_is_real ? row.email : null,
    phone: row.phone_number,
    emailConfirmed: row.email_is_real === true && row.email_verified === true,
    phoneConfirmed: row.phone_number_verified === true,
    staffRoles: row.staff_roles,
    memberships: row.memberships,
  };
  return { viewer, cartCount: row.cart_count, isSessionOver: sessionToken !== null && row.account_id === null };
}
