import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { HostDesk } from "#app/features/shows/host-desk.tsx";
import type { DeskAnswer } from "#app/features/staff/answer.ts";
import { open } from "#app/http/context.ts";
import { readFormData } from "#app/http/form.ts";
import { choiceOf, pageOf } from "#app/http/page.ts";
import { privateHead } from "#app/http/private-head.ts";
import { notFound, refused } from "#app/http/respond.ts";
import { href } from "#app/i18n/href.ts";
import { newId } from "#services/shared/ids.ts";
import { endIdentity, listHosts, recordIdentity } from "#services/shops/host-identity.ts";

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { market, viewer } = await open(context);
  const words = new URL(request.url).searchParams.get("q") ?? "";
  const page = pageOf(request);
  const list = await listHosts(market, viewer, { words, page });
  if (!list.ok) notFound();
  const { hosts, total, pageSize } = list.value;
  const done = choiceOf(request, "tin", ["record", "end"] as const);
  return { hosts, words, page, pages: Math.max(1, Math.ceil(total / pageSize)), identityId: newId(), done };
}

const text = z.string().max(8000).catch("");
const form = z.object({ act: text, accountId: text, identityId: text, legalName: text, paper: text, reason: text });

export async function action({ request, context }: ActionFunctionArgs) {
  const { market, viewer, language } = await open(context);
  const values = form.parse(Object.fromEntries(await readFormData(request)));
  const act = values.act === "record" || values.act === "end" ? values.act : notFound();
  const done =
    act === "record" ? await recordIdentity(market, viewer, values) : await endIdentity(market, viewer, values);
  if (!done.ok && done.code === "not_found") notFound();
  if (!done.ok) return refused(done, { form: `${act}:${values.accountId}`, values });
  return redirect(href("staff-hosts", language, {}, { tin: act }), 303);
}

export const meta: MetaFunction<typeof loader> = (args) => privateHead(args, (t) => t("staff:hosts.title"));

export default function Page() {
  return <HostDesk {...useLoaderData<typeof loader>()} answer={useActionData<typeof action>() as DeskAnswer} />;
}
