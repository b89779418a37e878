import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { pickPort } from "#services/processes/start/ports.mjs";
import { type Bench, openBench } from "#tests/support/bench.ts";
import { CONTROL_TOKEN, TERMINAL } from "#tests/support/gateway-bench.ts";

export type SiteWish = {
  webs?: number;
  worker?: boolean;
  gateway?: boolean;
  demo?: boolean;
  settings?: Record<string, string>;
  /** The port of the first web process, for engines that call it. */
  port?: number;
};

export type Site = {
  bench: Bench;
  /** Address of the first web process. */
  url: string;
  urls: string[];
  gatewayUrl: string | null;
  processes: { role: string; child: ChildProcess }[];
  /** What its processes wrote, line by line. */
  said: string[];
  /** Starts one more process of a role, with the environment of the site. */
  start: (role: string, env?: Record<string, string>, words?: readonly string[]) => Promise<ChildProcess>;
  stop: () => Promise<void>;
};

const READY_MS = 30_000;

function whenReady(role: string, child: ChildProcess, all: string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`${role} was not ready within ${READY_MS / 1000} s`)), READY_MS);
    const said: string[] = [];
    child.once("exit", (code) =>
      reject(new Error(`${role} ended with ${code} before it was ready: ${said.join("\n")}`)),
    );
    if (!child.stdout) throw new Error("no output to read");
    createInterface({ input: child.stdout }).on("line", (line) => {
      all.push(line);
      if (said.length < 20) said.push(line);
      if (!line.includes('"msg":"ready"')) return;
      clearTimeout(timer);
      resolve();
    });
    child.stderr?.on("data", (chunk) => said.push(String(chunk)));
  });
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  child.kill("SIGTERM");
  const timer = setTimeout(() => child.kill("SIGKILL"), 8_000);
  await gone;
  clearTimeout(timer);
}

async function seedDemo(env: Record<string, string>): Promise<void> {
  const child = spawn(process.execPath, ["build/processes/seed.js"], {
    env: { ...env, NODE_ENV: "production" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  child.stderr.on("data", (chunk) => {
    said += chunk;
  });
  child.stdout.resume();
  const code = await new Promise<number | null>((resolve) => child.once("exit", resolve));
  if (code !== 0) throw new Error(`seed ended with ${code}: ${said}`);
}

/** The built market as it runs: web, worker and gateway processes over a database of the test's own. */
export async function openSite(wish: SiteWish = {}): Promise<Site> {
  const port = wish.port ?? (await pickPort(undefined));
  const gatewayPort = wish.gateway ? await pickPort(undefined) : 0;
  const bench = await openBench({ PUBLIC_URL: `http://localhost:${port}`, PORT: String(port), ...wish.settings });
  const env: Record<string, string> = {
    PATH: process.env.PATH ?? "",
    NODE_ENV: "production",
    DATABASE_URL: bench.url,
    HOST: "127.0.0.1",
    PUBLIC_URL: `http://localhost:${port}`,
    APP_SECRET: bench.settings.APP_SECRET,
    MARKET_MODE: "demo",
    MARKET_DATA: bench.settings.MARKET_DATA,
    MARKET_LOG_LEVEL: "info",
    ...(wish.gateway
      ? {
          GATEWAY_PORT: String(gatewayPort),
          GATEWAY_CONTROL_TOKEN: CONTROL_TOKEN,
          GATEWAY_IPN_URL: `http://127.0.0.1:${port}/api/vnpay/ipn`,
          GATEWAY_RETRY_SECONDS: "1",
          VNPAY_TMN_CODE: TERMINAL.tmnCode,
          VNPAY_HASH_SECRET: TERMINAL.hashSecret,
          VNPAY_PAY_URL: `http://localhost:${gatewayPort}/vpcpay.html`,
          VNPAY_API_URL: `http://127.0.0.1:${gatewayPort}/merchant_webapi/api/transaction`,
        }
      : {}),
    ...wish.settings,
  };
  const processes: Site["processes"] = [];
  const said: string[] = [];
  const start = async (role: string, more: Record<string, string> = {}, words: readonly string[] = []) => {
    const child = spawn(process.execPath, [`build/processes/${role}.js`, ...words], {
      env: { ...env, NODE_ENV: "production", ...more },
      stdio: ["ignore", "pipe", "pipe"],
    });
    processes.push({ role, child });
    await whenReady(role, child, said);
    return child;
  };
  const stop = async () => {
    await Promise.all(processes.map(({ child }) => end(child)));
    await bench.end();
  };
  try {
    if (wish.demo) await seedDemo(env);
    if (wish.gateway) await start("gateway");
    const urls: string[] = [];
    for (let at = 0; at < (wish.webs ?? 1); at++) {
      const own = at === 0 ? port : await pickPort(undefined);
      await start("web", { PORT: String(own) });
      urls.push(`http://localhost:${own}`);
    }
    if (wish.worker) await start("worker");
    return {
      bench,
      url: urls[0] ?? "",
      urls,
      gatewayUrl: wish.gateway ? `http://localhost:${gatewayPort}` : null,
      processes,
      said,
      start,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
