import type { ActionFunctionArgs } from "@remix-run/node";
import { takeCall } from "#services/live/take-call.ts";

/** The video server's call: proved by its signature over the raw body, so the bytes are read as they came. */
export async function action({ request, context }: ActionFunctionArgs) {
  const body = await request.text();
  const taken = await takeCall(context.market, { body, authorization: request.headers.get("Authorization") });
  return new Response(null, { status: taken.ok ? 200 : 401 });
}
