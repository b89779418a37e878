import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { promisify } from "node:util";
import { constants, gzip } from "node:zlib";
import type { AppLoadContext } from "@remix-run/node";
import { isOpenToAll, judge, type Verdict } from "#app/http/guard.ts";
import { findRoute, languageOf } from "#app/i18n/href.ts";
import { readVisit, type Visit } from "#services/accounts/read-visit.ts";
import { newId } from "#services/shared/ids.ts";
import type { Market } from "#services/shared/market.ts";
import { clientAddressOf, isForged, maxBodyBytes } from "./edge.ts";
import { contentPolicy, setSecurityHeaders } from "./headers.ts";
import type { openMetrics } from "./metrics.ts";
import { type openRemix, pagePath, toRequest } from "./remix.ts";

const zip = promisify(gzip);

export type WebParts = {
  market: Market;
  remix: () => Promise<ReturnType<typeof openRemix>>;
  metrics: ReturnType<typeof openMetrics>;
  /** Answers files and probes; true when it did. */
  aside: (request: IncomingMessage, response: ServerResponse, path: string) => Promise<boolean>;
};

function memo<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | null = null;
  return () => {
    made ??= make();
    return made;
  };
}

function plain(response: ServerResponse, status: number, text: string) {
  response
    .writeHead(status, { "Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store" })
    .end(`${text}\n`);
}

function pathOf(request: IncomingMessage): string | null {
  try {
    const path = decodeURI(new URL(request.url ?? "/", "http://host").pathname);
    // No address of ours holds a control character, and the database would choke on a NUL.
    return /\p{Cc}|%00/u.test(path) ? null : path;
  } catch {
    return null;
  }
}

async function verdictOf(
  market: Market,
  path: string,
  isWrite: boolean,
  visit: () => Promise<Visit>,
): Promise<Verdict> {
  const found = findRoute(path);
  if (!found) return "not-found";
  const isDemo = market.settings.isDemo;
  if (isOpenToAll(found.entry, isWrite)) return "pass";
  return judge(found.entry, isWrite, (await visit()).viewer, isDemo);
}

async function send(request: IncomingMessage, response: ServerResponse, answer: Response, html: string | null) {
  const headers: Record<string, string | string[]> = {};
  answer.headers.forEach((value, name) => {
    if (name !== "set-cookie") headers[name] = value;
  });
  const cookies = answer.headers.getSetCookie();
  if (cookies.length > 0) headers["set-cookie"] = cookies;
  headers["cache-control"] ??= "private, no-store";
  const body = html ?? (answer.body === null ? "" : Buffer.from(await answer.arrayBuffer()));
  const isText = html !== null || /json|text|script|xml/.test(String(headers["content-type"] ?? ""));
  if (isText && body.length > 1400 && /\bgzip\b/.test(String(request.headers["accept-encoding"] ?? ""))) {
    const small = await zip(body, { level: constants.Z_BEST_SPEED });
    headers["content-encoding"] = "gzip";
    headers.vary = "accept-encoding";
    response.writeHead(answer.status, headers);
    response.end(request.method === "HEAD" ? undefined : small);
    return;
  }
  response.writeHead(answer.status, headers);
  response.end(request.method === "HEAD" ? undefined : body);
}

async function answerPage(
  parts: WebParts,
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
  requestId: string,
) {
  const { market } = parts;
  const nonce = randomBytes(16).toString("base64");
  const page = pagePath(path);
  const client = clientAddressOf(request, market.settings);
  const visit = memo(() => readVisit(market, request.headers.cookie, client));
  const isWrite = request.method === "POST";
  const verdict = await verdictOf(market, page, isWrite, visit);
  const context: AppLoadContext = {
    market,
    language: languageOf(page),
    requestId,
    nonce,
    visit,
    page: { html: null },
    isDocument: page === path,
  };
  const aborted = new AbortController();
  response.once("close", () => aborted.abort());
  const origin = new URL(market.settings.PUBLIC_URL).origin;
  const handler = (await parts.remix())(page, verdict);
  const answer = await handler(toRequest(request, origin, aborted.signal), context);
  response.setHeader("Content-Security-Policy", contentPolicy(nonce, policyOf(market)));
  await send(request, response, answer, context.page.html);
}

const policyOf = (market: Market) => ({
  payOrigins: market.payment?.payOrigins ?? [],
  isDev: market.settings.isDev,
  isHttps: market.settings.isHttps,
});

/** Refuses what must not reach a page: strange methods, forged writes, bodies that are too large, broken addresses. */
function refusedAtEdge(
  parts: WebParts,
  request: IncomingMessage,
  response: ServerResponse,
  path: string | null,
): boolean {
  const method = request.method ?? "GET";
  const refusal = !["GET", "HEAD", "POST"].includes(method)
    ? ([405, "method not allowed"] as const)
    : path === null
      ? ([400, "malformed address"] as const)
      : isForged(request, parts.market.settings)
        ? ([403, "this request did not come from a page of this market"] as const)
        : Number(request.headers["content-length"] ?? 0) > maxBodyBytes(request)
          ? ([413, "too large"] as const)
          : method === "POST" && request.headers["transfer-encoding"] !== undefined
            ? ([411, "length required"] as const)
            : null;
  if (!refusal) return false;
  request.resume();
  response.setHeader("Connection", "close");
  plain(response, refusal[0], refusal[1]);
  return true;
}

/** The HTTP server of the web role; `listen` is the caller's. */
export function createWebServer(parts: WebParts): Server {
  return createServer(async (request, response) => {
    const startedAt = process.hrtime.bigint();
    const requestId = newId();
    const path = pathOf(request);
    setSecurityHeaders(response, requestId, policyOf(parts.market));
    response.once("finish", () => {
      const route = findRoute(pagePath(path ?? "/"))?.entry.id ?? "none";
      parts.metrics.count(route, request.method ?? "GET", response.statusCode, startedAt);
      parts.market.log.debug({ requestId, route, method: request.method, status: response.statusCode }, "answered");
    });
    try {
      if (refusedAtEdge(parts, request, response, path) || path === null) return;
      if (await parts.aside(request, response, path)) return;
      await answerPage(parts, request, response, path, requestId);
    } catch (error) {
      parts.market.log.error({ requestId, err: error }, "request failed");
      if (!response.headersSent) plain(response, 500, `the market failed on this request: ${requestId}`);
      else response.destroy();
    }
  });
}
