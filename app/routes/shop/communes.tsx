import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { CommuneMap } from "#app/features/catalogue/commune-map.tsx";
import { upper } from "#app/features/catalogue/home-parts.tsx";
import { pageHead } from "#app/http/meta.ts";
import { href, languageOf } from "#app/i18n/href.ts";
import { useWords, wordsFor } from "#app/i18n/i18n.ts";
import { Anchor } from "#app/ui/anchor.tsx";
import { viewCommunes } from "#services/catalogue/view-commune.ts";

export const loader = ({ context }: LoaderFunctionArgs) => viewCommunes(context.market);

export const meta: MetaFunction<typeof loader> = (args) => {
  const t = wordsFor(languageOf(args.location.pathname));
  return pageHead(args, {
    title: t("shop:commune.all"),
    description: t("shop:commune.allText", { count: args.data?.communes.length ?? 0 }),
  });
};

export default function CommunesRoute() {
  const { communes, map } = useLoaderData<typeof loader>();
  const { t, language } = useWords();
  return (
    <main id="main" className="wrap page" tabIndex={-1}>
      <h1>{t("shop:commune.all")}</h1>
      <p className="measure mt-2">{t("shop:commune.allText", { count: communes.length })}</p>
      <div className="xa mt-5">
        {map ? <CommuneMap map={map} /> : null}
        <ul className="xalist">
          {communes.map((c) => (
            <li key={c.slug}>
              <Anchor href={href("commune", language, { slug: c.slug })}>
                <span lang={language === "vi" ? undefined : "vi"}>
                  {t("shop:commune.title", { kind: upper(c.kind), name: c.name })}
                </span>
                <span className="muted nowrap">
                  {c.count === 0 ? t("shop:commune.zero") : t("shop:commune.count", { count: c.count })}
                </span>
              </Anchor>
            </li>
          ))}
        </ul>
      </div>
    </main>
  );
}
