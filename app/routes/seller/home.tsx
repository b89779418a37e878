import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { OpenAShop } from "#app/features/seller/open-a-shop.tsx";
import { Today } from "#app/features/seller/today.tsx";
import { open } from "#app/http/context.ts";
import { rememberShop, shopOf } from "#app/http/current-shop.ts";
import { readFormData } from "#app/http/form.ts";
import { pageHead } from "#app/http/meta.ts";
import { notFound } from "#app/http/respond.ts";
import { href, languageOf } from "#app/i18n/href.ts";
import { wordsFor } from "#app/i18n/i18n.ts";
import { viewShopToday } from "#services/orders/view-shop-today.ts";
import { isMemberOf } from "#services/shared/viewer.ts";
import { listMyShops } from "#services/shops/list-my-shops.ts";
import { mayManage } from "#services/shops/rules.ts";

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { market, viewer } = await open(context);
  const current = shopOf(request, viewer);
  if (current === null) return { today: null, shopId: null, shops: [], seesMoney: false };
  const [today, shops] = await Promise.all([
    viewShopToday(market, viewer, current.shopId),
    listMyShops(market, viewer),
  ]);
  if (!today.ok) notFound();
  const seesMoney = mayManage(viewer, current.shopId);
  return { today: today.value, shopId: current.shopId, shops: shops.ok ? shops.value : [], seesMoney };
}

/** Chooses the shop to work in; one that isn't theirs is as if it weren't there. */
export async function action({ request, context }: ActionFunctionArgs) {
  const { market, viewer, language } = await open(context);
  const shopId = String((await readFormData(request)).get("shop") ?? "");
  if (!isMemberOf(viewer, shopId)) notFound();
  const headers = { "Set-Cookie": rememberShop(shopId, market.settings.isHttps) };
  return redirect(href("seller", language), { status: 303, headers });
}

export const meta: MetaFunction<typeof loader> = (args) => {
  const t = wordsFor(languageOf(args.location.pathname));
  return pageHead(args, { title: t("seller:home.title"), index: false });
};

export default function Page() {
  const { today, shopId, shops, seesMoney } = useLoaderData<typeof loader>();
  return (
    <main id="main" className="wrap" tabIndex={-1}>
      {today && shopId ? <Today today={today} shopId={shopId} shops={shops} seesMoney={seesMoney} /> : <OpenAShop />}
    </main>
  );
}
