import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { Refunds } from "#app/features/staff/refunds.tsx";
import { open } from "#app/http/context.ts";
import { readFormData } from "#app/http/form.ts";
import { pageHead } from "#app/http/meta.ts";
import { choiceOf, pageOf } from "#app/http/page.ts";
import { notFound, refused } from "#app/http/respond.ts";
import { href, languageOf } from "#app/i18n/href.ts";
import { wordsFor } from "#app/i18n/i18n.ts";
import { listRefundDues } from "#services/orders/list-refund-dues.ts";
import { recordRefundPaid } from "#services/orders/record-refund-paid.ts";

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { market, viewer } = await open(context);
  const state = choiceOf(request, "state", ["owed", "paid"]) ?? "owed";
  const list = await listRefundDues(market, viewer, { state, page: pageOf(request) });
  if (!list.ok) notFound();
  return list.value;
}

const form = z.object({ refundId: z.string().max(64).catch(""), reference: z.string().max(200).catch("") });

export async function action({ request, context }: ActionFunctionArgs) {
  const { market, viewer, language } = await open(context);
  const { refundId, reference } = form.parse(Object.fromEntries(await readFormData(request)));
  const done = await recordRefundPaid(market, viewer, { refundId, reference });
  if (!done.ok && done.code === "not_found") notFound();
  if (!done.ok) return refused(done, { refundId, reference });
  return redirect(href("staff-refunds", language), 303);
}

export const meta: MetaFunction<typeof loader> = (args) => {
  const t = wordsFor(languageOf(args.location.pathname));
  return pageHead(args, { title: t("staff:refunds.title"), index: false });
};

export default function Page() {
  const list = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <main id="main" className="wrap" tabIndex={-1}>
      <Refunds
        list={list}
        answer={answer ? { refundId: answer.refundId, reference: answer.reference, code: answer.refusal.code } : null}
      />
    </main>
  );
}
