import { Form } from "@remix-run/react";
import { faultText } from "#app/features/seller-forms/fault.ts";
import { Faults, FormFields, type FormState, TextField } from "#app/features/seller-forms/fields.tsx";
import type { OwnView } from "#app/features/seller-listing/edit-form.tsx";
import { VariantFields } from "#app/features/seller-listing/variant-rows.tsx";
import type { TypedAnswer } from "#app/http/typed-form.ts";
import { count, money, netContent } from "#app/i18n/format.ts";
import { useWords } from "#app/i18n/i18n.ts";
import { Button } from "#app/ui/button.tsx";
import { FormErrors } from "#app/ui/form-errors.tsx";
import { SectionHead } from "#app/ui/section-head.tsx";
import { Tag } from "#app/ui/tag.tsx";
import { pieceWord } from "#services/catalogue/rules.ts";

type Answer = TypedAnswer | null;
type Variant = OwnView["variants"][number];
type PanelProps = { view: OwnView; answer: Answer };
type OneProps = PanelProps & { variant: Variant };

/** The answer, when it is to this act on this pack size. */
function mineOf(answer: Answer, act: string, variantId: string): Answer {
  return answer?.act === act && answer.values.variantId === variantId ? answer : null;
}

function Hidden({ act, variantId, requestId }: { act: string; variantId: string; requestId: string }) {
  return (
    <>
      <input type="hidden" name="act" value={act} />
      <input type="hidden" name="variantId" value={variantId} />
      <input type="hidden" name="requestId" value={requestId} />
    </>
  );
}

function Price({ variant, view, answer }: OneProps) {
  const { t, language } = useWords();
  const mine = mineOf(answer, "price", variant.id);
  const now = variant.priceVnd === null ? "" : count(variant.priceVnd, language);
  const state: FormState = {
    id: `gia-${variant.id}`,
    values: { priceVnd: mine?.values.priceVnd ?? now },
    problems: mine?.problems ?? {},
  };
  return (
    <Form method="post" className="row row--bottom" noValidate key={variant.offerId}>
      <Hidden act="price" variantId={variant.id} requestId={view.requestId} />
      <input type="hidden" name="seenOfferId" value={variant.offerId ?? ""} />
      <FormFields state={state}>
        <div className="grow">
          <TextField name="priceVnd" label={t("seller:listing.price")} unit="₫" inputMode="numeric" />
        </div>
      </FormFields>
      <Button variant="line">{t("seller:listing.changePrice")}</Button>
    </Form>
  );
}

function Edit({ variant, view, answer }: OneProps) {
  const { t } = useWords();
  const mine = mineOf(answer, "variant-edit", variant.id);
  const kept = {
    name: variant.name,
    netAmount: String(variant.netAmount),
    netUnit: variant.netUnit,
    weightGrams: String(variant.weightGrams),
    gtin: variant.gtin ?? "",
  };
  const state: FormState = { id: `qc-${variant.id}`, values: mine?.values ?? kept, problems: mine?.problems ?? {} };
  return (
    <details className="fold" open={mine !== null}>
      <summary className="btn btn--quiet">{t("seller:listing.edit")}</summary>
      <Form method="post" className="form form--2 mt-3" noValidate>
        <Faults fault={mine?.fault ?? null} state={{ ...state, problems: {} }} />
        <Hidden act="variant-edit" variantId={variant.id} requestId={view.requestId} />
        <FormFields state={state}>
          <VariantFields at="" withPrice={false} />
        </FormFields>
        <div className="full">
          <Button variant="line">{t("seller:listing.save")}</Button>
        </div>
      </Form>
    </details>
  );
}

function OnOff({ variant, view, answer }: OneProps) {
  const { t, language } = useWords();
  const act = variant.isActive ? "variant-retire" : "variant-restore";
  const mine = mineOf(answer, act, variant.id);
  const fault = mine?.fault ?? Object.values(mine?.problems ?? {})[0];
  return (
    <Form method="post">
      {fault && <FormErrors title={faultText(t, language, fault)} />}
      <Hidden act={act} variantId={variant.id} requestId={view.requestId} />
      <Button variant="quiet">{t(variant.isActive ? "seller:listing.retire" : "seller:listing.restore")}</Button>
    </Form>
  );
}

function One(props: OneProps) {
  const { variant, view } = props;
  const { t, language } = useWords();
  const canChange = view.mayManage && view.state !== "submitted" && view.state !== "refused";
  const stock = t("seller:listing.inStock", { onHand: variant.onHand, reserved: variant.reserved });
  return (
    <li className="onevar" id={`v-${variant.id}`}>
      <div>
        <h3>
          {variant.name} {!variant.isActive && <Tag>{t("seller:listing.retired")}</Tag>}
        </h3>
        <p className="meta">
          {netContent(variant.netAmount, variant.netUnit, language, pieceWord(variant.name, variant.netAmount))} ·{" "}
          {stock}
          {variant.gtin && ` · ${variant.gtin}`}
        </p>
      </div>
      {variant.isActive && canChange ? (
        <Price {...props} />
      ) : (
        <p className="strong">
          {variant.priceVnd === null ? t("seller:listing.noPrice") : money(variant.priceVnd, language)}
        </p>
      )}
      {canChange && (
        <div className="row row--wrap">
          {variant.isActive && <Edit {...props} />}
          <OnOff {...props} />
        </div>
      )}
    </li>
  );
}

function Add({ view, answer }: PanelProps) {
  const { t } = useWords();
  const mine = answer?.act === "variant-add" ? answer : null;
  const state: FormState = { id: "them", values: mine?.values ?? { netUnit: "g" }, problems: mine?.problems ?? {} };
  return (
    <details className="fold mt-3" open={mine !== null || view.variants.length === 0}>
      <summary className="btn btn--line">{t("seller:listing.addVariantTitle")}</summary>
      <Form method="post" className="form form--2 mt-3" noValidate key={view.requestId}>
        <Faults fault={mine?.fault ?? null} state={{ ...state, problems: {} }} />
        <input type="hidden" name="act" value="variant-add" />
        <input type="hidden" name="requestId" value={mine?.values.requestId ?? view.requestId} />
        <FormFields state={state}>
          <VariantFields at="" />
        </FormFields>
        <div className="full">
          <Button variant="line">{t("seller:listing.addVariant")}</Button>
        </div>
      </Form>
    </details>
  );
}

/** Pack sizes of a listing: prices act at once, a size goes and comes, a new one is added. */
export function VariantPanel({ view, answer }: PanelProps) {
  const { t } = useWords();
  if (view.kind === "service") return null;
  const canAdd = view.mayManage && view.state !== "submitted" && view.state !== "refused";
  return (
    <section aria-labelledby="quy-cach">
      <SectionHead id="quy-cach" title={t("seller:listing.variants")} note={t("seller:listing.priceNow")} />
      <ul className="stack">
        {view.variants.map((variant) => (
          <One key={variant.id} variant={variant} view={view} answer={answer} />
        ))}
      </ul>
      {canAdd && <Add view={view} answer={answer} />}
    </section>
  );
}
