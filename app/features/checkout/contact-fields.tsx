import { useWords } from "#app/i18n/i18n.ts";
import { Button } from "#app/ui/button.tsx";
import { Field } from "#app/ui/field.tsx";
import { Select, TextInput } from "#app/ui/inputs.tsx";
import { SectionHead } from "#app/ui/section-head.tsx";
import { useHydrated } from "#app/ui/use-hydrated.ts";
import type { CheckoutPage } from "#services/checkout/view-checkout.ts";
import { LETTERS } from "#services/shared/text-limits.ts";
import type { CheckoutAnswer, CheckoutTyped } from "./typed.ts";
import { useErrorWords } from "./use-error-words.ts";

type Props = { page: CheckoutPage; typed: CheckoutTyped; answer: CheckoutAnswer | null; onProvince: () => void };

/** Province, then commune: with scripts the second list follows the first by itself, without them a button fetches it. */
function PlaceFields({ page, answer, onProvince }: Omit<Props, "typed">) {
  const { t } = useWords();
  const say = useErrorWords();
  const ready = useHydrated();
  const wrong = (name: string) => {
    const code = answer?.errors[name];
    return code ? say(code) : undefined;
  };
  return (
    <>
      <Field id="provinceCode" label={t("shop:checkout.province")} error={wrong("provinceCode")}>
        <Select
          name="provinceCode"
          autoComplete="address-level1"
          defaultValue={page.provinceCode}
          placeholder={t("shop:checkout.chooseProvince")}
          options={page.provinces.map((p) => ({ value: p.code, label: p.name }))}
          onChange={onProvince}
        />
      </Field>
      {ready ? null : (
        <Button variant="line" name="intent" value="province">
          {t("shop:checkout.takeProvince")}
        </Button>
      )}
      <Field
        id="communeCode"
        label={t("shop:checkout.commune")}
        error={wrong("communeCode")}
        hint={page.provinceCode === "" ? t("shop:checkout.provinceFirst") : undefined}
      >
        <Select
          key={page.provinceCode}
          name="communeCode"
          autoComplete="address-level2"
          defaultValue={page.communeCode}
          placeholder={t("shop:checkout.chooseCommune")}
          options={page.communes.map((c) => ({ value: c.code, label: c.name }))}
        />
      </Field>
    </>
  );
}

/** Who gets the parcels and where. */
export function ContactFields({ page, typed, answer, onProvince }: Props) {
  const { t } = useWords();
  const say = useErrorWords();
  const wrong = (name: string) => {
    const code = answer?.errors[name];
    return code ? say(code) : undefined;
  };
  return (
    <section aria-labelledby="c1">
      <SectionHead id="c1" title={t("shop:checkout.to")} plain />
      <div className="form form--2">
        <Field id="name" label={t("shop:checkout.name")} error={wrong("name")}>
          <TextInput name="name" autoComplete="name" maxLength={LETTERS.personName} defaultValue={typed.name} />
        </Field>
        <Field id="phone" label={t("shop:checkout.phone")} error={wrong("phone")} hint={t("shop:checkout.phoneHint")}>
          <TextInput
            name="phone"
            inputMode="tel"
            autoComplete="tel"
            maxLength={LETTERS.phone}
            defaultValue={typed.phone}
          />
        </Field>
        <PlaceFields page={page} answer={answer} onProvince={onProvince} />
        <Field
          id="addressLine"
          full
          label={t("shop:checkout.line")}
          error={wrong("addressLine")}
          hint={t("shop:checkout.lineHint")}
        >
          <TextInput
            name="addressLine"
            autoComplete="street-address"
            maxLength={LETTERS.addressLine}
            defaultValue={typed.addressLine}
          />
        </Field>
        <Field
          id="email"
          full
          label={t("shop:checkout.email")}
          optional={t("shop:checkout.optional")}
          error={wrong("email")}
          hint={t("shop:checkout.emailHint")}
        >
          <TextInput
            name="email"
            type="email"
            inputMode="email"
            autoComplete="email"
            maxLength={LETTERS.email}
            defaultValue={typed.email}
          />
        </Field>
        <Field
          id="note"
          full
          label={t("shop:checkout.note")}
          optional={t("shop:checkout.optional")}
          error={wrong("note")}
        >
          <TextInput name="note" maxLength={LETTERS.note} defaultValue={typed.note} />
        </Field>
      </div>
    </section>
  );
}
