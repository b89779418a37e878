import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { NotOpenYet, ShopPage } from "#app/features/seller-shop/shop-page.tsx";
import { open } from "#app/http/context.ts";
import { shopOf } from "#app/http/current-shop.ts";
import { privateHead } from "#app/http/private-head.ts";
import { notFound } from "#app/http/respond.ts";
import { answerTyped, readTyped, type Typed } from "#app/http/typed-form.ts";
import { href } from "#app/i18n/href.ts";
import { acceptPicture } from "#services/catalogue/accept-picture.ts";
import { MAX_PICTURE_BYTES } from "#services/shared/file-limits.ts";
import { newId } from "#services/shared/ids.ts";
import type { Market } from "#services/shared/market.ts";
import { type Refusals, type Result, refuse } from "#services/shared/result.ts";
import type { Viewer } from "#services/shared/viewer.ts";
import { pauseShop, saveShop } from "#services/shops/save-shop.ts";
import { viewShop } from "#services/shops/view-shop.ts";

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { market, viewer } = await open(context);
  const current = shopOf(request, viewer) ?? notFound();
  const shop = await viewShop(market, viewer, current.shopId);
  if (!shop.ok) notFound();
  return { shop: shop.value, saved: new URL(request.url).searchParams.has("xong"), pictureId: newId() };
}

/** The picture to show from now on: a new one when a file came, none when asked, else the one that is there. */
async function pictureFor(market: Market, viewer: Viewer, shopId: string, typed: Typed): Promise<Result<string>> {
  const file = typed.files("picture")[0];
  if (file) {
    const bytes = new Uint8Array(await file.arrayBuffer());
    const pictureId = typed.values.newPictureId ?? "";
    const accepted = await acceptPicture(market, viewer, { pictureId, shopId, bytes });
    return accepted.ok ? { ok: true, value: accepted.value.pictureId } : { ...accepted, field: "picture" };
  }
  if (typed.values.pictureRemove === "on") return { ok: true, value: "" };
  const now = await viewShop(market, viewer, shopId);
  return now.ok ? { ok: true, value: now.value.pictureId ?? "" } : now;
}

async function save(market: Market, viewer: Viewer, shopId: string, typed: Typed) {
  const v = (name: string) => typed.values[name] ?? "";
  const picture = typed.left[0] ?? (await pictureFor(market, viewer, shopId, typed));
  return saveShop(market, viewer, {
    shopId,
    name: v("name"),
    story: v("story"),
    slug: v("slug"),
    ...(picture.ok ? { pictureId: picture.value } : { pictureId: "", pictureRefused: picture }),
    pickupLine: v("line"),
    pickupCommuneCode: v("communeCode"),
    zones: typed.all("zone"),
  });
}

export async function action({ request, context }: ActionFunctionArgs) {
  const { market, viewer, language } = await open(context);
  const { shopId } = shopOf(request, viewer) ?? notFound();
  const typed = await readTyped(request, { picture: MAX_PICTURE_BYTES });
  const act = typed.values.act ?? "";
  const done: Result<unknown> | Refusals =
    act === "save"
      ? await save(market, viewer, shopId, typed)
      : act === "pause" || act === "resume"
        ? await pauseShop(market, viewer, { shopId, paused: act === "pause" })
        : refuse("invalid_request");
  if (!done.ok) {
    const faults = "faults" in done ? (done as Refusals).faults : [done];
    return answerTyped(act, { ...typed.values, zones: typed.all("zone").join(",") }, faults);
  }
  return redirect(href("seller-shop", language, {}, { xong: "1" }), 303);
}

export const meta: MetaFunction<typeof loader> = (args) => privateHead(args, (t) => t("seller:shop.title"));

export default function Page() {
  const page = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const isOpen = page.shop.state === "approved" || page.shop.state === "suspended";
  return (
    <main id="main" className="wrap">
      {isOpen ? <ShopPage {...page} answer={answer ?? null} /> : <NotOpenYet shop={page.shop} />}
    </main>
  );
}
