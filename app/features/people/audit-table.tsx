import { Vietnamese } from "#app/features/catalogue/vietnamese.tsx";
import { day, exactTime, instant, money } from "#app/i18n/format.ts";
import { href } from "#app/i18n/href.ts";
import { useWords } from "#app/i18n/i18n.ts";
import { Anchor } from "#app/ui/anchor.tsx";
import { Table } from "#app/ui/table.tsx";
import type { AuditLine, Fact } from "#services/accounts/read-audit.ts";
import { dayBefore } from "#services/catalogue/rules.ts";

/** Names of acts and kinds; one without words stands as the log has it. */
export function useAuditWords() {
  const { t, i18n } = useWords();
  const name = (key: string, otherwise: string) =>
    i18n.exists(`staff:${key}`) ? t(`staff:${key}` as "staff:audit.kinds.account") : otherwise;
  return {
    name,
    actName: (act: string) => {
      const key = act.replaceAll(".", "_");
      return name(`audit.acts.${key}`, name(`item.acts.${key}`, act));
    },
    kindName: (kind: string) => name(`audit.kinds.${kind}`, kind),
  };
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const MOMENT = /^\d{4}-\d{2}-\d{2}T/;

/** A logged value in words: days and sums as people write them, states, roles and yes or no by their names. */
function useValueWords() {
  const { t, language } = useWords();
  const { name } = useAuditWords();
  return ({ key, value }: Fact): string => {
    // The register keeps the first day on which it no longer holds; people are told the last on which it does.
    if (key === "validTo" && DAY.test(value)) return t("staff:audit.until", { day: day(dayBefore(value), language) });
    if (DAY.test(value)) return day(value, language);
    if (MOMENT.test(value)) return instant(value, language);
    if (key.endsWith("Vnd")) return money(Number(value), language);
    if (key === "roles") return name(`people.roles.${value}`, value);
    if (key === "outcome") return name(`item.outcomes.${value}`, value);
    return name(`audit.values.${value}`, value);
  };
}

function State({ label, facts }: { label: string; facts: readonly Fact[] }) {
  const { name } = useAuditWords();
  const sayValue = useValueWords();
  if (facts.length === 0) return null;
  return (
    <div>
      <span className="meta">{label}</span>{" "}
      <span className="break">
        {facts.map((fact) => `${name(`audit.fields.${fact.key}`, fact.key)}: ${sayValue(fact)}`).join("; ")}
      </span>
    </div>
  );
}

const REASON_GROUPS: Record<string, readonly string[]> = {
  shop: ["reasons.shop", "reasons.suspend"],
  listing: ["reasons.listing", "reasons.takeDown"],
  revision: ["reasons.listing"],
  certificate: ["reasons.revoke"],
  order: ["reasons.order"],
  report: ["item.outcomes"],
  payment_attempt: ["payments.reasons"],
};

/** The reason of a line: its code in the words of its kind, then what was written. */
function useReasonWords() {
  const { name } = useAuditWords();
  return ({ subjectKind, reasonCode, reason }: AuditLine): string => {
    const code = reasonCode || null;
    const words = (REASON_GROUPS[subjectKind] ?? []).map((group) => name(`${group}.${code}`, "")).find(Boolean);
    return [code === null ? null : (words ?? code), reason].filter(Boolean).join(": ");
  };
}

function Row({ line }: { line: AuditLine }) {
  const { t, language } = useWords();
  const { actName, kindName, name } = useAuditWords();
  const reasonOf = useReasonWords();
  return (
    <tr>
      <td className="nowrap">
        <time dateTime={line.at}>
          {day(line.at, language)} {exactTime(line.at, language)}
        </time>
      </td>
      <td>
        {line.actor}
        <br />
        <span className="meta">{line.actorRoles.map((role) => name(`people.roles.${role}`, role)).join(", ")}</span>
      </td>
      <td>{actName(line.act)}</td>
      <td>
        <span className="meta">{kindName(line.subjectKind)}</span>
        <br />
        <Anchor className="break" href={href("staff-audit", language, {}, { ma: line.subjectId })}>
          <Vietnamese>{line.subjectName ?? line.subjectId}</Vietnamese>
        </Anchor>
      </td>
      <td>
        <State label={t("staff:audit.before")} facts={line.before} />
        <State label={t("staff:audit.after")} facts={line.after} />
      </td>
      <td>{reasonOf(line)}</td>
    </tr>
  );
}

/** The log as a table that scrolls sideways in its own box on a phone. */
export function AuditTable({ lines }: { lines: readonly AuditLine[] }) {
  const { t } = useWords();
  const columns = (["at", "actor", "act", "subject", "change", "reason"] as const).map((key) => ({
    key,
    head: t(`staff:audit.columns.${key}`),
  }));
  return (
    <Table caption={t("staff:audit.title")} columns={columns} phone="scroll" className="log">
      {lines.map((line) => (
        <Row key={line.id} line={line} />
      ))}
    </Table>
  );
}
