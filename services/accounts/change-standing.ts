import {
  deleteRole,
  insertRole,
  lockAndCountAdmins,
  lockStandings,
  type StandingRow,
  setBan,
} from "#db/queries/accounts-people.ts";
import { endSessions } from "#db/queries/accounts-sessions.ts";
import { STAFF_ROLES } from "#services/accounts/list-accounts.ts";
import { recordAudit } from "#services/accounts/record-audit.ts";
import { cleanText } from "#services/shared/clean-text.ts";
import { isId } from "#services/shared/ids.ts";
import type { Market, Tx } from "#services/shared/market.ts";
import { ok, type Result, refuse } from "#services/shared/result.ts";
import { LETTERS } from "#services/shared/text-limits.ts";
import { hasStaffRole, type StaffRole, type Viewer } from "#services/shared/viewer.ts";

export type StandingFault = "not_found" | "yourself" | "last_admin" | "reason_missing" | "nothing_to_change";

type Act = "account.grant-role" | "account.take-role" | "account.ban" | "account.lift-ban";

/** A reason as kept: no control characters but line ends, at most 500 letters; null when nothing is left. */
export function cleanReason(typed: string): string | null {
  const reason = cleanText(typed);
  return reason === "" ? null : [...reason].slice(0, LETTERS.standingReason).join("");
}

type Change = (tx: Tx, subject: StandingRow) => Promise<Result<{ before: unknown; after: unknown }, StandingFault>>;

/**
 * What an admin does to somebody else's standing, with its reason, in one transaction with the audit entry. Both
 * people are locked and the admin looked at again: of two who take each other's role, one comes too late.
 */
async function changeStanding(
  market: Market,
  viewer: Viewer,
  input: { accountId: string; reason: string },
  act: Act,
  change: Change,
): Promise<Result<null, StandingFault>> {
  const actorId = viewer.accountId;
  if (actorId === null || !hasStaffRole(viewer, "admin") || !isId(input.accountId)) return refuse("not_found");
  if (input.accountId.toLowerCase() === actorId) return refuse("yourself");
  const reason = cleanReason(input.reason);
  if (reason === null) return refuse("reason_missing", { field: "reason" });
  return market.transact<null, StandingFault>(async (tx) => {
    const rows = await lockStandings(tx, [actorId, input.accountId]);
    const actor = rows.get(actorId);
    const subject = rows.get(input.accountId.toLowerCase());
    if (!actor || actor.is_banned || !actor.staff_roles.includes("admin") || !subject) return refuse("not_found");
    const changed = await change(tx, subject);
    if (!changed.ok) return changed;
    await recordAudit(tx, viewer, { act, subjectKind: "account", subjectId: subject.id, ...changed.value, reason });
    return ok(null);
  });
}

const isRole = (role: string): role is StaffRole => (STAFF_ROLES as readonly string[]).includes(role);

/** Grants a staff role; it holds from the person's next request. */
export async function grantRole(
  market: Market,
  viewer: Viewer,
  input: { accountId: string; role: string; reason: string },
): Promise<Result<null, StandingFault>> {
  const { role } = input;
  if (!isRole(role)) return refuse("nothing_to_change", { field: "role" });
  return changeStanding(market, viewer, input, "account.grant-role", async (tx, subject) => {
    if (subject.staff_roles.includes(role)) return refuse("nothing_to_change", { field: "role" });
    await insertRole(tx, subject.id, role, viewer.accountId ?? "");
    return ok({ before: { roles: subject.staff_roles }, after: { roles: [...subject.staff_roles, role].sort() } });
  });
}

/** Takes a staff role; it is gone at the person's next request. One admin must stay. */
export async function takeRole(
  market: Market,
  viewer: Viewer,
  input: { accountId: string; role: string; reason: string },
): Promise<Result<null, StandingFault>> {
  const { role } = input;
  if (!isRole(role)) return refuse("nothing_to_change", { field: "role" });
  return changeStanding(market, viewer, input, "account.take-role", async (tx, subject) => {
    if (!subject.staff_roles.includes(role)) return refuse("nothing_to_change", { field: "role" });
    if (role === "admin" && (await lockAndCountAdmins(tx)) < 2) return refuse("last_admin");
    await deleteRole(tx, subject.id, role);
    return ok({
      before: { roles: subject.staff_roles },
      after: { roles: subject.staff_roles.filter((r) => r !== role) },
    });
  });
}

/** Bans somebody: their sessions end and no new one opens. */
export async function banAccount(
  market: Market,
  viewer: Viewer,
  input: { accountId: string; reason: string },
): Promise<Result<null, StandingFault>> {
  return changeStanding(market, viewer, input, "account.ban", async (tx, subject) => {
    if (subject.is_banned) return refuse("nothing_to_change");
    await setBan(tx, subject.id, true);
    const ended = await endSessions(tx, subject.id, null);
    return ok({ before: { banned: false }, after: { banned: true, sessionsEnded: ended } });
  });
}

export async function liftBan(
  market: Market,
  viewer: Viewer,
  input: { accountId: string; reason: string },
): Promise<Result<null, StandingFault>> {
  return changeStanding(market, viewer, input, "account.lift-ban", async (tx, subject) => {
    if (!subject.is_banned) return refuse("nothing_to_change");
    await setBan(tx, subject.id, false);
    return ok({ before: { banned: true }, after: { banned: false } });
  });
}
