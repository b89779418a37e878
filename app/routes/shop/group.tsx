import { data, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { AddForm, Goods } from "#app/features/catalogue/goods.tsx";
import { breadcrumbList } from "#app/features/catalogue/json-ld.ts";
import { BeyondEnd, EmptyList, ListFilters, ListTools } from "#app/features/catalogue/list-tools.tsx";
import { Pages } from "#app/features/catalogue/pages.tsx";
import { drawingOf } from "#app/features/catalogue/picture.ts";
import { JsonLd } from "#app/features/frame/json-ld.tsx";
import { pageHead } from "#app/http/meta.ts";
import { notFound } from "#app/http/respond.ts";
import { count } from "#app/i18n/format.ts";
import { href, languageOf } from "#app/i18n/href.ts";
import { useWords, wordsFor } from "#app/i18n/i18n.ts";
import { useRootData } from "#app/root.tsx";
import { Breadcrumbs } from "#app/ui/nav.tsx";
import { filterQuery, isFiltered, type ListingFilters, parseFilters } from "#services/catalogue/filter-rules.ts";
import { viewGroup } from "#services/catalogue/view-group.ts";

export async function loader({ params, request, context }: LoaderFunctionArgs) {
  const url = new URL(request.url);
  const { language, market } = context;
  const found = await viewGroup(market, {
    slug: params.slug ?? "",
    language,
    filters: parseFilters(url.searchParams),
  });
  if (!found.ok) return notFound();
  const page = found.value;
  if (page.slug !== params.slug) throw redirect(href("group", language, { slug: page.slug }) + url.search, 301);
  return data(page, { status: page.filters.page > page.lastPage ? 404 : 200 });
}

function queryOf(filters: ListingFilters): string {
  const { trang } = filterQuery(filters);
  return trang === null ? "" : `?trang=${trang}`;
}

export const meta: MetaFunction<typeof loader> = (args) => {
  const page = args.data;
  if (!page) return [];
  const language = languageOf(args.location.pathname);
  const t = wordsFor(language);
  return pageHead(args, {
    title:
      page.filters.page > 1 && page.filters.page <= page.lastPage
        ? `${page.name}, ${t("page", { page: page.filters.page }).toLowerCase()}`
        : page.name,
    description: t("shop:group.description", { name: page.name, total: count(page.total, language) }),
    image: drawingOf(page.number),
    search: queryOf(page.filters),
    index: !isFiltered(page.filters) && page.filters.sort === "newest" && page.filters.page <= page.lastPage,
  });
};

export default function GroupRoute() {
  const page = useLoaderData<typeof loader>();
  const { t, language } = useWords();
  const publicUrl = useRootData()?.publicUrl ?? "";
  const { filters, slug, lastPage } = page;
  const hrefOf = (n: number) => href("group", language, { slug }, filterQuery({ ...filters, page: n }));
  const crumbs = [{ text: t("header.homeShort"), href: href("home", language) }, { text: page.name }];
  return (
    <main id="main" className="wrap" tabIndex={-1}>
      <Breadcrumbs label={t("crumbs")} items={crumbs} />
      <div className="gh">
        <h1>{page.name}</h1>
        <p className="muted">
          {t("shop:group.sum", { total: count(page.total, language), shops: count(page.shops, language) })}
        </p>
      </div>
      <div className="cols cols--facet">
        <ListFilters slug={slug} filters={filters} communes={page.communes} />
        <div>
          <ListTools slug={slug} filters={filters} communes={page.communes} />
          {page.total === 0 ? (
            <EmptyList slug={slug} filters={filters} />
          ) : filters.page > lastPage ? (
            <BeyondEnd page={filters.page} last={lastPage} total={page.total} hrefOf={hrefOf} />
          ) : (
            <Goods cards={page.cards} beside eager={6} level={2} />
          )}
          {filters.page <= lastPage ? <Pages page={filters.page} last={lastPage} hrefOf={hrefOf} /> : null}
        </div>
      </div>
      <AddForm />
      <JsonLd data={breadcrumbList(crumbs, publicUrl)} />
    </main>
  );
}
