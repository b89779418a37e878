import { Form } from "@remix-run/react";
import { Faults, FormFields, type FormState, SelectField, TextField } from "#app/features/seller-forms/fields.tsx";
import { ShowFigures } from "#app/features/shows/figures.tsx";
import { GateList } from "#app/features/shows/gate-list.tsx";
import { showHref, studioHref } from "#app/features/shows/links.ts";
import { ShowStateTag } from "#app/features/shows/own-shows-page.tsx";
import { PLAN_FORM, priceFieldId, RunOfShow } from "#app/features/shows/run-of-show.tsx";
import type { TypedAnswer } from "#app/http/typed-form.ts";
import { count, fieldDay, instant, time } from "#app/i18n/format.ts";
import { href } from "#app/i18n/href.ts";
import { useWords } from "#app/i18n/i18n.ts";
import { Anchor } from "#app/ui/anchor.tsx";
import { Block } from "#app/ui/block.tsx";
import { Button, LinkButton } from "#app/ui/button.tsx";
import { Breadcrumbs } from "#app/ui/nav.tsx";
import { Note } from "#app/ui/note.tsx";
import { SectionHead } from "#app/ui/section-head.tsx";
import { MARKET_REASONS, STOP_REASONS } from "#services/live/rules.ts";
import type { PlanView } from "#services/live/view-plan.ts";
import { LETTERS } from "#services/shared/text-limits.ts";

type Props = { view: PlanView; answer: TypedAnswer | null; done: "luu" | "huy" | null };

/** What stands in the form of a show as it is kept. */
function keptValues(view: PlanView): Record<string, string> {
  const values: Record<string, string> = {
    title: view.title,
    day: fieldDay(view.startsAt),
    time: time(view.startsAt, "vi"),
    hostId: view.hostId ?? "",
  };
  for (const item of view.items) {
    if (item.liveVnd !== null) values[`price:${item.variantId}`] = count(item.liveVnd, "vi");
    if (item.quota !== null) values[`quota:${item.variantId}`] = String(item.quota);
    if (item.perBuyer !== null) values[`perBuyer:${item.variantId}`] = String(item.perBuyer);
    if (item.isDiscount) values[`discount:${item.variantId}`] = "on";
  }
  return values;
}

function Head({ view }: { view: PlanView }) {
  const { t } = useWords();
  return (
    <section aria-labelledby="h-ten">
      <SectionHead id="h-ten" title={t("seller:shows.head")} />
      <TextField
        name="title"
        label={t("seller:shows.name")}
        hint={t("seller:shows.nameHint", { max: LETTERS.title })}
        maxLength={LETTERS.title}
      />
      <div className="when mt-3">
        <TextField name="day" type="date" label={t("seller:shows.day")} />
        <TextField name="time" label={t("seller:shows.time")} maxLength={5} />
        <SelectField
          name="hostId"
          label={t("seller:shows.host")}
          options={view.hosts.map((host) => ({
            value: host.id,
            label: t(host.isVerified ? "seller:shows.hostVerified" : "seller:shows.hostUnverified", {
              name: host.name,
            }),
          }))}
        />
      </div>
    </section>
  );
}

function GateBlock({ view }: { view: PlanView }) {
  const { t, language } = useWords();
  const red = view.lines.filter((line) => !line.isGreen).length;
  const itemOf = (itemId: string) => view.items.find((item) => item.itemId === itemId);
  return (
    <Block title={t("seller:shows.gateTitle")}>
      <p className={red === 0 ? "strong" : "c-red strong"}>
        {red === 0 ? t("seller:shows.gateGreen") : t("seller:shows.gateRed", { count: red })}
      </p>
      <GateList
        lines={view.lines}
        plan={{ address: "", priceField: (itemId) => priceFieldId(itemOf(itemId)?.variantId ?? "") }}
      />
      {view.isMine ? (
        <LinkButton href={studioHref(language, view.id)} reload wide icon="radio" className="mt-4">
          {t("seller:shows.studio")}
        </LinkButton>
      ) : (
        <p className="meta mt-3">{t("seller:shows.studioNotHost")}</p>
      )}
      <p className="meta mt-2">{t("seller:shows.gateNote")}</p>
    </Block>
  );
}

