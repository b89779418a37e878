import type { IncomingMessage } from "node:http";
import { Readable } from "node:stream";
import { type AppLoadContext, createRequestHandler, data, redirect, type ServerBuild } from "@remix-run/node";
import type { Verdict } from "#app/http/guard.ts";
import { json } from "#app/http/json.ts";
import { readLostForm } from "#app/http/lost-form.ts";
import { href, languageOf } from "#app/i18n/href.ts";

type Handler = (request: Request, context: AppLoadContext) => Promise<Response>;
type Routes = ServerBuild["routes"];
type Leaf = { id: string; pattern: RegExp; isSplat: boolean };

function fullPath(routes: Routes, id: string): string | null {
  const route = routes[id];
  if (!route || (route.path === undefined && !route.index)) return null;
  const parent = route.parentId ? fullPath(routes, route.parentId) : null;
  return [parent, route.path].filter(Boolean).join("/").replace(/\/+/g, "/");
}

function leavesOf(routes: Routes): Leaf[] {
  const leaves: Leaf[] = [];
  for (const id of Object.keys(routes)) {
    const path = id === "root" ? null : fullPath(routes, id);
    if (path === null) continue;
    const source = path
      .replace(/^\//, "")
      .split("/")
      .map((part) => (part === "*" ? ".*" : part.startsWith(":") ? "[^/]+" : part.replace(/[.]/g, "\\.")))
      .join("/");
    leaves.push({ id, pattern: new RegExp(`^/${source}/?$`), isSplat: path.includes("*") });
  }
  return leaves;
}

/** Path of the page that a `.data` request loads for. */
export function pagePath(pathname: string): string {
  if (pathname === "/_root.data") return "/";
  return pathname.endsWith(".data") ? pathname.slice(0, -".data".length) : pathname;
}

function withParents(routes: Routes, ids: readonly string[]): Set<string> {
  const all = new Set<string>(["root"]);
  for (const leaf of ids) {
    for (let id: string | undefined = leaf; id !== undefined; id = routes[id]?.parentId) all.add(id);
  }
  return all;
}

function subset(build: ServerBuild, ids: Set<string>): ServerBuild {
  const pick = <T>(from: Record<string, T>) => Object.fromEntries(Object.entries(from).filter(([id]) => ids.has(id)));
  return {
    ...build,
    routes: pick(build.routes) as Routes,
    assets: { ...build.assets, routes: pick(build.assets.routes) },
  };
}

/** With a path of its own root alone would answer "/", and the catch-all not be asked what was refused there. */
function withPathlessRoot(build: ServerBuild): ServerBuild {
  const without = <T extends { path?: string | undefined }>(routes: Record<string, T | undefined>) => {
    const { path: _, ...root } = routes.root ?? {};
    return { ...routes, root };
  };
  const assets = { ...build.assets, routes: without(build.assets.routes) };
  return { ...build, routes: without(build.routes), assets } as ServerBuild;
}

/** A form that came after the session ended: a page gives it back to who typed it, a machine's address answers a code. */
async function refuseSignedOut(request: Request, hasPage: boolean): Promise<never> {
  if (!hasPage) throw json({ code: "signed_out" }, 401);
  const url = new URL(request.url);
  throw data(await readLostForm(request, pagePath(url.pathname) + url.search), { status: 401 });
}

/** The same routes with loaders and actions that let nobody in: what isn't the viewer's is never loaded. */
function closed(build: ServerBuild, verdict: Exclude<Verdict, "pass">): ServerBuild {
  const refuse = ({ request }: { request: Request }) => {
    const url = new URL(request.url);
    const language = languageOf(url.pathname);
    if (verdict === "sign-in")
      throw redirect(href("sign-in", language, {}, { ve: pagePath(url.pathname) + url.search }));
    throw new Response(null, { status: 404 });
  };
  const actionOf = (hasPage: boolean) =>
    verdict === "signed-out" ? ({ request }: { request: Request }) => refuseSignedOut(request, hasPage) : refuse;
  const routes = Object.fromEntries(
    Object.entries(build.routes).map(([id, route]) => {
      if (id === "root" || !route) return [id, route];
      const action = actionOf(route.module.default !== undefined);
      return [id, { ...route, module: { ...route.module, loader: refuse, action } }];
    }),
  );
  return { ...build, routes } as ServerBuild;
}

/**
 * Remix ranks all routes several times a request; handing it only those that can match is the first of four steps that
 * bring it from an eighth to half of a bare server's speed.
 */
export function openRemix(build: ServerBuild, mode: string): (path: string, verdict: Verdict) => Handler {
  const leaves = leavesOf(build.routes);
  const handlers = new Map<string, Handler>();
  const everything = createRequestHandler(build, mode) as Handler;
  return (path, verdict) => {
    if (path === "/__manifest") return everything;
    const hits = leaves.filter((leaf) => leaf.pattern.test(path));
    const plain = hits.filter((leaf) => !leaf.isSplat);
    const ids = (plain.length > 0 ? plain : hits).map((leaf) => leaf.id);
    const key = `${verdict} ${ids.join(" ")}`;
    const known = handlers.get(key);
    if (known) return known;
    const own = subset(build, withParents(build.routes, ids));
    const part = plain.length === 0 ? withPathlessRoot(own) : own;
    const made = createRequestHandler(verdict === "pass" ? part : closed(part, verdict), mode) as Handler;
    handlers.set(key, made);
    return made;
  };
}

const DROPPED = new Set(["x-forwarded-host", "x-forwarded-proto", "x-forwarded-for", "connection", "keep-alive"]);

/**
 * The address of a request at the public origin, whatever the caller's `Host` says. Remix would take `_data` for a
 * question of its own older protocol, which no page of ours asks; to us it means nothing, like any other word.
 */
export function addressOf(incoming: IncomingMessage, origin: string): URL {
  const asked = incoming.url ?? "/";
  const given = asked.startsWith("/") ? origin + asked : asked;
  const url = new URL(URL.canParse(given) ? given : origin);
  if (url.searchParams.has("_data")) url.searchParams.delete("_data");
  return url;
}

/** A web request of Node's at its public address. */
export function toRequest(incoming: IncomingMessage, origin: string, signal: AbortSignal): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value === undefined || DROPPED.has(name)) continue;
    for (const one of Array.isArray(value) ? value : [value]) headers.append(name, one);
  }
  headers.set("host", new URL(origin).host);
  // The edge has checked the origin already; Remix would compare it with a host that may be another name of ours.
  if (headers.has("origin")) headers.set("origin", origin);
  const method = incoming.method ?? "GET";
  const hasBody = method !== "GET" && method !== "HEAD";
  return new Request(addressOf(incoming, origin), {
    method,
    headers,
    signal,
    ...(hasBody ? { body: Readable.toWeb(incoming) as ReadableStream<Uint8Array>, duplex: "half" } : {}),
  } as RequestInit);
}
