import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { type ClientActionFunctionArgs, useActionData, useLoaderData } from "@remix-run/react";
import { EditPage } from "#app/features/seller-listing/edit-page.tsx";
import { open } from "#app/http/context.ts";
import { answerContent, contentOf, contentValues, stepped, takePhotos, variantOf } from "#app/http/listing-form.ts";
import { pageHead } from "#app/http/meta.ts";
import { notFound } from "#app/http/respond.ts";
import { answerTyped, readTyped, type Typed, type TypedAnswer, wholeOf } from "#app/http/typed-form.ts";
import { isUnanswered, unanswered } from "#app/http/unanswered.ts";
import { href } from "#app/i18n/href.ts";
import { changePrice } from "#services/catalogue/change-price.ts";
import { addVariant, editVariant, restoreVariant, retireVariant } from "#services/catalogue/change-variants.ts";
import { pauseListing, resumeListing } from "#services/catalogue/pause-listing.ts";
import { renameListingAddress } from "#services/catalogue/rename-address.ts";
import { checkContent, saveListing, withdrawRevision } from "#services/catalogue/save-listing.ts";
import { submitListing, withdrawListing } from "#services/catalogue/submit-listing.ts";
import { viewOwnListing } from "#services/catalogue/view-own-listing.ts";
import { MAX_PICTURE_BYTES } from "#services/shared/file-limits.ts";
import type { Market } from "#services/shared/market.ts";
import { type Refusal, type Result, refuse } from "#services/shared/result.ts";
import type { Viewer } from "#services/shared/viewer.ts";

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const { market, viewer } = await open(context);
  const found = await viewOwnListing(market, viewer, params.id ?? "");
  if (!found.ok) notFound();
  const done = new URL(request.url).searchParams.get("xong");
  return { view: found.value, values: contentValues(found.value.content), done };
}

type Values = Record<string, string>;

/** Every button but those of the content form: the use case behind it and what the page then says. */
async function run(market: Market, viewer: Viewer, listingId: string, values: Values): Promise<Result<unknown>> {
  const v = (name: string) => values[name] ?? "";
  const variantId = v("variantId");
  switch (values.act) {
    case "submit":
      return submitListing(market, viewer, { listingId });
    case "withdraw":
      return withdrawListing(market, viewer, { listingId });
    case "withdraw-revision":
      return withdrawRevision(market, viewer, { listingId });
    case "pause":
      return pauseListing(market, viewer, { listingId });
    case "resume":
      return resumeListing(market, viewer, { listingId });
    case "address":
      return renameListingAddress(market, viewer, { listingId, seenSlug: v("seenSlug") });
    case "price": {
      const price = { priceVnd: wholeOf(v("priceVnd")), seenOfferId: v("seenOfferId") };
      return changePrice(market, viewer, { offerId: v("requestId"), variantId, ...price });
    }
    case "variant-add":
      return addVariant(market, viewer, { ...variantOf(values), listingId, variantId: v("requestId") });
    case "variant-edit":
      return editVariant(market, viewer, { ...variantOf(values), variantId });
    case "variant-retire":
      return retireVariant(market, viewer, { variantId });
    case "variant-restore":
      return restoreVariant(market, viewer, { variantId });
    default:
      return refuse("invalid_request");
  }
}

const SAID: Record<string, string> = { submit: "submitted", withdraw: "withdrawn", "withdraw-revision": "withdrawn" };
const OUTCOMES = { saved: "saved", waiting: "revised", same: "same" } as const;

/** The content form: photos first, then the words; then, when asked, to staff. */
async function save(market: Market, viewer: Viewer, listingId: string, typed: Typed) {
  const { values, refusals } = await takePhotos(market, viewer, typed, typed.values.requestId ?? "");
  const answer = (act: string, now: typeof values, wrong: readonly Refusal[], status?: number) =>
    answerContent(market, viewer, act, now, wrong, status);
  if (values.step) return { answer: await answer("step", stepped(values), refusals, 200) };
  const act = values.act ?? "save";
  const content = contentOf(values);
  const problems = await checkContent(market, viewer, values.shopId ?? "", content);
  if (problems.length + refusals.length > 0) return { answer: await answer(act, values, [...problems, ...refusals]) };
  const saved = await saveListing(market, viewer, { listingId, requestId: values.requestId ?? "", content });
  if (!saved.ok) return saved.code === "not_found" ? notFound() : { answer: await answer(act, values, [saved]) };
  const sent = act === "save-submit" && (await submitListing(market, viewer, { listingId })).ok;
  return { said: sent ? "submitted" : OUTCOMES[saved.value.outcome] };
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const { market, viewer, language } = await open(context);
  const listingId = params.id ?? "";
  if (!(await viewOwnListing(market, viewer, listingId)).ok) notFound();
  const typed = await readTyped(request, { photos: MAX_PICTURE_BYTES });
  const { values } = typed;
  const act = values.act ?? "";
  const to = (said: string) => redirect(href("seller-listing", language, { id: listingId }, { xong: said }), 303);
  if (values.step || act === "save" || act === "save-submit") {
    const saved = await save(market, viewer, listingId, typed);
    return "said" in saved ? to(saved.said) : saved.answer;
  }
  const done = await run(market, viewer, listingId, values);
  if (!done.ok && done.code === "not_found") notFound();
  return done.ok ? to(SAID[act] ?? "changed") : answerTyped(act, values, [done]);
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

export const meta: MetaFunction<typeof loader> = (args) =>
  pageHead(args, { title: args.data?.view.name ?? "", index: false });

export default function Page() {
  const { view, values, done } = useLoaderData<typeof loader>();
  const answer = useActionData() as TypedAnswer | { isUnanswered: true } | undefined;
  return (
    <main id="main" className="wrap">
      <EditPage
        view={view}
        values={values}
        done={done}
        answer={answer && !isUnanswered(answer) ? answer : null}
        isUnanswered={isUnanswered(answer)}
      />
    </main>
  );
}
