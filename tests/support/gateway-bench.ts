import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createVnpayPayments, type VnpayOptions } from "#services/adapters/vnpay/index.ts";
import type { PaymentAttemptOrder } from "#services/payments/port.ts";
import { newPaymentReference, paymentTimestamp } from "#services/payments/reference.ts";
import { type RunningGateway, startGateway } from "#services/processes/gateway/server.ts";
import type { GatewaySettings } from "#services/processes/gateway/settings.ts";
import { vnd } from "#services/shared/money.ts";

export const TERMINAL = { tmnCode: "DEMO0001", hashSecret: "a-secret-of-the-bench" };
export const CONTROL_TOKEN = "control-of-the-bench";

/** A server on a free loopback port, closed with everything it holds open. */
export async function listenOnLoopback(listener: RequestListener) {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url, close };
}

/** A market that only hears IPNs: keeps each raw query and answers as told. */
export async function openListeningMarket() {
  const heard: string[] = [];
  const market = {
    heard,
    answer: (_query: string, response: ServerResponse) => {
      response.writeHead(200, { "content-type": "application/json" }).end('{"RspCode":"00","Message":"ok"}');
    },
  };
  const server = await listenOnLoopback((request: IncomingMessage, response) => {
    const query = (request.url ?? "").split("?")[1] ?? "";
    heard.push(query);
    market.answer(query, response);
  });
  return Object.assign(market, { ipnUrl: `${server.url}/api/vnpay/ipn`, url: server.url, close: server.close });
}

export function benchFolder() {
  const folder = mkdtempSync(join(tmpdir(), "gateway-bench-"));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

export function benchSettings(folder: string, overrides: Partial<GatewaySettings> = {}): GatewaySettings {
  return {
    host: "127.0.0.1",
    port: 0,
    ...TERMINAL,
    ipnUrl: "",
    dataFolder: folder,
    retrySeconds: 0,
    ipnDelayMs: 0,
    ipnTimeoutMs: 2000,
    controlToken: CONTROL_TOKEN,
    ...overrides,
  };
}

export function paymentsAt(url: string, overrides: Partial<VnpayOptions> = {}) {
  return createVnpayPayments({
    ...TERMINAL,
    payUrl: `${url}/vpcpay.html`,
    apiUrl: `${url}/merchant_webapi/api/transaction`,
    ...overrides,
  });
}

/** An attempt made now that expires in 15 minutes. */
export function attempt(overrides: Partial<PaymentAttemptOrder> = {}): PaymentAttemptOrder {
  const now = new Date();
  return {
    reference: newPaymentReference(now),
    amountVnd: vnd(478_000),
    description: "Chợ Phiên, đơn CP26110482",
    createDate: paymentTimestamp(now),
    expireDate: paymentTimestamp(new Date(now.getTime() + 15 * 60_000)),
    clientAddress: "127.0.0.1",
    language: "vi",
    returnUrl: "http://127.0.0.1:1/thanh-toan/ve",
    ...overrides,
  };
}

/** The running gateway with its control API, the adapter in front of it and a market that hears its IPNs. */
export async function openGatewayBench(overrides: Partial<GatewaySettings> = {}) {
  const market = await openListeningMarket();
  const { folder, remove } = benchFolder();
  const settings = benchSettings(folder, { ipnUrl: market.ipnUrl, ...overrides });
  const gateway = await startGateway(settings, () => {});
  return {
    market,
    gateway,
    folder,
    settings,
    payments: paymentsAt(gateway.url),
    control: (action: string, body?: object) => control(gateway, action, body),
    close: async () => {
      await gateway.stop();
      await market.close();
      remove();
    },
  };
}

export async function control(gateway: Pick<RunningGateway, "url">, action: string, body?: object) {
  const response = await fetch(`${gateway.url}/control/${action}`, {
    method: body ? "POST" : "GET",
    headers: { authorization: `Bearer ${CONTROL_TOKEN}` },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  return { status: response.status, body: await response.json() };
}

/** Opens a pay address as a browser does and returns where its page stands and what it shows. */
export async function openPayPage(payAddress: string) {
  const opened = await fetch(payAddress, { redirect: "manual" });
  const location = opened.headers.get("location");
  if (!location) return { status: opened.status, url: payAddress, html: await opened.text(), headers: opened.headers };
  const url = new URL(location, payAddress).href;
  const page = await fetch(url);
  return { status: page.status, url, html: await page.text(), headers: page.headers };
}

/** Presses a button of the pay page; answers the address that the browser is sent to, if any. */
export async function choose(pageUrl: string, form: Record<string, string>) {
  const response = await fetch(pageUrl, { method: "POST", body: new URLSearchParams(form), redirect: "manual" });
  return { status: response.status, location: response.headers.get("location"), html: await response.text() };
}
