import type { ActionFunctionArgs } from "@remix-run/node";
import { open } from "#app/http/context.ts";
import { readFormData } from "#app/http/form.ts";
import { answerJson } from "#app/http/json.ts";
import { hideMessage } from "#services/chat/hide-message.ts";

/** Hides a message: `number` and `reason` (for staff it must be said). */
export async function action({ context, params, request }: ActionFunctionArgs) {
  const { market, viewer } = await open(context);
  const form = await readFormData(request);
  const number = Number(form.get("number") ?? Number.NaN);
  const reason = String(form.get("reason") ?? "");
  return answerJson(await hideMessage(market, viewer, { slug: params.slug ?? "", number, reason }));
}
