import { createHash } from "node:crypto";
import { RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import type { Sql } from "#db/client.ts";
import type { Market } from "#services/shared/market.ts";

/** `points` tries in `seconds`, counted from the first one. */
export type Limit = { name: string; points: number; seconds: number };

const MINUTES = 60;

export const LIMITS = {
  signInAccount: { name: "sign-in-account", points: 10, seconds: 15 * MINUTES },
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

/** Forgets the tries of a key, after one that was right. */
export async function clearPoints(market: Market, limit: Limit, key: string): Promise<void> {
  await limiterOf(market, limit).delete(keyOf(key));
}
