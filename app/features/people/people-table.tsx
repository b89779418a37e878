import { Form } from "@remix-run/react";
import type { FormAnswer } from "#app/http/form.ts";
import { day, phoneText } from "#app/i18n/format.ts";
import { useWords } from "#app/i18n/i18n.ts";
import { Button } from "#app/ui/button.tsx";
import { Field } from "#app/ui/field.tsx";
import { FormErrors } from "#app/ui/form-errors.tsx";
import { Select, TextArea } from "#app/ui/inputs.tsx";
import { Table } from "#app/ui/table.tsx";
import { Tag } from "#app/ui/tag.tsx";
import type { Person } from "#services/accounts/list-accounts.ts";
import { LETTERS } from "#services/shared/text-limits.ts";
import type { StaffRole } from "#services/shared/viewer.ts";

const ROLES: readonly StaffRole[] = ["moderator", "certifier", "finance", "admin"];

type Answer = FormAnswer | undefined;

function useStandingFault(_answer: Answer) {
  const { t } = useWords();
  return (codes: readonly string[] | null | undefined) =>
    codes?.[0] === undefined ? undefined : t(`staff:people.faults.${codes[0]}` as "staff:people.faults.not_found");
}

function actsFor(person: Person, t: ReturnType<typeof useWords>["t"]) {
  const name = (role: StaffRole) => t(`staff:people.roles.${role}`);
  return [
    ...ROLES.filter((r) => !person.roles.includes(r)).map((r) => ({
      value: `grant:${r}`,
      label: t("staff:people.grant", { role: name(r) }),
    })),
    ...person.roles.map((r) => ({ value: `take:${r}`, label: t("staff:people.take", { role: name(r) }) })),
    person.bannedAt === null
      ? { value: "ban", label: t("staff:people.ban") }
      : { value: "lift", label: t("staff:people.lift") },
  ];
}

/** One form a person: what to do, and why. It stays open with what was typed when it was refused. */
function ChangeForm({ person, answer }: { person: Person; answer: Answer }) {
  const { t } = useWords();
  const say = useStandingFault(answer);
  const own = answer?.form === person.id ? answer.result : null;
  const typed = (own?.initialValue ?? {}) as { act?: string; reason?: string };
  const whole = say(own?.error?.[""]);
  return (
    <details open={own !== null}>
      <summary className="btn btn--line btn--s" aria-label={t("staff:people.openFor", { name: person.name })}>
        {t("staff:people.open")}
      </summary>
      <Form method="post" className="form mt-2" preventScrollReset noValidate>
        {whole !== undefined && <FormErrors title={whole} />}
        <input type="hidden" name="accountId" value={person.id} />
        <Field id={`act-${person.id}`} label={t("staff:people.act")} error={say(own?.error?.role)}>
          <Select
            name="act"
            placeholder={t("staff:people.choose")}
            options={actsFor(person, t)}
            defaultValue={typed.act ?? ""}
          />
        </Field>
        <Field
          id={`reason-${person.id}`}
          label={t("staff:people.reason")}
          hint={t("staff:people.reasonHint")}
          error={say(own?.error?.reason)}
        >
          <TextArea name="reason" maxLength={LETTERS.standingReason} defaultValue={typed.reason ?? ""} required />
        </Field>
        <div>
          <Button small>{t("staff:people.submit")}</Button>
        </div>
      </Form>
    </details>
  );
}

function Row({ person, isYou, answer }: { person: Person; isYou: boolean; answer: Answer }) {
  const { t, language } = useWords();
  return (
    <tr>
      <td>
        <b>{person.name}</b>
        <br />
        <span className="meta break">{person.email}</span>{" "}
        {person.phone !== null && <span className="meta nowrap">{phoneText(person.phone)}</span>}
      </td>
      <td>
        <span className="row row--wrap">
          {person.roles.map((role) => (
            <Tag key={role} kind="cham">
              {t(`staff:people.roles.${role}`)}
            </Tag>
          ))}
          {person.bannedAt !== null && (
            <Tag kind="red">{t("staff:people.banned", { at: day(person.bannedAt, language) })}</Tag>
          )}
          {!person.isConfirmed && <Tag kind="earth">{t("staff:people.unconfirmed")}</Tag>}
          {isYou && <Tag>{t("staff:people.you")}</Tag>}
        </span>
      </td>
      <td data-l={t("staff:people.columns.shops")}>{person.shops.join(", ")}</td>
      <td data-l={t("staff:people.columns.since")}>{day(person.since, language)}</td>
      <td>
        {isYou ? (
          <span className="meta">{t("staff:people.yourself")}</span>
        ) : (
          <ChangeForm person={person} answer={answer} />
        )}
      </td>
    </tr>
  );
}

type PeopleTableProps = { people: readonly Person[]; viewerId: string; answer: Answer };

/** Accounts with what they are and what may be done about it. */
export function PeopleTable({ people, viewerId, answer }: PeopleTableProps) {
  const { t } = useWords();
  const columns = (["person", "roles", "shops", "since", "change"] as const).map((key) => ({
    key,
    head: t(`staff:people.columns.${key}`),
  }));
  return (
    <Table caption={t("staff:people.title")} columns={columns} phone="cards">
      {people.map((person) => (
        <Row key={person.id} person={person} isYou={person.id === viewerId} answer={answer} />
      ))}
    </Table>
  );
}
