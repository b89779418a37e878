import { Form } from "@remix-run/react";
import { answerOf, type DeskAnswer, faultAt } from "#app/features/staff/answer.ts";
import { certificateError } from "#app/features/staff/certificate-words.ts";
import { useWords } from "#app/i18n/i18n.ts";
import { Button } from "#app/ui/button.tsx";
import { Field } from "#app/ui/field.tsx";
import { FormErrors } from "#app/ui/form-errors.tsx";
import { Select, TextInput } from "#app/ui/inputs.tsx";
import { Note } from "#app/ui/note.tsx";
import { STAR_RANKS } from "#services/certification/rules.ts";
import type { ProductChoice } from "#services/certification/view-certificates.ts";
import { LETTERS } from "#services/shared/text-limits.ts";

const FIELDS = ["productId", "number", "stars", "issuer", "decisionNumber", "validFrom", "validTo"];

type PickProps = { words: string; choices: readonly ProductChoice[] };

/** First step, a plain search: it works without scripts and says what it found. */
function Pick({ words, choices }: PickProps) {
  const { t } = useWords();
  return (
    <Form role="search" className="form" key={words} preventScrollReset>
      <Field id="san-pham" label={t("staff:certificates.pickFind")} hint={t("staff:certificates.pickHint")}>
        <TextInput name="sp" type="search" defaultValue={words} maxLength={100} autoComplete="off" />
      </Field>
      <div>
        <Button variant="line" icon="search">
          {t("staff:certificates.pick")}
        </Button>
      </div>
      {words !== "" && choices.length === 0 && <Note kind="warn">{t("staff:certificates.pickNone", { words })}</Note>}
    </Form>
  );
}

type EnterProps = PickProps & { certificateId: string; answer: DeskAnswer };

function Fields({ choices, certificateId, answer }: Omit<EnterProps, "words">) {
  const { t } = useWords();
  const { values, refusal } = answerOf(answer, "enter");
  const wrong = (field: string) => {
    const fault = faultAt(refusal, field);
    return fault && certificateError(t, fault);
  };
  const line = (name: string, label: string, length: number, hint?: string) => (
    <Field id={name} label={label} error={wrong(name)} hint={hint}>
      <TextInput name={name} required maxLength={length} defaultValue={values[name] ?? ""} autoComplete="off" />
    </Field>
  );
  const date = (name: string, label: string, hint?: string) => (
    <Field id={name} label={label} error={wrong(name)} hint={hint}>
      <TextInput name={name} type="date" required={hint === undefined} defaultValue={values[name] ?? ""} />
    </Field>
  );
  return (
    <Form method="post" className="form form--2 mt-4" preventScrollReset>
      {refusal && !FIELDS.includes(refusal.field ?? "") && <FormErrors title={certificateError(t, refusal)} />}
      <input type="hidden" name="certificateId" value={values.certificateId ?? certificateId} />
      <Field id="productId" label={t("staff:certificates.product")} error={wrong("productId")} full>
        <Select
          name="productId"
          required
          placeholder={t("staff:certificates.choose")}
          options={choices.map((p) => ({ value: p.id, label: `${p.name} · ${p.producer_name}` }))}
          defaultValue={values.productId ?? (choices.length === 1 ? choices[0]?.id : "")}
        />
      </Field>
      {line("number", t("staff:certificates.number"), LETTERS.paperNumber)}
      <Field id="stars" label={t("staff:certificates.starRank")} error={wrong("stars")}>
        <Select
          name="stars"
          required
          placeholder=" "
          options={STAR_RANKS.map((n) => ({ value: String(n), label: t("staff:certificates.stars", { count: n }) }))}
          defaultValue={values.stars ?? ""}
        />
      </Field>
      {line("issuer", t("staff:certificates.issuer"), LETTERS.issuer)}
      {line("decisionNumber", t("staff:certificates.decision"), LETTERS.paperNumber)}
      {date("validFrom", t("staff:certificates.validFrom"))}
      {date("validTo", t("staff:certificates.validTo"), t("staff:certificates.validToHint"))}
      <div className="full">
        <Button icon="stamp">{t("staff:certificates.submit")}</Button>
      </div>
    </Form>
  );
}

/** Entering a certificate: find the product, then what the paper says. */
export function EnterCertificate({ words, choices, certificateId, answer }: EnterProps) {
  const { t } = useWords();
  const typed = answerOf(answer, "enter").values;
  return (
    <>
      <h2>{t("staff:certificates.enter")}</h2>
      <p className="muted measure">{t("staff:certificates.enterLead")}</p>
      <h3 className="mt-4">{t("staff:certificates.pickTitle")}</h3>
      <Pick words={words} choices={choices} />
      {(choices.length > 0 || typed.productId !== undefined) && (
        <Fields key={words} choices={choices} certificateId={certificateId} answer={answer} />
      )}
    </>
  );
}
