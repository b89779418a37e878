import type { AddressInfo } from "node:net";
import type { ServerBuild } from "@remix-run/node";
import { routeTable } from "#app/routes-table.ts";
import { openMetrics } from "#services/processes/web/metrics.ts";
import { openRemix } from "#services/processes/web/remix.ts";
import { createWebServer } from "#services/processes/web/server.ts";
import type { Market } from "#services/shared/market.ts";

/** What reached a loader or an action: `read product`, `write cart`. */
export type Reached = string[];

/** A build of the table's addresses whose loaders and actions do nothing but say that they were reached. */
function tableBuild(reached: Reached): ServerBuild {
  const say = (act: string, id: string) => () => {
    reached.push(`${act} ${id}`);
    return Response.json({ reached: id });
  };
  const paths = routeTable.flatMap((e) => [
    { id: e.id, path: e.vi, entry: e },
    ...(e.en === null ? [] : [{ id: `${e.id}.en`, path: e.en, entry: e }]),
  ]);
  const routes = Object.fromEntries(
    paths.map(({ id, path, entry }) => [
      id,
      {
        id,
        parentId: "root",
        path: path.slice(1),
        module: { loader: say("read", entry.id), action: say("write", entry.id) },
      },
    ]),
  );
  return {
    routes: { root: { id: "root", path: "", module: { default: () => null } }, ...routes },
    entry: { module: { default: () => new Response("page"), handleError: () => {} } },
    assets: { routes: {}, entry: { imports: [], module: "" }, url: "", version: "0" },
    publicPath: "/",
    assetsBuildDirectory: "",
    future: { v3_singleFetch: true, v3_relativeSplatPath: true, v3_throwAbortReason: true },
    isSpaMode: false,
    mode: "production",
  } as never;
}

/** The real web server, guard and edge included, before loaders that only say that they were reached. */
export async function openAccessServer(market: Market) {
  const reached: Reached = [];
  const remix = openRemix(tableBuild(reached), "production");
  const server = createWebServer({
    market,
    metrics: openMetrics(market.db),
    remix: async () => remix,
    aside: async () => false,
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const send = (path: string, init: RequestInit = {}) => fetch(url + path, { redirect: "manual", ...init });
  return {
    url,
    reached,
    read: (path: string, cookie = "") => send(path, { headers: { cookie } }),
    write: (path: string, cookie = "", headers: Record<string, string> = { "sec-fetch-site": "same-origin" }) =>
      send(path, { method: "POST", headers: { cookie, ...headers }, body: new URLSearchParams({ a: "1" }) }),
    send,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
