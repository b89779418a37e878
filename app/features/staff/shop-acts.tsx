import { Form, useNavigation } from "@remix-run/react";
import { spacedCode } from "#app/features/orders/show.ts";
import { answerOf, type DeskAnswer } from "#app/features/staff/answer.ts";
import { deskError, orderReasonOptions, suspendOptions } from "#app/features/staff/desk-words.ts";
import { ReasonForm } from "#app/features/staff/reason-form.tsx";
import { instant, money } from "#app/i18n/format.ts";
import { useWords, type Words } from "#app/i18n/i18n.ts";
import { Button } from "#app/ui/button.tsx";
import { Field } from "#app/ui/field.tsx";
import { TextInput } from "#app/ui/inputs.tsx";
import { Line, Lines } from "#app/ui/lines.tsx";
import { Note } from "#app/ui/note.tsx";
import { Tag } from "#app/ui/tag.tsx";
import type { ShopFile } from "#services/moderation/shop-file.ts";
import type { OpenOrder } from "#services/moderation/view-shop-file.ts";
import type { Refusal } from "#services/shared/result.ts";
import { LETTERS } from "#services/shared/text-limits.ts";

const OWN_ERRORS = ["missing", "odd_day", "days_crossed", "reason_words_missing", "reason_too_long"] as const;

function shopError(t: Words, refusal: Refusal): string {
  const own = OWN_ERRORS.find((known) => known === refusal.code);
  return own ? t(`staff:shops.errors.${own}`) : deskError(t, refusal);
}

type ActsProps = { shop: ShopFile; answer: DeskAnswer };

/** Suspending a shop that sells, letting a suspended one sell again. */
export function Suspension({ shop, answer }: ActsProps) {
  const { t } = useWords();
  const common = {
    id: shop.id,
    options: suspendOptions(t),
    answer,
    errorOf: (refusal: Refusal) => shopError(t, refusal),
  };
  if (shop.state === "approved")
    return (
      <ReasonForm
        {...common}
        act="suspend"
        variant="danger"
        open={t("staff:shops.suspend")}
        title={t("staff:shops.suspendTitle", { name: shop.name })}
        text={t("staff:shops.suspendText")}
        submit={t("staff:shops.suspend")}
      />
    );
  if (shop.state !== "suspended") return null;
  return (
    <>
      <Note kind="bad">{t("staff:shops.because", { reason: shop.stateReason ?? "" })}</Note>
      <ReasonForm
        {...common}
        act="unsuspend"
        open={t("staff:shops.unsuspend")}
        title={t("staff:shops.unsuspendTitle", { name: shop.name })}
        submit={t("staff:shops.unsuspend")}
      />
    </>
  );
}

/** A licence to sell alcohol that staff have seen. */
export function LicenceForm({ licenceId, answer }: { licenceId: string; answer: DeskAnswer }) {
  const { t } = useWords();
  const busy = useNavigation().state === "submitting";
  const { values, refusal } = answerOf(answer, "licence");
  const wrong = (field: string) => (refusal?.field === field ? shopError(t, refusal) : undefined);
  return (
    <details open={refusal !== null} className="mt-3">
      <summary className="btn btn--s btn--line">{t("staff:shops.recordLicence")}</summary>
      <Form method="post" className="form form--2 mt-3" preventScrollReset>
        <input type="hidden" name="act" value="licence" />
        <input type="hidden" name="licenceId" value={values.licenceId || licenceId} />
        <Field id="number" label={t("staff:shops.licenceNumber")} error={wrong("number")}>
          <TextInput
            name="number"
            required
            maxLength={LETTERS.paperNumber}
            autoComplete="off"
            defaultValue={values.number ?? ""}
          />
        </Field>
        <Field id="issuer" label={t("staff:shops.licenceIssuer")} error={wrong("issuer")}>
          <TextInput
            name="issuer"
            required
            maxLength={LETTERS.issuer}
            autoComplete="off"
            defaultValue={values.issuer ?? ""}
          />
        </Field>
        <Field id="validFrom" label={t("staff:shops.licenceFrom")} error={wrong("validFrom")}>
          <TextInput name="validFrom" type="date" required defaultValue={values.validFrom ?? ""} />
        </Field>
        <Field
          id="validTo"
          label={t("staff:shops.licenceTo")}
          hint={t("staff:shops.licenceToHint")}
          error={wrong("validTo")}
        >
          <TextInput name="validTo" type="date" required defaultValue={values.validTo ?? ""} />
        </Field>
        <div className="full">
          <Button busy={busy}>{t("staff:shops.licenceSubmit")}</Button>
        </div>
      </Form>
    </details>
  );
}

type OrdersProps = { orders: readonly OpenOrder[]; requestId: string; mayRefuse: boolean; answer: DeskAnswer };

/** What the shop hasn't packed: staff refuse an order of a suspended shop one by one. */
export function OpenOrders({ orders, requestId, mayRefuse, answer }: OrdersProps) {
  const { t, language } = useWords();
  if (orders.length === 0) return <p className="muted">{t("staff:shops.noOpenOrders")}</p>;
  return (
    <Lines>
      {orders.map((order) => (
        <Line
          key={order.code}
          title={spacedCode(order.code)}
          meta={
            <>
              {t("staff:shops.orderLine", {
                amount: money(order.totalVnd, language),
                at: instant(order.createdAt, language),
              })}{" "}
              · {t(`staff:shops.orderStates.${order.state === "accepted" ? "accepted" : "new"}`)}
              {mayRefuse && (
                <ReasonForm
                  act="refuse-order"
                  id={order.code}
                  variant="danger"
                  hidden={{ code: order.code, requestId }}
                  open={t("staff:shops.refuseOrder")}
                  title={`${t("staff:shops.refuseOrder")} ${spacedCode(order.code)}?`}
                  text={t("staff:shops.refuseText")}
                  options={orderReasonOptions(t)}
                  submit={t("staff:shops.refuseOrder")}
                  answer={answer}
                  errorOf={(refusal) => shopError(t, refusal)}
                />
              )}
            </>
          }
          action={
            <Tag kind={order.isPaid ? "leaf" : "plain"}>
              {t(order.isPaid ? "staff:shops.paid" : "staff:shops.unpaid")}
            </Tag>
          }
        />
      ))}
    </Lines>
  );
}
