import { type Commune, CommuneField, SelectField, useTyped } from "#app/features/seller-forms/fields.tsx";
import { useWords } from "#app/i18n/i18n.ts";
import { Checkbox, RadioRows } from "#app/ui/choice.tsx";
import { Note } from "#app/ui/note.tsx";
import { SectionHead } from "#app/ui/section-head.tsx";

export type Choices = {
  groups: readonly { number: number; nameVi: string; nameEn: string }[];
  sets: readonly { number: number; nameVi: string; nameEn: string }[];
  communes: readonly Commune[];
};

function Flag({ name, word, note }: { name: string; word: "alcohol" | "health"; note: "alcoholNote" | "healthNote" }) {
  const { t } = useWords();
  const typed = useTyped(name);
  return (
    <Checkbox name={name} value="on" defaultChecked={typed.value === "on"} note={t(`seller:listing.${note}`)}>
      {t(`seller:listing.${word}`)}
    </Checkbox>
  );
}

/** Group, set, origin and warnings of a product. */
export function ProductFacts({ choices, isFixed }: { choices: Choices; isFixed: boolean }) {
  const { t, language } = useWords();
  const nameOf = (row: { nameVi: string; nameEn: string }) => (language === "vi" ? row.nameVi : row.nameEn);
  return (
    <>
      {isFixed && <Note>{t("seller:listing.factsFixed")}</Note>}
      <SelectField
        name="groupNumber"
        label={t("seller:listing.group")}
        placeholder={t("seller:listing.groupChoose")}
        options={choices.groups.map((g) => ({ value: String(g.number), label: nameOf(g) }))}
      />
      <SelectField
        name="setNumber"
        label={t("seller:listing.set")}
        optional
        placeholder={t("seller:listing.setNone")}
        options={choices.sets.map((s) => ({ value: String(s.number), label: nameOf(s) }))}
      />
      <CommuneField
        name="originCommuneCode"
        label={t("seller:listing.origin")}
        placeholder={t("seller:listing.originChoose")}
        communes={choices.communes}
      />
      <Flag name="isAlcohol" word="alcohol" note="alcoholNote" />
      <Flag name="isHealthProtection" word="health" note="healthNote" />
    </>
  );
}

type NewProductProps = {
  choices: Choices;
  products: readonly { id: string; name: string }[];
  onKind: (kind: string) => void;
};

/** Which product a new listing shows: one that the producer has, or a new one with its facts. */
export function NewProductFields({ choices, products, onKind }: NewProductProps) {
  const { t } = useWords();
  const kind = useTyped("kind");
  return (
    <section>
      <SectionHead title={t("seller:listing.what")} note={t("seller:listing.whatHint")} />
      <div className="form">
        {products.length > 0 && (
          <SelectField
            name="productId"
            label={t("seller:listing.product")}
            hint={t("seller:listing.productFacts")}
            placeholder={t("seller:listing.productNew")}
            options={products.map((p) => ({ value: p.id, label: p.name }))}
          />
        )}
        <RadioRows
          id={kind.id}
          name="kind"
          legend={t("seller:listing.kind")}
          defaultValue={kind.value}
          onChange={onKind}
          options={[
            { value: "goods", label: t("seller:listing.kinds.goods") },
            { value: "service", label: t("seller:listing.kinds.service") },
          ]}
        />
        <ProductFacts choices={choices} isFixed={false} />
      </div>
    </section>
  );
}
