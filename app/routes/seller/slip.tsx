import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { spacedCode } from "#app/features/orders/show.ts";
import { SlipPage } from "#app/features/seller/slip-page.tsx";
import { open } from "#app/http/context.ts";
import { pageHead } from "#app/http/meta.ts";
import { qrPath } from "#app/http/qr.ts";
import { notFound } from "#app/http/respond.ts";
import { href, languageOf } from "#app/i18n/href.ts";
import { wordsFor } from "#app/i18n/i18n.ts";
import { viewShopOrder } from "#services/orders/view-shop-order.ts";

export async function loader({ params, context }: LoaderFunctionArgs) {
  const { market, viewer } = await open(context);
  const found = await viewShopOrder(market, viewer, params.code ?? "");
  if (!found.ok) notFound();
  const page = found.value;
  const lots = new Map(page.parcel.lines.flatMap((line) => line.lots).map((lot) => [lot.lotId, lot]));
  const codes = [...lots.values()].map((lot) => {
    const address = market.settings.PUBLIC_URL + href("lot", "vi", { code: lot.code });
    return { lotId: lot.lotId, number: lot.number, address, ...qrPath(address) };
  });
  return { page, codes };
}

export const meta: MetaFunction<typeof loader> = (args) => {
  const t = wordsFor(languageOf(args.location.pathname));
  const title = t("seller:slip.title", { code: spacedCode(args.params.code ?? "") });
  return pageHead(args, { title, index: false });
};

export default function Page() {
  const { page, codes } = useLoaderData<typeof loader>();
  return <SlipPage page={page} codes={codes} />;
}
