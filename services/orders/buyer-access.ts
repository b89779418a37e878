import { findGroup } from "#db/queries/orders.ts";
import { hashToken } from "#services/accounts/session-cookie.ts";
import { typedCode } from "#services/orders/typed.ts";
import type { Connection } from "#services/shared/market.ts";
import type { Viewer } from "#services/shared/viewer.ts";

export type Owner = { accountId: string | null; guestTokenHash: string | null };

/** A guest's group that somebody gave the whole order's code and phone for; `proveGuest` alone makes one. */
export type GuestProof = { groupId: string; phone: string };

/** Whose a group is: the account that placed it, or the guest's own browser. Code and phone show less of it. */
export function isBuyer(viewer: Viewer, owner: Owner): boolean {
  if (owner.accountId !== null) return owner.accountId === viewer.accountId;
  if (owner.guestTokenHash === null || viewer.guestToken === null) return false;
  return owner.guestTokenHash === hashToken(viewer.guestToken);
}

/** The id of a group that is the viewer's, or null: nobody learns whether another's exists. */
export async function findOwnGroup(
  db: Connection,
  viewer: Viewer,
  code: string,
  proof?: GuestProof,
): Promise<string | null> {
  const group = await findGroup(db, typedCode(code));
  if (!group) return null;
  const isProved = proof !== undefined && proof.groupId === group.id && group.accountId === null;
  return isProved || isBuyer(viewer, group) ? group.id : null;
}
