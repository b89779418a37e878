import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { readQuery, signedQuery, withQuery } from "./codec.ts";
import type { Gateway } from "./context.ts";
import { control, controlAllowed } from "./control.ts";
import { type IpnWish, Journal, type Transaction } from "./journal.ts";
import { type Log, logLines } from "./log.ts";
import { Notifier } from "./notifier.ts";
import { outcomeFields } from "./outcome.ts";
import {
  brokenPage,
  closedPage,
  decidedPage,
  faultPage,
  formTargetOf,
  missingPage,
  pageHeaders,
  payPage,
} from "./pages.ts";
import { chosenOutcome, decidePayment, openPayment, PLAIN_WISH } from "./payments.ts";
import { QueryDesk } from "./querydr.ts";
import type { GatewaySettings } from "./settings.ts";

/** VNPay's documented paths: production's, the sandbox's, and the merchant API. */
const PAY_PATHS = new Set(["/vpcpay.html", "/paymentv2/vpcpay.html"]);
const API_PATH = "/merchant_webapi/api/transaction";
const MAX_BODY = 16_384;

/** What the page offers for the IPN. */
const PAGE_WISHES: Record<string, IpnWish> = {
  now: PLAIN_WISH,
  slow: { drop: false, delayMs: 20_000, copies: 1 },
  lost: { drop: true, delayMs: null, copies: 1 },
  twice: { drop: false, delayMs: null, copies: 2 },
};

export type RunningGateway = { port: number; url: string; stop: () => Promise<void> };

/** Starts the local gateway and sends what a former run still owed; rejects when the port is taken. */
export async function startGateway(settings: GatewaySettings, log: Log = logLines): Promise<RunningGateway> {
  const journal = new Journal(settings.dataFolder);
  const notifier = new Notifier(settings, journal, log);
  const gateway: Gateway = {
    settings,
    journal,
    notifier,
    queries: new QueryDesk(settings, journal),
    log,
    now: () => Date.now() + journal.aheadMs,
    queriesDown: false,
  };
  const server = createServer((request, response) => {
    route(gateway, request, response).catch((error: unknown) => {
      log("error", "request failed", { error: error instanceof Error ? error.message : String(error) });
      if (response.headersSent) response.destroy();
      else sendPage(response, 500, brokenPage());
    });
  });
  server.requestTimeout = 30_000;
  await listen(server, settings);
  for (const transaction of journal.all()) notifier.schedule(transaction);
  const { port } = server.address() as AddressInfo;
  const host = settings.host.includes(":") ? `[${settings.host}]` : settings.host;
  return {
    port,
    url: `http://${host}:${port}`,
    stop: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      const cut = setTimeout(() => server.closeAllConnections(), 4000);
      await Promise.all([closed, notifier.stop()]);
      clearTimeout(cut);
    },
  };
}

function listen(server: Server, settings: GatewaySettings): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(settings.port, settings.host, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

/** GET and POST only: a HEAD from a link checker must not open a payment. */
async function route(gateway: Gateway, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const [path = "/", query = ""] = splitOnce(request.url ?? "/", "?");
  const method = request.method ?? "";
  if (method !== "GET" && method !== "POST") {
    response.writeHead(405, { allow: "GET, POST" }).end();
    return;
  }
  if (path.startsWith("/control/")) return routeControl(gateway, request, response, path.slice("/control/".length));
  if (method === "GET" && path === "/healthz") return send(response, 200, { "content-type": "text/plain" }, "ok\n");
  if (method === "GET" && PAY_PATHS.has(path)) return routeOpening(gateway, response, query);
  if (method === "POST" && path === API_PATH) return routeQuery(gateway, request, response);
  const token = /^\/pay\/([0-9a-f]{32})$/.exec(path)?.[1];
  const transaction = token === undefined ? undefined : gateway.journal.byToken(token);
  if (!transaction) return sendPage(response, 404, missingPage());
  if (method === "POST") return routeDecision(gateway, request, response, transaction);
  sendPage(response, 200, openedPage(gateway, transaction), formTargetOf(transaction));
}

async function routeControl(
  gateway: Gateway,
  request: IncomingMessage,
  response: ServerResponse,
  action: string,
): Promise<void> {
  if (!controlAllowed(request, gateway.settings.controlToken)) return sendPage(response, 404, missingPage());
  const body = await readBody(request);
  if (body === null) return tooLarge(response);
  const answer = await control(gateway, request.method ?? "", action, body);
  sendJson(response, answer.status, JSON.stringify(answer.body));
}

function routeOpening(gateway: Gateway, response: ServerResponse, query: string): void {
  const opening = openPayment(gateway, query);
  if (opening.ok) {
    response.writeHead(303, { location: `/pay/${opening.transaction.token}`, ...pageHeaders(null) }).end();
    return;
  }
  gateway.log("info", "payment refused", { code: opening.fault.code, field: opening.fault.field });
  sendPage(response, 400, faultPage(opening.fault, opening.language));
}

async function routeQuery(gateway: Gateway, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await readBody(request);
  if (body === null) return tooLarge(response);
  if (gateway.queriesDown) return send(response, 503, { "content-type": "text/plain" }, "down\n");
  sendJson(response, 200, gateway.queries.answer(body, gateway.now()));
}

async function routeDecision(
  gateway: Gateway,
  request: IncomingMessage,
  response: ServerResponse,
  transaction: Transaction,
): Promise<void> {
  const body = await readBody(request);
  if (body === null) return tooLarge(response);
  const form = readQuery(body);
  const result = form?.r ?? "";
  const wish = PAGE_WISHES[form?.ipn ?? "now"];
  if (!/^(00|24|51|11|close)$/.test(result) || !wish) {
    return sendPage(response, 400, openedPage(gateway, transaction), formTargetOf(transaction));
  }
  if (result !== "close") {
    await decidePayment(gateway, transaction, chosenOutcome(gateway, transaction, result), wish);
  }
  if (result === "close" || form?.ret === "never") return sendPage(response, 200, closedPage(transaction));
  const location = returnAddress(gateway, transaction);
  response.writeHead(303, { location, "referrer-policy": "no-referrer", "cache-control": "no-store" }).end();
}

function openedPage(gateway: Gateway, transaction: Transaction): string {
  const now = gateway.now();
  if (!transaction.outcome) return payPage(transaction, now);
  return decidedPage(transaction, returnAddress(gateway, transaction), now);
}

function returnAddress(gateway: Gateway, transaction: Transaction): string {
  const query = signedQuery(outcomeFields(transaction), gateway.settings.hashSecret);
  return withQuery(transaction.fields.vnp_ReturnUrl ?? "", query);
}

function splitOnce(text: string, mark: string): [string, string] {
  const at = text.indexOf(mark);
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + 1)];
}

/** The whole body as text, or null when it is larger than any request of the protocol. */
async function readBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function tooLarge(response: ServerResponse): void {
  send(response, 413, { "content-type": "text/plain", connection: "close" }, "too large\n");
}

function sendPage(response: ServerResponse, status: number, html: string, formTarget: string | null = null): void {
  send(response, status, pageHeaders(formTarget), html);
}

function sendJson(response: ServerResponse, status: number, body: string): void {
  send(response, status, { "content-type": "application/json; charset=utf-8", "cache-control": "no-store" }, body);
}

function send(response: ServerResponse, status: number, headers: Record<string, string>, body: string): void {
  response.writeHead(status, headers).end(body);
}
