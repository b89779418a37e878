import { type AuditFilter, type AuditRow, readAuditRows, readAuditWords } from "#db/queries/accounts-audit.ts";
import { searchWords } from "#services/accounts/list-accounts.ts";
import { isId } from "#services/shared/ids.ts";
import type { Market } from "#services/shared/market.ts";
import { ok, type Result, refuse } from "#services/shared/result.ts";
import { hasStaffRole, type Viewer } from "#services/shared/viewer.ts";

/** One thing that was logged: the name it has in the code, and its value as text. */
export type Fact = { key: string; value: string };

/** What differs between two states: what stayed as it was is left out. */
function changed(facts: readonly Fact[], other: readonly Fact[]): Fact[] {
  return facts.filter((fact) => !other.some((o) => o.key === fact.key && o.value === fact.value));
}

export type AuditLine = {
  id: string;
  at: string;
  actor: string;
  actorRoles: string[];
  act: string;
  subjectKind: string;
  subjectId: string;
  subjectName: string | null;
  /** What stood before and after, a fact a row; lists and nested facts are spread out. */
  before: Fact[];
  after: Fact[];
  reasonCode: string | null;
  reason: string | null;
};

export type AuditPage = {
  lines: AuditLine[];
  total: number;
  page: number;
  pages: number;
  acts: string[];
  kinds: string[];
};

export type AuditInput = {
  act: string;
  kind: string;
  subject: string;
  actor: string;
  from: string;
  to: string;
  page: number;
};

const PAGE_SIZE = 30;
const WORD = /^[a-z0-9._-]{1,60}$/;

function dayOf(text: string): string | null {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : null;
  return at && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text) ? text : null;
}

/** Spreads what was logged into facts; an empty one says nothing, and ids stand behind the subject's name. */
export function factsOf(value: unknown, key = ""): Fact[] {
  if (value === null || value === undefined || value === "") return [];
  if (key === "pictureIds" && Array.isArray(value)) return [{ key: "pictures", value: String(value.length) }];
  if (Array.isArray(value)) {
    const isPlain = value.every((part) => typeof part !== "object" || part === null);
    return isPlain ? value.map((part) => ({ key, value: String(part) })) : value.flatMap((part) => factsOf(part, key));
  }
  if (typeof value === "object") return Object.entries(value).flatMap(([name, part]) => factsOf(part, name));
  return isId(value) ? [] : [{ key, value: String(value) }];
}

/** The log of what staff did, newest first. A filter that makes no sense is left out; a page beyond the end is the last. */
export async function readAudit(
  market: Market,
  viewer: Viewer,
  input: AuditInput,
): Promise<Result<AuditPage, "not_found">> {
  if (!hasStaffRole(viewer, "admin")) return refuse("not_found");
  const filter: AuditFilter = {
    act: WORD.test(input.act) ? input.act : null,
    subjectKind: WORD.test(input.kind) ? input.kind : null,
    subjectId: isId(input.subject) ? input.subject : null,
    actorWords: searchWords(input.actor),
    from: dayOf(input.from),
    to: dayOf(input.to),
  };
  const read = (page: number) => readAuditRows(market.db, filter, { limit: PAGE_SIZE, offset: (page - 1) * PAGE_SIZE });
  let page = Number.isSafeInteger(input.page) && input.page > 0 ? Math.min(input.page, 1_000_000) : 1;
  let [found, words] = await Promise.all([read(page), readAuditWords(market.db)]);
  const pages = Math.max(1, Math.ceil(found.total / PAGE_SIZE));
  if (page > pages) {
    page = pages;
    found = await read(page);
  }
  const lines = found.rows.map((row) => toLine(row));
  return ok({ lines, total: found.total, page, pages, ...words });
}

function toLine(row: AuditRow): AuditLine {
  const [before, after] = [factsOf(row.before), factsOf(row.after)];
  return {
    id: row.id,
    at: row.at,
    actor: row.actor,
    actorRoles: row.actor_role.split(",").filter(Boolean),
    act: row.act,
    subjectKind: row.subject_kind,
    subjectId: row.subject_id,
    subjectName: row.subject_name,
    before: changed(before, after),
    after: changed(after, before),
    reasonCode: row.reason_code,
    reason: row.reason,
  };
}
