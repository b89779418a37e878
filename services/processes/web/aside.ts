import type { IncomingMessage, ServerResponse } from "node:http";
import sirv from "sirv";
import type { OpenMarket } from "#services/processes/market.ts";
import { migrationState } from "#services/processes/migrate/migrate.ts";
import { isFromHere } from "./edge.ts";
import type { openMetrics } from "./metrics.ts";

type Next = (request: IncomingMessage, response: ServerResponse, path: string) => Promise<boolean>;

const PICTURE = /^\/anh\/([a-f0-9]{64})-(200|400|800)\.webp$/;

function json(response: ServerResponse, status: number, body: object): true {
  response
    .writeHead(status, { "Content-Type": "application/json", "Cache-Control": "no-store" })
    .end(JSON.stringify(body));
  return true;
}

async function ready({ sql }: OpenMarket, response: ServerResponse): Promise<true> {
  try {
    const { known, applied } = await migrationState(sql);
    const isReady = known === applied;
    return json(response, isReady ? 200 : 503, { ready: isReady, migrations: { known, applied } });
  } catch {
    return json(response, 503, { ready: false, database: "unreachable" });
  }
}

async function picture(
  { market }: OpenMarket,
  response: ServerResponse,
  hash: string,
  width: string,
): Promise<boolean> {
  const bytes = await market.files.get(`public/${hash}-${width}.webp`);
  if (bytes === null) return false;
  response.writeHead(200, {
    "Content-Type": "image/webp",
    "Cache-Control": "public, max-age=31536000, immutable",
    "Content-Length": bytes.length,
  });
  response.end(bytes);
  return true;
}

/** Built files, pictures by content hash, probes and numbers: all that needs no page. */
export function openAside(open: OpenMarket, metrics: ReturnType<typeof openMetrics>, clientFolder: string): Next {
  const token = open.market.settings.METRICS_TOKEN;
  const files = sirv(clientFolder, {
    dev: false,
    gzip: true,
    brotli: true,
    etag: true,
    setHeaders(response, pathname) {
      response.setHeader(
        "Cache-Control",
        pathname.startsWith("/assets/") ? "public, max-age=31536000, immutable" : "public, max-age=3600",
      );
    },
  });
  return async (request, response, path) => {
    if (request.method === "POST") return false;
    if (path === "/healthz") return json(response, 200, { ok: true });
    if (path === "/readyz") return ready(open, response);
    if (path === "/metrics") {
      const isAllowed = token ? request.headers.authorization === `Bearer ${token}` : isFromHere(request);
      if (!isAllowed) return false;
      const text = await metrics.registry.metrics();
      response.writeHead(200, { "Content-Type": metrics.registry.contentType }).end(text);
      return true;
    }
    const hit = PICTURE.exec(path);
    if (hit) return picture(open, response, hit[1] ?? "", hit[2] ?? "");
    return new Promise((resolve) => {
      response.once("finish", () => resolve(true));
      files(request as never, response as never, () => resolve(false));
    });
  };
}
