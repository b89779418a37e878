import { dropExpiredSessions } from "#db/queries/accounts-sessions.ts";
import { type LoginRow, readByContact } from "#db/queries/accounts-sign-in.ts";
import { openSession } from "#services/accounts/auth.ts";
import { clearPoints, isKnownPlace, LIMITS, rememberPlace, takePoint } from "#services/accounts/limits.ts";
import { spendVerifyingTime, verifyPassword } from "#services/accounts/password.ts";
import { type Contact, type LoginFault, MAX_PASSWORD, parseLogin } from "#services/accounts/rules.ts";
import type { Market } from "#services/shared/market.ts";
import { ok, type Result, refuse } from "#services/shared/result.ts";
import type { Viewer } from "#services/shared/viewer.ts";

export type SignedIn = {
  accountId: string;
  /** `Set-Cookie` lines of the answer. */
  cookies: string[];
};

export type SignInFault = LoginFault | "password_missing" | "wrong" | "banned" | "too_many";

export type SignInInput = { login: string; password: string; userAgent: string | null };

function proved(row: LoginRow, contact: Contact): boolean {
  return contact.channel === "mail" ? row.email_verified && row.email_is_real : row.phone_number_verified;
}

/** The key under which tries of a contact are counted, whether or not anybody has it. */
export function contactKey(contact: Contact): string {
  return `${contact.channel}:${contact.address}`;
}

/**
 * Signs in by e-mail or phone and password. One answer, `wrong`, for a login nobody has, one that was never confirmed
 * and a wrong password, after the same work. A ban is told to whoever knows the password. In a quarter of an hour: ten
 * tries an account and address, fifty an address, and sixty an account from addresses that aren't known as its owner's,
 * so that nobody keeps an owner out where they use to be, and no crowd of addresses guesses for ever. No limiter, no
 * sign-in.
 */
export async function signIn(
  market: Market,
  viewer: Viewer,
  input: SignInInput,
): Promise<Result<SignedIn, SignInFault>> {
  const login = parseLogin(input.login);
  if (!login.ok) return login;
  if (input.password === "") return refuse("password_missing", { field: "password" });
  const key = contactKey(login.value);
  if (!(await takePoint(market, LIMITS.signInAddress, viewer.clientAddress))) return refuse("too_many");
  const place = `${key} ${viewer.clientAddress}`;
  if (!(await takePoint(market, LIMITS.signInPlace, place))) return refuse("too_many");
  const row = await readByContact(market.db, login.value.channel, login.value.address);
  const isKnown = row !== null && (await isKnownPlace(market, row.id, viewer.clientAddress));
  if (!isKnown && !(await takePoint(market, LIMITS.signInAccount, key))) return refuse("too_many");
  const wrong = refuse("wrong", { field: "password" });
  if (input.password.length > 2 * MAX_PASSWORD) return wrong;
  if (!row || row.password === null || !proved(row, login.value)) {
    await spendVerifyingTime(input.password);
    return wrong;
  }
  if (row.is_banned) {
    const isRight = await verifyPassword({ hash: row.password, password: input.password });
    return isRight ? refuse("banned") : wrong;
  }
  const cookies = await openSession(market, viewer, { ...row, password: input.password, userAgent: input.userAgent });
  if (cookies === null) return wrong;
  await clearPoints(market, LIMITS.signInPlace, place);
  await rememberPlace(market, row.id, viewer.clientAddress);
  await dropExpiredSessions(market.db, row.id);
  return ok({ accountId: row.id, cookies });
}
