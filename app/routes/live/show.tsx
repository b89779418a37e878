import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { FramedError } from "#app/features/frame/framed-error.tsx";
import { ShowAside } from "#app/features/live/show-aside.tsx";
import { ShowRoom } from "#app/features/live/show-room.tsx";
import { open } from "#app/http/context.ts";
import { readFormData } from "#app/http/form.ts";
import { frameData } from "#app/http/frame-data.ts";
import { withGuest } from "#app/http/guest.ts";
import { errorHead, pageHead } from "#app/http/meta.ts";
import { notFound, refused } from "#app/http/respond.ts";
import { href, languageOf } from "#app/i18n/href.ts";
import { wordsFor } from "#app/i18n/i18n.ts";
import { askReminder, viewReminder } from "#services/live/ask-reminder.ts";
import { viewShow } from "#services/live/view-show.ts";

export async function loader({ params, context }: LoaderFunctionArgs) {
  const { market, viewer } = await open(context);
  const show = await viewShow(market, viewer, params.slug ?? "");
  if (!show.ok) notFound();
  // Who watches is counted by person or browser: this one is known by its cookie from now on, as in a cart.
  const { cookie } = withGuest(viewer, market.settings.isHttps);
  const known = cookie === null ? {} : { headers: { "Set-Cookie": cookie } };
  // A running show fills the page; before and after it is a page of the market like others.
  if (show.value.state === "live") return data({ show: show.value, frame: null, reminder: null }, known);
  const reminder = await viewReminder(market, viewer, show.value.slug);
  return data({ show: show.value, frame: await frameData(context), reminder }, known);
}

/** Wants to be reminded of a planned show, or not any more. */
export async function action({ request, params, context }: ActionFunctionArgs) {
  const { market, viewer, language } = await open(context);
  const slug = params.slug ?? "";
  const wants = (await readFormData(request)).get("act") !== "forget";
  const done = await askReminder(market, viewer, { slug, wants, language });
  if (!done.ok && done.code === "not_found") notFound();
  return done.ok ? redirect(href("live-show", language, { slug }), 303) : refused(done, {});
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
  const { show, reminder } = useLoaderData<typeof loader>();
  const refusal = useActionData<typeof action>()?.refusal.code ?? null;
  if (show.state !== "live") return <ShowAside key={show.slug} show={show} reminder={reminder} refusal={refusal} />;
  return <ShowRoom key={show.slug} show={show} />;
}

export const ErrorBoundary = FramedError;
