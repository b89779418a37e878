import { Form } from "@remix-run/react";
import { standingWords } from "#app/features/staff/certificate-words.ts";
import { href } from "#app/i18n/href.ts";
import { useWords } from "#app/i18n/i18n.ts";
import { Anchor } from "#app/ui/anchor.tsx";
import { Button } from "#app/ui/button.tsx";
import { cx } from "#app/ui/cx.ts";
import { Empty } from "#app/ui/empty.tsx";
import { Field } from "#app/ui/field.tsx";
import { Select, TextInput } from "#app/ui/inputs.tsx";
import { Pagination } from "#app/ui/nav.tsx";
import { type StarCount, Stars } from "#app/ui/stars.tsx";
import { STANDINGS } from "#services/certification/rules.ts";
import type { CertificateLine, CertificateList as List } from "#services/certification/view-certificates.ts";

export type CertificateFilter = { words: string; standing: string };

const queryOf = ({ words, standing }: CertificateFilter, page: number) => ({
  q: words,
  tt: standing,
  page: page > 1 ? page : null,
});

function Find({ filter, id }: { filter: CertificateFilter; id: string }) {
  const { t, language } = useWords();
  return (
    <Form
      className="st__find"
      role="search"
      action={href("staff-certificates", language)}
      key={`${filter.words}|${filter.standing}`}
    >
      <Field id={`${id}-q`} label={t("staff:certificates.find")}>
        <TextInput name="q" type="search" defaultValue={filter.words} maxLength={100} />
      </Field>
      <Field id={`${id}-tt`} label={t("staff:certificates.standing")}>
        <Select
          name="tt"
          placeholder={t("staff:certificates.any")}
          options={STANDINGS.map((value) => ({ value, label: t(`staff:certificates.standings.${value}`) }))}
          defaultValue={filter.standing}
        />
      </Field>
      <Button variant="line" icon="search">
        {t("staff:certificates.search")}
      </Button>
    </Form>
  );
}

function Line({ line, to, current }: { line: CertificateLine; to: string; current: boolean }) {
  const { t, language } = useWords();
  const { standing, stars, rank } = line;
  const ended =
    standing === "lapsed" || standing === "revoked" || standing === "not_yet"
      ? t(`staff:certificates.ended.${standing}`, { rank })
      : null;
  const mood = standing === "lapsed" ? "hot" : standing === "ends_soon" ? "mind" : null;
  return (
    <li>
      <Anchor href={to} className={cx("qi", mood, current && "cur")} aria-current={current ? "true" : undefined}>
        <span className="qi__t">
          {stars !== null && <Stars n={stars as StarCount} spoken={t("staff:certificates.stars", { count: stars })} />}
          {ended !== null && `${ended} · `}
          {line.number}
        </span>
        <b>{line.product}</b>
        <span className="meta">{[line.producer, line.commune].filter(Boolean).join(" · ")}</span>
        <span className="meta qi__a">{standingWords(t, line, language)}</span>
      </Anchor>
    </li>
  );
}

type ListProps = { list: List; filter: CertificateFilter; currentId?: string; level: "h1" | "h2" };

/** The register beside whatever is open: found, filtered, those that end soonest first. */
export function CertificateList({ list, filter, currentId, level: Title }: ListProps) {
  const { t, language } = useWords();
  return (
    <>
      <div className="st__qh">
        <Title>
          {t("staff:certificates.heading")} <span className="muted">{list.total}</span>
        </Title>
        {Title === "h1" && (
          <a className="lnk only-phone" href="#nhap-giay">
            {t("staff:certificates.enter")}
          </a>
        )}
      </div>
      <Find filter={filter} id="giay" />
      <p className="meta st__sum">
        {t("staff:certificates.summary", { endsSoon: list.endsSoon, lapsed: list.lapsed })}
      </p>
      {list.lines.length === 0 ? (
        <Empty title={t("staff:certificates.none")}>{t("staff:certificates.noneText")}</Empty>
      ) : (
        <ul>
          {list.lines.map((line) => (
            <Line
              key={line.id}
              line={line}
              current={line.id === currentId}
              to={href("staff-certificate", language, { id: line.id }, queryOf(filter, list.page))}
            />
          ))}
        </ul>
      )}
      <Pagination
        label={t("pages")}
        page={list.page}
        pages={list.pages}
        hrefOf={(page) => href("staff-certificates", language, {}, queryOf(filter, page))}
        nameOf={(page) => t("page", { page })}
        previous={t("previousPage")}
        next={t("nextPage")}
      />
    </>
  );
}
