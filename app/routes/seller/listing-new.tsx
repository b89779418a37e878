import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { type ClientActionFunctionArgs, useActionData, useLoaderData } from "@remix-run/react";
import { NewPage } from "#app/features/seller-listing/new-page.tsx";
import { open } from "#app/http/context.ts";
import { shopOf } from "#app/http/current-shop.ts";
import { answerContent, newListingOf, stepped, takePhotos } from "#app/http/listing-form.ts";
import { privateHead } from "#app/http/private-head.ts";
import { notFound } from "#app/http/respond.ts";
import { readTyped, type TypedAnswer } from "#app/http/typed-form.ts";
import { isUnanswered, unanswered } from "#app/http/unanswered.ts";
import { href } from "#app/i18n/href.ts";
import { checkNewListing, createListing } from "#services/catalogue/create-listing.ts";
import { submitListing } from "#services/catalogue/submit-listing.ts";
import { viewNewListing } from "#services/catalogue/view-own-listing.ts";
import { MAX_PICTURE_BYTES } from "#services/shared/file-limits.ts";
import type { Refusal } from "#services/shared/result.ts";

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { market, viewer } = await open(context);
  const { shopId } = shopOf(request, viewer) ?? notFound();
  const view = await viewNewListing(market, viewer, shopId);
  if (!view.ok) notFound();
  const { products, ...rest } = view.value;
  return { ...rest, products: products.map(({ id, name }) => ({ id, name })) };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const { market, viewer, language } = await open(context);
  const typed = await readTyped(request, { photos: MAX_PICTURE_BYTES });
  const { values, refusals } = await takePhotos(market, viewer, typed, typed.values.listingId ?? "");
  const answer = (act: string, now: typeof values, wrong: readonly Refusal[], status?: number) =>
    answerContent(market, viewer, act, now, wrong, status);
  if (values.step) return answer("step", stepped(values), refusals, 200);
  const input = newListingOf(values);
  const problems = await checkNewListing(market, viewer, input);
  if (problems.length + refusals.length > 0) return answer("create", values, [...problems, ...refusals]);
  const made = await createListing(market, viewer, input);
  if (!made.ok) return answer("create", values, [made]);
  const { listingId } = made.value;
  const sent = values.act === "submit" && (await submitListing(market, viewer, { listingId })).ok;
  return redirect(href("seller-listing", language, { id: listingId }, { xong: sent ? "submitted" : "saved" }), 303);
}

/** Without an answer nothing is lost: the page keeps the form and sends it again, under the same id. */
export async function clientAction({ serverAction }: ClientActionFunctionArgs) {
  try {
    return await serverAction<typeof action>();
  } catch (error) {
    if (error instanceof TypeError) return unanswered();
    throw error;
  }
}

export const meta: MetaFunction<typeof loader> = (args) => privateHead(args, (t) => t("seller:listing.newTitle"));

export default function Page() {
  const view = useLoaderData<typeof loader>();
  const answer = useActionData() as TypedAnswer | { isUnanswered: true } | undefined;
  return (
    <main id="main" className="wrap">
      <NewPage
        view={view}
        answer={answer && !isUnanswered(answer) ? answer : null}
        isUnanswered={isUnanswered(answer)}
      />
    </main>
  );
}
