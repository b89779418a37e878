import { findGroup } from "#db/queries/orders.ts";
import { hashToken } from "#services/accounts/session-cookie.ts";
import { typedCode } from "#services/orders/typed.ts";
import type { Connection } from "#services/shared/market.ts";
import type { Viewer } from "#services/shared/viewer.ts";

export type Owner = { accountId: string | null; guestTokenHash: string | null };

/** Whose a group is: the account that placed it, or the guest's own browser. Code and phone alone open less. */
export function isBuyer(viewer: Viewer, owner: Owner): boolean {
  if (owner.accountId !== null) return owner.accountId === viewer.accountId;
  if (owner.guestTokenHash === null || viewer.guestToken === null) return false;
  return owner.guestTokenHash === hashToken(viewer.guestToken);
}

/** The id of a group that is the viewer's, or null: nobody learns whether another's exists. */
export async function findOwnGroup(db: Connection, viewer: Viewer, code: string): Promise<string | null> {
  const group = await findGroup(db, typedCode(code));
  return group && isBuyer(viewer, group) ? group.id : null;
}
