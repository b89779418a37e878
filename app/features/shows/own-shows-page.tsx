import { Form } from "@remix-run/react";
import { Faults, FormFields, type FormState, TextField } from "#app/features/seller-forms/fields.tsx";
import type { TypedAnswer } from "#app/http/typed-form.ts";
import { instant } from "#app/i18n/format.ts";
import { href } from "#app/i18n/href.ts";
import { useWords } from "#app/i18n/i18n.ts";
import { Button } from "#app/ui/button.tsx";
import { Empty } from "#app/ui/empty.tsx";
import { Line, Lines } from "#app/ui/lines.tsx";
import { Note } from "#app/ui/note.tsx";
import { Tag, type TagKind } from "#app/ui/tag.tsx";
import type { ShowState } from "#services/live/board.ts";
import type { ListedShow } from "#services/live/list-shows.ts";
import { LETTERS } from "#services/shared/text-limits.ts";

const KINDS: Record<ShowState, TagKind> = {
  planned: "cham",
  live: "live",
  ended: "plain",
  stopped: "red",
  called_off: "plain",
};

export function ShowStateTag({ state }: { state: ShowState }) {
  const { t } = useWords();
  return <Tag kind={KINDS[state]}>{t(`seller:shows.states.${state}`)}</Tag>;
}

function PlanForm({ requestId, answer }: { requestId: string; answer: TypedAnswer | null }) {
  const { t } = useWords();
  const state: FormState = { id: "phien", values: answer?.values ?? {}, problems: answer?.problems ?? {} };
  return (
    <section className="sec" aria-labelledby="h-hen">
      <h2 id="h-hen">{t("seller:shows.plan")}</h2>
      <Form method="post" className="form mt-3" noValidate>
        <Faults fault={answer?.fault ?? null} state={{ ...state, problems: {} }} />
        <input type="hidden" name="requestId" value={answer?.values.requestId ?? requestId} />
        <FormFields state={state}>
          <TextField
            name="title"
            label={t("seller:shows.name")}
            hint={t("seller:shows.nameHint", { max: LETTERS.title })}
            maxLength={LETTERS.title}
          />
          <div className="when">
            <TextField name="day" type="date" label={t("seller:shows.day")} />
            <TextField name="time" label={t("seller:shows.time")} hint={t("seller:shows.timeHint")} maxLength={5} />
          </div>
        </FormFields>
        <div>
          <Button>{t("seller:shows.planSubmit")}</Button>
        </div>
      </Form>
    </section>
  );
}

type Props = { shows: readonly ListedShow[]; mayPlan: boolean; requestId: string; answer: TypedAnswer | null };

/** A shop's shows, and the form that plans the next. */
export function OwnShowsPage({ shows, mayPlan, requestId, answer }: Props) {
  const { t, language } = useWords();
  return (
    <main id="main" className="wrap">
      <div className="sh">
        <h1>{t("seller:shows.title")}</h1>
        <p className="muted">{t("seller:shows.lead")}</p>
      </div>
      <Note className="mt-3">{t("seller:shows.notRecorded")}</Note>
      {shows.length === 0 ? (
        <Empty title={t("seller:shows.none")}>{t("seller:shows.noneText")}</Empty>
      ) : (
        <Lines className="mt-4">
          {shows.map((show) => (
            <Line
              key={show.id}
              href={href("seller-show", language, { id: show.id })}
              title={show.title}
              meta={`${instant(show.startsAt, language)} · ${t("seller:shows.items", { count: show.items })} · ${t("seller:shows.orders", { count: show.orders })}`}
              action={<ShowStateTag state={show.state} />}
            />
          ))}
        </Lines>
      )}
      {mayPlan && <PlanForm requestId={requestId} answer={answer} />}
    </main>
  );
}
