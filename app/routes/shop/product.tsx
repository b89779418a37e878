import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { BuyBox, type RefusedAdd } from "#app/features/catalogue/buy-box.tsx";
import { Gallery } from "#app/features/catalogue/gallery.tsx";
import { AddForm } from "#app/features/catalogue/goods.tsx";
import { breadcrumbList, productLd } from "#app/features/catalogue/json-ld.ts";
import { drawingOf, pictureAddress } from "#app/features/catalogue/picture.ts";
import { About, Lots, Maker, Others } from "#app/features/catalogue/product-parts.tsx";
import { JsonLd } from "#app/features/frame/json-ld.tsx";
import { open } from "#app/http/context.ts";
import { readFormData } from "#app/http/form.ts";
import { withGuest } from "#app/http/guest.ts";
import { pageHead, shortened } from "#app/http/meta.ts";
import { notFound, statusOf } from "#app/http/respond.ts";
import { href } from "#app/i18n/href.ts";
import { useWords } from "#app/i18n/i18n.ts";
import { useRootData } from "#app/root.tsx";
import { Anchor } from "#app/ui/anchor.tsx";
import { Icon } from "#app/ui/icon.tsx";
import { Breadcrumbs } from "#app/ui/nav.tsx";
import { addToCart } from "#services/cart/add-to-cart.ts";
import { viewProduct } from "#services/catalogue/view-product.ts";

export async function loader({ params, context }: LoaderFunctionArgs) {
  const { market, language } = context;
  const found = await viewProduct(market, { slug: params.slug ?? "", language });
  if (found.ok) return found.value;
  if (found.code === "moved") throw redirect(href("product", language, { slug: String(found.details?.slug) }), 301);
  return notFound();
}

/** Into the cart and back to this page; what is refused is said beside the quantity, with what was typed. */
export async function action({ request, params, context }: ActionFunctionArgs) {
  const { market, viewer: known, language } = await open(context);
  const form = await readFormData(request);
  const { viewer, cookie } = withGuest(known, market.settings.isHttps);
  const typed = {
    variantId: String(form.get("variantId") ?? "").slice(0, 40),
    quantity: String(form.get("quantity") ?? "").slice(0, 20),
  };
  const added = await addToCart(market, viewer, typed);
  if (!added.ok) return data<RefusedAdd>({ code: added.code, ...typed }, { status: statusOf(added.code) });
  const headers = cookie === null ? {} : { headers: { "Set-Cookie": cookie } };
  return redirect(href("product", language, { slug: params.slug ?? "" }), { status: 303, ...headers });
}

export const meta: MetaFunction<typeof loader> = (args) => {
  const product = args.data;
  if (!product) return [];
  const picture = product.pictures[0];
  return pageHead(args, {
    title: `${product.name.text}, ${product.shop.name}`,
    description: shortened(product.summary.text || product.description.text || product.name.text),
    image: picture ? pictureAddress(picture.hash, 800) : drawingOf(product.group.number),
    type: "product",
  });
};

export default function ProductRoute() {
  const product = useLoaderData<typeof loader>();
  const { t, language } = useWords();
  const publicUrl = useRootData()?.publicUrl ?? "";
  const groupHref = href("group", language, { slug: product.group.slug });
  const shopHref = href("shop", language, { slug: product.shop.slug });
  const url = publicUrl + href("product", language, { slug: product.slug });
  const crumbs = [
    { text: t("header.homeShort"), href: href("home", language) },
    { text: product.group.name, href: groupHref },
    { text: product.name.text },
  ];
  return (
    <main id="main" className="wrap" tabIndex={-1}>
      <div className="only-desk">
        <Breadcrumbs label={t("crumbs")} items={crumbs} />
      </div>
      <div className="prod" key={product.slug}>
        <Gallery pictures={product.pictures} group={product.group.number} />
        <BuyBox product={product} refused={useActionData<typeof action>() ?? null} />
      </div>
      <Lots product={product} />
      <section className="sec cols cols--2" aria-label={t("shop:product.facts")}>
        <About product={product} />
        <Maker product={product} />
      </section>
      <p className="mt-4">
        <Anchor
          className="lnk"
          href={href("report", language, { kind: "listing", id: product.listingId })}
          rel="nofollow"
        >
          <Icon name="flag" small /> {t("shop:product.report")}
        </Anchor>
      </p>
      <Others
        id="h-cung-cua-hang"
        title={t("shop:product.ofShop")}
        more={{ href: shopHref, text: t("shop:product.visit") }}
        cards={product.ofShop}
      />
      <Others
        id="h-cung-nhom"
        title={t("shop:product.ofGroup", { name: product.group.name })}
        cards={product.ofGroup}
      />
      <AddForm />
      <JsonLd data={productLd(product, url, publicUrl + shopHref, publicUrl)} />
      <JsonLd data={breadcrumbList(crumbs, publicUrl)} />
    </main>
  );
}
