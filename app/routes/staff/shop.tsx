import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import type { DeskAnswer } from "#app/features/staff/answer.ts";
import { PastActs } from "#app/features/staff/item-matter.tsx";
import { LicenceForm, OpenOrders, Suspension } from "#app/features/staff/shop-acts.tsx";
import { ShopStateTag } from "#app/features/staff/shop-desk.tsx";
import { Licences, Members, Papers, ShopFacts } from "#app/features/staff/shop-file.tsx";
import { open } from "#app/http/context.ts";
import { readFormData } from "#app/http/form.ts";
import { choiceOf } from "#app/http/page.ts";
import { privateHead } from "#app/http/private-head.ts";
import { notFound, refused } from "#app/http/respond.ts";
import { href } from "#app/i18n/href.ts";
import { useWords } from "#app/i18n/i18n.ts";
import { Anchor } from "#app/ui/anchor.tsx";
import { LinkButton } from "#app/ui/button.tsx";
import { Breadcrumbs } from "#app/ui/nav.tsx";
import { Note } from "#app/ui/note.tsx";
import { DESK_SHOP_STATES } from "#services/moderation/desk-rules.ts";
import { viewShopFile } from "#services/moderation/view-shop-file.ts";
import { refuseOrderAsStaff } from "#services/orders/refuse-order.ts";
import { newId } from "#services/shared/ids.ts";
import { recordLicence } from "#services/shops/record-licence.ts";
import { suspendShop, unsuspendShop } from "#services/shops/suspend-shop.ts";

const ACTS = ["suspend", "unsuspend", "licence", "refuse-order"] as const;

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { market, viewer } = await open(context);
  const file = await viewShopFile(market, viewer, params.id ?? "");
  if (!file.ok) notFound();
  return { ...file.value, done: choiceOf(request, "tin", ACTS), licenceId: newId(), requestId: newId() };
}

const text = z.string().max(8000).catch("");
const form = z.object({
  act: text,
  reasonCode: text,
  reason: text,
  licenceId: text,
  number: text,
  issuer: text,
  validFrom: text,
  validTo: text,
  code: text,
  requestId: text,
});

export async function action({ request, context, params }: ActionFunctionArgs) {
  const { market, viewer, language } = await open(context);
  const values = form.parse(Object.fromEntries(await readFormData(request)));
  const shopId = params.id ?? "";
  const act = ACTS.find((known) => known === values.act) ?? notFound();
  const run = {
    suspend: () => suspendShop(market, viewer, { shopId, ...values }),
    unsuspend: () => unsuspendShop(market, viewer, { shopId, ...values }),
    licence: () => recordLicence(market, viewer, { shopId, ...values }),
    "refuse-order": () => refuseOrderAsStaff(market, viewer, values),
  };
  const done = await run[act]();
  if (!done.ok && done.code === "not_found") notFound();
  const name = act === "licence" ? act : `${act}:${act === "refuse-order" ? values.code : shopId}`;
  if (!done.ok) return refused(done, { form: name, values });
  return redirect(href("staff-shop", language, { id: shopId }, { tin: act }), 303);
}

export const meta: MetaFunction<typeof loader> = (args) =>
  privateHead(args, (t) => args.data?.shop.name || t("staff:shops.title"));

export default function Page() {
  const { t, language } = useWords();
  const { shop, history, openOrders, done, licenceId, requestId } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>() as DeskAnswer;
  const state = DESK_SHOP_STATES.find((known) => known === shop.state) ?? "submitted";
  const isOpen = shop.state === "approved";
  return (
    <main id="main" className="wrap page">
      <Breadcrumbs
        label={t("crumbs")}
        items={[{ text: t("staff:shops.title"), href: href("staff-shops", language) }, { text: shop.name }]}
      />
      {done && !answer && (
        <Note kind="good" role="status">
          {t(`staff:shops.done.${done === "refuse-order" ? "refuse" : done}`)}
        </Note>
      )}
      <div className="row row--top row--wrap mt-3">
        <h1 className="grow">{shop.name}</h1>
        <ShopStateTag state={state} />
      </div>
      <div className="cols cols--side mt-4">
        <div>
          <h2>{t("staff:shops.file")}</h2>
          <ShopFacts shop={shop} />
          <h2 className="mt-5">{t("staff:shops.papers")}</h2>
          <Papers shop={shop} />
          <h2 className="mt-5">{t("staff:shops.members")}</h2>
          <Members shop={shop} />
          <h2 className="mt-5">{t("staff:shops.licences")}</h2>
          <Licences shop={shop} />
          <LicenceForm key={shop.licences.length} licenceId={licenceId} answer={answer} />
          <h2 className="mt-5">{t("staff:shops.openOrders")}</h2>
          <OpenOrders
            orders={openOrders}
            requestId={requestId}
            mayRefuse={shop.state === "suspended"}
            answer={answer}
          />
        </div>
        <aside className="stack stack--4" aria-label={t("staff:shops.work")}>
          <h2>{t("staff:shops.work")}</h2>
          {shop.state === "submitted" && (
            <LinkButton href={href("staff-item", language, { kind: "shop", id: shop.id })}>
              {t("staff:shops.review")}
            </LinkButton>
          )}
          <Suspension shop={shop} answer={answer} />
          <ul>
            <li>
              <Anchor className="lnk" href={href("staff-listings", language, {}, { "cua-hang": shop.id })}>
                {t("staff:shops.seeListings")}
              </Anchor>
            </li>
            {isOpen && (
              <li>
                <Anchor className="lnk" reload href={href("shop", language, { slug: shop.slug })}>
                  {t("staff:shops.seeShop")}
                </Anchor>
              </li>
            )}
          </ul>
          <h2>{t("staff:item.history")}</h2>
          <PastActs acts={history} />
        </aside>
      </div>
    </main>
  );
}
