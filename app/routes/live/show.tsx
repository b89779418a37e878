import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { isRouteErrorResponse, useLoaderData, useRouteError } from "@remix-run/react";
import { ErrorPage } from "#app/features/frame/error-page.tsx";
import { Frame } from "#app/features/frame/frame.tsx";
import { ShowRoom } from "#app/features/live/show-room.tsx";
import { open } from "#app/http/context.ts";
import { errorHead, pageHead } from "#app/http/meta.ts";
import { notFound } from "#app/http/respond.ts";
import { languageOf } from "#app/i18n/href.ts";
import { wordsFor } from "#app/i18n/i18n.ts";
import { viewShow } from "#services/live/view-show.ts";

export async function loader({ params, context }: LoaderFunctionArgs) {
  const { market, viewer } = await open(context);
  const show = await viewShow(market, viewer, params.slug ?? "");
  return show.ok ? show.value : notFound();
}

export const meta: MetaFunction<typeof loader> = (args) => {
  if (!args.data) return errorHead(args.location, "notFoundTitle");
  const t = wordsFor(languageOf(args.location.pathname));
  const { title, shop } = args.data;
  return pageHead(args, {
    title: t("live:watch.pageTitle", { title }),
    description: t("live:watch.description", { title, shop: shop.name }),
  });
};

export default function ShowRoute() {
  const show = useLoaderData<typeof loader>();
  return <ShowRoom key={show.slug} show={show} />;
}

export function ErrorBoundary() {
  const error = useRouteError();
  return (
    <Frame>
      <ErrorPage status={isRouteErrorResponse(error) ? error.status : 500} />
    </Frame>
  );
}
