import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Outlet, useLoaderData } from "@remix-run/react";
import { FramedError } from "#app/features/frame/framed-error.tsx";
import { SellerFrame } from "#app/features/seller/frame.tsx";
import { open } from "#app/http/context.ts";
import { shopOf } from "#app/http/current-shop.ts";
import { errorHead } from "#app/http/meta.ts";
import { useRootData } from "#app/root.tsx";
import { countShopWork } from "#services/orders/count-shop-work.ts";
import { listMyShops } from "#services/shops/list-my-shops.ts";
import { mayManage } from "#services/shops/rules.ts";

/** Whose pages these are: the shop chosen, all of the viewer's, and how many orders wait in it. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { market, viewer } = await open(context);
  const current = shopOf(request, viewer);
  if (current === null) return { shop: null, shops: [], waiting: 0, seesMoney: false };
  const [shops, work] = await Promise.all([listMyShops(market, viewer), countShopWork(market, viewer, current.shopId)]);
  const all = shops.ok ? shops.value : [];
  return {
    shop: all.find((shop) => shop.shopId === current.shopId) ?? null,
    shops: all,
    waiting: work.ok ? work.value : 0,
    seesMoney: mayManage(viewer, current.shopId),
  };
}

export const meta: MetaFunction = ({ location, error }) => (error === undefined ? [] : errorHead(location, error));

export default function Layout() {
  const { shop, waiting, seesMoney } = useLoaderData<typeof loader>();
  return (
    <SellerFrame shop={shop} waiting={waiting} seesMoney={seesMoney} isDemo={useRootData()?.isDemo ?? false}>
      <Outlet />
    </SellerFrame>
  );
}

export const ErrorBoundary = FramedError;
