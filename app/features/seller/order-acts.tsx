import { Form } from "@remix-run/react";
import type { ReactNode } from "react";
import { spacedCode } from "#app/features/orders/show.ts";
import { PackForm } from "#app/features/seller/pack-form.tsx";
import { carrierOptions, errorOf, type OrderRefusal, refusalOptions } from "#app/features/seller/show.ts";
import { money, time, weekday } from "#app/i18n/format.ts";
import { useWords } from "#app/i18n/i18n.ts";
import { Block } from "#app/ui/block.tsx";
import { Button, LinkButton } from "#app/ui/button.tsx";
import { Field } from "#app/ui/field.tsx";
import { Icon } from "#app/ui/icon.tsx";
import { Select, TextArea, TextInput } from "#app/ui/inputs.tsx";
import { Note } from "#app/ui/note.tsx";
import type { ShopOrderPage } from "#services/orders/view-shop-order.ts";
import { LETTERS } from "#services/shared/text-limits.ts";

/** What the last try was refused for, and what was typed in it. */
export type Answer = { act: string; refusal: OrderRefusal; values: Record<string, string> } | null;

export type ActsProps = { page: ShopOrderPage; requestId: string; answer: Answer };

type OneActProps = { act: string; requestId: string; title: string; text?: ReactNode; submit: string };

function OneAct({ act, requestId, title, text, submit }: OneActProps) {
  return (
    <Block title={title}>
      <Form method="post" className="stack">
        {text && <p className="muted">{text}</p>}
        <input type="hidden" name="act" value={act} />
        <input type="hidden" name="requestId" value={requestId} />
        <Button wide>{submit}</Button>
      </Form>
    </Block>
  );
}

function HandOver({ requestId, answer }: Omit<ActsProps, "page">) {
  const { t } = useWords();
  const mine = answer?.act === "hand-over" ? answer : null;
  const values = mine?.values ?? {};
  const wrong = (field: string) => (mine?.refusal.field === field ? errorOf(t, mine.refusal) : undefined);
  return (
    <Block title={t("seller:orders.handOverTitle")}>
      <Form method="post" className="form" id="gui-di">
        <input type="hidden" name="act" value="hand-over" />
        <input type="hidden" name="requestId" value={requestId} />
        <Field id="carrier" label={t("seller:orders.carrier")} error={wrong("carrier")}>
          <Select
            name="carrier"
            required
            placeholder={t("seller:orders.carrierChoose")}
            options={carrierOptions(t)}
            defaultValue={values.carrier ?? ""}
          />
        </Field>
        <Field
          id="carrierName"
          label={t("seller:orders.carrierName")}
          optional={t("seller:orders.optional")}
          hint={t("seller:orders.carrierNameHint")}
          error={wrong("carrierName")}
        >
          <TextInput name="carrierName" maxLength={LETTERS.carrier} defaultValue={values.carrierName ?? ""} />
        </Field>
        <Field
          id="trackingNumber"
          label={t("seller:orders.trackingNumber")}
          hint={t("seller:orders.trackingHint")}
          error={wrong("trackingNumber")}
        >
          <TextInput
            name="trackingNumber"
            maxLength={LETTERS.trackingNumber}
            autoCapitalize="characters"
            autoComplete="off"
            defaultValue={values.trackingNumber ?? ""}
          />
        </Field>
        <Button wide icon="truck">
          {t("seller:orders.handOver")}
        </Button>
      </Form>
    </Block>
  );
}

function Cash({ page, requestId }: ActsProps) {
  const { t, language } = useWords();
  const { parcel } = page;
  const amount = money(parcel.totalVnd, language);
  if (page.method !== "cod" || page.isPaid) return null;
  if (parcel.cashReceivedAt) {
    const when = { time: time(parcel.cashReceivedAt, language), day: weekday(parcel.cashReceivedAt, language) };
    return <Note kind="good">{t("seller:orders.cashNote", { amount, ...when })}</Note>;
  }
  if (!["handed_over", "delivered", "completed"].includes(parcel.state)) return null;
  return (
    <OneAct
      act="cash"
      requestId={requestId}
      title={t("seller:orders.cashTitle", { amount })}
      text={t("seller:orders.cashText")}
      submit={t("seller:orders.cash")}
    />
  );
}

