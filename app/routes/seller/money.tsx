import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { MoneyPage } from "#app/features/seller-money/money-page.tsx";
import { open } from "#app/http/context.ts";
import { shopOf } from "#app/http/current-shop.ts";
import { pageOf } from "#app/http/page.ts";
import { privateHead } from "#app/http/private-head.ts";
import { notFound } from "#app/http/respond.ts";
import { viewShopMoney } from "#services/ledger/view-shop-money.ts";

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { market, viewer } = await open(context);
  const { shopId } = shopOf(request, viewer) ?? notFound();
  const money = await viewShopMoney(market, viewer, shopId, { page: pageOf(request) });
  if (!money.ok) notFound();
  return money.value;
}

export const meta: MetaFunction<typeof loader> = (args) => privateHead(args, (t) => t("seller:money.title"));

export default function Page() {
  return (
    <main id="main" className="wrap" tabIndex={-1}>
      <MoneyPage money={useLoaderData<typeof loader>()} />
    </main>
  );
}
