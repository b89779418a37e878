import { Form, useNavigation } from "@remix-run/react";
import type { ReactNode } from "react";
import { answerOf, type DeskAnswer } from "#app/features/staff/answer.ts";
import { useWords } from "#app/i18n/i18n.ts";
import { Button, type ButtonVariant } from "#app/ui/button.tsx";
import { Field } from "#app/ui/field.tsx";
import { FormErrors } from "#app/ui/form-errors.tsx";
import { type Option, Select, TextArea } from "#app/ui/inputs.tsx";
import type { Refusal } from "#services/shared/result.ts";
import { LETTERS } from "#services/shared/text-limits.ts";

type ReasonFormProps = {
  /** Sent as `act` and, with `id`, the name of the form in answers. */
  act: string;
  id: string;
  open: string;
  title: string;
  text?: string | undefined;
  options: readonly Option[];
  submit: string;
  variant?: ButtonVariant;
  hidden?: Record<string, string>;
  answer: DeskAnswer;
  errorOf: (refusal: Refusal) => string;
  children?: ReactNode;
};

/** An act that asks why: folded until opened, a code and words, the size of it said before it is pressed. */
export function ReasonForm(props: ReasonFormProps) {
  const { t } = useWords();
  const busy = useNavigation().state === "submitting";
  const { act, id, answer, errorOf, variant = "primary" } = props;
  const name = `${act}:${id}`;
  const { values, refusal } = answerOf(answer, name);
  const wrong = (field: string) => (refusal?.field === field ? errorOf(refusal) : undefined);
  return (
    <details open={refusal !== null}>
      <summary className="btn btn--s btn--line">{props.open}</summary>
      <Form method="post" className="stack mt-3" preventScrollReset>
        <p>
          <b>{props.title}</b>
        </p>
        {props.text && <p className="meta">{props.text}</p>}
        {refusal && refusal.field === undefined && <FormErrors title={errorOf(refusal)} />}
        <input type="hidden" name="act" value={act} />
        {Object.entries(props.hidden ?? {}).map(([key, value]) => (
          <input key={key} type="hidden" name={key} value={value} />
        ))}
        <Field id={`code-${act}-${id}`} label={t("staff:listings.reason")} error={wrong("reasonCode")}>
          <Select
            name="reasonCode"
            required
            placeholder={t("staff:listings.reasonChoose")}
            options={props.options}
            defaultValue={values.reasonCode ?? ""}
          />
        </Field>
        <Field
          id={`words-${act}-${id}`}
          label={t("staff:listings.words")}
          hint={t("staff:item.wordsHint")}
          error={wrong("reason")}
        >
          <TextArea name="reason" maxLength={LETTERS.reason} rows={3} defaultValue={values.reason ?? ""} />
        </Field>
        <div>
          <Button variant={variant} busy={busy}>
            {props.submit}
          </Button>
        </div>
      </Form>
    </details>
  );
}
