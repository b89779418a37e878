import { createHash } from "node:crypto";
import { RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import type { Sql } from "#db/client.ts";
import type { Market } from "#services/shared/market.ts";

/** `points` tries in `seconds`, counted from the first one. */
export type Limit = { name: string; points: number; seconds: number };

const MINUTES = 60;
const DAYS = 24 * 60 * MINUTES;

export const LIMITS = {
  /** Of one account from one address: whoever guesses stops themselves, not the owner. */
  signInPlace: { name: "sign-in-place", points: 10, seconds: 15 * MINUTES },
  /** Of one account from all addresses that aren't known as its own. */
  signInAccount: { name: "sign-in-account", points: 60, seconds: 15 * MINUTES },
  /** An address from which somebody got in is known as theirs for this long. */
  signInKnown: { name: "sign-in-known", points: 1, seconds: 90 * DAYS },
  signInAddress: { name: "sign-in-address", points: 50, seconds: 15 * MINUTES },
  signUpAddress: { name: "sign-up-address", points: 20, seconds: 60 * MINUTES },
  messageContact: { name: "message-contact", points: 5, seconds: 60 * MINUTES },
  resetAccount: { name: "reset-account", points: 5, seconds: 60 * MINUTES },
  resetAddress: { name: "reset-address", points: 20, seconds: 60 * MINUTES },
  codeFlow: { name: "code-flow", points: 5, seconds: 15 * MINUTES },
  proofAddress: { name: "proof-address", points: 60, seconds: 15 * MINUTES },
  passwordChange: { name: "password-change", points: 10, seconds: 15 * MINUTES },
} as const satisfies Record<string, Limit>;

const limiters = new WeakMap<Market, Map<string, RateLimiterPostgres>>();

/** The library speaks to node-postgres clients: this is the one call it makes, on our pool. */
function clientOf(market: Market) {
  const { $client } = market.db as typeof market.db & { $client: Sql };
  return {
    async query({ text, values }: { text: string; values: unknown[] }) {
      const rows = await $client.unsafe(text, values as never[], { prepare: true });
      return { rows, rowCount: rows.count };
    },
  };
}

function limiterOf(market: Market, limit: Limit): RateLimiterPostgres {
  const known = limiters.get(market) ?? new Map<string, RateLimiterPostgres>();
  limiters.set(market, known);
  const found = known.get(limit.name);
  if (found) return found;
  const made = new RateLimiterPostgres({
    storeClient: clientOf(market),
    storeType: "client",
    tableName: "rate_limits",
    tableCreated: true,
    // One of them sweeps for all: they share the table.
    clearExpiredByTimeout: known.size === 0,
    keyPrefix: limit.name,
    points: limit.points,
    duration: limit.seconds,
  });
  known.set(limit.name, made);
  return made;
}

/** Logins and addresses are persons' data: the table keeps their hash. */
function keyOf(key: string): string {
  return createHash("sha256").update(key).digest("base64url");
}

/**
 * Takes one try from a limit; false when none is left. A limiter that cannot count lets nobody through: otherwise
 * whoever can break it may guess passwords for ever. Limits go by the process clock, like timeouts.
 */
export async function takePoint(market: Market, limit: Limit, key: string): Promise<boolean> {
  try {
    await limiterOf(market, limit).consume(keyOf(key));
    return true;
  } catch (reason) {
    if (!(reason instanceof RateLimiterRes)) {
      market.log.error({ limit: limit.name, err: reason }, "limiter failed");
    }
    return false;
  }
}

const knownKey = (accountId: string, clientAddress: string) => keyOf(`${accountId} ${clientAddress}`);

/** Keeps in mind that an account's owner was at this address. Nothing depends on whether it can be written down. */
export async function rememberPlace(market: Market, accountId: string, clientAddress: string): Promise<void> {
  const { signInKnown } = LIMITS;
  try {
    const key = knownKey(accountId, clientAddress);
    await limiterOf(market, signInKnown).set(key, signInKnown.points, signInKnown.seconds);
  } catch (err) {
    market.log.error({ limit: signInKnown.name, err }, "limiter failed");
  }
}

/** Whether an account's owner was at this address lately; no where nobody can tell. */
export async function isKnownPlace(market: Market, accountId: string, clientAddress: string): Promise<boolean> {
  try {
    return (await limiterOf(market, LIMITS.signInKnown).get(knownKey(accountId, clientAddress))) !== null;
  } catch (err) {
    market.log.error({ limit: LIMITS.signInKnown.name, err }, "limiter failed");
    return false;
  }
}

/** Forgets the tries of a key, after one that was right. */
export async function clearPoints(market: Market, limit: Limit, key: string): Promise<void> {
  await limiterOf(market, limit).delete(keyOf(key));
}
