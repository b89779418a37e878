import { useState } from "react";
import { SelectField, TextField, useTyped } from "#app/features/seller-forms/fields.tsx";
import { useWords } from "#app/i18n/i18n.ts";
import { Button } from "#app/ui/button.tsx";
import { SectionHead } from "#app/ui/section-head.tsx";
import { useHydrated } from "#app/ui/use-hydrated.ts";

const UNITS = ["g", "ml", "piece"] as const;

/** Fields of a pack size; `at` is put before their names. */
export function VariantFields({ at, withPrice = true }: { at: string; withPrice?: boolean }) {
  const { t } = useWords();
  return (
    <>
      <TextField
        name={`${at}name`}
        label={t("seller:listing.variantName")}
        hint={t("seller:listing.variantNameHint")}
      />
      <TextField name={`${at}netAmount`} label={t("seller:listing.net")} inputMode="numeric" />
      <SelectField
        name={`${at}netUnit`}
        label={t("seller:listing.unit")}
        options={UNITS.map((value) => ({ value, label: t(`seller:listing.units.${value}`) }))}
      />
      <TextField name={`${at}weightGrams`} label={t("seller:listing.weight")} inputMode="numeric" unit="g" />
      {withPrice && <TextField name={`${at}priceVnd`} label={t("seller:listing.price")} inputMode="numeric" unit="₫" />}
      <TextField name={`${at}gtin`} label={t("seller:listing.gtin")} inputMode="numeric" optional />
    </>
  );
}

type RowProps = { index: number; canGo: boolean; onRemove: (() => void) | null };

function Row({ index, canGo, onRemove }: RowProps) {
  const { t } = useWords();
  const n = index + 1;
  const at = `variants[${index}].`;
  return (
    <fieldset className="var">
      <legend className="sr">{t("seller:listing.variant", { n })}</legend>
      <VariantFields at={at} />
      <TextField name={`${at}quantity`} label={t("seller:listing.quantity")} inputMode="numeric" optional />
      {canGo && (
        <div className="full">
          <Button
            variant="quiet"
            icon="trash-2"
            name="step"
            value={`row-drop:${index}`}
            {...(onRemove ? { type: "button", onClick: onRemove } : {})}
          >
            {t("seller:listing.removeRow", { n })}
          </Button>
        </div>
      )}
    </fieldset>
  );
}

/** Pack sizes with their prices and how many the first batch holds, as many as there are. */
export function VariantRows({ onChange }: { onChange: () => void }) {
  const { t } = useWords();
  const ready = useHydrated();
  const typed = Number(useTyped("rows").value) || 1;
  const [rows, setRows] = useState<number[]>(() => Array.from({ length: typed }, (_, i) => i));
  const shown = ready ? rows : Array.from({ length: typed }, (_, i) => i);
  const act = (work: () => void) => () => {
    work();
    setTimeout(onChange);
  };
  const add = act(() => setRows((all) => [...all, Math.max(-1, ...all) + 1]));
  return (
    <section>
      <SectionHead title={t("seller:listing.variants")} note={t("seller:listing.priceNow")} />
      <input type="hidden" name="rows" value={shown.length} />
      <div className="vars">
        {shown.map((key, index) => (
          <Row
            key={key}
            index={index}
            canGo={shown.length > 1}
            onRemove={ready ? act(() => setRows((all) => all.filter((k) => k !== key))) : null}
          />
        ))}
      </div>
      <Button
        variant="quiet"
        icon="plus"
        className="mt-2"
        name="step"
        value="row-add"
        {...(ready ? { type: "button", onClick: add } : {})}
      >
        {t("seller:listing.addRow")}
      </Button>
    </section>
  );
}

/** The first batch of what is listed. */
export function FirstLot() {
  const { t } = useWords();
  return (
    <section>
      <SectionHead title={t("seller:listing.lot")} note={t("seller:listing.lotHint")} />
      <div className="form form--2">
        <TextField name="lot.number" label={t("seller:listing.lotNumber")} optional full />
        <TextField name="lot.madeOn" label={t("seller:listing.madeOn")} type="date" optional />
        <TextField name="lot.bestBefore" label={t("seller:listing.bestBefore")} type="date" optional />
      </div>
    </section>
  );
}
