import {
  type ActionFunctionArgs,
  type AppLoadContext,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { CheckoutPage as Page } from "#app/features/checkout/checkout-page.tsx";
import {
  type CheckoutAnswer,
  type CheckoutTyped,
  type EnterAnswer,
  emptyTyped,
  type LeftAnswer,
  type PlacedAnswer,
} from "#app/features/checkout/typed.ts";
import { open } from "#app/http/context.ts";
import { readFormData } from "#app/http/form.ts";
import { withGuest } from "#app/http/guest.ts";
import { pageHead } from "#app/http/meta.ts";
import { isSessionLost, sessionLost } from "#app/http/own-form.ts";
import { statusOf } from "#app/http/respond.ts";
import { href, languageOf } from "#app/i18n/href.ts";
import { wordsFor } from "#app/i18n/i18n.ts";
import { setAside } from "#services/cart/change-line.ts";
import { enterCheckout, leaveCheckout } from "#services/checkout/enter-checkout.ts";
import { placeOrder } from "#services/checkout/place-order.ts";
import type { Quote } from "#services/checkout/quote-rules.ts";
import { readContact } from "#services/checkout/read-contact.ts";
import { type CheckoutPage, viewCheckout } from "#services/checkout/view-checkout.ts";
import type { Market } from "#services/shared/market.ts";
import type { Refusal } from "#services/shared/result.ts";
import type { Viewer } from "#services/shared/viewer.ts";

/** A document that answers a form shows what its action read: nothing is asked, or sent, a second time. */
const answered = new WeakMap<AppLoadContext, CheckoutPage>();

export async function loader({ context }: LoaderFunctionArgs) {
  const known = answered.get(context);
  if (known) return known;
  const { market, viewer, language } = await open(context);
  const page = await viewCheckout(market, viewer);
  if (page.shops.length === 0) throw redirect(href("cart", language));
  return page;
}

export const meta: MetaFunction<typeof loader> = (args) =>
  pageHead(args, { title: wordsFor(languageOf(args.location.pathname))("shop:checkout.title"), index: false });

function typedIn(form: FormData): CheckoutTyped {
  const text = (name: keyof CheckoutTyped) => String(form.get(name) ?? "").slice(0, 1000);
  const names = Object.keys(emptyTyped) as (keyof CheckoutTyped)[];
  return Object.fromEntries(names.map((name) => [name, text(name)])) as CheckoutTyped;
}

const contactOf = (typed: CheckoutTyped) => ({
  name: typed.name,
  phone: typed.phone,
  email: typed.email,
  addressLine: typed.addressLine,
  communeCode: typed.communeCode,
  note: typed.note,
});

/** What else is still open in a form whose contact was refused: said in the same answer, not in the next one. */
function alsoMissing(page: CheckoutPage, typed: CheckoutTyped): CheckoutAnswer["errors"] {
  const methods = page.canVnpay ? ["vnpay", "cod"] : ["cod"];
  return {
    ...(typed.communeCode !== "" && page.communeCode === "" ? { communeCode: "commune_elsewhere" } : {}),
    ...(page.provinceCode === "" ? { communeCode: undefined, provinceCode: "province_missing" } : {}),
    ...(methods.includes(typed.method) ? {} : { method: "method_unknown" }),
    ...(page.hasAlcohol && typed.ageConfirmed !== "on" ? { ageConfirmed: "age_not_confirmed" } : {}),
    ...(typed.agreed === "on" ? {} : { agreed: "not_agreed" }),
  };
}

/** Everything that is wrong in the form, or the one thing that the placing was refused for. */
function errorsOf(
  refusal: Refusal,
  page: CheckoutPage,
  typed: CheckoutTyped,
): Pick<CheckoutAnswer, "errors" | "formError"> {
  const contact = readContact(contactOf(typed));
  const wrong = contact.ok ? undefined : contact.wrong;
  const isOfForm =
    ["agreed", "ageConfirmed"].includes(refusal.field ?? "") ||
    ["method_unknown", "commune_elsewhere"].includes(refusal.code);
  if (wrong || isOfForm) return { errors: { ...wrong, ...alsoMissing(page, typed) }, formError: null };
  if (refusal.field) return { errors: { [refusal.field]: refusal.code }, formError: null };
  return { errors: {}, formError: refusal.code };
}

type Asked = {
  market: Market;
  viewer: Viewer;
  form: FormData;
  view: (requestId: string, quote?: Quote) => Promise<CheckoutPage>;
};

/** Goes into checkout: live prices are held, and the answer carries the page on which it is shown. */
async function enter({ market, viewer, view }: Asked) {
  const entered = await enterCheckout(market, viewer);
  const page = await view("");
  if (!entered.ok)
    return data<EnterAnswer>({ page, entered: null, refusal: entered }, { status: statusOf(entered.code) });
  const { heldUntil, isSpent } = entered.value;
  return data<EnterAnswer>({
    page,
    entered: { heldUntil: heldUntil?.toISOString() ?? null, isSpent },
    refusal: null,
  });
}

async function place(
  { market, viewer, form, view }: Asked,
  typed: CheckoutTyped,
  language: "vi" | "en",
  isShow: boolean,
) {
  const placed = await placeOrder(market, viewer, {
    requestId: typed.requestId,
    quoteHash: typed.quoteHash,
    contact: contactOf(typed),
    ...(form.has("provinceCode") ? { provinceCode: typed.provinceCode } : {}),
    method: typed.method,
    agreed: typed.agreed === "on",
    ageConfirmed: typed.ageConfirmed === "on",
    language,
  });
  if (placed.ok) {
    const { code, payAddress } = placed.value;
    if (isShow) return data<PlacedAnswer>({ placed: { code, payAddress } });
    return redirect(payAddress ?? href("order", language, { code }), 303);
  }
  const isSpent = placed.code === "request_reused" || placed.code === "bad_request";
  const page = await view(isSpent ? "" : typed.requestId, placed.quote);
  const isEmpty = placed.code === "cart_empty" && page.shops.length === 0;
  if (isEmpty && !isShow) return redirect(href("cart", language), 303);
  return data<CheckoutAnswer>({ page, typed, ...errorsOf(placed, page, typed) }, { status: statusOf(placed.code) });
}

/** With `from=show` the asker is a sheet over a player: it is answered with data and never sent elsewhere. */
export async function action({ request, context }: ActionFunctionArgs) {
  const { market, viewer: known, language } = await open(context);
  const form = await readFormData(request);
  const { viewer } = withGuest(known, market.settings.isHttps);
  const intent = String(form.get("intent") ?? "");
  const isShow = form.get("from") === "show";
  const typed = typedIn(form);
  const view = async (requestId: string, quote?: Quote) => {
    const { provinceCode, communeCode } = typed;
    const wish = form.has("provinceCode") ? { provinceCode, communeCode } : {};
    const page = await viewCheckout(market, viewer, { ...wish, requestId }, quote);
    if (page.shops.length > 0) answered.set(context, page);
    return page;
  };
  if (isSessionLost(form, await context.visit())) {
    if (!isShow) throw sessionLost(request, form);
    const answer = { page: await view(typed.requestId), typed, errors: {}, formError: "signed_out" };
    return data<CheckoutAnswer>(answer, { status: 401 });
  }
  const asked = { market, viewer, form, view };
  switch (intent) {
    case "aside":
      await setAside(market, viewer, form.getAll("lineId").map(String), true);
      return isShow ? enter(asked) : redirect(href("checkout", language), 303);
    case "leave":
      await leaveCheckout(market, viewer);
      return isShow ? data<LeftAnswer>({ left: true }) : redirect(href("cart", language), 303);
    case "enter":
      return enter(asked);
    case "place":
      return place(asked, typed, language, isShow);
    default:
      return data<CheckoutAnswer>({ page: await view(typed.requestId), typed, errors: {}, formError: null });
  }
}

type Answer = CheckoutAnswer | EnterAnswer | PlacedAnswer | LeftAnswer | undefined;

export default function CheckoutRoute() {
  const loaded = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>() as Answer;
  const shown = answer && "page" in answer ? answer : null;
  return (
    <Page
      page={shown?.page ?? loaded}
      answer={shown && "typed" in shown ? shown : null}
      entered={shown && "entered" in shown ? shown : null}
    />
  );
}
