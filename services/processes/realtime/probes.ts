import type { IncomingMessage, ServerResponse } from "node:http";
import { isFromHere } from "#services/processes/web/edge.ts";
import type { Realtime } from "#services/realtime/server.ts";

function json(response: ServerResponse, status: number, body: object): void {
  response
    .writeHead(status, { "Content-Type": "application/json", "Cache-Control": "no-store" })
    .end(JSON.stringify(body));
}

/** Plain requests to the realtime port: whether it lives, and its numbers, for this machine or with the token. */
export async function answerProbe(
  request: IncomingMessage,
  response: ServerResponse,
  realtime: Realtime,
  token: string | undefined,
): Promise<void> {
  const path = (request.url ?? "/").split("?")[0];
  const isAllowed = token ? request.headers.authorization === `Bearer ${token}` : isFromHere(request);
  if (request.method === "GET" && path === "/healthz") return json(response, 200, { ok: true, lines: realtime.lines });
  if (request.method === "GET" && path === "/metrics" && isAllowed) {
    const { registry } = realtime.metrics;
    const text = await registry.metrics();
    response.writeHead(200, { "Content-Type": registry.contentType }).end(text);
    return;
  }
  json(response, 404, { code: "not_found" });
}
