import { type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { LotKnowledge, LotSummary, Verdict } from "#app/features/catalogue/lot-parts.tsx";
import { pageHead } from "#app/http/meta.ts";
import { notFound } from "#app/http/respond.ts";
import { href, languageOf } from "#app/i18n/href.ts";
import { wordsFor } from "#app/i18n/i18n.ts";
import { findLots } from "#services/catalogue/find-lots.ts";
import { viewLot } from "#services/catalogue/view-lot.ts";

export async function loader({ params, context }: LoaderFunctionArgs) {
  const { market, language } = context;
  const found = await viewLot(market, { code: params.code ?? "", language });
  if (!found.ok) {
    // A number that is printed on a pack leads where its lot is, or to the choice between several of that number.
    const typed = params.code ?? "";
    const known = await findLots(market, { typed, language });
    if (known.kind === "none") return notFound();
    throw redirect(
      known.kind === "one"
        ? href("lot", language, { code: known.code })
        : href("lots", language, {}, { ma: typed.slice(0, 60) }),
      302,
    );
  }
  if (found.value.code !== params.code) throw redirect(href("lot", language, { code: found.value.code }), 301);
  return found.value;
}

export const meta: MetaFunction<typeof loader> = (args) => {
  const lot = args.data;
  if (!lot) return [];
  const t = wordsFor(languageOf(args.location.pathname));
  return pageHead(args, {
    title: t("shop:lot.title", { number: lot.number, name: lot.name }),
    description: t("shop:lot.description", { number: lot.number, name: lot.name }),
    index: false,
  });
};

export default function LotRoute() {
  const lot = useLoaderData<typeof loader>();
  return (
    <main id="main" tabIndex={-1}>
      <Verdict lot={lot} />
      <div className="wrap">
        <LotSummary lot={lot} />
        <LotKnowledge lot={lot} />
      </div>
    </main>
  );
}
