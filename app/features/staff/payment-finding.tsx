import { Form, useNavigation } from "@remix-run/react";
import { spacedCode } from "#app/features/orders/show.ts";
import { answerOf, type DeskAnswer } from "#app/features/staff/answer.ts";
import { money } from "#app/i18n/format.ts";
import { useWords, type Words } from "#app/i18n/i18n.ts";
import { Button } from "#app/ui/button.tsx";
import { Field } from "#app/ui/field.tsx";
import { FormErrors } from "#app/ui/form-errors.tsx";
import { Select, TextArea, TextInput } from "#app/ui/inputs.tsx";
import type { ReviewList } from "#services/checkout/list-reviews.ts";
import { REVIEW_REASONS, type ReviewFinding } from "#services/payments/rules.ts";
import type { Refusal } from "#services/shared/result.ts";
import { LETTERS } from "#services/shared/text-limits.ts";

type Review = ReviewList["reviews"][number];

const ERRORS = [
  "reference_missing",
  "reference_invalid",
  "reference_used",
  "reason_missing",
  "unknown_reason",
  "too_long",
  "conflict",
] as const;

/** The sentence of a refused finding. */
export function findingError(t: Words, refusal: Refusal): string {
  if (refusal.code === "reason_missing" && refusal.field === "reason") return t("staff:payments.error.reason_words");
  return t(`staff:payments.error.${ERRORS.find((known) => known === refusal.code) ?? "conflict"}`);
}

function useTitles({ review, finding }: { review: Review; finding: ReviewFinding }) {
  const { t, language } = useWords();
  const act = finding === "came" ? "came" : "nothing";
  return {
    open: t(`staff:payments.${act}`),
    title: t(`staff:payments.${act}Title`, {
      amount: money(review.amountVnd, language),
      code: spacedCode(review.groupCode),
    }),
    text: t(`staff:payments.${act}${review.isHolding ? "Holding" : "Ended"}`),
  };
}

/** One of the two ways in which finance ends a review: folded until opened, what follows from it said before it is pressed. */
export function FindingForm(props: { review: Review; finding: ReviewFinding; answer: DeskAnswer }) {
  const { review, finding, answer } = props;
  const { t } = useWords();
  const busy = useNavigation().state === "submitting";
  const words = useTitles(props);
  const { values, refusal } = answerOf(answer, `${finding}:${review.attemptId}`);
  const wrong = (field: string) => (refusal?.field === field ? findingError(t, refusal) : undefined);
  const at = `${finding}-${review.attemptId}`;
  return (
    <details open={refusal !== null}>
      <summary className="btn btn--s btn--line">{words.open}</summary>
      <Form method="post" className="stack mt-3" preventScrollReset>
        <p>
          <b>{words.title}</b>
        </p>
        <p className="meta">{words.text}</p>
        {refusal && refusal.field === undefined && <FormErrors title={findingError(t, refusal)} />}
        <input type="hidden" name="attemptId" value={review.attemptId} />
        <input type="hidden" name="finding" value={finding} />
        {finding === "came" && (
          <Field
            id={`reference-${at}`}
            label={t("staff:payments.bankReference")}
            hint={t("staff:payments.bankReferenceHint")}
            error={wrong("reference")}
          >
            <TextInput
              name="reference"
              required
              maxLength={LETTERS.bankReference}
              autoComplete="off"
              defaultValue={values.reference ?? ""}
            />
          </Field>
        )}
        <Field id={`code-${at}`} label={t("staff:payments.reason")} error={wrong("reasonCode")}>
          <Select
            name="reasonCode"
            required
            placeholder={t("staff:payments.reasonChoose")}
            options={REVIEW_REASONS[finding].map((value) => ({ value, label: t(`staff:payments.reasons.${value}`) }))}
            defaultValue={values.reasonCode ?? ""}
          />
        </Field>
        <Field
          id={`words-${at}`}
          label={t("staff:payments.words")}
          hint={t("staff:payments.wordsHint")}
          error={wrong("reason")}
        >
          <TextArea name="reason" required maxLength={LETTERS.reason} rows={3} defaultValue={values.reason ?? ""} />
        </Field>
        <div>
          <Button variant={finding === "came" ? "primary" : "danger"} busy={busy}>
            {words.open}
          </Button>
        </div>
      </Form>
    </details>
  );
}
