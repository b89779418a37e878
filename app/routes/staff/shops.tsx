import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { DeskFind } from "#app/features/staff/desk-find.tsx";
import { ShopTable } from "#app/features/staff/shop-desk.tsx";
import { open } from "#app/http/context.ts";
import { pageOf } from "#app/http/page.ts";
import { privateHead } from "#app/http/private-head.ts";
import { notFound } from "#app/http/respond.ts";
import { href } from "#app/i18n/href.ts";
import { useWords } from "#app/i18n/i18n.ts";
import { Empty } from "#app/ui/empty.tsx";
import { Pagination } from "#app/ui/nav.tsx";
import { DESK_SHOP_STATES } from "#services/moderation/desk-rules.ts";
import { findShops } from "#services/moderation/find-shops.ts";

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { market, viewer } = await open(context);
  const query = new URL(request.url).searchParams;
  const filter = { words: query.get("q") ?? "", state: query.get("tt") ?? "" };
  const desk = await findShops(market, viewer, { ...filter, page: pageOf(request) });
  if (!desk.ok) notFound();
  return { desk: desk.value, filter };
}

export const meta: MetaFunction<typeof loader> = (args) => privateHead(args, (t) => t("staff:shops.title"));

export default function Page() {
  const { t, language } = useWords();
  const { desk, filter } = useLoaderData<typeof loader>();
  const { words, state } = filter;
  return (
    <main id="main" className="wrap page">
      <h1>{t("staff:shops.title")}</h1>
      <DeskFind
        desk="shops"
        words={words}
        state={state}
        states={DESK_SHOP_STATES.map((value) => ({ value, label: t(`staff:shops.states.${value}`) }))}
      />
      <p className="meta mt-4">{t("staff:shops.count", { count: desk.total })}</p>
      {desk.lines.length === 0 ? (
        <Empty title={t("staff:shops.none")}>{t("staff:shops.noneText")}</Empty>
      ) : (
        <ShopTable lines={desk.lines} />
      )}
      <Pagination
        label={t("pages")}
        page={desk.page}
        pages={desk.pages}
        hrefOf={(page) => href("staff-shops", language, {}, { q: words, tt: state, page })}
        nameOf={(page) => t("page", { page })}
        previous={t("previousPage")}
        next={t("nextPage")}
      />
    </main>
  );
}
