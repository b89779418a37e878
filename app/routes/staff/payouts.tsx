import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { Payouts } from "#app/features/staff/payouts.tsx";
import { open } from "#app/http/context.ts";
import { readFormData } from "#app/http/form.ts";
import { pageOf } from "#app/http/page.ts";
import { privateHead } from "#app/http/private-head.ts";
import { notFound, refused } from "#app/http/respond.ts";
import { href } from "#app/i18n/href.ts";
import { listPayoutRuns } from "#services/ledger/list-payout-runs.ts";
import { preparePayoutRun } from "#services/ledger/prepare-payout-run.ts";
import { previewPayouts } from "#services/ledger/preview-payouts.ts";
import { newId } from "#services/shared/ids.ts";

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { market, viewer } = await open(context);
  const [list, preview] = await Promise.all([
    listPayoutRuns(market, viewer, { page: pageOf(request) }),
    previewPayouts(market, viewer),
  ]);
  if (!list.ok || !preview.ok) notFound();
  return { list: list.value, preview: preview.value, requestId: newId() };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const { market, viewer, language } = await open(context);
  const requestId = String((await readFormData(request)).get("requestId") ?? "");
  const done = await preparePayoutRun(market, viewer, { requestId });
  if (!done.ok && done.code === "not_found") notFound();
  if (!done.ok) return refused(done, {});
  return redirect(href("staff-payout-run", language, { id: done.value.runId }, { tin: "lap" }), 303);
}

export const meta: MetaFunction<typeof loader> = (args) => privateHead(args, (t) => t("staff:payouts.title"));

export default function Page() {
  const page = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <main id="main" className="wrap" tabIndex={-1}>
      <Payouts {...page} refusal={answer?.refusal ?? null} />
    </main>
  );
}
