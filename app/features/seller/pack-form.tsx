import { Form } from "@remix-run/react";
import { errorOf, type OrderRefusal } from "#app/features/seller/show.ts";
import { day } from "#app/i18n/format.ts";
import { useWords } from "#app/i18n/i18n.ts";
import { Block } from "#app/ui/block.tsx";
import { Button } from "#app/ui/button.tsx";
import { ErrorText, Field } from "#app/ui/field.tsx";
import { TextInput } from "#app/ui/inputs.tsx";
import type { ShopOrderPage } from "#services/orders/view-shop-order.ts";

type Line = ShopOrderPage["parcel"]["lines"][number];
type Offered = { lotId: string; number: string; bestBefore: string | null; given: number; free: number };

/** Lots that a line was given, then others of its variant with stock. */
function lotsFor(line: Line, choices: ShopOrderPage["choices"]): Offered[] {
  const own = choices.filter((choice) => choice.variantId === line.variantId);
  const given = line.lots.map((lot) => {
    const choice = own.find((c) => c.lotId === lot.lotId);
    return { ...lot, given: lot.quantity, free: choice?.free ?? 0, bestBefore: choice?.bestBefore ?? null };
  });
  const others = own.filter((choice) => !line.lots.some((lot) => lot.lotId === choice.lotId));
  return [...given, ...others.map((choice) => ({ ...choice, given: 0 }))];
}

type LineProps = {
  line: Line;
  choices: ShopOrderPage["choices"];
  refusal: OrderRefusal | null;
  values: Record<string, string>;
};

function LineLots({ line, choices, refusal, values }: LineProps) {
  const { t, language } = useWords();
  const wrong = refusal?.field === line.id ? errorOf(t, refusal) : undefined;
  const errorId = `lo-${line.id}-error`;
  return (
    <fieldset className={wrong ? "field is-wrong" : "field"} aria-describedby={wrong ? errorId : undefined}>
      <legend>
        {t("seller:orders.packNeed", { name: line.name, variant: line.variantName, count: line.quantity })}
      </legend>
      <div className="lotrows mt-2">
        {lotsFor(line, choices).map((lot) => {
          const name = `lot:${line.id}:${lot.lotId}`;
          const label = lot.bestBefore
            ? t("seller:orders.packLotBest", { number: lot.number, day: day(lot.bestBefore, language) })
            : t("seller:orders.packLot", { number: lot.number });
          return (
            <Field key={lot.lotId} id={name} label={label} hint={t("seller:orders.packFree", { count: lot.free })}>
              <TextInput
                name={name}
                type="number"
                inputMode="numeric"
                min={0}
                max={line.quantity}
                step={1}
                defaultValue={values[name] ?? lot.given}
                aria-invalid={wrong !== undefined || undefined}
              />
            </Field>
          );
        })}
      </div>
      {wrong && <ErrorText id={errorId}>{wrong}</ErrorText>}
    </fieldset>
  );
}

type PackProps = {
  page: ShopOrderPage;
  requestId: string;
  refusal: OrderRefusal | null;
  values: Record<string, string>;
};

/** Which lots a parcel was packed from; what the market suggested stands in the fields. */
export function PackForm({ page, requestId, refusal, values }: PackProps) {
  const { t } = useWords();
  return (
    <Block title={t("seller:orders.packTitle")}>
      <Form method="post" className="form">
        <p className="muted">{t("seller:orders.packText")}</p>
        <input type="hidden" name="act" value="pack" />
        <input type="hidden" name="requestId" value={requestId} />
        {page.parcel.lines.map((line) => (
          <LineLots key={line.id} line={line} choices={page.choices} refusal={refusal} values={values} />
        ))}
        <Button wide icon="package-check">
          {t("seller:orders.pack")}
        </Button>
      </Form>
    </Block>
  );
}
