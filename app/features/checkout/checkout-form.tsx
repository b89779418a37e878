import type { FetcherWithComponents, Form as PageForm } from "@remix-run/react";
import { useRef } from "react";
import { WhoseField } from "#app/features/frame/whose.tsx";
import { money, time } from "#app/i18n/format.ts";
import { href } from "#app/i18n/href.ts";
import { useWords } from "#app/i18n/i18n.ts";
import { Anchor } from "#app/ui/anchor.tsx";
import { Block, Sums } from "#app/ui/block.tsx";
import { Button, LinkButton } from "#app/ui/button.tsx";
import { Checkbox } from "#app/ui/choice.tsx";
import { FormErrors } from "#app/ui/form-errors.tsx";
import { Note } from "#app/ui/note.tsx";
import { SectionHead } from "#app/ui/section-head.tsx";
import type { CheckoutPage as PageData } from "#services/checkout/view-checkout.ts";
import { ContactFields } from "./contact-fields.tsx";
import { Parcels } from "./parcels.tsx";
import { PayMethods } from "./pay-methods.tsx";
import { type CheckoutAnswer, type CheckoutTyped, emptyTyped } from "./typed.ts";
import { useErrorWords } from "./use-error-words.ts";

/** Id of the form, for buttons that stand outside of it. */
export const CHECKOUT_FORM = "dat-hang";

function startOf(page: PageData): CheckoutTyped {
  return { ...emptyTyped, ...page.known, method: page.canVnpay && page.hasAlcohol ? "vnpay" : "" };
}

/** Before a place is chosen the sum lacks shipping: it is named so, and no button promises it. */
export function useSum(page: PageData) {
  const { t, language } = useWords();
  const amount = money(page.totalVnd, language);
  return page.provinceCode === ""
    ? { label: t("shop:checkout.beforeShipping"), amount, place: t("shop:checkout.placeShort") }
    : { label: t("shop:checkout.total"), amount, place: t("shop:checkout.place", { amount }) };
}

function Summary({ page, isBusy, isSheet }: { page: PageData; isBusy: boolean; isSheet: boolean }) {
  const { t, language } = useWords();
  const sum = useSum(page);
  const shops = page.shops.map((shop) => ({
    term: t("shop:checkout.shopGoods", { shop: shop.name, count: shop.count }),
    amount: money(shop.goodsVnd, language),
  }));
  const shipping = {
    term: t("shop:checkout.shipping", { count: page.shops.length }),
    amount: page.provinceCode === "" ? t("shop:checkout.afterPlace") : money(page.shippingVnd, language),
  };
  return (
    <aside className={isSheet ? undefined : "stickyside"}>
      <Block title={t("shop:checkout.youPay")}>
        <Sums rows={[...shops, shipping, { term: sum.label, amount: sum.amount, total: true }]} />
        <Button
          form={CHECKOUT_FORM}
          name="intent"
          value="place"
          wide
          className={isSheet ? "mt-4" : "mt-4 only-desk"}
          busy={isBusy}
        >
          {sum.place}
        </Button>
        <p className="meta mt-3">{t("shop:checkout.promise")}</p>
      </Block>
    </aside>
  );
}

/** What stands in the way of the whole order: said on top, with the way out. */
function Obstacles({ page, answer }: { page: PageData; answer: CheckoutAnswer | null }) {
  const { t, language } = useWords();
  const say = useErrorWords();
  return (
    <>
      {answer?.formError ? (
        <Note kind="bad" role="alert">
          {say(answer.formError)}
        </Note>
      ) : null}
      {page.left.map(({ lineId, name, reason }) => (
        <Note key={lineId} kind="bad">
          {t("shop:checkout.leftShow", { name, reason: t(`shop:leftShow.${reason}`) })}
        </Note>
      ))}
      {page.hasProblem ? (
        <Note kind="warn">
          {t("shop:checkout.lineProblem")}{" "}
          <LinkButton variant="line" small href={href("cart", language)}>
            {t("shop:checkout.toCart")}
          </LinkButton>
        </Note>
      ) : null}
    </>
  );
}

function Agreements({ page, answer, typed }: { page: PageData; answer: CheckoutAnswer | null; typed: CheckoutTyped }) {
  const { t, language } = useWords();
  const say = useErrorWords();
  const policy = (page: string) => href("policy", language, { page });
  return (
    <section aria-labelledby="c4">
      <SectionHead id="c4" title={t("shop:checkout.agree")} plain />
      {page.hasHealthProtection ? <Note>{t("shop:cart.health")}</Note> : null}
      {page.hasAlcohol ? (
        <Checkbox
          id="ageConfirmed"
          name="ageConfirmed"
          defaultChecked={typed.ageConfirmed === "on"}
          error={answer?.errors.ageConfirmed ? say(answer.errors.ageConfirmed) : undefined}
        >
          {t("shop:checkout.age")}
        </Checkbox>
      ) : null}
      <Checkbox
        id="agreed"
        name="agreed"
        defaultChecked={typed.agreed === "on"}
        error={answer?.errors.agreed ? say(answer.errors.agreed) : undefined}
      >
        {t("shop:checkout.agreeTo")}
      </Checkbox>
      <p className="meta row row--wrap">
        <Anchor className="lnk" href={policy("quy-che")}>
          {t("footer.rules")}
        </Anchor>
        <Anchor className="lnk" href={policy("doi-tra")}>
          {t("footer.returns")}
        </Anchor>
        <Anchor className="lnk" href={policy("du-lieu-ca-nhan")}>
          {t("footer.privacy")}
        </Anchor>
      </p>
    </section>
  );
}

