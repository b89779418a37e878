import { data, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { ShowsPage } from "#app/features/shows/shows-page.tsx";
import { open } from "#app/http/context.ts";
import { pageHead } from "#app/http/meta.ts";
import { pageNumber } from "#app/http/page-number.ts";
import { languageOf } from "#app/i18n/href.ts";
import { wordsFor } from "#app/i18n/i18n.ts";
import { listShows } from "#services/live/list-shows.ts";

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { market, viewer } = await open(context);
  const list = await listShows(market, viewer, { page: pageNumber(request) });
  return data(list, { status: list.page > list.lastPage ? 404 : 200 });
}

export const meta: MetaFunction<typeof loader> = (args) => {
  const t = wordsFor(languageOf(args.location.pathname));
  return pageHead(args, {
    title: t("shop:shows.title"),
    description: t("shop:shows.description"),
    index: (args.data?.page ?? 1) === 1,
  });
};

export default function Page() {
  return <ShowsPage list={useLoaderData<typeof loader>()} />;
}
