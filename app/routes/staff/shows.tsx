import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { StaffShows } from "#app/features/shows/staff-shows.tsx";
import type { DeskAnswer } from "#app/features/staff/answer.ts";
import { open } from "#app/http/context.ts";
import { readFormData } from "#app/http/form.ts";
import { choiceOf } from "#app/http/page.ts";
import { privateHead } from "#app/http/private-head.ts";
import { notFound, refused } from "#app/http/respond.ts";
import { href } from "#app/i18n/href.ts";
import { stopShow, warnHost } from "#services/live/end-show.ts";
import { listStaffShows } from "#services/live/list-shows.ts";
import { newId } from "#services/shared/ids.ts";

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { market, viewer } = await open(context);
  const shows = await listStaffShows(market, viewer);
  if (!shows.ok) notFound();
  return { ...shows.value, requestId: newId(), done: choiceOf(request, "tin", ["warn", "stop"] as const) };
}

const text = z.string().max(8000).catch("");
const form = z.object({ act: text, showId: text, requestId: text, reasonCode: text, reason: text });

export async function action({ request, context }: ActionFunctionArgs) {
  const { market, viewer, language } = await open(context);
  const values = form.parse(Object.fromEntries(await readFormData(request)));
  const act = values.act === "warn" || values.act === "stop" ? values.act : notFound();
  const done = act === "warn" ? await warnHost(market, viewer, values) : await stopShow(market, viewer, values);
  if (!done.ok && done.code === "not_found") notFound();
  if (!done.ok) return refused(done, { form: `${act}:${values.showId}`, values });
  return redirect(href("staff-shows", language, {}, { tin: act }), 303);
}

export const meta: MetaFunction<typeof loader> = (args) => privateHead(args, (t) => t("staff:shows.title"));

export default function Page() {
  return <StaffShows {...useLoaderData<typeof loader>()} answer={useActionData<typeof action>() as DeskAnswer} />;
}