/** Until when live prices are held, and the way to hold them or to let go. */
function Held({ page, Form, hidden }: { page: PageData; Form: FormOf; hidden: Hidden }) {
  const { t, language } = useWords();
  if (page.heldUntil === null && !page.canHold) return null;
  const intent = page.canHold ? "enter" : "leave";
  return (
    <Form method="post" action={href("checkout", language)} className="mt-4" preventScrollReset>
      <HiddenFields fields={{ ...hidden, intent }} />
      <Note>
        {page.canHold || page.heldUntil === null
          ? t("shop:checkout.notHeld")
          : t("shop:checkout.heldUntil", { time: time(page.heldUntil, language) })}{" "}
        <Button variant="line" small>
          {t(`shop:checkout.${page.canHold ? "hold" : "leave"}`)}
        </Button>
      </Note>
    </Form>
  );
}

/** Alcohol can't be paid at the door: it can wait for a later order. */
function AlcoholAside({ page, Form, hidden }: { page: PageData; Form: FormOf; hidden: Hidden }) {
  const { t, language } = useWords();
  if (!page.hasAlcohol) return null;
  return (
    <Form method="post" action={href("checkout", language)} className="mt-4">
      <HiddenFields fields={{ ...hidden, intent: "aside" }} />
      {page.shops
        .flatMap((s) => s.lines.filter((l) => l.isAlcohol))
        .map((line) => (
          <input key={line.lineId} type="hidden" name="lineId" value={line.lineId} />
        ))}
      <Note>
        {t("shop:checkout.alcoholDoor")}{" "}
        <Button variant="line" small>
          {t("shop:checkout.alcoholAside")}
        </Button>
      </Note>
    </Form>
  );
}

function HiddenFields({ fields }: { fields: Hidden }) {
  return (
    <>
      <WhoseField />
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
    </>
  );
}

type Hidden = Readonly<Record<string, string>>;
type FormOf = typeof PageForm | FetcherWithComponents<unknown>["Form"];

export type CheckoutFormProps = {
  page: PageData;
  answer: CheckoutAnswer | null;
  /** What sends: a page's form, or a fetcher's, so that a sheet stays where it is. */
  Form: FormOf;
  /** Sends fields without a press of a button: the parcels are priced again for another province. */
  submit: (fields: FormData) => void;
  isBusy: boolean;
  /** Sent along with each form, for whoever answers it. */
  hidden?: Hidden;
  /** In a sheet there is one column, and no bar at the foot of the page. */
  isSheet?: boolean;
};

const nothing: Hidden = {};

/** Where to, which parcels, how to pay, what is agreed; on a page or in a sheet. */
export function CheckoutForm({
  page,
  answer,
  Form,
  submit,
  isBusy,
  hidden = nothing,
  isSheet = false,
}: CheckoutFormProps) {
  const { t, language } = useWords();
  const say = useErrorWords();
  const form = useRef<HTMLFormElement>(null);
  const typed = answer?.typed ?? startOf(page);
  const quoteAgain = () => {
    if (!form.current) return;
    const fields = new FormData(form.current);
    fields.set("intent", "province");
    submit(fields);
  };
  const wrong = Object.entries(answer?.errors ?? {}).flatMap(([fieldId, code]) =>
    code ? [{ fieldId, message: say(code) }] : [],
  );
  return (
    <>
      <Obstacles page={page} answer={answer} />
      {wrong.length > 0 ? <FormErrors title={t("shop:checkout.fix")} errors={wrong} /> : null}
      <Held page={page} Form={Form} hidden={hidden} />
      <div className={isSheet ? "stack stack--6 mt-4" : "cols cols--side mt-4"}>
        <Form
          method="post"
          action={href("checkout", language)}
          id={CHECKOUT_FORM}
          ref={form}
          className="stack stack--6"
          noValidate
        >
          <HiddenFields fields={{ ...hidden, requestId: page.requestId, quoteHash: page.quoteHash }} />
          <ContactFields page={page} typed={typed} answer={answer} onProvince={quoteAgain} />
          <Parcels page={page} />
          <PayMethods page={page} typed={typed} error={answer?.errors.method ? say(answer.errors.method) : undefined} />
          <Agreements page={page} answer={answer} typed={typed} />
        </Form>
        <Summary page={page} isBusy={isBusy} isSheet={isSheet} />
      </div>
      <AlcoholAside page={page} Form={Form} hidden={hidden} />
    </>
  );
}
