import { day, exactTime } from "#app/i18n/format.ts";
import { href } from "#app/i18n/href.ts";
import { useWords } from "#app/i18n/i18n.ts";
import { Anchor } from "#app/ui/anchor.tsx";
import { Table } from "#app/ui/table.tsx";
import type { AuditLine } from "#services/accounts/read-audit.ts";

/** Names of acts and kinds; one without words stands as the log has it. */
export function useAuditWords() {
  const { t, i18n } = useWords();
  const name = (key: string, otherwise: string) =>
    i18n.exists(`staff:${key}`) ? t(`staff:${key}` as "staff:audit.kinds.account") : otherwise;
  return {
    actName: (act: string) => {
      const key = act.replaceAll(".", "_");
      return name(`audit.acts.${key}`, name(`item.acts.${key}`, act));
    },
    kindName: (kind: string) => name(`audit.kinds.${kind}`, kind),
  };
}

function State({ label, json }: { label: string; json: string | null }) {
  if (json === null) return null;
  return (
    <div>
      <span className="meta">{label}</span> <code className="break">{json}</code>
    </div>
  );
}

function Row({ line }: { line: AuditLine }) {
  const { t, language } = useWords();
  const { actName, kindName } = useAuditWords();
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
        <span className="meta">{line.actorRole}</span>
      </td>
      <td>{actName(line.act)}</td>
      <td>
        {kindName(line.subjectKind)}
        <br />
        <Anchor className="meta break" href={href("staff-audit", language, {}, { ma: line.subjectId })}>
          {line.subjectId}
        </Anchor>
      </td>
      <td>
        <State label={t("staff:audit.before")} json={line.before} />
        <State label={t("staff:audit.after")} json={line.after} />
      </td>
      <td>{[line.reasonCode, line.reason].filter(Boolean).join(": ")}</td>
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
