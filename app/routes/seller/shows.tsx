import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { OwnShowsPage } from "#app/features/shows/own-shows-page.tsx";
import { open } from "#app/http/context.ts";
import { shopOf } from "#app/http/current-shop.ts";
import { privateHead } from "#app/http/private-head.ts";
import { notFound } from "#app/http/respond.ts";
import { answerTyped, readTyped } from "#app/http/typed-form.ts";
import { href } from "#app/i18n/href.ts";
import { listOwnShows } from "#services/live/list-shows.ts";
import { planShow } from "#services/live/plan-show.ts";
import { newId } from "#services/shared/ids.ts";
import { faultsOf } from "#services/shared/result.ts";
import { mayManage } from "#services/shops/rules.ts";

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { market, viewer } = await open(context);
  const shop = shopOf(request, viewer) ?? notFound();
  const shows = await listOwnShows(market, viewer, { shopId: shop.shopId });
  if (!shows.ok) notFound();
  return { shows: shows.value, mayPlan: mayManage(viewer, shop.shopId), requestId: newId() };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const { market, viewer, language } = await open(context);
  const shop = shopOf(request, viewer) ?? notFound();
  const { values } = await readTyped(request);
  const { title = "", day = "", time = "", requestId = "" } = values;
  const done = await planShow(market, viewer, { requestId, shopId: shop.shopId, title, day, time });
  if (!done.ok && done.code === "not_found") notFound();
  if (!done.ok) return answerTyped("plan", values, faultsOf(done));
  return redirect(href("seller-show", language, { id: done.value.showId }), 303);
}

export const meta: MetaFunction<typeof loader> = (args) => privateHead(args, (t) => t("seller:shows.title"));

export default function Page() {
  const view = useLoaderData<typeof loader>();
  return <OwnShowsPage {...view} answer={useActionData<typeof action>() ?? null} />;
}
