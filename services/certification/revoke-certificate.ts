import {
  insertRevocation,
  type Reachable,
  readCertificate,
  readProducerPeople,
  readRevocation,
} from "#db/queries/certification.ts";
import { recordAudit } from "#services/accounts/record-audit.ts";
import { judgeRevocation, type Revocation, type RevocationProblem } from "#services/certification/revocation-rules.ts";
import { queueMessage } from "#services/notifications/queue-message.ts";
import { canReach } from "#services/notifications/reach.ts";
import { isId, newId } from "#services/shared/ids.ts";
import { addJob } from "#services/shared/jobs.ts";
import type { Market, Tx } from "#services/shared/market.ts";
import { ok, type Refusals, type Result, refuse } from "#services/shared/result.ts";
import { hasStaffRole, type Viewer } from "#services/shared/viewer.ts";

export type RevokeInput = Revocation & { certificateId: string };
export type RevokeRefusal = RevocationProblem | "not_found" | "already_revoked";

type People = readonly Reachable[];

async function tell(market: Market, tx: Tx, certificateId: string, people: People, data: Record<string, string>) {
  for (const { account_id: accountId, channel, recipient } of people) {
    if (channel === "sms" && !canReach(market, "sms")) continue;
    const dedupeKey = `certificate_revoked:${certificateId}:${accountId}`;
    await queueMessage(tx, {
      channel,
      recipient,
      kind: "certificate_revoked",
      language: "vi",
      data,
      dedupeKey,
      accountId,
    });
  }
}

/**
 * Ends a certificate for good: its stars are gone for every reader as soon as this commits. Pressed again by the same
 * person with the same words it answers the same; by anybody else "already_revoked". Certifiers alone.
 */
export async function revokeCertificate(
  market: Market,
  viewer: Viewer,
  input: RevokeInput,
): Promise<Result<{ certificateId: string }, RevokeRefusal> | Refusals<RevocationProblem>> {
  const { certificateId } = input;
  if (!hasStaffRole(viewer, "certifier") || !isId(certificateId)) return refuse("not_found");
  const why = judgeRevocation(input);
  if (!why.ok) return why;
  return market.transact<{ certificateId: string }, RevokeRefusal>(async (tx) => {
    const row = await readCertificate(tx, certificateId);
    if (!row) return refuse("not_found");
    if (!(await insertRevocation(tx, { id: newId(), certificateId, actorId: viewer.accountId, ...why.value }))) {
      const done = await readRevocation(tx, certificateId);
      const isMine = done?.actor_id === viewer.accountId && done?.reason === why.value.reason;
      return isMine && done.decision_number === why.value.decisionNumber
        ? ok({ certificateId })
        : refuse("already_revoked", { details: { by: done?.actor_name ?? null } });
    }
    await recordAudit(tx, viewer, {
      act: "certificate.revoke",
      subjectKind: "certificate",
      subjectId: certificateId,
      before: { number: row.number, stars: row.stars, validTo: row.valid_to },
      after: { revoked: true, decisionNumber: why.value.decisionNumber },
      reasonCode: why.value.reasonCode,
      reason: why.value.reason,
    });
    await addJob(tx, "search.index-product", { productId: row.product_id });
    await addJob(tx, "live.look-again", { kind: "product", id: row.product_id });
    await tell(market, tx, certificateId, await readProducerPeople(tx, row.product_id), {
      number: row.number,
      product: row.product_name,
      stars: String(row.stars),
      reason: why.value.reason,
      decision: why.value.decisionNumber,
      link: `${market.settings.PUBLIC_URL}/ban/hang`,
    });
    return ok({ certificateId });
  });
}
