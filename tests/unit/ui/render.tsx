import type { ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import type { RouteObject } from "react-router-dom";
import { createStaticHandler, createStaticRouter, StaticRouterProvider } from "react-router-dom/server";

let shown: ReactNode = null;
const routes: RouteObject[] = [{ id: "all", path: "*", Component: () => shown }];
const handler = createStaticHandler(routes);
const answer = await handler.query(new Request("http://market.test/dev/ui"));
if (answer instanceof Response) throw new Error("the test router answered instead of matching");
const context = answer;

/** The HTML a server would send for these parts; links need the router around them. */
export function htmlOf(node: ReactNode): string {
  shown = node;
  const router = createStaticRouter(routes, context);
  return renderToStaticMarkup(<StaticRouterProvider router={router} context={context} hydrate={false} />);
}

/** The first tag that carries this attribute, as it is written. */
export function tagWith(html: string, attribute: string): string {
  const tag = html.match(/<[^>]+>/g)?.find((candidate) => candidate.includes(attribute));
  if (tag === undefined) throw new Error(`no tag with ${attribute} in ${html}`);
  return tag;
}
