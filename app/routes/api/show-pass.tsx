import type { LoaderFunctionArgs } from "@remix-run/node";
import { open } from "#app/http/context.ts";
import { jsonOf } from "#app/http/json.ts";
import { viewerPass } from "#services/live/viewer-pass.ts";

/** A pass to watch a running show, made anew for each that asks. */
export async function loader({ params, context }: LoaderFunctionArgs) {
  const { market, viewer } = await open(context);
  return jsonOf(await viewerPass(market, viewer, { slug: params.slug ?? "" }));
}
