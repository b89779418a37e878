import { dropClaim, readClaim, readDecisions, readItemState, takeClaim } from "#db/queries/moderation.ts";
import { recordAudit } from "#services/accounts/record-audit.ts";
import { CLAIM_MINUTES, type ItemKind, isItemKind, isWaiting } from "#services/moderation/desk-rules.ts";
import { isId } from "#services/shared/ids.ts";
import type { Market, Tx } from "#services/shared/market.ts";
import { ok, type Result, refuse } from "#services/shared/result.ts";
import { hasStaffRole, type Viewer } from "#services/shared/viewer.ts";

export type ItemRef = { kind: string; id: string };
export type ClaimRefusal = "not_found" | "held" | "decided";

/** The item that an address names, if the viewer may decide on items. */
export function itemOf(
  viewer: Viewer,
  { kind, id }: ItemRef,
): { kind: ItemKind; id: string; accountId: string } | null {
  const { accountId } = viewer;
  if (accountId === null || !hasStaffRole(viewer, "moderator") || !isItemKind(kind) || !isId(id)) return null;
  return { kind, id, accountId };
}

/** "held" with the name of who has it and until when. */
export async function refuseHeld(tx: Tx, kind: ItemKind, id: string) {
  const claim = await readClaim(tx, kind, id);
  return refuse("held", { details: { by: claim?.name ?? null, until: claim?.until ?? null } });
}

/** "decided" with who did it and what became of the item. */
export async function refuseDecided(tx: Tx, kind: ItemKind, id: string, state: string) {
  const [last] = await readDecisions(tx, kind, id, 1);
  return refuse("decided", { details: { by: last?.actor_name ?? null, state } });
}

/**
 * Takes an item up for a quarter of an hour, or keeps it as long again. Another's claim is not overrun while it lasts
 * ("held"); what was decided meanwhile is "decided". Taking it up is logged, keeping it longer is not.
 */
export async function claimItem(
  market: Market,
  viewer: Viewer,
  ref: ItemRef,
): Promise<Result<{ until: string }, ClaimRefusal>> {
  const item = itemOf(viewer, ref);
  if (!item) return refuse("not_found");
  return market.transact<{ until: string }, ClaimRefusal>(async (tx) => {
    const found = await readItemState(tx, item.kind, item.id);
    if (!found) return refuse("not_found");
    const before = await readClaim(tx, item.kind, item.id);
    const claim = await takeClaim(tx, item.kind, item.id, item.accountId, CLAIM_MINUTES);
    if (!claim) return refuseHeld(tx, item.kind, item.id);
    const now = await readItemState(tx, item.kind, item.id);
    if (!now || !isWaiting(item.kind, now.state))
      return refuseDecided(tx, item.kind, item.id, now?.state ?? found.state);
    if (before?.account_id !== item.accountId) {
      await recordAudit(tx, viewer, { act: "item.claim", subjectKind: item.kind, subjectId: item.id });
    }
    return ok(claim);
  });
}

/** Gives an item back to the queue; harmless when it isn't the viewer's. */
export async function releaseItem(market: Market, viewer: Viewer, ref: ItemRef): Promise<Result<null, "not_found">> {
  const item = itemOf(viewer, ref);
  if (!item) return refuse("not_found");
  return market.transact<null, "not_found">(async (tx) => {
    await dropClaim(tx, item.kind, item.id, item.accountId);
    return ok(null);
  });
}
