import { type AddressRow, deleteAddressOf, readAddresses } from "#db/queries/accounts-own.ts";
import { endSessions, readSessions } from "#db/queries/accounts-sessions.ts";
import { renameAccount } from "#db/queries/accounts-sign-in.ts";
import { cleanName } from "#services/accounts/rules.ts";
import { readCookie, sessionCookieName, tokenOfCookie } from "#services/accounts/session-cookie.ts";
import { canReach } from "#services/notifications/reach.ts";
import { isId } from "#services/shared/ids.ts";
import type { Market } from "#services/shared/market.ts";
import { ok, type Result, refuse } from "#services/shared/result.ts";
import type { Viewer } from "#services/shared/viewer.ts";

export type OwnSession = { id: string; userAgent: string | null; since: string; isThis: boolean };

export type OwnAccount = {
  name: string;
  email: string | null;
  emailConfirmed: boolean;
  phone: string | null;
  phoneConfirmed: boolean;
  sessions: OwnSession[];
  addresses: AddressRow[];
  /** Channels on which a confirmation can be sent. */
  reachable: { mail: boolean; sms: boolean };
};

/** The token of the session that asks, for what must spare it; null when its cookie isn't ours. */
export function currentToken(market: Market, cookieHeader: string | null): string | null {
  const cookie = readCookie(cookieHeader, sessionCookieName(market.settings.isHttps));
  return tokenOfCookie(cookie, market.settings.APP_SECRET);
}

/** All that one's own account page shows. */
export async function readOwnAccount(
  market: Market,
  viewer: Viewer,
  cookieHeader: string | null,
): Promise<Result<OwnAccount, "not_found">> {
  const { accountId } = viewer;
  if (accountId === null) return refuse("not_found");
  const token = currentToken(market, cookieHeader);
  const [sessions, addresses] = await Promise.all([
    readSessions(market.db, accountId),
    readAddresses(market.db, accountId),
  ]);
  return ok({
    name: viewer.name ?? "",
    email: viewer.email,
    emailConfirmed: viewer.emailConfirmed,
    phone: viewer.phone,
    phoneConfirmed: viewer.phoneConfirmed,
    sessions: sessions.map((s) => ({
      id: s.id,
      userAgent: s.user_agent || null,
      since: new Date(s.created_at).toISOString(),
      isThis: s.token === token,
    })),
    addresses: addresses.map((row) => ({ ...row })),
    reachable: { mail: canReach(market, "mail"), sms: canReach(market, "sms") },
  });
}

/** Changes the name that shops and staff see. */
export async function changeName(
  market: Market,
  viewer: Viewer,
  input: { name: string },
): Promise<Result<null, "name_wrong" | "not_found">> {
  const { accountId } = viewer;
  if (accountId === null) return refuse("not_found");
  const name = cleanName(input.name);
  if (name === null) return refuse("name_wrong", { field: "name" });
  return market.transact<null, never>(async (tx) => {
    await renameAccount(tx, accountId, name);
    return ok(null);
  });
}

/** Signs every other device out; answers how many sessions ended. */
export async function endOtherSessions(
  market: Market,
  viewer: Viewer,
  cookieHeader: string | null,
): Promise<Result<{ ended: number }, "not_found">> {
  const { accountId } = viewer;
  if (accountId === null) return refuse("not_found");
  return market.transact<{ ended: number }, never>(async (tx) =>
    ok({ ended: await endSessions(tx, accountId, currentToken(market, cookieHeader)) }),
  );
}

/** Forgets a saved address; another's is not found. */
export async function deleteAddress(
  market: Market,
  viewer: Viewer,
  input: { addressId: string },
): Promise<Result<null, "not_found">> {
  const { accountId } = viewer;
  if (accountId === null || !isId(input.addressId)) return refuse("not_found");
  return market.transact<null, "not_found">(async (tx) =>
    (await deleteAddressOf(tx, accountId, input.addressId)) ? ok(null) : refuse("not_found"),
  );
}
