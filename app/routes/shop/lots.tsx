import { data, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { pageHead } from "#app/http/meta.ts";
import { href, languageOf } from "#app/i18n/href.ts";
import { useWords, wordsFor } from "#app/i18n/i18n.ts";
import { Button } from "#app/ui/button.tsx";
import { Field } from "#app/ui/field.tsx";
import { TextInput } from "#app/ui/inputs.tsx";
import { viewLot } from "#services/catalogue/view-lot.ts";

const MAX_CODE = 60;

/** A typed code leads to its lot; one that isn't there, or none, is answered beside the field. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { market, language } = context;
  const typed = new URL(request.url).searchParams.get("ma")?.slice(0, MAX_CODE) ?? null;
  if (typed === null) return data({ typed: "", problem: null });
  if (typed.trim() === "") return data({ typed: "", problem: "empty" as const }, { status: 422 });
  const found = await viewLot(market, { code: typed, language });
  if (found.ok) throw redirect(href("lot", language, { code: found.value.code }), 303);
  return data({ typed, problem: "notFound" as const }, { status: 404 });
}

export const meta: MetaFunction<typeof loader> = (args) => {
  const t = wordsFor(languageOf(args.location.pathname));
  return pageHead(args, {
    title: t("shop:lot.lookUp"),
    description: t("shop:lot.lookUpText"),
    index: !args.data?.problem,
  });
};

export default function LotsRoute() {
  const { typed, problem } = useLoaderData<typeof loader>();
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
    </main>
  );
}
