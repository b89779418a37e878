import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { LabelPage } from "#app/features/seller-stock/label-page.tsx";
import { StockPage } from "#app/features/seller-stock/stock-page.tsx";
import { open } from "#app/http/context.ts";
import { privateHead } from "#app/http/private-head.ts";
import { qrPath } from "#app/http/qr.ts";
import { notFound } from "#app/http/respond.ts";
import { answerTyped, readTyped, wholeOf } from "#app/http/typed-form.ts";
import { href } from "#app/i18n/href.ts";
import { addLot, changeStock, setLotClosed } from "#services/catalogue/change-stock.ts";
import { viewStock } from "#services/catalogue/view-stock.ts";
import type { Market } from "#services/shared/market.ts";
import { type Result, refuse } from "#services/shared/result.ts";
import type { Viewer } from "#services/shared/viewer.ts";

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const { market, viewer } = await open(context);
  const view = await viewStock(market, viewer, params.id ?? "");
  if (!view.ok) notFound();
  const query = new URL(request.url).searchParams;
  const lot = view.value.lots.find((l) => l.code === query.get("tem"));
  // What is printed on a jar is the Vietnamese address, whichever language the page is read in.
  const address = lot && market.settings.PUBLIC_URL + href("lot", "vi", { code: lot.code });
  const label = lot && address ? { code: lot.code, address, qr: qrPath(address) } : null;
  return { view: view.value, label, done: query.has("xong") };
}

async function run(market: Market, viewer: Viewer, values: Record<string, string>): Promise<Result<unknown>> {
  const v = (name: string) => values[name] ?? "";
  switch (values.act) {
    case "add": {
      if (v("variantId") === "") return refuse("missing", { field: "variantId" });
      const lot = { number: v("number"), madeOn: v("madeOn"), bestBefore: v("bestBefore") };
      const at = { lotId: v("requestId"), variantId: v("variantId") };
      return addLot(market, viewer, { ...at, ...lot, quantity: wholeOf(v("quantity")) });
    }
    case "change": {
      const move = {
        direction: v("direction"),
        quantity: wholeOf(v("quantity")),
        reason: v("reason"),
        note: v("note"),
      };
      return changeStock(market, viewer, { entryId: v("requestId"), lotId: v("lotId"), ...move });
    }
    case "close":
    case "open":
      return setLotClosed(market, viewer, { lotId: v("lotId"), isClosed: values.act === "close" });
    default:
      return refuse("invalid_request");
  }
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const { market, viewer, language } = await open(context);
  if (!(await viewStock(market, viewer, params.id ?? "")).ok) notFound();
  const { values } = await readTyped(request);
  const done = await run(market, viewer, values);
  if (!done.ok && done.code === "not_found") notFound();
  if (!done.ok) return answerTyped(values.act ?? "", values, [done]);
  return redirect(href("seller-stock", language, { id: params.id ?? "" }, { xong: "1" }), 303);
}

export const meta: MetaFunction<typeof loader> = (args) => privateHead(args, (t) => t("seller:stock.title"));

export default function Page() {
  const { view, label, done } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <main id="main" className="wrap">
      {label ? <LabelPage view={view} label={label} /> : <StockPage view={view} answer={answer ?? null} done={done} />}
    </main>
  );
}
