import { parseCronItems, type Runner, run, type TaskList, Logger as WorkerLogger } from "graphile-worker";
import type { Market } from "#services/shared/market.ts";
import { tasks, timetable } from "./tasks.ts";

/** Graphile's own lines carry payloads, and a failed statement its data; only level and what comes before are passed on. */
function quietLogger(market: Market) {
  return new WorkerLogger(() => (level, message) => {
    const words = message.split(/\n|params: /)[0] ?? "";
    if (level === "error") market.log.error({ from: "jobs" }, words);
    else market.log.debug({ from: "jobs" }, words);
  });
}

function taskList(market: Market): TaskList {
  const entries = Object.entries(tasks).map(([name, handler]) => [
    name,
    (payload: unknown) => (handler as (market: Market, payload: unknown) => Promise<void>)(market, payload),
  ]);
  return Object.fromEntries(entries) as TaskList;
}

/** Runs jobs until `stop()`; a job in hand is finished first. LISTEN goes over a connection of its own. */
export async function startWorker(market: Market, concurrency = 4): Promise<Runner> {
  return run({
    connectionString: market.settings.DATABASE_URL,
    concurrency,
    noHandleSignals: true,
    pollInterval: 1000,
    taskList: taskList(market),
    parsedCronItems: parseCronItems(
      timetable.map(({ name, pattern }) => ({ task: name, match: pattern, options: { backfillPeriod: 0 } })),
    ),
    logger: quietLogger(market),
  });
}
