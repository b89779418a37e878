import type { LoaderFunctionArgs } from "@remix-run/node";
import { Form, type MetaFunction, useLoaderData, useLocation } from "@remix-run/react";
import { AuditTable, useAuditWords } from "#app/features/people/audit-table.tsx";
import { open } from "#app/http/context.ts";
import { privateHead } from "#app/http/private-head.ts";
import { notFound } from "#app/http/respond.ts";
import { href } from "#app/i18n/href.ts";
import { useWords } from "#app/i18n/i18n.ts";
import { Button, LinkButton } from "#app/ui/button.tsx";
import { Empty } from "#app/ui/empty.tsx";
import { Field } from "#app/ui/field.tsx";
import { Select, TextInput } from "#app/ui/inputs.tsx";
import { Pagination } from "#app/ui/nav.tsx";
import { readAudit } from "#services/accounts/read-audit.ts";

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { market, viewer } = await open(context);
  const query = new URL(request.url).searchParams;
  const given = (name: string) => query.get(name) ?? "";
  const filter = {
    actor: given("nguoi"),
    act: given("viec"),
    kind: given("loai"),
    subject: given("ma"),
    from: given("tu"),
    to: given("den"),
  };
  const found = await readAudit(market, viewer, { ...filter, page: Number(query.get("trang") ?? 1) });
  if (!found.ok) return notFound();
  return {
    ...found.value,
    filter,
  };
}

export const meta: MetaFunction<typeof loader> = (args) => privateHead(args, (t) => t("staff:audit.title"));

function Filters() {
  const { t, language } = useWords();
  const { filter, acts, kinds } = useLoaderData<typeof loader>();
  const { actName, kindName } = useAuditWords();
  return (
    <Form className="form form--2 mt-4" role="search">
      <Field id="audit-actor" label={t("staff:audit.actor")}>
        <TextInput name="nguoi" type="search" defaultValue={filter.actor} maxLength={100} />
      </Field>
      <Field id="audit-act" label={t("staff:audit.act")}>
        <Select
          name="viec"
          placeholder={t("staff:audit.all")}
          options={acts.map((value) => ({ value, label: actName(value) }))}
          defaultValue={filter.act}
        />
      </Field>
      <Field id="audit-kind" label={t("staff:audit.kind")}>
        <Select
          name="loai"
          placeholder={t("staff:audit.all")}
          options={kinds.map((value) => ({ value, label: kindName(value) }))}
          defaultValue={filter.kind}
        />
      </Field>
      <Field id="audit-subject" label={t("staff:audit.subject")}>
        <TextInput name="ma" defaultValue={filter.subject} maxLength={36} spellCheck={false} />
      </Field>
      <Field id="audit-from" label={t("staff:audit.from")}>
        <TextInput name="tu" type="date" defaultValue={filter.from} />
      </Field>
      <Field id="audit-to" label={t("staff:audit.to")}>
        <TextInput name="den" type="date" defaultValue={filter.to} />
      </Field>
      <div className="row row--wrap">
        <Button variant="line" icon="list-filter">
          {t("staff:audit.filter")}
        </Button>
        <LinkButton variant="quiet" href={href("staff-audit", language)}>
          {t("staff:audit.clear")}
        </LinkButton>
      </div>
    </Form>
  );
}

export default function Page() {
  const { t, language } = useWords();
  const { lines, total, page, pages, filter } = useLoaderData<typeof loader>();
  const { search } = useLocation();
  const { actor, act, kind, subject, from, to } = filter;
  const hrefOf = (trang: number) =>
    href("staff-audit", language, {}, { nguoi: actor, viec: act, loai: kind, ma: subject, tu: from, den: to, trang });
  return (
    <main id="main" className="wrap page" tabIndex={-1}>
      <h1>{t("staff:audit.title")}</h1>
      <p className="muted measure">{t("staff:audit.lead")}</p>
      <Filters key={search} />
      <p className="meta mt-4">{t("staff:audit.count", { count: total })}</p>
      {lines.length === 0 ? <Empty title={t("staff:audit.none")} /> : <AuditTable lines={lines} />}
      <Pagination
        label={t("common:pages")}
        page={page}
        pages={pages}
        hrefOf={hrefOf}
        nameOf={(n) => t("common:page", { page: n })}
        previous={t("common:previousPage")}
        next={t("common:nextPage")}
      />
    </main>
  );
}
