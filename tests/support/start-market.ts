import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readLock } from "#services/processes/start/data-folder.mjs";
import { pickPort } from "#services/processes/start/ports.mjs";
import { readProcessList, send, stampOf, stopLeftovers, waitUntil } from "#services/processes/start/processes.mjs";
import { programRoot } from "#services/processes/start/root.mjs";

const OPEN_WITHIN = 150_000;

/** The environment of a newcomer: nothing of ours, of vitest's or of npm's in it. */
export function cleanEnvironment(extra: Record<string, string> = {}): NodeJS.ProcessEnv {
  const own =
    /^(MARKET_|MEILI_|VNPAY_|GATEWAY_|LIVEKIT_|REALTIME_|VITEST|npm_|CHO_PHIEN_SKIPS)|^(DATABASE_URL|APP_SECRET|PUBLIC_URL|PORT|HOST|NODE_ENV|INIT_CWD|SMTP_URL)$/;
  const kept = Object.entries(process.env).filter(([name]) => !own.test(name));
  return { ...Object.fromEntries(kept), NO_COLOR: "1", ...extra } as unknown as NodeJS.ProcessEnv;
}

export interface StartedMarket {
  npm: ChildProcess;
  /** What it has printed so far. */
  said: () => string;
  /** Waits for a text in what it prints; throws with all of it when it doesn't come, or the command ends first. */
  says: (text: string | RegExp, within?: number) => Promise<void>;
  /** The command's exit code, when it has ended. */
  ended: Promise<number | null>;
}

/** Runs `npm start` as a person would, but for fetching engines: that has tests of its own, on loopback. */
export function npmStart(args: string[], extra: Record<string, string> = {}): StartedMarket {
  const npm = spawn("npm", ["start", "--", "--no-download", ...args], {
    cwd: programRoot(),
    env: cleanEnvironment(extra),
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  let output = "";
  let over = false;
  for (const stream of [npm.stdout, npm.stderr]) {
    stream?.setEncoding("utf8").on("data", (chunk: string) => {
      output += chunk;
    });
  }
  const ended = new Promise<number | null>((done) => {
    npm.once("close", (code) => {
      over = true;
      done(code);
    });
  });
  const matches = (text: string | RegExp) => (typeof text === "string" ? output.includes(text) : text.test(output));
  return {
    npm,
    said: () => output,
    ended,
    async says(text, within = OPEN_WITHIN) {
      await waitUntil(() => over || matches(text), within, 50);
      if (!matches(text))
        throw new Error(`npm start did not say ${text} ${over ? "before it ended" : "in time"}:\n${output}`);
    },
  };
}

/** A data folder and a port of a test's own, with what it takes to look at the processes behind them. */
export async function openGround() {
  const folder = mkdtempSync(join(tmpdir(), "cho-phien-start-"));
  const data = join(folder, "data");
  const port = await pickPort(undefined);
  const url = `http://localhost:${port}`;
  const args = ["--data", data, "--port", String(port), "--search", "postgres"];
  const processes = () => readProcessList(join(data, "processes.json"));
  const pidOf = (name: string) => processes().find((entry) => entry.name === name)?.pid ?? 0;
  const supervisor = () => readLock(data)?.pid ?? 0;
  return {
    data,
    port,
    url,
    args,
    processes,
    pidOf,
    supervisor,
    mark: () => JSON.parse(readFileSync(join(data, "cho-phien.json"), "utf8")),
    /** Ctrl-C: the terminal sends it to the whole foreground group. */
    ctrlC: (market: StartedMarket) => send(market.npm.pid ?? 0, "SIGINT", true),
    /** Ends whatever a failed test left, and the folder. */
    async clear() {
      const pid = supervisor();
      if (pid > 0) send(pid, "SIGTERM");
      await waitUntil(() => pid === 0 || stampOf(pid) === null, 12_000);
      await stopLeftovers(join(data, "processes.json"));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** True when a market is ready to serve there: process, database and migrations. */
export async function answers(url: string): Promise<boolean> {
  try {
    const answer = await fetch(`${url}/readyz`, {
      signal: AbortSignal.timeout(5000),
      headers: { connection: "close" },
    });
    await answer.arrayBuffer();
    return answer.ok;
  } catch {
    return false;
  }
}
