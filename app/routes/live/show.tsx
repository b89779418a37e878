import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { FramedError } from "#app/features/frame/framed-error.tsx";
import { ShowAside } from "#app/features/live/show-aside.tsx";
import { ShowRoom } from "#app/features/live/show-room.tsx";
import { open } from "#app/http/context.ts";
import { frameData } from "#app/http/frame-data.ts";
import { errorHead, pageHead } from "#app/http/meta.ts";
import { notFound } from "#app/http/respond.ts";
import { languageOf } from "#app/i18n/href.ts";
import { wordsFor } from "#app/i18n/i18n.ts";
import { viewShow } from "#services/live/view-show.ts";

export async function loader({ params, context }: LoaderFunctionArgs) {
  const { market, viewer } = await open(context);
  const show = await viewShow(market, viewer, params.slug ?? "");
  if (!show.ok) notFound();
  // A running show fills the page; before and after it is a page of the market like others.
  return { show: show.value, frame: show.value.state === "live" ? null : await frameData(context) };
}

export const meta: MetaFunction<typeof loader> = (args) => {
  if (!args.data) return errorHead(args.location, args.error);
  const t = wordsFor(languageOf(args.location.pathname));
  const { title, shop } = args.data.show;
  return pageHead(args, {
    title: t("live:watch.pageTitle", { title }),
    description: t("live:watch.description", { title, shop: shop.name }),
  });
};

export default function ShowRoute() {
  const { show } = useLoaderData<typeof loader>();
  if (show.state !== "live") return <ShowAside key={show.slug} show={show} />;
  return <ShowRoom key={show.slug} show={show} />;
}

export const ErrorBoundary = FramedError;
