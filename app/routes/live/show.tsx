import { data, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { FramedError } from "#app/features/frame/framed-error.tsx";
import { ShowAside } from "#app/features/live/show-aside.tsx";
import { ShowRoom } from "#app/features/live/show-room.tsx";
import { open } from "#app/http/context.ts";
import { withGuest } from "#app/http/guest.ts";
import { errorHead, pageHead } from "#app/http/meta.ts";
import { notFound } from "#app/http/respond.ts";
import { languageOf } from "#app/i18n/href.ts";
import { wordsFor } from "#app/i18n/i18n.ts";
import { viewShow } from "#services/live/view-show.ts";

export async function loader({ params, context }: LoaderFunctionArgs) {
  const { market, viewer } = await open(context);
  const show = await viewShow(market, viewer, params.slug ?? "");
  if (!show.ok) return notFound();
  // Who watches is counted by person or browser: this one is known by its cookie from now on, as in a cart.
  const { cookie } = withGuest(viewer, market.settings.isHttps);
  return data(show.value, cookie === null ? {} : { headers: { "Set-Cookie": cookie } });
}

export const meta: MetaFunction<typeof loader> = (args) => {
  if (!args.data) return errorHead(args.location, args.error);
  const t = wordsFor(languageOf(args.location.pathname));
  const { title, shop } = args.data;
  return pageHead(args, {
    title: t("live:watch.pageTitle", { title }),
    description: t("live:watch.description", { title, shop: shop.name }),
  });
};

export default function ShowRoute() {
  const show = useLoaderData<typeof loader>();
  if (show.state !== "live") return <ShowAside key={show.slug} show={show} />;
  return <ShowRoom key={show.slug} show={show} />;
}

export const ErrorBoundary = FramedError;
