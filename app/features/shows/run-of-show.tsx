import { pictureOf, tintOf } from "#app/features/catalogue/picture.ts";
import { fieldId, TextField, useTyped } from "#app/features/seller-forms/fields.tsx";
import { factOf, useWhy } from "#app/features/shows/gate-list.tsx";
import { count, money } from "#app/i18n/format.ts";
import { useWords } from "#app/i18n/i18n.ts";
import { Button, IconButton } from "#app/ui/button.tsx";
import { Checkbox } from "#app/ui/choice.tsx";
import { cx } from "#app/ui/cx.ts";
import { ErrorText, Field } from "#app/ui/field.tsx";
import { Select } from "#app/ui/inputs.tsx";
import { Pic } from "#app/ui/picture.tsx";
import { SectionHead } from "#app/ui/section-head.tsx";
import type { Line } from "#services/live/rules.ts";
import type { PlanItem, PlanView } from "#services/live/view-plan.ts";

export const PLAN_FORM = "ke";
export const priceFieldId = (variantId: string) => fieldId(PLAN_FORM, `price:${variantId}`);

function ItemFacts({ item }: { item: PlanItem }) {
  const { t, language } = useWords();
  const facts = [
    item.regularVnd === null
      ? t("seller:shows.noPrice")
      : t("seller:shows.outside", { price: money(item.regularVnd, language) }),
    item.lowestVnd !== null && t("seller:shows.lowest", { price: money(item.lowestVnd, language) }),
    t("seller:shows.stock", { count: count(item.free, language) } as never),
  ];
  return <p className="meta">{facts.filter(Boolean).join(" · ")}</p>;
}

function Discount({ variantId }: { variantId: string }) {
  const { t } = useWords();
  const { value } = useTyped(`discount:${variantId}`);
  return (
    <div className="full">
      <Checkbox name={`discount:${variantId}`} value="on" defaultChecked={value === "on"}>
        {t("seller:shows.discount")}
      </Checkbox>
    </div>
  );
}

type ItemProps = { item: PlanItem; red: readonly Line[]; isFirst: boolean; isLast: boolean; mayEdit: boolean };

function Item({ item, red, isFirst, isLast, mayEdit }: ItemProps) {
  const { t } = useWords();
  const why = useWhy();
  const { variantId } = item;
  const name = `${item.name}, ${item.pack}`;
  const itemFault = useTyped(`item:${variantId}`);
  return (
    <li className={cx(red.some((line) => line.code !== "discount" && line.code !== "price") && "is-bad") || undefined}>
      <Pic picture={pictureOf(item.picture, item.groupNumber, "", "3.5rem")} tint={tintOf(item.groupNumber)} />
      <div>
        <h3>{name}</h3>
        <ItemFacts item={item} />
        {red.map((line, at) => (
          <ErrorText key={line.code} id={`do-${item.itemId}-${at}`}>
            {factOf(t, line)}. {why(line)}
          </ErrorText>
        ))}
        {itemFault.error && <ErrorText id={`${itemFault.id}-error`}>{itemFault.error}</ErrorText>}
      </div>
      {mayEdit && (
        <>
          <div className="ros__set">
            <input type="hidden" name="item" value={variantId} />
            <TextField name={`price:${variantId}`} label={t("seller:shows.livePrice")} unit="₫" inputMode="numeric" />
            <TextField name={`quota:${variantId}`} label={t("seller:shows.quota")} inputMode="numeric" />
            <TextField name={`perBuyer:${variantId}`} label={t("seller:shows.perBuyer")} inputMode="numeric" />
            <Discount variantId={variantId} />
          </div>
          <div className="ros__move">
            {!isFirst && (
              <IconButton
                icon="chevron-up"
                name="act"
                value={`up:${variantId}`}
                label={t("seller:shows.up", { name })}
              />
            )}
            {!isLast && (
              <IconButton
                icon="chevron-down"
                name="act"
                value={`down:${variantId}`}
                label={t("seller:shows.down", { name })}
              />
            )}
            <Button
              variant="line"
              small
              name="act"
              value={`remove:${variantId}`}
              aria-label={t("seller:shows.remove", { name })}
            >
              {t("seller:shows.removeShort")}
            </Button>
          </div>
        </>
      )}
    </li>
  );
}

function AddItem({ choices }: { choices: PlanView["choices"] }) {
  const { t } = useWords();
  if (choices.length === 0) return null;
  return (
    <div className="form mt-4">
      <Field id="them-mon" label={t("seller:shows.add")}>
        <Select
          name="add"
          placeholder={t("seller:shows.addChoose")}
          options={choices.map((choice) => ({ value: choice.variantId, label: choice.label }))}
        />
      </Field>
      <div>
        <Button variant="line" icon="plus" name="act" value="add">
          {t("seller:shows.addSubmit")}
        </Button>
      </div>
    </div>
  );
}

/** What is sold in a show, in its order, with live price, units and limit. */
export function RunOfShow({ view }: { view: PlanView }) {
  const { t } = useWords();
  const { items, mayEdit } = view;
  return (
    <section aria-labelledby="h-kich-ban">
      <SectionHead id="h-kich-ban" title={t("seller:shows.run")} note={t("seller:shows.runHint")} />
      {items.length === 0 ? (
        <p className="muted">{t("seller:shows.runNone")}</p>
      ) : (
        <ol className="ros">
          {items.map((item, at) => (
            <Item
              key={item.variantId}
              item={item}
              red={view.lines.filter((line) => line.subject === item.itemId && !line.isGreen)}
              isFirst={at === 0}
              isLast={at === items.length - 1}
              mayEdit={mayEdit}
            />
          ))}
        </ol>
      )}
      {mayEdit && <AddItem choices={view.choices} />}
    </section>
  );
}
