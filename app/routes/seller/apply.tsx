import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { ApplyPage } from "#app/features/seller-shop/apply-page.tsx";
import { open } from "#app/http/context.ts";
import { privateHead } from "#app/http/private-head.ts";
import { answerTyped, readTyped, type Typed } from "#app/http/typed-form.ts";
import { href } from "#app/i18n/href.ts";
import { MAX_PAPER_BYTES } from "#services/shared/file-limits.ts";
import { newId } from "#services/shared/ids.ts";
import type { Market } from "#services/shared/market.ts";
import { type Refusals, type Result, refuse } from "#services/shared/result.ts";
import type { Viewer } from "#services/shared/viewer.ts";
import { addApplicationPaper, removeApplicationPaper } from "#services/shops/change-papers.ts";
import { saveApplication } from "#services/shops/save-application.ts";
import { submitApplication } from "#services/shops/submit-application.ts";
import { viewApplication } from "#services/shops/view-application.ts";

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { market, viewer } = await open(context);
  const { application, refused, communes } = await viewApplication(market, viewer);
  return {
    application,
    refused,
    communes,
    isMember: viewer.memberships.length > 0,
    saved: new URL(request.url).searchParams.get("xong"),
    paperId: newId(),
  };
}

async function paperOf(typed: Typed) {
  const file = typed.files("paper")[0];
  return { fileName: file?.name ?? "", bytes: file ? new Uint8Array(await file.arrayBuffer()) : new Uint8Array() };
}

/** The use case behind each button of the page. */
async function run(market: Market, viewer: Viewer, typed: Typed): Promise<Result<unknown> | Refusals> {
  const v = (name: string) => typed.values[name] ?? "";
  const applicationId = v("applicationId");
  switch (v("act")) {
    case "producer":
      return saveApplication(market, viewer, {
        part: "producer",
        applicationId,
        legalForm: v("legalForm"),
        name: v("name"),
        taxNumber: v("taxNumber"),
        addressLine: v("addressLine"),
        communeCode: v("communeCode"),
        phone: v("phone"),
      });
    case "shop":
      return saveApplication(market, viewer, { part: "shop", applicationId, name: v("name"), story: v("story") });
    case "bank": {
      const bank = { bankName: v("bankName"), accountNumber: v("accountNumber"), holder: v("holder") };
      return saveApplication(market, viewer, { part: "bank", applicationId, ...bank });
    }
    case "pickup": {
      const pickup = { line: v("line"), communeCode: v("communeCode"), zones: typed.all("zone") };
      return saveApplication(market, viewer, { part: "pickup", applicationId, ...pickup });
    }
    case "paper": {
      if (typed.left[0]) return typed.left[0];
      const paper = await paperOf(typed);
      if (paper.bytes.length === 0) return refuse("missing", { field: "paper" });
      return addApplicationPaper(market, viewer, { applicationId, paperId: v("paperId"), kind: v("kind"), ...paper });
    }
    case "remove-paper":
      return removeApplicationPaper(market, viewer, { shopId: applicationId, paperId: v("paperId") });
    case "submit":
      return submitApplication(market, viewer, { applicationId });
    default:
      return refuse("invalid_request");
  }
}

const PART_OF: Record<string, string> = { paper: "papers", "remove-paper": "papers" };

export async function action({ request, context }: ActionFunctionArgs) {
  const { market, viewer, language } = await open(context);
  const typed = await readTyped(request, { paper: MAX_PAPER_BYTES });
  const act = typed.values.act ?? "";
  const done = await run(market, viewer, typed);
  if (!done.ok) {
    const faults = "faults" in done ? done.faults : [done];
    return answerTyped(act, { ...typed.values, zones: typed.all("zone").join(",") }, faults);
  }
  const part = PART_OF[act] ?? act;
  if (act === "submit") return redirect(href("seller-apply", language), 303);
  return redirect(`${href("seller-apply", language, {}, { xong: part })}#${part}`, 303);
}

export const meta: MetaFunction<typeof loader> = (args) => privateHead(args, (t) => t("seller:apply.title"));

export default function Page() {
  const page = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <main id="main" className="wrap">
      <ApplyPage {...page} answer={answer ?? null} />
    </main>
  );
}
