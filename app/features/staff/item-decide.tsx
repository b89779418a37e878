import { Form, useNavigation } from "@remix-run/react";
import { answerOf, type DeskAnswer } from "#app/features/staff/answer.ts";
import { deskError, reasonOptions, takeDownOptions } from "#app/features/staff/desk-words.ts";
import { time } from "#app/i18n/format.ts";
import { useWords } from "#app/i18n/i18n.ts";
import { Button } from "#app/ui/button.tsx";
import { RadioRows } from "#app/ui/choice.tsx";
import { Field } from "#app/ui/field.tsx";
import { FormErrors } from "#app/ui/form-errors.tsx";
import { Select, TextArea } from "#app/ui/inputs.tsx";
import { Note } from "#app/ui/note.tsx";
import { Tag } from "#app/ui/tag.tsx";
import { decisionsFor, MAX_NOTE, OUTCOMES } from "#services/moderation/desk-rules.ts";
import type { Item } from "#services/moderation/view-item.ts";
import { LETTERS } from "#services/shared/text-limits.ts";

type PaneProps = { item: Item; answer: DeskAnswer };

function useWrong(answer: DeskAnswer, form: string) {
  const { t } = useWords();
  const { refusal } = answerOf(answer, form);
  return (field: string) => (refusal?.field === field ? deskError(t, refusal) : undefined);
}

function DecideForm({ item, answer }: PaneProps) {
  const { t } = useWords();
  const busy = useNavigation().state === "submitting";
  const { values } = answerOf(answer, "decide");
  const wrong = useWrong(answer, "decide");
  const kind = item.kind === "report" ? "listing" : item.kind;
  return (
    <Form method="post" className="stack stack--4" preventScrollReset>
      <input type="hidden" name="act" value="decide" />
      <input type="hidden" name="version" value={item.version} />
      <RadioRows
        id="decision"
        name="decision"
        legend={t("staff:item.decision")}
        hideLegend
        required
        error={wrong("decision")}
        defaultValue={values.decision}
        options={decisionsFor(item.kind).map((value) => ({
          value,
          label: t(`staff:item.decisions.${kind}.${value}`),
          note: t(`staff:item.notes.${kind}.${value}`),
        }))}
      />
      <Field id="reasonCode" label={t("staff:item.reason")} error={wrong("reasonCode")}>
        <Select
          name="reasonCode"
          placeholder={t("staff:item.reasonChoose")}
          options={reasonOptions(t, item.kind)}
          defaultValue={values.reasonCode ?? ""}
        />
      </Field>
      <Field id="reason" label={t("staff:item.words")} hint={t("staff:item.wordsHint")} error={wrong("reason")}>
        <TextArea name="reason" maxLength={LETTERS.reason} rows={4} defaultValue={values.reason ?? ""} />
      </Field>
      <Button wide busy={busy}>
        {t("staff:item.submit")}
      </Button>
    </Form>
  );
}

function CloseForm({ item, answer }: PaneProps) {
  const { t } = useWords();
  const busy = useNavigation().state === "submitting";
  const { values } = answerOf(answer, "close");
  const wrong = useWrong(answer, "close");
  const isOnSale = item.report?.subject.listingState === "approved";
  const outcomes = OUTCOMES.filter((outcome) => outcome !== "taken_down" || isOnSale);
  return (
    <Form method="post" className="stack stack--4" preventScrollReset>
      <input type="hidden" name="act" value="close" />
      <RadioRows
        id="outcome"
        name="outcome"
        legend={t("staff:item.outcome")}
        required
        error={wrong("outcome")}
        defaultValue={values.outcome}
        options={outcomes.map((value) => ({
          value,
          label: t(`staff:item.outcomes.${value}`),
          note: value === "taken_down" ? t("staff:item.outcomeNotes.taken_down") : undefined,
        }))}
      />
      {isOnSale && (
        <Field id="reasonCode" label={t("staff:item.takeDownReason")} error={wrong("reasonCode")}>
          <Select
            name="reasonCode"
            placeholder={t("staff:item.reasonChoose")}
            options={takeDownOptions(t)}
            defaultValue={values.reasonCode ?? ""}
          />
        </Field>
      )}
      <Field id="note" label={t("staff:item.note")} hint={t("staff:item.noteHint")} error={wrong("note")}>
        <TextArea name="note" required maxLength={MAX_NOTE} rows={4} defaultValue={values.note ?? ""} />
      </Field>
      <Button wide busy={busy}>
        {t("staff:item.closeReport")}
      </Button>
    </Form>
  );
}

function Act({ act, variant, label }: { act: string; variant: "primary" | "line" | "quiet"; label: string }) {
  return (
    <Form method="post" preventScrollReset>
      <input type="hidden" name="act" value={act} />
      <Button variant={variant} wide>
        {label}
      </Button>
    </Form>
  );
}

/** Who has the item, until when. */
export function ClaimTag({ item }: { item: Item }) {
  const { t, language } = useWords();
  const { claim } = item;
  if (!claim || !item.isWaiting) return null;
  const until = time(claim.until, language);
  return (
    <Tag kind={claim.isMine ? "cham" : "earth"} icon="lock">
      {claim.isMine ? t("staff:item.mine", { time: until }) : t("staff:item.held", { name: claim.name, time: until })}
    </Tag>
  );
}

/** Taking an item up, deciding on it, giving it back. */
export function DecidePane({ item, answer }: PaneProps) {
  const { t, language } = useWords();
  const { claim, isWaiting } = item;
  const general = answer?.refusal && answer.refusal.field === undefined ? deskError(t, answer.refusal) : null;
  const isOthers = claim !== null && !claim.isMine;
  return (
    <div className="stack stack--4">
      <h2>{t("staff:item.decision")}</h2>
      {general && <FormErrors title={general} />}
      {!isWaiting && <Note kind="info">{t("staff:item.notWaiting")}</Note>}
      {isWaiting && isOthers && (
        <Note kind="warn">{t("staff:item.heldText", { name: claim.name, time: time(claim.until, language) })}</Note>
      )}
      {isWaiting && claim === null && <Act act="claim" variant="primary" label={t("staff:item.claim")} />}
      {isWaiting && claim?.isMine && (
        <>
          {item.kind === "report" ? (
            <CloseForm item={item} answer={answer} />
          ) : (
            <DecideForm item={item} answer={answer} />
          )}
          <Act act="claim" variant="line" label={t("staff:item.claimAgain")} />
          <Act act="release" variant="quiet" label={t("staff:item.release")} />
        </>
      )}
    </div>
  );
}
