import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AppLoadContext, ServerBuild } from "@remix-run/node";
import { findRoute, languageOf } from "#app/i18n/href.ts";
import { readVisit } from "#services/accounts/read-visit.ts";
import type { Market } from "#services/shared/market.ts";
import { answerLast, LAST_PATH } from "./bare-last.ts";
import { isWrapped, leafOf, renderBare } from "./bare-page.ts";

const ORIGIN = "http://localhost";
type Action = (args: object) => Promise<unknown>;

function contextOf(market: Market, request: IncomingMessage, path: string): AppLoadContext {
  const client = request.headers["x-bench-client"];
  return {
    market,
    language: languageOf(path),
    requestId: "bench",
    nonce: "bench",
    visit: () => readVisit(market, request.headers.cookie, typeof client === "string" ? client : "127.0.0.1"),
    page: { html: null },
    isDocument: true,
    refusedAs: null,
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString("utf8");
}

async function sendResponse(response: ServerResponse, answer: Response): Promise<void> {
  response.statusCode = answer.status;
  const location = answer.headers.get("location");
  if (location) response.setHeader("location", location);
  const cookies = answer.headers.getSetCookie();
  if (cookies.length > 0) response.setHeader("set-cookie", cookies);
  response.end(await answer.text());
}

/** Node's own server, the market's use cases and React, and nothing between: what the machine can do at most. */
export function createBareServer(market: Market, build: ServerBuild) {
  return createServer(async (request, response) => {
    const url = new URL(request.url ?? "/", ORIGIN);
    const found = findRoute(url.pathname);
    const context = contextOf(market, request, url.pathname);
    try {
      if (url.pathname === LAST_PATH)
        return await sendResponse(response, await answerLast(market.db, await bodyOf(request)));
      if (!found) throw new Error("no such page");
      const headers = { cookie: request.headers.cookie ?? "" };
      if (request.method !== "POST") {
        const page = await renderBare(build, found, new Request(url, { headers }), context);
        response.writeHead(page.status, { "content-type": "text/html; charset=utf-8" }).end(page.html);
        return;
      }
      const body = await bodyOf(request);
      const type = { ...headers, "content-type": "application/x-www-form-urlencoded" };
      const action = build.routes[found.entry.id]?.module.action as Action | undefined;
      const answer = await action?.({
        request: new Request(url, { method: "POST", headers: type, body }),
        params: found.params,
        context,
      });
      if (answer instanceof Response) return await sendResponse(response, answer);
      const shown = isWrapped(answer) ? answer.data : answer;
      const page = await renderBare(build, found, new Request(url, { headers }), context, { [leafOf(found)]: shown });
      response.writeHead(page.status, { "content-type": "text/html; charset=utf-8" }).end(page.html);
    } catch (error) {
      if (error instanceof Response) return await sendResponse(response, error);
      response.writeHead(500).end(String(error));
    }
  });
}
