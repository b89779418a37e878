import { sql } from "drizzle-orm";
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { Db } from "#db/client.ts";

/** Prometheus numbers of a web process; the job lag is asked of the database when they are read. */
export function openMetrics(db: Db) {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const requests = new Counter({
    name: "market_http_requests_total",
    help: "Requests answered",
    labelNames: ["route", "method", "status"],
    registers: [registry],
  });
  const seconds = new Histogram({
    name: "market_http_request_seconds",
    help: "Time to the end of the answer",
    labelNames: ["route"],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [registry],
  });
  new Gauge({
    name: "market_job_lag_seconds",
    help: "Age of the oldest job that is due",
    registers: [registry],
    async collect() {
      const rows = await db.execute<{ lag: number }>(sql`
        select coalesce(extract(epoch from now() - min(run_at)), 0)::float8 as lag
        from graphile_worker.jobs where run_at <= now() and attempts < max_attempts and locked_at is null`);
      this.set(rows[0]?.lag ?? 0);
    },
  });
  return {
    registry,
    count(route: string, method: string, status: number, startedAt: bigint) {
      requests.inc({ route, method, status });
      seconds.observe({ route }, Number(process.hrtime.bigint() - startedAt) / 1e9);
    },
  };
}
