import { Form } from "@remix-run/react";
import { Pages } from "#app/features/catalogue/pages.tsx";
import { showError } from "#app/features/shows/staff-shows.tsx";
import { answerOf, type DeskAnswer } from "#app/features/staff/answer.ts";
import { day, instant } from "#app/i18n/format.ts";
import { href } from "#app/i18n/href.ts";
import { useWords } from "#app/i18n/i18n.ts";
import { Button } from "#app/ui/button.tsx";
import { Empty } from "#app/ui/empty.tsx";
import { Field } from "#app/ui/field.tsx";
import { FormErrors } from "#app/ui/form-errors.tsx";
import { Select, TextArea, TextInput } from "#app/ui/inputs.tsx";
import { Breadcrumbs } from "#app/ui/nav.tsx";
import { Note } from "#app/ui/note.tsx";
import { Tag } from "#app/ui/tag.tsx";
import { LETTERS } from "#services/shared/text-limits.ts";
import type { HostOfDesk } from "#services/shops/host-identity.ts";

const PAPERS = ["citizen_card", "passport", "met_in_person"] as const;

type One = { host: HostOfDesk; identityId: string; answer: DeskAnswer };

function RecordForm({ host, identityId, answer }: One) {
  const { t } = useWords();
  const { values, refusal } = answerOf(answer, `record:${host.accountId}`);
  const wrong = (field: string) => (refusal?.field === field ? showError(t, refusal) : undefined);
  return (
    <details open={refusal !== null}>
      <summary className="btn btn--s btn--line">{t("staff:hosts.record")}</summary>
      <Form method="post" className="form form--2 mt-3" preventScrollReset>
        {refusal && refusal.field === undefined && <FormErrors title={showError(t, refusal)} />}
        <input type="hidden" name="act" value="record" />
        <input type="hidden" name="accountId" value={host.accountId} />
        <input type="hidden" name="identityId" value={values.identityId || identityId} />
        <Field id={`ten-${host.accountId}`} label={t("staff:hosts.legalName")} error={wrong("legalName")}>
          <TextInput
            name="legalName"
            maxLength={LETTERS.fullName}
            autoComplete="off"
            defaultValue={values.legalName ?? host.name}
          />
        </Field>
        <Field id={`giay-${host.accountId}`} label={t("staff:hosts.paper")} error={wrong("paper")}>
          <Select
            name="paper"
            placeholder={t("staff:hosts.paperChoose")}
            options={PAPERS.map((value) => ({ value, label: t(`staff:hosts.papers.${value}`) }))}
            defaultValue={values.paper ?? ""}
          />
        </Field>
        <div className="full">
          <Button small>{t("staff:hosts.recordSubmit")}</Button>
        </div>
      </Form>
    </details>
  );
}

function EndForm({ host, answer }: { host: HostOfDesk; answer: DeskAnswer }) {
  const { t } = useWords();
  const { values, refusal } = answerOf(answer, `end:${host.accountId}`);
  return (
    <details open={refusal !== null}>
      <summary className="btn btn--s btn--line">{t("staff:hosts.end")}</summary>
      <Form method="post" className="stack mt-3" preventScrollReset>
        <p className="meta">{t("staff:hosts.endText")}</p>
        <input type="hidden" name="act" value="end" />
        <input type="hidden" name="accountId" value={host.accountId} />
        <Field
          id={`ly-do-${host.accountId}`}
          label={t("staff:hosts.endReason")}
          error={refusal ? showError(t, refusal) : undefined}
        >
          <TextArea name="reason" rows={2} maxLength={LETTERS.reason} defaultValue={values.reason ?? ""} />
        </Field>
        <div>
          <Button small variant="danger">
            {t("staff:hosts.endSubmit")}
          </Button>
        </div>
      </Form>
    </details>
  );
}

function Host({ host, identityId, answer }: One) {
  const { t, language } = useWords();
  const { identity } = host;
  return (
    <article className="block">
      <div className="row row--top row--wrap">
        <h2 className="grow">{host.name || t("staff:shows.nobody")}</h2>
        <Tag kind={identity ? "leaf" : "earth"}>{t(identity ? "staff:hosts.verified" : "staff:hosts.unverified")}</Tag>
      </div>
      <p className="meta">
        {host.shops}
        {host.nextShow && ` · ${t("staff:hosts.nextShow", { at: instant(host.nextShow, language) })}`}
      </p>
      {identity && (
        <p>
          {t("staff:hosts.seen", {
            name: identity.legalName,
            paper: t(`staff:hosts.papers.${identity.paper}`),
            by: identity.recordedBy,
            at: day(identity.recordedAt, language),
          })}
        </p>
      )}
      <div className="mt-3">
        {identity ? (
          <EndForm host={host} answer={answer} />
        ) : (
          <RecordForm host={host} identityId={identityId} answer={answer} />
        )}
      </div>
    </article>
  );
}

type Props = {
  hosts: readonly HostOfDesk[];
  words: string;
  page: number;
  pages: number;
  identityId: string;
  done: "record" | "end" | null;
  answer: DeskAnswer;
};

/** Who may sell live, and what staff have seen of them. */
export function HostDesk({ hosts, words, page, pages, identityId, done, answer }: Props) {
  const { t, language } = useWords();
  return (
    <main id="main" className="wrap page">
      <Breadcrumbs
        label={t("crumbs")}
        items={[
          { text: t("staff:shows.title"), href: href("staff-shows", language) },
          { text: t("staff:hosts.title") },
        ]}
      />
      <h1>{t("staff:hosts.title")}</h1>
      <p className="muted">{t("staff:hosts.lead")}</p>
      {done && !answer && (
        <Note kind="good" role="status">
          {t(`staff:shows.done.${done}`)}
        </Note>
      )}
      <Form method="get" role="search" className="row row--wrap mt-3">
        <Field id="q" label={t("staff:hosts.search")}>
          <TextInput name="q" type="search" defaultValue={words} maxLength={100} />
        </Field>
        <Button variant="line">{t("staff:hosts.find")}</Button>
      </Form>
      {hosts.length === 0 ? (
        <Empty title={t("staff:hosts.none")}>{t("staff:hosts.noneText")}</Empty>
      ) : (
        <div className="stack stack--4 mt-4">
          {hosts.map((host) => (
            <Host key={host.accountId} host={host} identityId={identityId} answer={answer} />
          ))}
        </div>
      )}
      <Pages
        page={page}
        last={pages}
        hrefOf={(n) => href("staff-hosts", language, {}, { q: words, page: n > 1 ? n : null })}
      />
    </main>
  );
}
