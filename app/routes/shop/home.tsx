import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { AddForm, Goods } from "#app/features/catalogue/goods.tsx";
import { Hero, Places, Shops, SixGroups, StarMeaning } from "#app/features/catalogue/home-parts.tsx";
import { JsonLd } from "#app/features/frame/json-ld.tsx";
import { pageHead } from "#app/http/meta.ts";
import { href } from "#app/i18n/href.ts";
import { useWords } from "#app/i18n/i18n.ts";
import { useRootData } from "#app/root.tsx";
import { SectionHead } from "#app/ui/section-head.tsx";
import { viewHome } from "#services/catalogue/view-home.ts";

export const loader = ({ context }: LoaderFunctionArgs) => viewHome(context.market, context.language);

export const meta: MetaFunction<typeof loader> = (args) => pageHead(args, { title: "" });

export default function HomeRoute() {
  const home = useLoaderData<typeof loader>();
  const { t, language } = useWords();
  const publicUrl = useRootData()?.publicUrl ?? "";
  const url = publicUrl + href("home", language);
  return (
    <main id="main" tabIndex={-1}>
      <Hero home={home} />
      {home.newest.length > 0 ? (
        <section className="wrap sec" aria-labelledby="h-moi">
          <SectionHead id="h-moi" title={t("shop:home.newest")} />
          <Goods cards={home.newest} />
        </section>
      ) : null}
      <SixGroups groups={home.groups} />
      {home.starred.length > 0 ? (
        <section className="wrap sec" aria-labelledby="h-nhieu-sao">
          <SectionHead id="h-nhieu-sao" title={t("shop:home.starred")} note={t("shop:home.starredNote")} />
          <Goods cards={home.starred} />
        </section>
      ) : null}
      <StarMeaning stars={home.stars} />
      <Places home={home} />
      <Shops home={home} />
      <AddForm />
      <JsonLd
        data={{
          "@context": "https://schema.org",
          "@type": "Organization",
          name: t("market"),
          url,
          logo: `${publicUrl}/look/icon-512.png`,
        }}
      />
    </main>
  );
}
