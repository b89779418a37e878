import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { OrderLines } from "#app/features/orders/order-lines.tsx";
import { open } from "#app/http/context.ts";
import { pageHead } from "#app/http/meta.ts";
import { pageOf } from "#app/http/page.ts";
import { notFound } from "#app/http/respond.ts";
import { href, languageOf } from "#app/i18n/href.ts";
import { wordsFor } from "#app/i18n/i18n.ts";
import { joinGuestOrders } from "#services/orders/join-guest-orders.ts";
import { listOrders } from "#services/orders/list-orders.ts";

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { market, viewer } = await open(context);
  const list = await listOrders(market, viewer, pageOf(request));
  if (!list.ok) notFound();
  return list.value;
}

/** Brings in guest orders of what this account has confirmed. */
export async function action({ context }: ActionFunctionArgs) {
  const { market, viewer, language } = await open(context);
  await joinGuestOrders(market, viewer);
  return redirect(href("account-orders", language), 303);
}

export const meta: MetaFunction<typeof loader> = (args) => {
  const t = wordsFor(languageOf(args.location.pathname));
  return pageHead(args, { title: t("account:orders.title"), index: false });
};

export default function Page() {
  return (
    <main id="main" className="wrap" tabIndex={-1}>
      <OrderLines list={useLoaderData<typeof loader>()} />
    </main>
  );
}
