import type { LoaderFunctionArgs } from "@remix-run/node";
import { open } from "#app/http/context.ts";
import { answerJson } from "#app/http/json.ts";
import { studioFigures } from "#services/live/view-plan.ts";

/** Orders and money of a show, for the people of its shop while it runs. */
export async function loader({ params, context }: LoaderFunctionArgs) {
  const { market, viewer } = await open(context);
  return answerJson(await studioFigures(market, viewer, params.id ?? ""));
}
