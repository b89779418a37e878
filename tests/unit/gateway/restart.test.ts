import { type ChildProcess, spawn } from "node:child_process";
import { appendFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { startGateway } from "#services/processes/gateway/server.ts";
import { gatewayFaults } from "#services/processes/gateway/settings.ts";
import {
  attempt,
  benchFolder,
  benchSettings,
  CONTROL_TOKEN,
  control,
  openListeningMarket,
  openPayPage,
  paymentsAt,
  TERMINAL,
} from "#tests/support/gateway-bench.ts";

let market: Awaited<ReturnType<typeof openListeningMarket>>;
let place: ReturnType<typeof benchFolder>;
const children: ChildProcess[] = [];

beforeEach(async () => {
  market = await openListeningMarket();
  place = benchFolder();
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
  await market.close();
  place.remove();
});

/** The gateway as a process of its own, as the supervisor starts it. */
async function startProcess(env: Record<string, string> = {}) {
  const child = spawn(process.execPath, ["services/processes/gateway/main.ts"], {
    env: {
      NODE_ENV: "test",
      PATH: process.env.PATH,
      MARKET_DATA: place.folder,
      VNPAY_TMN_CODE: TERMINAL.tmnCode,
      VNPAY_HASH_SECRET: TERMINAL.hashSecret,
      GATEWAY_IPN_URL: market.ipnUrl,
      GATEWAY_CONTROL_TOKEN: CONTROL_TOKEN,
      GATEWAY_RETRY_SECONDS: "1",
      ...env,
    },
    stdio: ["pipe", "pipe", "inherit"],
  });
  children.push(child);
  for await (const line of createInterface({ input: child.stdout })) {
    const { msg, url } = JSON.parse(line);
    if (msg === "ready") return { child, url: url as string };
  }
  throw new Error("the gateway ended before it was ready");
}

const ended = (child: ChildProcess) =>
  new Promise<number | null>((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve(child.exitCode);
    else child.once("exit", (code) => resolve(code));
  });

describe("a gateway that is killed", () => {
  it("sends the IPN that was pending when it runs again", async () => {
    const first = await startProcess({ GATEWAY_IPN_DELAY_MS: "3000" });
    const order = attempt();
    const payments = paymentsAt(first.url);
    await control(first, "outcome", { payUrl: payments.payAddress(order) });
    first.child.kill("SIGKILL");
    await ended(first.child);
    expect(market.heard).toEqual([]);
    const second = await startProcess();
    await vi.waitFor(() => expect(market.heard).toHaveLength(1), { timeout: 10_000 });
    const reading = payments.readCallback(market.heard[0] ?? "");
    expect(reading).toMatchObject({ ok: true, value: { reference: order.reference, verdict: "paid" } });
    const after = await paymentsAt(second.url).queryStatus(order);
    expect(after).toMatchObject({ ok: true, value: { verdict: "paid" } });
  });

  it("repeats an IPN that was under way, with the same contents", async () => {
    market.answer = () => {};
    const first = await startProcess({ GATEWAY_IPN_DELAY_MS: "1" });
    await control(first, "outcome", { payUrl: paymentsAt(first.url).payAddress(attempt()) });
    await vi.waitFor(() => expect(market.heard).toHaveLength(1), { timeout: 10_000 });
    first.child.kill("SIGKILL");
    await ended(first.child);
    market.answer = (_query, response) => response.writeHead(200).end('{"RspCode":"02"}');
    await startProcess();
    await vi.waitFor(() => expect(market.heard).toHaveLength(2), { timeout: 10_000 });
    expect(market.heard[1]).toBe(market.heard[0]);
  });

  it("keeps an open payment payable, at the same address", async () => {
    const first = await startProcess();
    const payAddress = paymentsAt(first.url).payAddress(attempt());
    const page = await openPayPage(payAddress);
    first.child.kill("SIGKILL");
    await ended(first.child);
    const second = await startProcess();
    const again = await fetch(new URL(new URL(page.url).pathname, second.url));
    expect(await again.text()).toContain('value="00"');
  });

  it("goes on from a journal whose last line was torn", async () => {
    const first = await startGateway(benchSettings(place.folder), () => {});
    const order = attempt();
    await control(first, "outcome", { payUrl: paymentsAt(first.url).payAddress(order), responseCode: "24" });
    await first.stop();
    appendFileSync(join(place.folder, "journal.jsonl"), '{"t":"opened","key":"20261123/TORN');
    const second = await startGateway(benchSettings(place.folder), () => {});
    const next = attempt();
    await openPayPage(paymentsAt(second.url).payAddress(next));
    await second.stop();
    const third = await startGateway(benchSettings(place.folder), () => {});
    const payments = paymentsAt(third.url);
    const answers = [await payments.queryStatus(order), await payments.queryStatus(next)];
    await third.stop();
    expect(answers).toMatchObject([{ value: { verdict: "failed" } }, { value: { verdict: "pending" } }]);
  });
});

it("a journal broken in the middle stops the start and is named with its line", async () => {
  writeFileSync(join(place.folder, "journal.jsonl"), '{"t":"clock","aheadMs":0}\n{"t":\n{"t":"clock","aheadMs":0}\n');
  await expect(startGateway(benchSettings(place.folder), () => {})).rejects.toThrow(/journal\.jsonl: line 2 is broken/);
});

describe("the gateway as a process", () => {
  it("ends by SIGTERM with exit code 0, an IPN that waits included", async () => {
    const running = await startProcess({ GATEWAY_IPN_DELAY_MS: "3600000" });
    await control(running, "outcome", { payUrl: paymentsAt(running.url).payAddress(attempt()) });
    running.child.kill("SIGTERM");
    expect(await ended(running.child)).toBe(0);
  });

  it("says that it is ready also where nothing else is wanted in the log", async () => {
    const quiet = await startProcess({ MARKET_LOG_LEVEL: "silent" });
    expect(quiet.url).toMatch(/^http:/);
  });

  it("ends when the supervisor that holds its input is gone", async () => {
    const { child } = await startProcess({ MARKET_SUPERVISED: "1" });
    child.stdin.end();
    await ended(child);
    expect(child.signalCode).toBe("SIGKILL");
  });

  it.each([
    ["VNPAY_TMN_CODE", { VNPAY_TMN_CODE: "x" }],
    ["VNPAY_HASH_SECRET", { VNPAY_HASH_SECRET: "" }],
    ["GATEWAY_PORT", { GATEWAY_PORT: "70000" }],
    ["GATEWAY_RETRY_SECONDS", { GATEWAY_RETRY_SECONDS: "-1" }],
    ["GATEWAY_IPN_URL", { GATEWAY_IPN_URL: "ftp://market" }],
    ["MARKET_DATA", { MARKET_DATA: "" }],
    ["MARKET_MODUS", { MARKET_MODUS: "demo" }],
  ])("names %s when it is not what is expected", (name, change) => {
    const env = { MARKET_DATA: "/x", VNPAY_TMN_CODE: "DEMO0001", VNPAY_HASH_SECRET: "0123456789abcdef" };
    expect(gatewayFaults(env)).toEqual([]);
    expect(gatewayFaults({ ...env, ...change })).toEqual([expect.stringContaining(name)]);
  });
});
