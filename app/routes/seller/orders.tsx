import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { OrderList } from "#app/features/seller/order-list.tsx";
import { open } from "#app/http/context.ts";
import { shopOf } from "#app/http/current-shop.ts";
import { pageHead } from "#app/http/meta.ts";
import { choiceOf, pageOf } from "#app/http/page.ts";
import { notFound } from "#app/http/respond.ts";
import { languageOf } from "#app/i18n/href.ts";
import { wordsFor } from "#app/i18n/i18n.ts";
import { listShopOrders } from "#services/orders/list-shop-orders.ts";
import { SHOP_TABS, type ShopTab } from "#services/orders/rules.ts";
import { newId } from "#services/shared/ids.ts";

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { market, viewer } = await open(context);
  const current = shopOf(request, viewer);
  if (current === null) notFound();
  const tab = choiceOf(request, "tab", Object.keys(SHOP_TABS) as ShopTab[]);
  const list = await listShopOrders(market, viewer, current.shopId, { tab, page: pageOf(request) });
  if (!list.ok) notFound();
  return { list: list.value, requestId: newId() };
}

export const meta: MetaFunction<typeof loader> = (args) => {
  const t = wordsFor(languageOf(args.location.pathname));
  return pageHead(args, { title: t("seller:orders.title"), index: false });
};

export default function Page() {
  const { list, requestId } = useLoaderData<typeof loader>();
  return (
    <main id="main" className="wrap" tabIndex={-1}>
      <OrderList list={list} requestId={requestId} />
    </main>
  );
}
