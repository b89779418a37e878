import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import type { DeskAnswer } from "#app/features/staff/answer.ts";
import { PayoutRun } from "#app/features/staff/payout-run.tsx";
import { open } from "#app/http/context.ts";
import { readFormData } from "#app/http/form.ts";
import { choiceOf } from "#app/http/page.ts";
import { privateHead } from "#app/http/private-head.ts";
import { notFound, refused } from "#app/http/respond.ts";
import { href } from "#app/i18n/href.ts";
import { approvePayoutRun } from "#services/ledger/approve-payout-run.ts";
import { discardPayoutRun } from "#services/ledger/discard-payout-run.ts";
import { recordPayout } from "#services/ledger/record-payout.ts";
import { viewPayoutRun } from "#services/ledger/view-payout-run.ts";
import type { Market } from "#services/shared/market.ts";
import type { Viewer } from "#services/shared/viewer.ts";

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const { market, viewer } = await open(context);
  const view = await viewPayoutRun(market, viewer, params.id ?? "");
  if (!view.ok) notFound();
  return { view: view.value, done: choiceOf(request, "tin", ["lap", "duyet", "bo", "ghi"]) };
}

const text = z.string().max(8000).catch("");
const form = z.object({ act: text, payoutId: text, reference: text, reason: text });
type Typed = z.infer<typeof form>;

async function run(market: Market, viewer: Viewer, runId: string, typed: Typed) {
  const { act, payoutId, reference, reason } = typed;
  if (act === "approve") return { tin: "duyet", done: await approvePayoutRun(market, viewer, { runId }) };
  if (act === "discard") return { tin: "bo", done: await discardPayoutRun(market, viewer, { runId, reason }) };
  return { tin: "ghi", done: await recordPayout(market, viewer, { payoutId, outcome: act, reference, reason }) };
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const { market, viewer, language } = await open(context);
  const values = form.parse(Object.fromEntries(await readFormData(request)));
  const { tin, done } = await run(market, viewer, params.id ?? "", values);
  if (!done.ok && done.code === "not_found") notFound();
  if (!done.ok) return refused(done, { form: `${values.act}:${values.payoutId}`, values });
  return redirect(href("staff-payout-run", language, { id: done.value.runId }, { tin }), 303);
}

export const meta: MetaFunction<typeof loader> = (args) =>
  privateHead(args, (t) =>
    args.data ? t("staff:payouts.run.title", { code: args.data.view.run.code }) : t("staff:payouts.title"),
  );

export default function Page() {
  const { view, done } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>() as DeskAnswer;
  return (
    <main id="main" className="wrap" tabIndex={-1}>
      <PayoutRun view={view} answer={answer} done={answer ? null : done} />
    </main>
  );
}
