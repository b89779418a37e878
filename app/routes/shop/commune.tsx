import { data, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { AddForm, Goods } from "#app/features/catalogue/goods.tsx";
import { upper } from "#app/features/catalogue/home-parts.tsx";
import { breadcrumbList } from "#app/features/catalogue/json-ld.ts";
import { BeyondEnd } from "#app/features/catalogue/list-tools.tsx";
import { Pages } from "#app/features/catalogue/pages.tsx";
import { Vietnamese } from "#app/features/catalogue/vietnamese.tsx";
import { JsonLd } from "#app/features/frame/json-ld.tsx";
import { pageHead } from "#app/http/meta.ts";
import { pageNumber } from "#app/http/page-number.ts";
import { notFound } from "#app/http/respond.ts";
import { href, languageOf } from "#app/i18n/href.ts";
import { useWords, wordsFor } from "#app/i18n/i18n.ts";
import { useRootData } from "#app/root.tsx";
import { LinkButton } from "#app/ui/button.tsx";
import { Empty } from "#app/ui/empty.tsx";
import { Line, Lines } from "#app/ui/lines.tsx";
import { Breadcrumbs } from "#app/ui/nav.tsx";
import { SectionHead } from "#app/ui/section-head.tsx";
import { type CommunePage, viewCommune } from "#services/catalogue/view-commune.ts";

export async function loader({ params, request, context }: LoaderFunctionArgs) {
  const { market, language } = context;
  const found = await viewCommune(market, { slug: params.slug ?? "", language, page: pageNumber(request) });
  if (!found.ok) return notFound();
  return data(found.value, { status: found.value.page > found.value.lastPage ? 404 : 200 });
}

export const meta: MetaFunction<typeof loader> = (args) => {
  const page = args.data;
  if (!page) return [];
  const t = wordsFor(languageOf(args.location.pathname));
  const place = `${upper(page.kind)} ${page.name}, ${page.province}`;
  return pageHead(args, {
    title: place,
    description: t("shop:commune.description", { place, count: page.total }),
    search: page.page > 1 ? `?trang=${page.page}` : "",
    index: page.page <= page.lastPage,
  });
};

function Former({ commune }: { commune: CommunePage }) {
  const { t } = useWords();
  if (commune.former.length === 0) return null;
  const list = commune.former.map((f) => t("shop:commune.formerOf", f)).join(", ");
  return (
    <p className="muted measure mt-2">
      {t("shop:commune.former")}: <Vietnamese>{list}</Vietnamese>
    </p>
  );
}

function Producers({ commune }: { commune: CommunePage }) {
  const { t, language } = useWords();
  return (
    <section className="sec" aria-labelledby="h-nguoi">
      <SectionHead id="h-nguoi" title={t("shop:commune.producers")} />
      {commune.producers.length === 0 ? (
        <p className="muted">{t("shop:commune.noProducers")}</p>
      ) : (
        <Lines className="shops">
          {commune.producers.map((p) => (
            <Line
              key={p.slug}
              href={href("shop", language, { slug: p.slug })}
              icon="store"
              title={<Vietnamese>{p.shop}</Vietnamese>}
              meta={`${t(`shop:seller.forms.${p.form}`)} · ${t("shop:commune.count", { count: p.goods })}`}
            />
          ))}
        </Lines>
      )}
    </section>
  );
}

function GoodsOf({ commune }: { commune: CommunePage }) {
  const { t, language } = useWords();
  const hrefOf = (n: number) => href("commune", language, { slug: commune.slug }, { trang: n > 1 ? n : null });
  if (commune.total === 0)
    return (
      <Empty
        title={t("shop:commune.none")}
        picture="/drawings/empty-search.svg"
        action={<LinkButton href={href("communes", language)}>{t("shop:commune.others")}</LinkButton>}
      >
        {t("shop:list.noneText")}
      </Empty>
    );
  if (commune.page > commune.lastPage)
    return <BeyondEnd page={commune.page} last={commune.lastPage} total={commune.total} hrefOf={hrefOf} />;
  return (
    <>
      <Goods cards={commune.cards} eager={4} />
      <Pages page={commune.page} last={commune.lastPage} hrefOf={hrefOf} />
    </>
  );
}

export default function CommuneRoute() {
  const commune = useLoaderData<typeof loader>();
  const { t, language } = useWords();
  const publicUrl = useRootData()?.publicUrl ?? "";
  const title = `${upper(commune.kind)} ${commune.name}`;
  const crumbs = [
    { text: t("header.homeShort"), href: href("home", language) },
    { text: t("header.communes"), href: href("communes", language) },
    { text: title },
  ];
  return (
    <main id="main" className="wrap" tabIndex={-1}>
      <Breadcrumbs label={t("crumbs")} items={crumbs} />
      <div className="gh">
        <h1>
          <Vietnamese>{title}</Vietnamese>
        </h1>
        <p className="muted">
          <Vietnamese>{commune.province}</Vietnamese>
          {commune.total > 0 ? ` · ${t("shop:commune.sum", { count: commune.total })}` : null}
        </p>
      </div>
      <Former commune={commune} />
      <section className="sec" aria-labelledby="h-hang">
        <SectionHead id="h-hang" title={t("shop:commune.goods")} />
        <GoodsOf commune={commune} />
      </section>
      <Producers commune={commune} />
      <AddForm />
      <JsonLd data={breadcrumbList(crumbs, publicUrl)} />
    </main>
  );
}
