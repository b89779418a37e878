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
import { openAtHost } from "./at-host.ts";
import { clientAddressOf, isForged, maxBodyBytes } from "./edge.ts";
import { contentPolicy, lineOriginsOf, setSecurityHeaders } from "./headers.ts";
import type { openMetrics } from "./metrics.ts";
import { addressOf, type openRemix, pagePath, toRequest } from "./remix.ts";

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

/** Headers of an answer that is no page: it loads nothing, and nobody keeps it. */
const ALONE = { "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'", "Cache-Control": "no-store" };

function plain(response: ServerResponse, status: number, text: string, requestId: string) {
  response
    .writeHead(status, { ...ALONE, "Content-Type": "text/plain; charset=utf-8" })
    .end(`${text} (request ${requestId})\n`);
}

const LONGEST_LOGGED = 200;

/** An address as the log keeps it: without its query, in which people are named. */
function loggedPath(request: IncomingMessage): string {
  return (request.url ?? "/").replace(/[?#].*/s, "").slice(0, LONGEST_LOGGED);
}

function pathOf(request: IncomingMessage): string | null {
  try {
    const asked = request.url ?? "/";
    // What reads as the name of another host, or means its way by backslashes, is a page of nobody: whoever guards our
    // addresses in front of us reads them otherwise.
    if (/^\/\/|^[^?#]*\\/.test(asked)) return null;
    const path = decodeURI(new URL(asked, "http://host").pathname);
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

function contextFor(
  { market }: WebParts,
  request: IncomingMessage,
  path: string,
  requestId: string,
  refusedAs: number | null = null,
): AppLoadContext {
  const client = clientAddressOf(request, market.settings);
  return {
    market,
    language: languageOf(pagePath(path)),
    requestId,
    nonce: randomBytes(16).toString("base64"),
    visit: memo(() => readVisit(market, request.headers.cookie, client)),
    page: { html: null },
    isDocument: pagePath(path) === path,
    refusedAs,
  };
}

/** Whether somebody looks at the answer: a browser asks for a page, not a script for data. */
function isForEyes(request: IncomingMessage): boolean {
  const isLoad = [undefined, "document"].includes(request.headers["sec-fetch-dest"] as string | undefined);
  return isLoad && String(request.headers.accept ?? "").includes("text/html");
}

async function sendPage(
  parts: WebParts,
  request: IncomingMessage,
  response: ServerResponse,
  answer: Response,
  context: AppLoadContext,
) {
  response.setHeader("Content-Security-Policy", contentPolicy(context.nonce, policyOf(parts.market)));
  await send(request, response, answer, context.page.html);
}

/** An address under which only the catch-all answers. */
const NOWHERE = "/-";

/** The market's own page for what is refused before any page of it is asked, whatever the address and method. */
async function answerRefused(
  parts: WebParts,
  request: IncomingMessage,
  response: ServerResponse,
  requestId: string,
  status: number,
) {
  const url = addressOf(request, new URL(parts.market.settings.PUBLIC_URL).origin);
  const context = contextFor(parts, request, url.pathname, requestId, status);
  const handler = (await parts.remix())(NOWHERE, "pass");
  const answer = await handler(new Request(url, { headers: { accept: "text/html" } }), context);
  await sendPage(parts, request, response, answer, context);
}

async function answerPage(
  parts: WebParts,
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
  requestId: string,
) {
  const { market } = parts;
  const page = pagePath(path);
  const context = contextFor(parts, request, path, requestId);
  const isWrite = request.method === "POST";
  const verdict = await verdictOf(market, page, isWrite, context.visit);
  const aborted = new AbortController();
  response.once("close", () => aborted.abort());
  const origin = new URL(market.settings.PUBLIC_URL).origin;
  const handler = (await parts.remix())(page, verdict);
  const answer = await handler(toRequest(request, origin, aborted.signal), context);
  // What isn't there, or isn't the viewer's, is said by a page, also where the address answers with a file.
  if (answer.status === 404 && context.page.html === null && isForEyes(request))
    return answerRefused(parts, request, response, requestId, 404);
  await sendPage(parts, request, response, answer, context);
}

const policyOf = (market: Market) => ({
  payOrigins: market.payment?.payOrigins ?? [],
  lineOrigins: lineOriginsOf(
    [market.settings.realtimeUrl, market.video?.publicUrl ?? null],
    market.settings.PUBLIC_URL,
  ),
  isDev: market.settings.isDev,
  isHttps: market.settings.isHttps,
});

/** Machines call here from no page at all; what they say is proved by a signature over its body. */
const PROVED_BY_BODY: ReadonlySet<string> = new Set(["/api/livekit/webhook"]);

type Refused = { status: number; code: string; text: string };

/** What must not reach a page: strange methods, forged writes, bodies that are too large, broken addresses. */
function refusalOf(request: IncomingMessage, path: string | null, { settings }: Market): Refused | null {
  const method = request.method ?? "GET";
  if (!["GET", "HEAD", "POST"].includes(method)) return { status: 405, code: "method", text: "method not allowed" };
  if (path === null) return { status: 400, code: "malformed", text: "malformed address" };
  if (!PROVED_BY_BODY.has(path) && isForged(request, settings))
    return { status: 403, code: "forged", text: "this request did not come from a page of this market" };
  if (Number(request.headers["content-length"] ?? 0) > maxBodyBytes(request))
    return { status: 413, code: "too_large", text: "too large" };
  if (method === "POST" && request.headers["transfer-encoding"] !== undefined)
    return { status: 411, code: "length", text: "length required" };
  return null;
}

/** What a refusal is best told in: scripts get a code, whoever takes a page a page, others a line of text. */
function tellsBy(request: IncomingMessage): "code" | "page" | "line" {
  const dest = request.headers["sec-fetch-dest"];
  if (dest === "empty") return "code";
  const accept = String(request.headers.accept ?? "*/*");
  if ((dest === undefined || dest === "document") && /text\/html|\*\/\*/.test(accept)) return "page";
  return accept.includes("json") ? "code" : "line";
}

/** Says so to who asked. */
async function refuseAtEdge(
  parts: WebParts,
  request: IncomingMessage,
  response: ServerResponse,
  requestId: string,
  { status, code, text }: Refused,
) {
  request.resume();
  response.setHeader("Connection", "close");
  const told = tellsBy(request);
  if (told === "page") return answerRefused(parts, request, response, requestId, status);
  if (told === "line") return plain(response, status, text, requestId);
  response.writeHead(status, { ...ALONE, "Content-Type": "application/json" }).end(JSON.stringify({ code }));
}

/** The HTTP server of the web role; `listen` is the caller's. */
export function createWebServer(known: WebParts): Server {
  const at = openAtHost(known.market);
  return createServer(async (request, response) => {
    const parts = { ...known, market: at(request.headers.host) };
    const startedAt = process.hrtime.bigint();
    const requestId = newId();
    const path = pathOf(request);
    setSecurityHeaders(response, requestId, policyOf(parts.market));
    response.once("finish", () => {
      const route = findRoute(pagePath(path ?? "/"))?.entry.id ?? "none";
      parts.metrics.count(route, request.method ?? "GET", response.statusCode, startedAt);
      const facts = { requestId, route, method: request.method, status: response.statusCode };
      // Error pages show their id: whoever is told it has to find it at the level that is usual.
      if (facts.status >= 400) parts.market.log.info({ ...facts, path: loggedPath(request) }, "answered with an error");
      else parts.market.log.debug(facts, "answered");
    });
    try {
      const refused = refusalOf(request, path, parts.market);
      if (refused || path === null) {
        if (refused) await refuseAtEdge(parts, request, response, requestId, refused);
        return;
      }
      if (await parts.aside(request, response, path)) return;
      await answerPage(parts, request, response, path, requestId);
    } catch (error) {
      parts.market.log.error({ requestId, err: error }, "request failed");
      if (!response.headersSent) plain(response, 500, "the market failed on this request", requestId);
      else response.destroy();
    }
  });
}
