import { readSessionStandings } from "#db/queries/accounts-sessions.ts";
import { readCookie, sessionCookieName, tokenOfCookie } from "#services/accounts/session-cookie.ts";
import type { Market } from "#services/shared/market.ts";
import { nobody, type Viewer } from "#services/shared/viewer.ts";

type Standing = Pick<Viewer, "accountId" | "staffRoles" | "memberships">;

/** What somebody may do, as one text to compare: account, staff roles, memberships. */
export function standingOf({ accountId, staffRoles, memberships }: Standing): string {
  return JSON.stringify([accountId, [...staffRoles].sort(), memberships.map((m) => `${m.shopId} ${m.role}`).sort()]);
}

/** Standings behind `Cookie` lines as they are now, in their order: a session that is over is nobody's. One statement. */
export async function readStandings(market: Market, cookies: readonly (string | undefined)[]): Promise<string[]> {
  const { isHttps, APP_SECRET } = market.settings;
  const tokens = cookies.map((cookie) => tokenOfCookie(readCookie(cookie, sessionCookieName(isHttps)), APP_SECRET));
  const rows = await readSessionStandings(market.db, [...new Set(tokens.filter((token) => token !== null))]);
  const known = new Map(
    rows.map((row) => [
      row.token,
      standingOf({ accountId: row.account_id, staffRoles: row.staff_roles, memberships: row.memberships }),
    ]),
  );
  return tokens.map((token) => (token === null ? undefined : known.get(token)) ?? standingOf(nobody));
}
