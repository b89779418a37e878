import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { FramedError } from "#app/features/frame/framed-error.tsx";
import { StudioRoom } from "#app/features/live/studio-room.tsx";
import { open } from "#app/http/context.ts";
import { errorHead, pageHead } from "#app/http/meta.ts";
import { notFound } from "#app/http/respond.ts";
import { languageOf } from "#app/i18n/href.ts";
import { wordsFor } from "#app/i18n/i18n.ts";
import { viewStudio } from "#services/live/view-studio.ts";

export async function loader({ params, context }: LoaderFunctionArgs) {
  const { market, viewer } = await open(context);
  const studio = await viewStudio(market, viewer, params.id ?? "");
  return studio.ok ? studio.value : notFound();
}

export const meta: MetaFunction<typeof loader> = (args) => {
  if (!args.data) return errorHead(args.location, args.error);
  const t = wordsFor(languageOf(args.location.pathname));
  return pageHead(args, { title: t("live:studio.pageTitle", { title: args.data.title }), index: false });
};

export default function StudioRoute() {
  const page = useLoaderData<typeof loader>();
  return <StudioRoom key={page.id} page={page} />;
}

export const ErrorBoundary = FramedError;
