import { getFormProps, getInputProps, getTextareaProps, type SubmissionResult, useForm } from "@conform-to/react";
import { parseWithZod } from "@conform-to/zod/v4";
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { Form, useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { z } from "zod";
import { Vietnamese } from "#app/features/catalogue/vietnamese.tsx";
import { WhoseField } from "#app/features/frame/whose.tsx";
import { open } from "#app/http/context.ts";
import { pageHead } from "#app/http/meta.ts";
import { readOwnForm } from "#app/http/own-form.ts";
import { notFound, statusOf } from "#app/http/respond.ts";
import { href, languageOf } from "#app/i18n/href.ts";
import { useWords, wordsFor } from "#app/i18n/i18n.ts";
import { Button, LinkButton } from "#app/ui/button.tsx";
import { RadioRows } from "#app/ui/choice.tsx";
import { Empty } from "#app/ui/empty.tsx";
import { Field } from "#app/ui/field.tsx";
import { FormErrors } from "#app/ui/form-errors.tsx";
import { TextArea, TextInput } from "#app/ui/inputs.tsx";
import { REPORT_KINDS, type ReportSubject, reportItem, viewReportSubject } from "#services/moderation/report-item.ts";
import { REPORT_BODY, REPORT_CONTACT_MAX } from "#services/moderation/report-rules.ts";
import { cleanLine, cleanText } from "#services/shared/clean-text.ts";
import { newId } from "#services/shared/ids.ts";

const schema = z.object({
  requestId: z.string(),
  kind: z.enum(REPORT_KINDS, { error: "kind" }),
  body: z
    .string({ error: "bodyShort" })
    .overwrite(cleanText)
    .min(REPORT_BODY.min, "bodyShort")
    .max(REPORT_BODY.max, "bodyLong"),
  contact: z.string().overwrite(cleanLine).max(REPORT_CONTACT_MAX, "contactLong").optional(),
});

export async function loader({ params, request, context }: LoaderFunctionArgs) {
  const subject = await viewReportSubject(context.market, params.kind ?? "", params.id ?? "");
  if (!subject.ok) return notFound();
  const isSent = new URL(request.url).searchParams.get("da-gui") === "1";
  return { subject: subject.value, isSent, requestId: newId(), kinds: REPORT_KINDS, maxBody: REPORT_BODY.max };
}

export async function action({ params, request, context }: ActionFunctionArgs) {
  const { market, viewer, language } = await open(context);
  const submission = parseWithZod(await readOwnForm(request, await context.visit()), { schema });
  if (submission.status !== "success") return data({ result: submission.reply(), problem: null }, { status: 422 });
  const { contact, ...rest } = submission.value;
  const subject = { subjectKind: params.kind ?? "", subjectId: params.id ?? "" };
  const done = await reportItem(market, viewer, { ...rest, ...subject, contact: contact ?? null });
  if (done.ok)
    throw redirect(
      href("report", language, { kind: subject.subjectKind, id: subject.subjectId }, { "da-gui": 1 }),
      303,
    );
  if (done.code === "not_found") return notFound();
  return data({ result: submission.reply(), problem: done.code }, { status: statusOf(done.code) });
}

export const meta: MetaFunction<typeof loader> = (args) => {
  const t = wordsFor(languageOf(args.location.pathname));
  return pageHead(args, { title: t("shop:report.title"), index: false });
};

function useBack(subject: ReportSubject): string {
  const { language } = useWords();
  return subject.kind === "listing"
    ? href("product", language, { slug: subject.address })
    : href("lot", language, { code: subject.address });
}

function Thanks({ subject }: { subject: ReportSubject }) {
  const { t } = useWords();
  const back = useBack(subject);
  return (
    <Empty
      title={t("shop:report.sent")}
      level={1}
      action={<LinkButton href={back}>{t("shop:report.back")}</LinkButton>}
    >
      {t("shop:report.sentText")}
    </Empty>
  );
}

type Shape = z.infer<typeof schema>;
type ErrorKey = "kind" | "bodyShort" | "bodyLong" | "contactLong";

function ReportForm() {
  const { requestId, kinds, maxBody } = useLoaderData<typeof loader>();
  const last = useActionData<typeof action>();
  const { t } = useWords();
  const isBusy = useNavigation().state === "submitting";
  const [form, fields] = useForm<Shape>({
    lastResult: last?.result as SubmissionResult | undefined,
    defaultValue: { requestId },
  });
  const words = (errors: string[] | undefined) =>
    errors?.map((key) =>
      t(`shop:report.errors.${key as ErrorKey}`, { max: key === "contactLong" ? REPORT_CONTACT_MAX : maxBody }),
    );
  const wrong = [fields.kind, fields.body, fields.contact].flatMap((f) =>
    (words(f.errors) ?? []).map((message) => ({ fieldId: f.id, message })),
  );
  return (
    <Form method="post" {...getFormProps(form)} className="stack stack--5">
      <WhoseField />
      {last?.problem ? <FormErrors title={t(`shop:report.errors.${last.problem}`)} /> : null}
      {wrong.length > 0 ? <FormErrors title={t("shop:report.errors.summary")} errors={wrong} /> : null}
      <input {...getInputProps(fields.requestId, { type: "hidden" })} key="request" />
      <RadioRows
        id={fields.kind.id}
        name={fields.kind.name}
        legend={t("shop:report.kind")}
        defaultValue={fields.kind.initialValue}
        error={words(fields.kind.errors)}
        options={kinds.map((kind) => ({ value: kind, label: t(`shop:report.kinds.${kind}`) }))}
      />
      <Field
        id={fields.body.id}
        label={t("shop:report.body")}
        hint={t("shop:report.bodyHint")}
        error={words(fields.body.errors)}
      >
        <TextArea {...getTextareaProps(fields.body)} key="body" rows={6} maxLength={maxBody} />
      </Field>
      <Field
        id={fields.contact.id}
        label={t("shop:report.contact")}
        optional={t("shop:report.optional")}
        hint={t("shop:report.contactHint")}
        error={words(fields.contact.errors)}
      >
        <TextInput {...getInputProps(fields.contact, { type: "text" })} key="contact" maxLength={REPORT_CONTACT_MAX} />
      </Field>
      <p>
        <Button busy={isBusy}>{t("shop:report.send")}</Button>
      </p>
    </Form>
  );
}

export default function ReportRoute() {
  const { subject, isSent } = useLoaderData<typeof loader>();
  const { t } = useWords();
  return (
    <main id="main" className="wrap page" tabIndex={-1}>
      {isSent ? (
        <Thanks subject={subject} />
      ) : (
        <div className="measure stack stack--4">
          <h1>{t("shop:report.title")}</h1>
          <p>
            <Vietnamese>
              {subject.kind === "lot"
                ? t("shop:report.aboutLot", { number: subject.lotNumber ?? "", name: subject.name, shop: subject.shop })
                : t("shop:report.aboutListing", { name: subject.name, shop: subject.shop })}
            </Vietnamese>
          </p>
          <p className="muted">{t("shop:report.text")}</p>
          <ReportForm />
        </div>
      )}
    </main>
  );
}
