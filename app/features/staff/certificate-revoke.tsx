import { Form, useNavigation } from "@remix-run/react";
import { answerOf, type DeskAnswer, faultAt } from "#app/features/staff/answer.ts";
import { Leaning } from "#app/features/staff/certificate-detail.tsx";
import { certificateError } from "#app/features/staff/certificate-words.ts";
import { instant } from "#app/i18n/format.ts";
import { useWords } from "#app/i18n/i18n.ts";
import { Button } from "#app/ui/button.tsx";
import { Field } from "#app/ui/field.tsx";
import { FormErrors } from "#app/ui/form-errors.tsx";
import { Select, TextArea, TextInput } from "#app/ui/inputs.tsx";
import { Note } from "#app/ui/note.tsx";
import { Sheet, SheetClose, SheetLink } from "#app/ui/sheet.tsx";
import { REVOKE_REASONS } from "#services/certification/rules.ts";
import type { CertificatePage } from "#services/certification/view-certificates.ts";
import { LETTERS } from "#services/shared/text-limits.ts";

const SHEET = "thu-hoi";

/** `sure` holds what was typed once it is complete: then the effects are stated and pressed a second time. */
export type RevokeProps = { page: CertificatePage; answer: DeskAnswer; sure: Record<string, string> | null };

function Effects({ page }: { page: CertificatePage }) {
  const { t } = useWords();
  const { listings, carts, openOrders, lots } = page.leaning;
  const rows = [
    { count: listings, text: t("staff:certificates.effectListings", { count: listings }) },
    { count: carts, text: t("staff:certificates.effectCarts", { count: carts }) },
    { count: lots, text: t("staff:certificates.effectLots", { count: lots }) },
    { count: openOrders, text: t("staff:certificates.effectOrders", { count: openOrders }) },
  ];
  return (
    <div className="five">
      <h3>{t("staff:certificates.effects")}</h3>
      <ul>
        {rows.map((row) => (
          <li key={row.text}>
            <b>{row.count}</b>
            <span>{row.text}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Ask({ page, values, answer }: { page: CertificatePage; values: Record<string, string>; answer: DeskAnswer }) {
  const { t } = useWords();
  const { refusal } = answerOf(answer, "revoke");
  const wrong = (field: string) => {
    const fault = faultAt(refusal, field);
    return fault && certificateError(t, fault);
  };
  return (
    <Form method="post" action={`#${SHEET}`} className="stack stack--4" preventScrollReset>
      {refusal && refusal.field === undefined && <FormErrors title={certificateError(t, refusal)} />}
      <input type="hidden" name="step" value="ask" />
      <div className="form form--2">
        <Field id="reasonCode" label={t("staff:certificates.reason")} error={wrong("reasonCode")}>
          <Select
            name="reasonCode"
            required
            placeholder={t("staff:certificates.reasonChoose")}
            options={REVOKE_REASONS.map((value) => ({ value, label: t(`staff:reasons.revoke.${value}`) }))}
            defaultValue={values.reasonCode ?? ""}
          />
        </Field>
        <Field
          id="decisionNumber"
          label={t("staff:certificates.revokeDecision")}
          hint={t("staff:certificates.revokeDecisionHint")}
          error={wrong("decisionNumber")}
        >
          <TextInput
            name="decisionNumber"
            required
            maxLength={LETTERS.revokingDecision}
            autoComplete="off"
            defaultValue={values.decisionNumber ?? ""}
          />
        </Field>
        <Field
          id="reason"
          label={t("staff:certificates.words")}
          hint={t("staff:certificates.wordsHint")}
          error={wrong("reason")}
          full
        >
          <TextArea name="reason" required maxLength={LETTERS.reason} rows={3} defaultValue={values.reason ?? ""} />
        </Field>
      </div>
      <Effects page={page} />
      <div className="row">
        <SheetClose className="grow">{t("staff:certificates.later")}</SheetClose>
        <Button variant="danger" grow>
          {t("staff:certificates.goOn")}
        </Button>
      </div>
    </Form>
  );
}

function Sure({ page, values }: { page: CertificatePage; values: Record<string, string> }) {
  const { t } = useWords();
  const busy = useNavigation().state !== "idle";
  const reason = REVOKE_REASONS.find((code) => code === values.reasonCode) ?? "other";
  return (
    <div className="stack stack--4">
      <h3>{t("staff:certificates.sureTitle", { number: page.number })}</h3>
      <p>
        <b>{t(`staff:reasons.revoke.${reason}`)}.</b> {values.reason}
        <br />
        <span className="meta">{t("staff:certificates.decisionLine", { decision: values.decisionNumber ?? "" })}</span>
      </p>
      <Effects page={page} />
      <p className="meta">{t("staff:certificates.consequences")}</p>
      <div className="row">
        <Form method="post" action={`#${SHEET}`} className="grow" preventScrollReset>
          <Kept values={values} step="change" />
          <Button variant="line" wide>
            {t("staff:certificates.change")}
          </Button>
        </Form>
        <Form method="post" className="grow" preventScrollReset>
          <Kept values={values} step="sure" />
          <Button variant="live" wide busy={busy}>
            {t("staff:certificates.sure", { rank: page.rank })}
          </Button>
        </Form>
      </div>
    </div>
  );
}

function Kept({ values, step }: { values: Record<string, string>; step: "change" | "sure" }) {
  return (
    <>
      <input type="hidden" name="step" value={step} />
      {["reasonCode", "decisionNumber", "reason"].map((name) => (
        <input key={name} type="hidden" name={name} value={values[name] ?? ""} />
      ))}
    </>
  );
}

/** What can be done with a certificate: one irreversible thing, in two steps. */
export function RevokePane({ page, answer, sure }: RevokeProps) {
  const { t, language } = useWords();
  const { refusal, values } = answerOf(answer, "revoke");
  return (
    <div className="stack stack--4">
      <h2>{t("staff:certificates.work")}</h2>
      {page.revoked === null ? (
        <SheetLink to={SHEET} className="btn btn--danger">
          {t("staff:certificates.revoke")}
        </SheetLink>
      ) : (
        <>
          {refusal && <FormErrors title={certificateError(t, refusal)} />}
          <Note kind="bad">{t("staff:certificates.revokedNote", { at: instant(page.revoked.at, language) })}</Note>
          <p className="muted">{t("staff:certificates.nothingToDo")}</p>
        </>
      )}
      <Leaning page={page} />
      {page.revoked === null && (
        <Sheet
          id={SHEET}
          title={t("staff:certificates.revokeTitle", { number: page.number })}
          close={t("staff:certificates.close")}
        >
          {sure ? <Sure page={page} values={sure} /> : <Ask page={page} values={values} answer={answer} />}
        </Sheet>
      )}
    </div>
  );
}
