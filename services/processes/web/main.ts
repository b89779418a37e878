import type { ServerBuild } from "@remix-run/node";
import { bootSettings } from "#services/processes/last-words.ts";
import { openMarket } from "#services/processes/market.ts";
import { followSupervisor } from "#services/processes/start/supervised.ts";
import { sayReady } from "#services/shared/log.ts";
import { openAside } from "./aside.ts";
import { openMetrics } from "./metrics.ts";
import { openRemix } from "./remix.ts";
import { createWebServer, type WebParts } from "./server.ts";

const settings = bootSettings();
const open = openMarket(settings, "web");
const metrics = openMetrics(open.market.db);
const files = openAside(open, metrics, settings.isDev ? "public" : "build/client");

async function developmentParts(): Promise<Pick<WebParts, "remix" | "aside">> {
  const { createServer } = await import("vite");
  const vite = await createServer({ server: { middlewareMode: true, hmr: { port: 0 } } });
  return {
    remix: async () =>
      openRemix((await vite.ssrLoadModule("virtual:remix/server-build")) as unknown as ServerBuild, "development"),
    aside: async (request, response, path) => {
      if (await files(request, response, path)) return true;
      return new Promise((resolve) => {
        response.once("finish", () => resolve(true));
        vite.middlewares(request, response, () => resolve(false));
      });
    },
  };
}

async function productionParts(): Promise<Pick<WebParts, "remix" | "aside">> {
  const remix = openRemix(await import("#build"), "production");
  return { remix: async () => remix, aside: files };
}

const parts = settings.isDev ? await developmentParts() : await productionParts();
const server = createWebServer({ market: open.market, metrics, ...parts });
server.keepAliveTimeout = 65_000;
server.listen(settings.PORT, settings.HOST, () => sayReady(open.market.log, { port: settings.PORT }));

followSupervisor(async () => {
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
  });
  await open.close();
});