/** Says no to an order, folded away until it is needed; opens by itself when something in it was wrong. */
export function RefuseForm({ page, requestId, answer }: ActsProps) {
  const { t, language } = useWords();
  const { parcel } = page;
  const mine = answer?.act === "refuse" ? answer : null;
  const wrong = (field: string) => (mine?.refusal.field === field ? errorOf(t, mine.refusal) : undefined);
  if (!["new", "accepted", "packed"].includes(parcel.state)) return null;
  return (
    <details className="block" open={mine !== null}>
      <summary className="c-red strong">
        {t("seller:orders.refuse")}
        <Icon name="chevron-down" small />
      </summary>
      <Form method="post" className="form mt-4">
        <h2>{t("seller:orders.refuseTitle", { code: spacedCode(parcel.code) })}</h2>
        <p className="muted">
          {t("seller:orders.refuseText")}{" "}
          {page.isPaid && t("seller:orders.refusePaid", { amount: money(parcel.totalVnd, language) })}
        </p>
        <input type="hidden" name="act" value="refuse" />
        <input type="hidden" name="requestId" value={requestId} />
        <Field id="reasonCode" label={t("seller:orders.reasonCode")} error={wrong("reasonCode")}>
          <Select
            name="reasonCode"
            required
            placeholder={t("seller:orders.reasonCode")}
            options={refusalOptions(t)}
            defaultValue={mine?.values.reasonCode ?? ""}
          />
        </Field>
        <Field
          id="reason"
          label={t("seller:orders.reason")}
          optional={t("seller:orders.optional")}
          hint={t("seller:orders.reasonHint")}
          error={wrong("reason")}
        >
          <TextArea name="reason" rows={3} maxLength={LETTERS.note} defaultValue={mine?.values.reason ?? ""} />
        </Field>
        <Button variant="danger">{t("seller:orders.refuse")}</Button>
      </Form>
    </details>
  );
}

/** What an order waits for from its shop. */
export function NextAct(props: ActsProps) {
  const { page, requestId, answer } = props;
  const { t, language } = useWords();
  const { parcel } = page;
  const when = (iso: string) => ({ time: time(iso, language), day: weekday(iso, language) });
  return (
    <>
      {parcel.state === "new" && (
        <OneAct
          act="accept"
          requestId={requestId}
          title={t("seller:orders.acceptTitle")}
          text={parcel.acceptBy && t("seller:orders.acceptText", when(parcel.acceptBy))}
          submit={t("seller:orders.accept")}
        />
      )}
      {parcel.state === "accepted" && (
        <PackForm
          page={page}
          requestId={requestId}
          refusal={answer?.act === "pack" ? answer.refusal : null}
          values={answer?.act === "pack" ? answer.values : {}}
        />
      )}
      {parcel.state === "packed" && <HandOver requestId={requestId} answer={answer} />}
      {parcel.state === "handed_over" && (
        <OneAct
          act="deliver"
          requestId={requestId}
          title={t("seller:orders.deliverTitle")}
          text={parcel.completeBy && t("seller:orders.deliverText", { day: weekday(parcel.completeBy, language) })}
          submit={t("seller:orders.deliver")}
        />
      )}
      <Cash {...props} />
    </>
  );
}

/** The way to the printed slip, while the parcel is here. */
export function SlipLink({ href: to }: { href: string }) {
  const { t } = useWords();
  return (
    <LinkButton variant="line" icon="printer" href={to} reload>
      {t("seller:orders.printShort")}
    </LinkButton>
  );
}
