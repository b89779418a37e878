import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { CartPage } from "#app/features/cart/cart-page.tsx";
import { open } from "#app/http/context.ts";
import { readFormData } from "#app/http/form.ts";
import { backPath, withGuest } from "#app/http/guest.ts";
import { pageHead } from "#app/http/meta.ts";
import { statusOf } from "#app/http/respond.ts";
import { href, languageOf } from "#app/i18n/href.ts";
import { wordsFor } from "#app/i18n/i18n.ts";
import { addToCart } from "#services/cart/add-to-cart.ts";
import { markCartSeen, setAside, setQuantity, takeOut } from "#services/cart/change-line.ts";
import { viewCart } from "#services/cart/view-cart.ts";

export async function loader({ context }: LoaderFunctionArgs) {
  const { market, viewer } = await open(context);
  return viewCart(market, viewer);
}

export const meta: MetaFunction<typeof loader> = (args) =>
  pageHead(args, { title: wordsFor(languageOf(args.location.pathname))("shop:cart.title"), index: false });

export async function action({ request, context }: ActionFunctionArgs) {
  const { market, viewer: known, language } = await open(context);
  const form = await readFormData(request);
  const { viewer, cookie } = withGuest(known, market.settings.isHttps);
  const text = (name: string) => String(form.get(name) ?? "");
  const act = () => {
    switch (text("intent")) {
      case "add":
        return addToCart(market, viewer, { variantId: text("variantId"), quantity: text("quantity") });
      case "quantity":
        return setQuantity(market, viewer, { lineId: text("lineId"), quantity: text("quantity") });
      case "remove":
        return takeOut(market, viewer, text("lineId"));
      case "aside":
        return setAside(market, viewer, form.getAll("lineId").map(String), true);
      case "back":
        return setAside(market, viewer, form.getAll("lineId").map(String), false);
      default:
        return markCartSeen(market, viewer);
    }
  };
  const done = await act();
  if (!done.ok) {
    return data({ refusal: done, typed: { quantity: text("quantity").slice(0, 20) } }, { status: statusOf(done.code) });
  }
  return redirect(backPath(form.get("back"), href("cart", language)), {
    status: 303,
    ...(cookie === null ? {} : { headers: { "Set-Cookie": cookie } }),
  });
}

export default function CartRoute() {
  const cart = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return <CartPage cart={cart} refusal={answer?.refusal ?? null} typedQuantity={answer?.typed.quantity ?? ""} />;
}
