import { Form, useNavigation } from "@remix-run/react";
import { answerOf, blanksOf, type DeskAnswer, faultAt } from "#app/features/staff/answer.ts";
import { money } from "#app/i18n/format.ts";
import { useWords, type Words } from "#app/i18n/i18n.ts";
import { Button } from "#app/ui/button.tsx";
import { Field } from "#app/ui/field.tsx";
import { FormErrors } from "#app/ui/form-errors.tsx";
import { TextArea, TextInput } from "#app/ui/inputs.tsx";
import type { PayoutOutcome } from "#services/ledger/payout-rules.ts";
import type { RunPayout } from "#services/ledger/view-payout-run.ts";
import type { Refusal, Refusals } from "#services/shared/result.ts";
import { LETTERS } from "#services/shared/text-limits.ts";

const ERRORS = [
  "nothing_to_pay",
  "another_waits",
  "same_person",
  "reference_missing",
  "reference_invalid",
  "reason_missing",
  "too_long",
] as const;

/** The sentence of a refusal about runs and payouts. */
export function payoutError(t: Words, refusal: Refusal): string {
  if (refusal.code === "stale") {
    const { shops, count } = refusal.details ?? {};
    return t("staff:payouts.error.stale", { count: Number(count ?? 0), shops: String(shops ?? "") });
  }
  return t(`staff:payouts.error.${ERRORS.find((known) => known === refusal.code) ?? "conflict"}`, blanksOf(refusal));
}

/** What a refusal says of the whole form. */
export function WholeFormError({ refusal }: { refusal: Refusal | Refusals | null }) {
  const { t } = useWords();
  if (refusal === null || "faults" in refusal || refusal.field !== undefined) return null;
  return <FormErrors title={payoutError(t, refusal)} />;
}

function ReferenceField({ id, value, fault }: { id: string; value: string; fault: Refusal | undefined }) {
  const { t } = useWords();
  return (
    <Field
      id={id}
      label={t("staff:payouts.run.bankReference")}
      hint={t("staff:payouts.run.bankReferenceHint")}
      error={fault && payoutError(t, fault)}
    >
      <TextInput name="reference" required maxLength={LETTERS.bankReference} autoComplete="off" defaultValue={value} />
    </Field>
  );
}

type ReasonProps = { id: string; value: string; hint: string; fault: Refusal | undefined };

/** Why something is not paid. */
export function ReasonField({ id, value, hint, fault }: ReasonProps) {
  const { t } = useWords();
  return (
    <Field id={id} label={t("staff:payouts.run.reason")} hint={hint} error={fault && payoutError(t, fault)}>
      <TextArea name="reason" required maxLength={LETTERS.note} rows={3} defaultValue={value} />
    </Field>
  );
}

/** What the bank did with one transfer, folded until opened; what follows from it is said before it is pressed. */
export function OutcomeForm(props: { payout: RunPayout; outcome: PayoutOutcome; answer: DeskAnswer }) {
  const { payout, outcome, answer } = props;
  const { t, language } = useWords();
  const busy = useNavigation().state === "submitting";
  const { values, refusal } = answerOf(answer, `${outcome}:${payout.id}`);
  const amount = money(payout.amountVnd, language);
  const at = `${outcome}-${payout.id}`;
  return (
    <details open={refusal !== null}>
      <summary className="btn btn--s btn--line">{t(`staff:payouts.run.${outcome}`)}</summary>
      <Form method="post" className="stack mt-3" preventScrollReset>
        <p>
          <b>{t(`staff:payouts.run.${outcome}Title`, { amount, shop: payout.shopName })}</b>
        </p>
        <p className="meta">{t(`staff:payouts.run.${outcome}Text`)}</p>
        <WholeFormError refusal={refusal} />
        <input type="hidden" name="act" value={outcome} />
        <input type="hidden" name="payoutId" value={payout.id} />
        {outcome === "paid" ? (
          <ReferenceField id={`reference-${at}`} value={values.reference ?? ""} fault={faultAt(refusal, "reference")} />
        ) : (
          <ReasonField
            id={`reason-${at}`}
            value={values.reason ?? ""}
            hint={t("staff:payouts.run.reasonHint")}
            fault={faultAt(refusal, "reason")}
          />
        )}
        <div>
          <Button variant={outcome === "paid" ? "primary" : "danger"} busy={busy}>
            {t(`staff:payouts.run.${outcome}Submit`, { amount })}
          </Button>
        </div>
      </Form>
    </details>
  );
}
