import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { CartPage } from "#app/features/cart/cart-page.tsx";
import { open } from "#app/http/context.ts";
import { readFormData } from "#app/http/form.ts";
import { backPath, withGuest } from "#app/http/guest.ts";
import { pageHead } from "#app/http/meta.ts";
import { isSessionLost, sessionLost } from "#app/http/own-form.ts";
import { statusOf } from "#app/http/respond.ts";
import { href, languageOf } from "#app/i18n/href.ts";
import { wordsFor } from "#app/i18n/i18n.ts";
import { addFromShow } from "#services/cart/add-from-show.ts";
import { addToCart } from "#services/cart/add-to-cart.ts";
import { keepAtRegular, markCartSeen, setAside, setQuantity, takeOut } from "#services/cart/change-line.ts";
import { viewCart } from "#services/cart/view-cart.ts";
import { enterCheckout } from "#services/checkout/enter-checkout.ts";
import { refuse } from "#services/shared/result.ts";

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
      case "keep-regular":
        return keepAtRegular(market, viewer, text("lineId"));
      case "checkout":
        return enterCheckout(market, viewer);
      case "back":
        return setAside(market, viewer, form.getAll("lineId").map(String), false);
      default:
        return markCartSeen(market, viewer);
    }
  };
  // What is put into the cart comes along when somebody signs in; every other act is about a cart that somebody has.
  if (!text("intent").endsWith("add") && isSessionLost(form, await context.visit())) throw sessionLost(request, form);
  const headers = cookie === null ? {} : { headers: { "Set-Cookie": cookie } };
  if (text("intent") === "show-add") {
    const input = {
      variantId: text("variantId"),
      quantity: text("quantity"),
      show: text("show"),
      dealId: text("dealId"),
    };
    const added = await addFromShow(market, viewer, input);
    if (added.ok && text("from") === "page") return redirect(href("cart", language), { status: 303, ...headers });
    if (added.ok) return data({ refusal: null, typed: { quantity: "" }, cartCount: added.value.cartCount }, headers);
    return data(
      { refusal: added, typed: { quantity: "" }, cartCount: null },
      { status: statusOf(added.code), ...headers },
    );
  }
  const done = await act();
  if (!done.ok) {
    // What keeps a line out of checkout is said at the line by itself.
    const isEntering = text("intent") === "checkout";
    const refusal = isEntering ? refuse(done.code, { details: done.details }) : done;
    return data(
      {
        refusal,
        typed: { quantity: text("quantity").slice(0, 20) },
        cartCount: null,
        back: backPath(form.get("back"), ""),
      },
      { status: statusOf(done.code) },
    );
  }
  const to = href(text("intent") === "checkout" ? "checkout" : "cart", language);
  return redirect(backPath(form.get("back"), to), { status: 303, ...headers });
}

export default function CartRoute() {
  const cart = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const back = answer && "back" in answer ? answer.back : "";
  return (
    <CartPage cart={cart} refusal={answer?.refusal ?? null} typedQuantity={answer?.typed.quantity ?? ""} back={back} />
  );
}
