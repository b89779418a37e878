import { data, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { AddForm } from "#app/features/catalogue/goods.tsx";
import { shopOrganization } from "#app/features/catalogue/json-ld.ts";
import { pictureAddress } from "#app/features/catalogue/picture.ts";
import { Cover, ShopGoods, ShopLots, StoryAndIdentity } from "#app/features/catalogue/shop-parts.tsx";
import { JsonLd } from "#app/features/frame/json-ld.tsx";
import { pageHead, shortened } from "#app/http/meta.ts";
import { pageNumber } from "#app/http/page-number.ts";
import { notFound } from "#app/http/respond.ts";
import { href, languageOf } from "#app/i18n/href.ts";
import { useWords, wordsFor } from "#app/i18n/i18n.ts";
import { useRootData } from "#app/root.tsx";
import { viewShop } from "#services/catalogue/view-shop.ts";

export async function loader({ params, request, context }: LoaderFunctionArgs) {
  const { market, language } = context;
  const found = await viewShop(market, { slug: params.slug ?? "", language, page: pageNumber(request) });
  if (found.ok) return data(found.value, { status: found.value.page > found.value.lastPage ? 404 : 200 });
  if (found.code === "moved") throw redirect(href("shop", language, { slug: String(found.details?.slug) }), 301);
  return notFound();
}

export const meta: MetaFunction<typeof loader> = (args) => {
  const shop = args.data;
  if (!shop) return [];
  const t = wordsFor(languageOf(args.location.pathname));
  return pageHead(args, {
    title: shop.name,
    description: shortened(shop.story || t("shop:shopPage.description", { name: shop.name, count: shop.total })),
    image: shop.picture ? pictureAddress(shop.picture.hash, 800) : undefined,
    search: shop.page > 1 ? `?trang=${shop.page}` : "",
    index: shop.page <= shop.lastPage,
  });
};

export default function ShopRoute() {
  const shop = useLoaderData<typeof loader>();
  const { language } = useWords();
  const publicUrl = useRootData()?.publicUrl ?? "";
  const url = publicUrl + href("shop", language, { slug: shop.slug });
  return (
    <main id="main" className="wrap" tabIndex={-1}>
      <Cover shop={shop} />
      <ShopGoods shop={shop} />
      <StoryAndIdentity shop={shop} />
      <ShopLots shop={shop} />
      <AddForm />
      <JsonLd data={shopOrganization(shop, url, publicUrl)} />
    </main>
  );
}
