import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { Form, type MetaFunction, useActionData, useLoaderData, useLocation } from "@remix-run/react";
import { z } from "zod";
import { PeopleTable } from "#app/features/people/people-table.tsx";
import { open } from "#app/http/context.ts";
import { answerForm, type FormAnswer, parseForm, readFormData, text } from "#app/http/form.ts";
import { privateHead } from "#app/http/private-head.ts";
import { notFound } from "#app/http/respond.ts";
import { href } from "#app/i18n/href.ts";
import { useWords } from "#app/i18n/i18n.ts";
import { Button } from "#app/ui/button.tsx";
import { Checkbox } from "#app/ui/choice.tsx";
import { Empty } from "#app/ui/empty.tsx";
import { Field } from "#app/ui/field.tsx";
import { Select, TextInput } from "#app/ui/inputs.tsx";
import { Pagination } from "#app/ui/nav.tsx";
import { Note } from "#app/ui/note.tsx";
import { banAccount, grantRole, liftBan, takeRole } from "#services/accounts/change-standing.ts";
import { listAccounts } from "#services/accounts/list-accounts.ts";
import type { StaffRole } from "#services/shared/viewer.ts";

const ROLE_FILTERS = ["any", "moderator", "certifier", "finance", "admin"] as const;

function filterOf(query: URLSearchParams) {
  const role = query.get("vai");
  return {
    words: query.get("q") ?? "",
    role: (ROLE_FILTERS.find((r) => r === role) ?? null) as StaffRole | "any" | null,
    bannedOnly: query.get("khoa") === "1",
    page: Number(query.get("trang") ?? 1),
  };
}

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { market, viewer } = await open(context);
  const query = new URL(request.url).searchParams;
  const filter = filterOf(query);
  const found = await listAccounts(market, viewer, filter);
  if (!found.ok) return notFound();
  return {
    ...found.value,
    filter,
    viewerId: viewer.accountId ?? "",
    isDone: query.get("tin") === "xong",
  };
}

export const meta: MetaFunction<typeof loader> = (args) => privateHead(args, (t) => t("staff:people.title"));

const shape = z.object({ accountId: text(), act: text(), reason: text() });

export async function action({ request, context }: ActionFunctionArgs) {
  const { market, viewer, language } = await open(context);
  const submission = parseForm(await readFormData(request), shape);
  if (submission.status !== "success") return answerForm(submission, null, "");
  const { accountId, act, reason } = submission.value;
  const [verb, role = ""] = act.split(":");
  const input = { accountId, reason, role };
  const changed =
    verb === "take"
      ? await takeRole(market, viewer, input)
      : verb === "ban"
        ? await banAccount(market, viewer, input)
        : verb === "lift"
          ? await liftBan(market, viewer, input)
          : await grantRole(market, viewer, input);
  if (!changed.ok) return answerForm(submission, changed, accountId);
  const { words, role: wanted, bannedOnly, page } = filterOf(new URL(request.url).searchParams);
  const kept = { q: words, vai: wanted, khoa: bannedOnly ? 1 : null, trang: page > 1 ? page : null };
  return redirect(href("staff-people", language, {}, { ...kept, tin: "xong" }), 303);
}

function Filters() {
  const { t } = useWords();
  const { filter } = useLoaderData<typeof loader>();
  const roleName = (role: (typeof ROLE_FILTERS)[number]) =>
    role === "any" ? t("staff:people.anyRole") : t(`staff:people.roles.${role}`);
  return (
    <Form className="form form--2 mt-4" role="search">
      <Field id="people-q" label={t("staff:people.find")}>
        <TextInput name="q" type="search" defaultValue={filter.words} maxLength={100} />
      </Field>
      <Field id="people-role" label={t("staff:people.role")}>
        <Select
          name="vai"
          placeholder={t("staff:people.allRoles")}
          options={ROLE_FILTERS.map((value) => ({ value, label: roleName(value) }))}
          defaultValue={filter.role ?? ""}
        />
      </Field>
      <Checkbox name="khoa" value="1" defaultChecked={filter.bannedOnly}>
        {t("staff:people.bannedOnly")}
      </Checkbox>
      <div>
        <Button variant="line" icon="search">
          {t("staff:people.search")}
        </Button>
      </div>
    </Form>
  );
}

export default function Page() {
  const { t, language } = useWords();
  const { people, total, page, pages, filter, viewerId, isDone } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>() as FormAnswer | undefined;
  const { search } = useLocation();
  const hrefOf = (trang: number) =>
    href(
      "staff-people",
      language,
      {},
      { q: filter.words, vai: filter.role, khoa: filter.bannedOnly ? 1 : null, trang },
    );
  return (
    <main id="main" className="wrap page" tabIndex={-1}>
      <h1>{t("staff:people.title")}</h1>
      <p className="muted measure">{t("staff:people.lead")}</p>
      {isDone && answer === undefined && (
        <Note kind="good" role="status" className="mt-3">
          {t("staff:people.done")}
        </Note>
      )}
      <Filters key={search} />
      <p className="meta mt-4">{t("staff:people.count", { count: total })}</p>
      {people.length === 0 ? (
        <Empty title={t("staff:people.none")} />
      ) : (
        <PeopleTable people={people} viewerId={viewerId} answer={answer} />
      )}
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
