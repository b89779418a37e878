import { Form } from "@remix-run/react";
import { showHref } from "#app/features/shows/links.ts";
import { answerOf, blanksOf, type DeskAnswer } from "#app/features/staff/answer.ts";
import { ReasonForm } from "#app/features/staff/reason-form.tsx";
import { instant, money, time } from "#app/i18n/format.ts";
import { href } from "#app/i18n/href.ts";
import { useWords, type Words } from "#app/i18n/i18n.ts";
import { Anchor } from "#app/ui/anchor.tsx";
import { Button, LinkButton } from "#app/ui/button.tsx";
import { Field } from "#app/ui/field.tsx";
import { FormErrors } from "#app/ui/form-errors.tsx";
import { TextArea } from "#app/ui/inputs.tsx";
import { Line, Lines } from "#app/ui/lines.tsx";
import { Note } from "#app/ui/note.tsx";
import { SectionHead } from "#app/ui/section-head.tsx";
import type { StaffShow } from "#services/live/list-shows.ts";
import { STOP_REASONS } from "#services/live/rules.ts";
import type { Refusal } from "#services/shared/result.ts";
import { LETTERS } from "#services/shared/text-limits.ts";

const CODES = ["reason_missing", "too_long", "not_live", "missing", "unknown_paper", "already_recorded"] as const;

/** The sentence of a refusal about shows and hosts. */
export function showError(t: Words, refusal: Refusal): string {
  if (refusal.field === "reasonCode") return t("staff:shows.errors.reason_code");
  const code = CODES.find((known) => known === refusal.code) ?? "other";
  return t(`staff:shows.errors.${code}`, blanksOf(refusal));
}

type Acts = { show: StaffShow; requestId: string; answer: DeskAnswer };

function Warn({ show, requestId, answer }: Acts) {
  const { t } = useWords();
  const { values, refusal } = answerOf(answer, `warn:${show.id}`);
  return (
    <details open={refusal !== null}>
      <summary className="btn btn--s btn--line">{t("staff:shows.warn")}</summary>
      <Form method="post" className="stack mt-3" preventScrollReset>
        {refusal && refusal.field === undefined && <FormErrors title={showError(t, refusal)} />}
        <input type="hidden" name="act" value="warn" />
        <input type="hidden" name="showId" value={show.id} />
        <input type="hidden" name="requestId" value={values.requestId || requestId} />
        <Field
          id={`nhac-${show.id}`}
          label={t("staff:shows.warnWords")}
          hint={t("staff:shows.warnHint")}
          error={refusal?.field === "reason" ? showError(t, refusal) : undefined}
        >
          <TextArea name="reason" rows={2} maxLength={LETTERS.note} defaultValue={values.reason ?? ""} />
        </Field>
        <div>
          <Button small>{t("staff:shows.warnSubmit")}</Button>
        </div>
      </Form>
    </details>
  );
}

function Running({ show, requestId, answer }: Acts) {
  const { t, language } = useWords();
  const { pinned } = show;
  return (
    <article className="block">
      <h3>{show.title}</h3>
      <p className="meta">
        {t("staff:shows.line", {
          shop: show.shopName,
          host: show.hostName || t("staff:shows.nobody"),
          time: time(show.startedAt ?? show.startsAt, language),
        })}{" "}
        · {t("staff:shows.most", { count: show.mostViewers })}
      </p>
      {pinned && (
        <p>
          {pinned.name}, {pinned.pack} · {money(pinned.priceVnd, language)}
        </p>
      )}
      <div className="stack mt-3">
        <div className="row row--wrap">
          <LinkButton small variant="line" icon="eye" href={showHref(language, show.slug)} reload>
            {t("staff:shows.watch")}
          </LinkButton>
          <Anchor className="lnk" href={href("staff-shop", language, { id: show.shopId })}>
            {t("staff:shows.shop")}
          </Anchor>
        </div>
        <p className="meta">{t("staff:shows.watchHint")}</p>
        <Warn show={show} requestId={requestId} answer={answer} />
        <ReasonForm
          act="stop"
          id={show.id}
          variant="danger"
          hidden={{ showId: show.id }}
          open={t("staff:shows.stop")}
          title={t("staff:shows.stopTitle", { title: show.title })}
          text={t("staff:shows.stopText")}
          options={STOP_REASONS.map((value) => ({ value, label: t(`staff:shows.reasons.${value}`) }))}
          submit={t("staff:shows.stopSubmit")}
          answer={answer}
          errorOf={(refusal) => showError(t, refusal)}
        />
      </div>
    </article>
  );
}

type Props = {
  live: readonly StaffShow[];
  coming: readonly StaffShow[];
  requestId: string;
  done: "warn" | "stop" | null;
  answer: DeskAnswer;
};

/** What runs and what comes: watching unseen, warning, stopping. */
export function StaffShows({ live, coming, requestId, done, answer }: Props) {
  const { t, language } = useWords();
  return (
    <main id="main" className="wrap page">
      <div className="row row--top row--wrap">
        <h1 className="grow">{t("staff:shows.title")}</h1>
        <Anchor className="lnk" href={href("staff-hosts", language)}>
          {t("staff:shows.hosts")}
        </Anchor>
      </div>
      {done && !answer && (
        <Note kind="good" role="status">
          {t(`staff:shows.done.${done}`)}
        </Note>
      )}
      <section className="sec" aria-labelledby="h-dang">
        <SectionHead id="h-dang" title={t("staff:shows.running")} />
        {live.length === 0 ? (
          <p className="muted">{t("staff:shows.runningNone")}</p>
        ) : (
          <div className="stack stack--4">
            {live.map((show) => (
              <Running key={show.id} show={show} requestId={requestId} answer={answer} />
            ))}
          </div>
        )}
      </section>
      <section className="sec" aria-labelledby="h-sap">
        <SectionHead id="h-sap" title={t("staff:shows.coming")} />
        {coming.length === 0 ? (
          <p className="muted">{t("staff:shows.comingNone")}</p>
        ) : (
          <Lines>
            {coming.map((show) => (
              <Line
                key={show.id}
                title={show.title}
                meta={t("staff:shows.lineComing", {
                  shop: show.shopName,
                  host: show.hostName || t("staff:shows.nobody"),
                  at: instant(show.startsAt, language),
                })}
                action={
                  <Anchor className="lnk" href={href("staff-shop", language, { id: show.shopId })}>
                    {t("staff:shows.shop")}
                  </Anchor>
                }
              />
            ))}
          </Lines>
        )}
      </section>
    </main>
  );
}
