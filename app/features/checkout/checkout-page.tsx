import { Form, useNavigation, useSubmit } from "@remix-run/react";
import { useRef } from "react";
import { money } from "#app/i18n/format.ts";
import { href } from "#app/i18n/href.ts";
import { useWords } from "#app/i18n/i18n.ts";
import { Anchor } from "#app/ui/anchor.tsx";
import { Bar } from "#app/ui/bars.tsx";
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

const FORM = "dat-hang";

function startOf(page: PageData): CheckoutTyped {
  return { ...emptyTyped, ...page.known, method: page.canVnpay && page.hasAlcohol ? "vnpay" : "" };
}

/** Before a place is chosen the sum lacks shipping: it is named so, and no button promises it. */
function useSum(page: PageData) {
  const { t, language } = useWords();
  const amount = money(page.totalVnd, language);
  return page.provinceCode === ""
    ? { label: t("shop:checkout.beforeShipping"), amount, place: t("shop:checkout.placeShort") }
    : { label: t("shop:checkout.total"), amount, place: t("shop:checkout.place", { amount }) };
}

function Summary({ page, isBusy }: { page: PageData; isBusy: boolean }) {
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
    <aside className="stickyside">
      <Block title={t("shop:checkout.youPay")}>
        <Sums rows={[...shops, shipping, { term: sum.label, amount: sum.amount, total: true }]} />
        <Button form={FORM} name="intent" value="place" wide className="mt-4 only-desk" busy={isBusy}>
          {sum.place}
        </Button>
        <p className="meta mt-3">{t("shop:checkout.promise", { minutes: page.holdMinutes })}</p>
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

/** One page: where to, which parcels, how to pay, what is agreed. Every step works by plain forms. */
export function CheckoutPage({ page, answer }: { page: PageData; answer: CheckoutAnswer | null }) {
  const { t } = useWords();
  const say = useErrorWords();
  const sum = useSum(page);
  const form = useRef<HTMLFormElement>(null);
  const submit = useSubmit();
  const isBusy = useNavigation().state !== "idle";
  const typed = answer?.typed ?? startOf(page);
  const quoteAgain = () => {
    if (!form.current) return;
    const fields = new FormData(form.current);
    fields.set("intent", "province");
    submit(fields, { method: "post", preventScrollReset: true });
  };
  const wrong = Object.entries(answer?.errors ?? {}).flatMap(([fieldId, code]) =>
    code ? [{ fieldId, message: say(code) }] : [],
  );
  return (
    <main id="main" className="wrap page" tabIndex={-1}>
      <div className="head head--plain">
        <h1>{t("shop:checkout.title")}</h1>
      </div>
      <Obstacles page={page} answer={answer} />
      {wrong.length > 0 ? <FormErrors title={t("shop:checkout.fix")} errors={wrong} /> : null}
      <div className="cols cols--side mt-4">
        <Form method="post" id={FORM} ref={form} className="stack stack--6" noValidate preventScrollReset={false}>
          <input type="hidden" name="requestId" value={page.requestId} />
          <input type="hidden" name="quoteHash" value={page.quoteHash} />
          <ContactFields page={page} typed={typed} answer={answer} onProvince={quoteAgain} />
          <Parcels page={page} />
          <PayMethods page={page} typed={typed} error={answer?.errors.method ? say(answer.errors.method) : undefined} />
          <Agreements page={page} answer={answer} typed={typed} />
        </Form>
        <Summary page={page} isBusy={isBusy} />
      </div>
      {page.hasAlcohol ? (
        <Form method="post" className="mt-4">
          <input type="hidden" name="intent" value="aside" />
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
      ) : null}
      <Bar sum={sum}>
        <Button form={FORM} name="intent" value="place" busy={isBusy}>
          {t("shop:checkout.placeShort")}
        </Button>
      </Bar>
    </main>
  );
}
