import { sql } from "drizzle-orm";
import type { Connection } from "#db/client.ts";
import type { Market } from "#services/shared/market.ts";

/** Every job and its payload: ids alone. */
export type Jobs = {
  "chat.prune-demo": Record<string, never>;
  "notifications.send": { messageId: string };
  "search.index-listing": { listingId: string };
  "search.index-product": { productId: string };
  "search.index-shop": { shopId: string };
  "search.rebuild": Record<string, never>;
  "search.turn-of-day": Record<string, never>;
  "catalogue.make-picture": { pictureId: string };
  "catalogue.release-lapsed": { dealId: string };
  "checkout.expire-group": { groupId: string };
  "checkout.ask-gateway": { attemptId: string };
  "checkout.ask-review": { attemptId: string };
  "checkout.close-intent": { groupId: string };
  "ledger.night": Record<string, never>;
  "orders.accept-overdue": { orderId: string };
  "orders.complete": { orderId: string };
  "live.close-room": { showId: string };
  "live.deal-over": { showId: string };
  /** Something changed that a running show may rest on: it looks at its goods, its shop and its host again. */
  "live.look-again": { kind: "listing" | "product" | "shop" | "host"; id: string };
  "live.reconcile": Record<string, never>;
  "live.remind": Record<string, never>;
};

export type JobName = keyof Jobs;
export type JobHandler<N extends JobName> = (market: Market, payload: Jobs[N]) => Promise<void>;

export type JobOptions = {
  /** Not before this many seconds from the market's clock, or this instant. */
  runAt?: Date;
  /** One waiting job a key: a second call replaces the first. */
  key?: string;
  /** A second call with the same key leaves the waiting job's time as it is. */
  keepRunAt?: boolean;
  maxAttempts?: number;
};

/** Jobs of which one runs at a time: a queue of their own. */
const SERIAL: ReadonlySet<JobName> = new Set<JobName>([
  "search.rebuild",
  "live.reconcile",
  "live.remind",
  "ledger.night",
]);

/** Writes a job in the caller's own transaction: it exists exactly when the change it tells of does. */
export async function addJob<N extends JobName>(tx: Connection, name: N, payload: Jobs[N], options: JobOptions = {}) {
  const runAt = options.runAt ? sql`${options.runAt.toISOString()}::timestamptz` : sql`null::timestamptz`;
  await tx.execute(sql`select graphile_worker.add_job(
    identifier => ${name}::text, payload => ${JSON.stringify(payload)}::json, run_at => ${runAt},
    max_attempts => ${options.maxAttempts ?? 12}::integer, queue_name => ${SERIAL.has(name) ? name : null}::text, job_key => ${options.key ?? null}::text,
    job_key_mode => ${options.keepRunAt ? "preserve_run_at" : "replace"}::text)`);
}
