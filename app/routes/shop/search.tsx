import { data, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { AddForm, Goods } from "#app/features/catalogue/goods.tsx";
import { BeyondEnd } from "#app/features/catalogue/list-tools.tsx";
import { Pages } from "#app/features/catalogue/pages.tsx";
import { AskForWords, NothingFound, SearchFacets, SearchTools } from "#app/features/search/search-parts.tsx";
import { pageHead } from "#app/http/meta.ts";
import { count } from "#app/i18n/format.ts";
import { href, languageOf } from "#app/i18n/href.ts";
import { useWords, wordsFor } from "#app/i18n/i18n.ts";
import { findGoods } from "#services/search/find-goods.ts";
import { parseSearch, searchQuery } from "#services/search/rules.ts";

export async function loader({ request, context }: LoaderFunctionArgs) {
  const ask = parseSearch(new URL(request.url).searchParams);
  if (ask.words === "") return data(null);
  const page = await findGoods(context.market, ask, context.language);
  return data(page, { status: page.total > 0 && ask.page > page.lastPage ? 404 : 200 });
}

export const meta: MetaFunction<typeof loader> = (args) => {
  const t = wordsFor(languageOf(args.location.pathname));
  const words = args.data?.ask.words;
  return pageHead(args, {
    title: words ? t("shop:search.titleWords", { words }) : t("shop:search.title"),
    index: false,
  });
};

export default function SearchRoute() {
  const page = useLoaderData<typeof loader>();
  const { t, language } = useWords();
  if (page === null) {
    return (
      <main id="main" className="wrap" tabIndex={-1}>
        <div className="sr1">
          <h1>{t("shop:search.title")}</h1>
        </div>
        <AskForWords />
      </main>
    );
  }
  const { ask, lastPage, total } = page;
  const hrefOf = (n: number) => href("search", language, {}, searchQuery({ ...ask, page: n }));
  const isBeyond = total > 0 && ask.page > lastPage;
  return (
    <main id="main" className="wrap" tabIndex={-1}>
      <div className="sr1">
        <h1>
          {t(page.isAbout ? "shop:search.foundAbout" : "shop:search.found", {
            total: count(total, language),
            words: ask.words,
          })}
        </h1>
      </div>
      {total === 0 ? (
        <NothingFound page={page} />
      ) : (
        <div className="cols cols--facet">
          <SearchFacets page={page} />
          <div>
            <SearchTools page={page} />
            {isBeyond ? (
              <BeyondEnd page={ask.page} last={lastPage} total={total} hrefOf={hrefOf} />
            ) : (
              <Goods cards={page.cards} beside eager={6} level={2} />
            )}
            {isBeyond ? null : <Pages page={ask.page} last={lastPage} hrefOf={hrefOf} />}
          </div>
        </div>
      )}
      <AddForm />
    </main>
  );
}
