import type { Connection } from "#db/client.ts";
import { auditEntries } from "#db/schema/accounts.ts";
import { newId } from "#services/shared/ids.ts";
import type { Viewer } from "#services/shared/viewer.ts";

export type AuditEntry = {
  act: string;
  subjectKind: string;
  subjectId: string;
  before?: unknown;
  after?: unknown;
  reasonCode?: string;
  reason?: string;
};

/** Writes down what a member of staff did, in the transaction that does it. Throws when the viewer is no staff. */
export async function recordAudit(tx: Connection, viewer: Viewer, entry: AuditEntry): Promise<void> {
  const role = viewer.staffRoles[0];
  if (viewer.accountId === null || role === undefined) throw new Error("only staff acts are audited");
  await tx.insert(auditEntries).values({
    id: newId(),
    actorId: viewer.accountId,
    actorRole: viewer.staffRoles.join(","),
    act: entry.act,
    subjectKind: entry.subjectKind,
    subjectId: entry.subjectId,
    before: entry.before ?? null,
    after: entry.after ?? null,
    reasonCode: entry.reasonCode ?? null,
    reason: entry.reason ?? null,
  });
}
