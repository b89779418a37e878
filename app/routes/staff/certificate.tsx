import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import type { DeskAnswer } from "#app/features/staff/answer.ts";
import { CertificateDetail } from "#app/features/staff/certificate-detail.tsx";
import { CertificateList } from "#app/features/staff/certificate-list.tsx";
import { RevokePane } from "#app/features/staff/certificate-revoke.tsx";
import { open } from "#app/http/context.ts";
import { readFormData } from "#app/http/form.ts";
import { choiceOf, pageOf } from "#app/http/page.ts";
import { privateHead } from "#app/http/private-head.ts";
import { notFound, refused } from "#app/http/respond.ts";
import { href } from "#app/i18n/href.ts";
import { useWords } from "#app/i18n/i18n.ts";
import { Breadcrumbs } from "#app/ui/nav.tsx";
import { Note } from "#app/ui/note.tsx";
import { judgeRevocation } from "#services/certification/revocation-rules.ts";
import { revokeCertificate } from "#services/certification/revoke-certificate.ts";
import { listCertificates, viewCertificate } from "#services/certification/view-certificates.ts";

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { market, viewer } = await open(context);
  const query = new URL(request.url).searchParams;
  const filter = { words: query.get("q") ?? "", standing: query.get("tt") ?? "" };
  const [page, list] = await Promise.all([
    viewCertificate(market, viewer, params.id ?? ""),
    listCertificates(market, viewer, { ...filter, page: pageOf(request) }),
  ]);
  if (!page.ok || !list.ok) notFound();
  return { page: page.value, list: list.value, filter, news: choiceOf(request, "tin", ["nhap", "thu-hoi"]) };
}

const text = z.string().max(4000).catch("");
const form = z.object({ step: text, reasonCode: text, reason: text, decisionNumber: text });

/** `ask` checks what was typed and states the effects, `change` goes back to it, `sure` does it. */
export async function action({ request, context, params }: ActionFunctionArgs) {
  const { market, viewer, language } = await open(context);
  const { step, ...values } = form.parse(Object.fromEntries(await readFormData(request)));
  const certificateId = params.id ?? "";
  const page = await viewCertificate(market, viewer, certificateId);
  if (!page.ok) notFound();
  if (step === "change") return { form: "revoke", refusal: null, values, sure: null };
  const judged = judgeRevocation(values);
  if (!judged.ok) return refused(judged, { form: "revoke", values, sure: null });
  if (step !== "sure" && page.value.revoked === null) return { form: "revoke", refusal: null, values, sure: values };
  const done = await revokeCertificate(market, viewer, { certificateId, ...values });
  if (!done.ok) return refused(done, { form: "revoke", values, sure: null });
  return redirect(href("staff-certificate", language, { id: certificateId }, { tin: "thu-hoi" }), 303);
}

export const meta: MetaFunction<typeof loader> = (args) =>
  privateHead(args, (t) =>
    args.data ? t("staff:certificates.paper", { number: args.data.page.number }) : t("staff:certificates.title"),
  );

type Answered = DeskAnswer & { sure?: Record<string, string> | null };

export default function Page() {
  const { t, language } = useWords();
  const { page, list, filter, news } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>() as Answered | undefined;
  return (
    <main id="main" className="st st--cert">
      <div className="st__q only-desk">
        <CertificateList list={list} filter={filter} currentId={page.id} level="h2" />
      </div>
      <div className="st__d">
        <Breadcrumbs
          label={t("crumbs")}
          items={[
            { text: t("staff:certificates.heading"), href: href("staff-certificates", language) },
            { text: page.number },
          ]}
        />
        {news && (
          <Note kind="good" role="status">
            {t(news === "nhap" ? "staff:certificates.entered" : "staff:certificates.done")}
          </Note>
        )}
        <CertificateDetail page={page} />
      </div>
      <aside className="st__a" aria-label={t("staff:certificates.work")}>
        <RevokePane page={page} answer={answer} sure={answer?.sure ?? null} />
      </aside>
    </main>
  );
}