function CallOff() {
  const { t } = useWords();
  return (
    <details className="mt-4">
      <summary className="btn btn--s btn--line">{t("seller:shows.callOff")}</summary>
      <Form method="post" className="stack mt-3">
        <p>{t("seller:shows.callOffText")}</p>
        <div>
          <Button variant="danger" name="act" value="call-off">
            {t("seller:shows.callOffSubmit")}
          </Button>
        </div>
      </Form>
    </details>
  );
}

function Plan({ view, answer }: { view: PlanView; answer: TypedAnswer | null }) {
  const { t } = useWords();
  const mine = answer?.act === "save" ? answer : null;
  const state: FormState = { id: PLAN_FORM, values: mine?.values ?? keptValues(view), problems: mine?.problems ?? {} };
  return (
    <div className="cols cols--side mt-4">
      <div>
        {view.mayEdit ? (
          <Form method="post" className="stack stack--6" noValidate key={view.version}>
            <Faults fault={mine?.fault ?? null} state={state} />
            <input type="hidden" name="version" value={view.version} />
            <button type="submit" name="act" value="save" className="sr" tabIndex={-1} aria-hidden="true" />
            <FormFields state={state}>
              <Head view={view} />
              <RunOfShow view={view} />
            </FormFields>
            <div>
              <Button name="act" value="save">
                {t("seller:shows.save")}
              </Button>
            </div>
          </Form>
        ) : (
          <RunOfShow view={view} />
        )}
        {view.mayEdit && <CallOff />}
      </div>
      <aside className="stickyside" id="khoa">
        <GateBlock view={view} />
        <Note className="mt-4">{t("seller:shows.notRecorded")}</Note>
      </aside>
    </div>
  );
}

function After({ view }: { view: PlanView }) {
  const { t, language } = useWords();
  const code = [...STOP_REASONS, ...MARKET_REASONS].find((known) => known === view.endReasonCode);
  return (
    <div className="stack stack--6 mt-4">
      {code && (
        <Note kind="bad">
          <p>{t("seller:shows.reason", { reason: t(`seller:shows.stoppedBy.${code}`) })}</p>
          {view.endReason && <p>{t("seller:shows.reasonWords", { words: view.endReason })}</p>}
        </Note>
      )}
      {view.state === "live" && view.isMine && (
        <LinkButton href={studioHref(language, view.id)} reload icon="radio">
          {t("seller:shows.studio")}
        </LinkButton>
      )}
      {view.figures && <ShowFigures figures={view.figures} />}
      <RunOfShow view={view} />
    </div>
  );
}

/** A show of one's shop: its plan and gate before, its figures after. */
export function ShowPlanPage({ view, answer, done }: Props) {
  const { t, language } = useWords();
  return (
    <main id="main" className="wrap">
      <Breadcrumbs
        label={t("crumbs")}
        items={[{ text: t("seller:shows.title"), href: href("seller-shows", language) }, { text: view.title }]}
      />
      <div className="sh">
        <h1>{view.title}</h1>
        <p className="row row--wrap">
          <ShowStateTag state={view.state} />
          <span className="muted">{instant(view.startedAt ?? view.startsAt, language)}</span>
          {view.state !== "called_off" && (
            <Anchor className="lnk" href={showHref(language, view.slug)} reload>
              {t("seller:shows.page")}
            </Anchor>
          )}
        </p>
      </div>
      {done && (
        <Note kind="good" role="status">
          {t(done === "luu" ? "seller:shows.saved" : "seller:shows.calledOff")}
        </Note>
      )}
      {view.state === "planned" ? <Plan view={view} answer={answer} /> : <After view={view} />}
    </main>
  );
}
