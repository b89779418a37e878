import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findEngine } from "#services/processes/start/engine-cache.mjs";
import { pickPort } from "#services/processes/start/ports.mjs";

export type TestEngine = { host: string; key: string; stop: () => Promise<void> };

const KEY = "a-key-of-the-test-bench-0123456789";

async function answers(host: string): Promise<boolean> {
  try {
    return (await fetch(`${host}/health`, { signal: AbortSignal.timeout(1000) })).ok;
  } catch {
    return false;
  }
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  await new Promise((resolve) => child.once("exit", resolve));
}

/** A Meilisearch of the test's own, from `MEILI_HOST` or a program of this machine; null where there is none. */
export async function openMeilisearch(): Promise<TestEngine | null> {
  const { MEILI_HOST, MEILI_KEY } = process.env;
  if (MEILI_HOST && MEILI_KEY) return { host: MEILI_HOST, key: MEILI_KEY, stop: async () => {} };
  const program = findEngine("meilisearch", process.env);
  if (program === null) return null;
  const folder = await mkdtemp(join(tmpdir(), "cho-phien-meili-"));
  const port = await pickPort(undefined);
  const host = `http://127.0.0.1:${port}`;
  const child = spawn(program, ["--db-path", join(folder, "data.ms"), "--http-addr", `127.0.0.1:${port}`], {
    cwd: folder,
    stdio: "ignore",
    env: {
      NODE_ENV: "test",
      PATH: process.env.PATH,
      HOME: folder,
      MEILI_ENV: "production",
      MEILI_MASTER_KEY: KEY,
      MEILI_NO_ANALYTICS: "true",
    },
  });
  const stop = async () => {
    child.kill("SIGTERM");
    await ended(child);
    await rm(folder, { recursive: true, force: true });
  };
  for (let tries = 0; tries < 150; tries++) {
    if (await answers(host)) return { host, key: KEY, stop };
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  await stop();
  throw new Error("meilisearch did not become healthy within 15 s");
}
