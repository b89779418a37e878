import * as fs from "node:fs";
import { join } from "node:path";
import { findEngine } from "./engine-cache.mjs";
import { leash } from "./family.mjs";
import { waitUntil } from "./processes.mjs";

const HEALTHY_WITHIN = 15_000;

/**
 * Which engine answers searches; `program` is null when it would have to be fetched first.
 * @returns {{kind: "postgres"} | {kind: "given", host: string, key: string} | {kind: "ours", program: string | null}}
 */
export function chooseSearch(options, env) {
  if (options.search === "postgres") return { kind: "postgres" };
  if (env.MEILI_HOST && env.MEILI_KEY) return { kind: "given", host: env.MEILI_HOST, key: env.MEILI_KEY };
  return { kind: "ours", program: findEngine("meilisearch", env) };
}

export async function isHealthy(host) {
  try {
    const answer = await fetch(new URL("/health", host), { signal: AbortSignal.timeout(2000) });
    return answer.ok;
  } catch {
    return false;
  }
}

/**
 * Starts a Meilisearch of ours on a loopback port, with a key of ours and its reports home turned off.
 * @param {{family: import("./family.mjs").Family, program: string, dir: string, port: number, key: string, log: string}} given
 * @returns {Promise<import("node:child_process").ChildProcess | null>} null when it does not become healthy
 */
export async function startMeilisearch({ family, program, dir, port, key, log }) {
  fs.mkdirSync(dir, { recursive: true, mode: 0o700 });
  const output = fs.openSync(log, "a", 0o600);
  const env = {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    MEILI_ENV: "production",
    MEILI_HTTP_ADDR: `127.0.0.1:${port}`,
    MEILI_MASTER_KEY: key,
    MEILI_NO_ANALYTICS: "true",
    MEILI_DB_PATH: join(dir, "data.ms"),
    MEILI_DUMP_DIR: join(dir, "dumps"),
    MEILI_SNAPSHOT_DIR: join(dir, "snapshots"),
  };
  const child = family.spawn("meilisearch", program, [], { cwd: dir, env, stdio: ["ignore", output, output] });
  fs.closeSync(output);
  let ended = child.pid === undefined;
  child.once("error", () => {
    ended = true;
  });
  child.once("exit", () => {
    ended = true;
  });
  if (child.pid !== undefined) child.once("exit", leash(family, "meilisearch", child.pid, "TERM"));
  await waitUntil(async () => ended || (await isHealthy(`http://127.0.0.1:${port}`)), HEALTHY_WITHIN, 100);
  if (!ended && (await isHealthy(`http://127.0.0.1:${port}`))) return child;
  await family.stop((name) => name === "meilisearch", 2000);
  return null;
}
