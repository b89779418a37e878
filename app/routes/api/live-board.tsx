import type { LoaderFunctionArgs } from "@remix-run/node";
import { answerJson } from "#app/http/json.ts";
import { readPublicBoard } from "#services/live/board.ts";

/** What a show shows at this moment, for whoever has no line to it. The later `at` is right. */
export async function loader({ context, params }: LoaderFunctionArgs) {
  return answerJson(await readPublicBoard(context.market, params.slug ?? ""));
}
