import type { LoaderFunctionArgs } from "@remix-run/node";
import { handleCallback } from "#services/checkout/handle-callback.ts";

/** VNPay's call from server to server: a GET whose answer is JSON with HTTP 200. A HEAD asks nothing and changes nothing. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  if (request.method !== "GET") return new Response(null, { status: 200 });
  const { status, headers, body } = await handleCallback(context.market, new URL(request.url).search.slice(1));
  return new Response(body, { status, headers });
}
