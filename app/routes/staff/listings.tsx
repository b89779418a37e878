import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import type { DeskAnswer } from "#app/features/staff/answer.ts";
import { DeskFind } from "#app/features/staff/desk-find.tsx";
import { ListingTable } from "#app/features/staff/listing-desk.tsx";
import { open } from "#app/http/context.ts";
import { readFormData } from "#app/http/form.ts";
import { choiceOf, pageOf } from "#app/http/page.ts";
import { privateHead } from "#app/http/private-head.ts";
import { notFound, refused } from "#app/http/respond.ts";
import { href } from "#app/i18n/href.ts";
import { useWords } from "#app/i18n/i18n.ts";
import { Empty } from "#app/ui/empty.tsx";
import { Chip, Chips, Pagination } from "#app/ui/nav.tsx";
import { Note } from "#app/ui/note.tsx";
import { putBackListing, takeDownListing } from "#services/catalogue/decide-listing.ts";
import { DESK_LISTING_STATES } from "#services/moderation/desk-rules.ts";
import { findListings } from "#services/moderation/find-listings.ts";

function filterOf(request: Request) {
  const query = new URL(request.url).searchParams;
  return { words: query.get("q") ?? "", state: query.get("tt") ?? "", shopId: query.get("cua-hang") };
}

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { market, viewer } = await open(context);
  const filter = filterOf(request);
  const desk = await findListings(market, viewer, { ...filter, page: pageOf(request) });
  if (!desk.ok) notFound();
  return { desk: desk.value, filter, done: choiceOf(request, "tin", ["take-down", "put-back"]) };
}

const text = z.string().max(8000).catch("");
const form = z.object({ act: text, listingId: text, reasonCode: text, reason: text });

export async function action({ request, context }: ActionFunctionArgs) {
  const { market, viewer, language } = await open(context);
  const values = form.parse(Object.fromEntries(await readFormData(request)));
  const act = values.act === "put-back" || values.act === "take-down" ? values.act : notFound();
  const done = await (act === "put-back" ? putBackListing : takeDownListing)(market, viewer, values);
  if (!done.ok && done.code === "not_found") notFound();
  if (!done.ok) return refused(done, { form: `${act}:${values.listingId}`, values });
  const { words, state, shopId } = filterOf(request);
  const kept = { q: words, tt: state, "cua-hang": shopId, page: pageOf(request) };
  return redirect(href("staff-listings", language, {}, { ...kept, tin: act }), 303);
}

export const meta: MetaFunction<typeof loader> = (args) => privateHead(args, (t) => t("staff:listings.title"));

export default function Page() {
  const { t, language } = useWords();
  const { desk, filter, done } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>() as DeskAnswer;
  const { words, state, shopId } = filter;
  const to = (page: number | null, shop = shopId) =>
    href("staff-listings", language, {}, { q: words, tt: state, "cua-hang": shop, page });
  const shopName = desk.lines[0]?.shop.name;
  return (
    <main id="main" className="wrap page">
      <h1>{t("staff:listings.title")}</h1>
      {done && !answer && (
        <Note kind="good" role="status" className="mt-3">
          {t(done === "take-down" ? "staff:listings.downDone" : "staff:listings.backDone")}
        </Note>
      )}
      <DeskFind
        desk="listings"
        words={words}
        state={state}
        hidden={shopId ? { "cua-hang": shopId } : {}}
        states={DESK_LISTING_STATES.map((value) => ({ value, label: t(`staff:listings.states.${value}`) }))}
      />
      {shopId && (
        <Chips label={t("staff:listings.shop")} className="mt-3">
          <Chip on remove={t("staff:listings.allShops")} href={to(null, null)}>
            {t("staff:listings.ofShop", { name: shopName ?? "" })}
          </Chip>
        </Chips>
      )}
      <p className="meta mt-4">{t("staff:listings.count", { count: desk.total })}</p>
      {desk.lines.length === 0 ? (
        <Empty title={t("staff:listings.none")}>{t("staff:listings.noneText")}</Empty>
      ) : (
        <ListingTable lines={desk.lines} answer={answer} />
      )}
      <Pagination
        label={t("pages")}
        page={desk.page}
        pages={desk.pages}
        hrefOf={(page) => to(page)}
        nameOf={(page) => t("page", { page })}
        previous={t("previousPage")}
        next={t("nextPage")}
      />
    </main>
  );
}
