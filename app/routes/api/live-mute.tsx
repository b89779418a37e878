import type { ActionFunctionArgs } from "@remix-run/node";
import { open } from "#app/http/context.ts";
import { readFormData } from "#app/http/form.ts";
import { answerJson } from "#app/http/json.ts";
import { muteWriter } from "#services/chat/mute-writer.ts";

/** Mutes whoever wrote the message `number` for `minutes`, with `reason` (for staff it must be said). */
export async function action({ context, params, request }: ActionFunctionArgs) {
  const { market, viewer } = await open(context);
  const form = await readFormData(request);
  const number = Number(form.get("number") ?? Number.NaN);
  const minutes = Number(form.get("minutes") ?? Number.NaN);
  const reason = String(form.get("reason") ?? "");
  return answerJson(await muteWriter(market, viewer, { slug: params.slug ?? "", number, minutes, reason }));
}
