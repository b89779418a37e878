import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { ShowPlanPage } from "#app/features/shows/show-plan-page.tsx";
import { open } from "#app/http/context.ts";
import { choiceOf } from "#app/http/page.ts";
import { privateHead } from "#app/http/private-head.ts";
import { notFound } from "#app/http/respond.ts";
import { movedRun, readRun } from "#app/http/run-of-show.ts";
import { answerTyped, readTyped, wholeOf } from "#app/http/typed-form.ts";
import { href } from "#app/i18n/href.ts";
import { callOffShow, editShow } from "#services/live/edit-show.ts";
import { viewPlan } from "#services/live/view-plan.ts";
import { faultsOf } from "#services/shared/result.ts";

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const { market, viewer } = await open(context);
  const view = await viewPlan(market, viewer, params.id ?? "");
  if (!view.ok) notFound();
  return { view: view.value, done: choiceOf(request, "tin", ["luu", "huy"] as const) };
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const { market, viewer, language } = await open(context);
  const showId = params.id ?? "";
  if (!(await viewPlan(market, viewer, showId)).ok) notFound();
  const typed = await readTyped(request);
  const { values } = typed;
  const { act = "", title = "", day = "", time = "", hostId = "" } = values;
  const done =
    act === "call-off"
      ? await callOffShow(market, viewer, { showId })
      : await editShow(market, viewer, {
          showId,
          version: wholeOf(values.version),
          title,
          day,
          time,
          hostId,
          items: movedRun(readRun(typed), act, values.add ?? ""),
        });
  if (!done.ok && done.code === "not_found") notFound();
  if (!done.ok) {
    const isChanged = done.code === "changed";
    const told = isChanged ? [{ ...done, code: "show_changed" }] : faultsOf(done);
    return answerTyped(act === "call-off" ? act : "save", values, told, isChanged ? 409 : undefined);
  }
  return redirect(href("seller-show", language, { id: showId }, { tin: act === "call-off" ? "huy" : "luu" }), 303);
}

export const meta: MetaFunction<typeof loader> = (args) =>
  privateHead(args, (t) => args.data?.view.title ?? t("seller:shows.title"));

export default function Page() {
  const { view, done } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>() ?? null;
  return <ShowPlanPage view={view} answer={answer} done={answer === null ? done : null} />;
}
