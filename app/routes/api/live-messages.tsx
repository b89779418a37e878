import type { LoaderFunctionArgs } from "@remix-run/node";
import { answerJson } from "#app/http/json.ts";
import { readMessages } from "#services/chat/read-messages.ts";

/** Messages of a show after `?after=N` (the newest without it): `{items, hidden, upTo, last}`. */
export async function loader({ context, params, request }: LoaderFunctionArgs) {
  const after = new URL(request.url).searchParams.get("after");
  return answerJson(
    await readMessages(context.market, {
      slug: params.slug ?? "",
      after: after === null ? null : /^\d{1,10}$/.test(after) ? Number(after) : Number.NaN,
    }),
  );
}
