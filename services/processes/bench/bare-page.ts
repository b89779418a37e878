import type { AppLoadContext, EntryContext, ServerBuild } from "@remix-run/node";
import type { Found } from "#app/i18n/href.ts";

type Module = { loader?: (args: object) => Promise<unknown>; action?: (args: object) => Promise<unknown> };
type Wrapped = { data: unknown; init: ResponseInit | null; type?: string };

export function isWrapped(value: unknown): value is Wrapped {
  return typeof value === "object" && value !== null && (value as Wrapped).type === "DataWithResponseInit";
}

function idsOf(build: ServerBuild, leaf: string): string[] {
  const ids: string[] = [];
  for (let id: string | undefined = leaf; id !== undefined; id = build.routes[id]?.parentId) ids.unshift(id);
  return ids;
}

export function leafOf(found: Found): string {
  return found.language === "en" && found.entry.en !== null ? `${found.entry.id}.en` : found.entry.id;
}

export type BarePage = { status: number; html: string };

/**
 * The limit that Remix is held against: the same loaders and the same components of a page, called directly and rendered
 * by react-dom/server in one string. No matching, no handler, no data sent a second time.
 */
export async function renderBare(
  build: ServerBuild,
  found: Found,
  request: Request,
  context: AppLoadContext,
  actionData: Record<string, unknown> | null = null,
): Promise<BarePage> {
  const ids = idsOf(build, leafOf(found));
  const { pathname, search } = new URL(request.url);
  const loaderData: Record<string, unknown> = {};
  let status = 200;
  for (const id of ids) {
    const module = build.routes[id]?.module as Module | undefined;
    if (!module?.loader) continue;
    const answer = await module.loader({ request, params: found.params, context });
    if (isWrapped(answer)) status = answer.init?.status ?? status;
    loaderData[id] = isWrapped(answer) ? answer.data : answer;
  }
  const pick = <T>(from: Record<string, T>) => Object.fromEntries(ids.map((id) => [id, from[id]]));
  const matches = ids.map((id) => ({ params: found.params, pathname, pathnameBase: pathname, route: { id } }));
  const entry = {
    manifest: { ...build.assets, routes: pick(build.assets.routes) },
    routeModules: Object.fromEntries(ids.map((id) => [id, build.routes[id]?.module])),
    staticHandlerContext: {
      basename: "/",
      location: { pathname, search, hash: "", state: null, key: "default" },
      matches,
      loaderData,
      actionData,
      errors: null,
      statusCode: status,
      loaderHeaders: {},
      actionHeaders: {},
    },
    serverHandoffString: "{}",
    future: build.future,
    isSpaMode: false,
    serializeError: (error: Error) => error,
    renderMeta: {},
  } as unknown as EntryContext;
  await build.entry.module.default(request, status, new Headers(), entry, context);
  return { status, html: context.page.html ?? "" };
}
