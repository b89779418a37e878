import type { LoaderFunctionArgs } from "@remix-run/node";
import { open } from "#app/http/context.ts";
import { answerJson } from "#app/http/json.ts";
import { viewSales } from "#services/live/view-studio.ts";

/** Orders and money of a show, for its host. */
export async function loader({ params, context }: LoaderFunctionArgs) {
  const { market, viewer } = await open(context);
  return answerJson(await viewSales(market, viewer, params.id ?? ""));
}
