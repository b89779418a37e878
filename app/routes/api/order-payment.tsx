import type { LoaderFunctionArgs } from "@remix-run/node";
import { open } from "#app/http/context.ts";
import { answerJson } from "#app/http/json.ts";
import { viewPayment } from "#services/checkout/view-payment.ts";

/** Where the money of an order stands, for its buyer who watches a show meanwhile. */
export async function loader({ params, context }: LoaderFunctionArgs) {
  const { market, viewer } = await open(context);
  return answerJson(await viewPayment(market, viewer, params.code ?? ""));
}
