import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import type { DeskAnswer } from "#app/features/staff/answer.ts";
import { findingError } from "#app/features/staff/payment-finding.tsx";
import { PaymentReviews } from "#app/features/staff/payment-reviews.tsx";
import { open } from "#app/http/context.ts";
import { readFormData } from "#app/http/form.ts";
import { choiceOf, pageOf } from "#app/http/page.ts";
import { privateHead } from "#app/http/private-head.ts";
import { notFound, refused } from "#app/http/respond.ts";
import { href } from "#app/i18n/href.ts";
import { useWords } from "#app/i18n/i18n.ts";
import { FormErrors } from "#app/ui/form-errors.tsx";
import { Note } from "#app/ui/note.tsx";
import { endReview } from "#services/checkout/end-review.ts";
import { listReviews } from "#services/checkout/list-reviews.ts";

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { market, viewer } = await open(context);
  const list = await listReviews(market, viewer, { page: pageOf(request) });
  if (!list.ok) notFound();
  return { list: list.value, done: choiceOf(request, "tin", ["came", "none"]) };
}

const text = z.string().max(8000).catch("");
const form = z.object({ attemptId: text, finding: text, reference: text, reasonCode: text, reason: text });

export async function action({ request, context }: ActionFunctionArgs) {
  const { market, viewer, language } = await open(context);
  const values = form.parse(Object.fromEntries(await readFormData(request)));
  const done = await endReview(market, viewer, values);
  if (!done.ok && done.code === "not_found") notFound();
  if (!done.ok) return refused(done, { form: `${values.finding}:${values.attemptId}`, values });
  return redirect(href("staff-payments", language, {}, { tin: done.value.finding }), 303);
}

export const meta: MetaFunction<typeof loader> = (args) => privateHead(args, (t) => t("staff:payments.title"));

export default function Page() {
  const { t } = useWords();
  const { list, done } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>() as DeskAnswer;
  // What was ended another way is no longer in the list: its answer stands above it.
  const isGone = answer?.refusal && !list.reviews.some(({ attemptId }) => answer.form.endsWith(attemptId));
  return (
    <main id="main" className="wrap" tabIndex={-1}>
      {isGone && answer.refusal && <FormErrors title={findingError(t, answer.refusal)} />}
      {done && !answer && (
        <Note kind="good" role="status" className="mt-3">
          {t(`staff:payments.done.${done}`)}
        </Note>
      )}
      <PaymentReviews list={list} answer={answer} />
    </main>
  );
}
