import { readSessionEnd } from "#db/queries/accounts.ts";
import { accounts, authRateLimits, credentials, sessions, verifications } from "#db/schema/accounts.ts";
import { hashPassword, verifyPassword } from "#services/accounts/password.ts";
import { MAX_PASSWORD, MIN_PASSWORD } from "#services/accounts/rules.ts";
import { sessionCookieName } from "#services/accounts/session-cookie.ts";
import { newId } from "#services/shared/ids.ts";
import type { Market } from "#services/shared/market.ts";
import type { Viewer } from "#services/shared/viewer.ts";

export const SESSION_DAYS = 30;

const CLIENT_ADDRESS = "x-client-address";

/**
 * better-auth over our own tables: it checks passwords, opens and ends sessions and signs their cookies. Its HTTP
 * handler is not mounted; limits, messages and one-time secrets are use cases of ours.
 * Loaded when it is first needed: a worker never signs anybody in.
 */
async function buildAuth(market: Market) {
  const [{ betterAuth }, { drizzleAdapter }] = await Promise.all([
    import("better-auth/minimal"),
    import("better-auth/adapters/drizzle"),
  ]);
  const { isHttps, APP_SECRET, PUBLIC_URL } = market.settings;
  return betterAuth({
    appName: "Chợ Phiên",
    baseURL: PUBLIC_URL,
    secret: APP_SECRET,
    telemetry: { enabled: false },
    logger: { disabled: true },
    database: drizzleAdapter(market.db, {
      provider: "pg",
      schema: {
        user: accounts,
        session: sessions,
        account: credentials,
        verification: verifications,
        rateLimit: authRateLimits,
      },
    }),
    rateLimit: { enabled: true, storage: "database" },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: MIN_PASSWORD,
      // Letters outside the basic plane count twice there.
      maxPasswordLength: 2 * MAX_PASSWORD,
      password: { hash: hashPassword, verify: verifyPassword },
    },
    session: { expiresIn: SESSION_DAYS * 86_400 },
    advanced: {
      database: { generateId: () => newId() },
      // The name carries `__Host-` itself; better-auth's own prefix would be another one.
      useSecureCookies: false,
      cookies: {
        session_token: {
          name: sessionCookieName(isHttps),
          attributes: { httpOnly: true, sameSite: "lax", path: "/", secure: isHttps },
        },
      },
      ipAddress: { ipAddressHeaders: [CLIENT_ADDRESS] },
    },
    databaseHooks: {
      session: {
        create: {
          // A session ends by the market's clock, which alone decides whether it is still in force.
          before: async (session) => ({
            data: { ...session, expiresAt: await readSessionEnd(market.db, SESSION_DAYS) },
          }),
        },
      },
    },
  });
}

type Auth = Awaited<ReturnType<typeof buildAuth>>;

const built = new WeakMap<Market, Promise<Auth>>();

export function authOf(market: Market): Promise<Auth> {
  const known = built.get(market);
  if (known) return known;
  const made = buildAuth(market);
  built.set(market, made);
  return made;
}

/** Headers for better-auth: who calls, from what, and the cookies where a session is to be ended. */
export function authHeaders(viewer: Viewer, request: { userAgent?: string | null; cookie?: string | null }): Headers {
  const headers = new Headers({ [CLIENT_ADDRESS]: viewer.clientAddress });
  if (request.userAgent) headers.set("user-agent", request.userAgent.slice(0, 300));
  if (request.cookie) headers.set("cookie", request.cookie);
  return headers;
}

/**
 * Checks e-mail and password and opens a session; answers the `Set-Cookie` lines, or null when they don't fit.
 * Tells nothing about bans or confirmation: `openSession`'s callers have looked at these.
 */
export async function openSession(
  market: Market,
  viewer: Viewer,
  person: { email: string; password: string; userAgent: string | null },
): Promise<string[] | null> {
  const auth = await authOf(market);
  try {
    const { headers } = await auth.api.signInEmail({
      body: { email: person.email, password: person.password },
      headers: authHeaders(viewer, { userAgent: person.userAgent }),
      returnHeaders: true,
    });
    return headers.getSetCookie();
  } catch (error) {
    if ((error as { statusCode?: number }).statusCode === 401) return null;
    throw error;
  }
}
