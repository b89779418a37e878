import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { ListPage } from "#app/features/seller-listing/list-page.tsx";
import { open } from "#app/http/context.ts";
import { shopOf } from "#app/http/current-shop.ts";
import { pageOf } from "#app/http/page.ts";
import { privateHead } from "#app/http/private-head.ts";
import { notFound } from "#app/http/respond.ts";
import { listOwnListings } from "#services/catalogue/list-own-listings.ts";

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { market, viewer } = await open(context);
  const { shopId } = shopOf(request, viewer) ?? notFound();
  const query = new URL(request.url).searchParams;
  const listed = await listOwnListings(market, viewer, {
    shopId,
    tab: query.get("xem") ?? "all",
    words: query.get("q") ?? "",
    page: pageOf(request),
  });
  if (!listed.ok) notFound();
  return listed.value;
}

export const meta: MetaFunction<typeof loader> = (args) => privateHead(args, (t) => t("seller:listings.title"));

export default function Page() {
  return (
    <main id="main" className="wrap">
      <ListPage view={useLoaderData<typeof loader>()} />
    </main>
  );
}
