import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import type { DeskAnswer } from "#app/features/staff/answer.ts";
import { EnterCertificate } from "#app/features/staff/certificate-enter.tsx";
import { CertificateList } from "#app/features/staff/certificate-list.tsx";
import { open } from "#app/http/context.ts";
import { readFormData } from "#app/http/form.ts";
import { pageOf } from "#app/http/page.ts";
import { privateHead } from "#app/http/private-head.ts";
import { notFound, refused } from "#app/http/respond.ts";
import { href } from "#app/i18n/href.ts";
import { issueCertificate } from "#services/certification/issue-certificate.ts";
import { addMonths, VALID_MONTHS } from "#services/certification/rules.ts";
import { findProductsToCertify, listCertificates } from "#services/certification/view-certificates.ts";
import { isDay } from "#services/shared/days.ts";
import { newId } from "#services/shared/ids.ts";

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { market, viewer } = await open(context);
  const query = new URL(request.url).searchParams;
  const filter = { words: query.get("q") ?? "", standing: query.get("tt") ?? "" };
  const productWords = query.get("sp") ?? "";
  const [list, choices] = await Promise.all([
    listCertificates(market, viewer, { ...filter, page: pageOf(request) }),
    findProductsToCertify(market, viewer, productWords),
  ]);
  if (!list.ok || !choices.ok) notFound();
  return { list: list.value, filter, productWords, choices: choices.value, certificateId: newId() };
}

const text = z.string().max(2000).catch("");
const form = z.object({
  certificateId: text,
  productId: text,
  number: text,
  stars: text,
  issuer: text,
  decisionNumber: text,
  validFrom: text,
  validTo: text,
});

export async function action({ request, context }: ActionFunctionArgs) {
  const { market, viewer, language } = await open(context);
  const values = form.parse(Object.fromEntries(await readFormData(request)));
  const { validFrom } = values;
  const validTo = values.validTo === "" && isDay(validFrom) ? addMonths(validFrom, VALID_MONTHS) : values.validTo;
  const stars = /^\d$/.test(values.stars) ? Number(values.stars) : 0;
  const done = await issueCertificate(market, viewer, { ...values, validTo, stars });
  if (!done.ok && done.code === "not_found") notFound();
  if (!done.ok) return refused(done, { form: "enter", values });
  return redirect(href("staff-certificate", language, { id: done.value.certificateId }, { tin: "nhap" }), 303);
}

export const meta: MetaFunction<typeof loader> = (args) => privateHead(args, (t) => t("staff:certificates.title"));

export default function Page() {
  const { list, filter, productWords, choices, certificateId } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>() as DeskAnswer;
  return (
    <main id="main" className="st st--2">
      <div className="st__q">
        <CertificateList list={list} filter={filter} level="h1" />
      </div>
      <div className="st__d" id="nhap-giay">
        <EnterCertificate words={productWords} choices={choices} certificateId={certificateId} answer={answer} />
      </div>
    </main>
  );
}
