import { layout, type RouteConfig, type RouteConfigEntry, route } from "@remix-run/route-config";
import { type RouteEntry, routeTable } from "./routes-table.ts";

/** A route per language; Remix wants an id of its own for a file that answers at two addresses. */
function both(entry: RouteEntry): RouteConfigEntry[] {
  const one = (path: string, id: string) => route(path.replace(/^\//, "") || "/", entry.file, { id });
  return entry.en === null ? [one(entry.vi, entry.id)] : [one(entry.vi, entry.id), one(entry.en, `${entry.id}.en`)];
}

const inLayout = (name: RouteEntry["layout"]) => routeTable.filter((e) => e.layout === name).flatMap(both);

export default [
  layout("routes/shop/layout.tsx", { id: "layout.shop" }, inLayout("shop")),
  layout("routes/seller/layout.tsx", { id: "layout.seller" }, inLayout("seller")),
  layout("routes/staff/layout.tsx", { id: "layout.staff" }, inLayout("staff")),
  ...inLayout("none"),
] satisfies RouteConfig;
