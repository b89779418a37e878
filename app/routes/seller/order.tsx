import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { spacedCode } from "#app/features/orders/show.ts";
import { OrderPage } from "#app/features/seller/order-page.tsx";
import { open } from "#app/http/context.ts";
import { readFormData } from "#app/http/form.ts";
import { pageHead } from "#app/http/meta.ts";
import { notFound, refused } from "#app/http/respond.ts";
import { href, languageOf } from "#app/i18n/href.ts";
import { wordsFor } from "#app/i18n/i18n.ts";
import { acceptOrder } from "#services/orders/accept-order.ts";
import { handOverOrder } from "#services/orders/hand-over-order.ts";
import { markDelivered } from "#services/orders/mark-delivered.ts";
import { packOrder } from "#services/orders/pack-order.ts";
import { recordCashReceived } from "#services/orders/record-cash-received.ts";
import { refuseOrder } from "#services/orders/refuse-order.ts";
import type { Allotment } from "#services/orders/rules.ts";
import { viewShopOrder } from "#services/orders/view-shop-order.ts";
import { newId } from "#services/shared/ids.ts";
import type { Market } from "#services/shared/market.ts";
import type { Viewer } from "#services/shared/viewer.ts";

export async function loader({ params, context }: LoaderFunctionArgs) {
  const { market, viewer } = await open(context);
  const found = await viewShopOrder(market, viewer, params.code ?? "");
  if (!found.ok) notFound();
  return { page: found.value, requestId: newId() };
}

/** Fields `lot:<line>:<lot>` as numbers to take; null when the form had none: the lots given at placing. */
function lotsOf(values: Record<string, string>): Allotment[] | null {
  const fields = Object.entries(values).filter(([name]) => name.startsWith("lot:"));
  if (fields.length === 0) return null;
  return fields
    .filter(([, value]) => value.trim() !== "" && value.trim() !== "0")
    .map(([name, value]) => {
      const [, lineId = "", lotId = ""] = name.split(":");
      return { lineId, lotId, quantity: Number(value) };
    });
}

async function run(market: Market, viewer: Viewer, code: string, values: Record<string, string>) {
  const act = { code, requestId: values.requestId ?? "" };
  switch (values.act) {
    case "accept":
      return acceptOrder(market, viewer, act);
    case "pack":
      return packOrder(market, viewer, { ...act, lots: lotsOf(values) });
    case "hand-over": {
      const { carrier = "", carrierName = "", trackingNumber = "" } = values;
      return handOverOrder(market, viewer, { ...act, carrier, carrierName, trackingNumber });
    }
    case "deliver":
      return markDelivered(market, viewer, act);
    case "cash":
      return recordCashReceived(market, viewer, act);
    case "refuse":
      return refuseOrder(market, viewer, { ...act, reasonCode: values.reasonCode ?? "", reason: values.reason ?? "" });
    default:
      return { ok: false, code: "invalid_request" } as const;
  }
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const { market, viewer, language } = await open(context);
  const code = params.code ?? "";
  if (!(await viewShopOrder(market, viewer, code)).ok) notFound();
  const typed = [...(await readFormData(request))].filter(
    (entry): entry is [string, string] => typeof entry[1] === "string",
  );
  const values = Object.fromEntries(typed);
  const done = await run(market, viewer, code, values);
  if (!done.ok && done.code === "not_found") notFound();
  if (!done.ok) return refused(done, { act: values.act ?? "", values });
  const next = values.back === "list" ? href("seller-orders", language) : href("seller-order", language, { code });
  return redirect(next, 303);
}

export const meta: MetaFunction<typeof loader> = (args) => {
  const t = wordsFor(languageOf(args.location.pathname));
  const title = t("seller:orders.orderTitle", { code: spacedCode(args.params.code ?? "") });
  return pageHead(args, { title, index: false });
};

export default function Page() {
  const { page, requestId } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <main id="main" className="wrap" tabIndex={-1}>
      <OrderPage page={page} requestId={requestId} answer={answer ?? null} />
    </main>
  );
}
