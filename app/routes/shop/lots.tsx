import { data, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { LotTable } from "#app/features/catalogue/lot-table.tsx";
import { pageHead } from "#app/http/meta.ts";
import { href, languageOf } from "#app/i18n/href.ts";
import { useWords, wordsFor } from "#app/i18n/i18n.ts";
import { Button } from "#app/ui/button.tsx";
import { Field } from "#app/ui/field.tsx";
import { TextInput } from "#app/ui/inputs.tsx";
import { type FoundLot, findLots } from "#services/catalogue/find-lots.ts";

const MAX_CODE = 60;

/** A typed code or number leads to its lot; several of one number are listed, none is answered beside the field. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { market, language } = context;
  const typed = new URL(request.url).searchParams.get("ma")?.slice(0, MAX_CODE) ?? null;
  if (typed === null) return data({ typed: "", problem: null, lots: [] });
  if (typed.trim() === "") return data({ typed: "", problem: "empty" as const, lots: [] }, { status: 422 });
  const found = await findLots(market, { typed, language });
  if (found.kind === "one") throw redirect(href("lot", language, { code: found.code }), 303);
  if (found.kind === "several") return data({ typed, problem: null, lots: found.lots });
  return data({ typed, problem: "notFound" as const, lots: [] }, { status: 404 });
}

export const meta: MetaFunction<typeof loader> = (args) => {
  const t = wordsFor(languageOf(args.location.pathname));
  return pageHead(args, {
    title: t("shop:lot.lookUp"),
    description: t("shop:lot.lookUpText"),
    index: !args.data?.problem,
  });
};

/** Lots of different makers or packs that carry the same number: the pack in hand says which. */
function Several({ typed, lots }: { typed: string; lots: readonly FoundLot[] }) {
  const { t } = useWords();
  return (
    <section className="mt-5" aria-labelledby="cac-lo">
      <h2 id="cac-lo">{t("shop:lot.several", { number: typed, count: lots.length })}</h2>
      <p className="muted">{t("shop:lot.severalText")}</p>
      <LotTable
        lots={lots}
        caption={t("shop:lot.several", { number: typed, count: lots.length })}
        head={t("shop:lot.of")}
        of={(lot) => `${lot.name}, ${lot.pack}, ${lot.shop}`}
      />
    </section>
  );
}

export default function LotsRoute() {
  const { typed, problem, lots } = useLoaderData<typeof loader>();
  const { t, language } = useWords();
  const error = problem === null ? undefined : t(`shop:lot.${problem}`, { code: typed });
  return (
    <main id="main" className="wrap page" tabIndex={-1}>
      <div className="measure stack stack--4">
        <h1>{t("shop:lot.lookUp")}</h1>
        <p>{t("shop:lot.lookUpText")}</p>
        <Form action={href("lots", language)} className="stack stack--4">
          <Field id="ma" label={t("shop:lot.code")} hint={t("shop:lot.codeHint")} error={error}>
            <TextInput
              name="ma"
              defaultValue={typed}
              maxLength={MAX_CODE}
              autoComplete="off"
              autoCapitalize="characters"
              spellCheck={false}
            />
          </Field>
          {problem === "notFound" ? <p className="muted">{t("shop:lot.notFoundMore")}</p> : null}
          <p>
            <Button icon="scan-line">{t("shop:lot.find")}</Button>
          </p>
        </Form>
      </div>
      {lots.length > 0 ? <Several typed={typed} lots={lots} /> : null}
    </main>
  );
}
