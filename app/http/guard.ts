import type { Role, RouteEntry } from "#app/routes-table.ts";
import type { Viewer } from "#services/shared/viewer.ts";

export type Verdict = "pass" | "sign-in" | "signed-out" | "not-found";

function plays(role: Role, viewer: Viewer, isDemo: boolean): boolean {
  switch (role) {
    case "anyone":
      return true;
    case "demo":
      return isDemo;
    case "account":
      return viewer.accountId !== null;
    case "member":
      return viewer.memberships.length > 0;
    default:
      return viewer.staffRoles.includes(role) || viewer.staffRoles.includes("admin");
  }
}

/**
 * Whether a viewer may use an address. Somebody who isn't signed in is sent to sign in where an account could open
 * the page, and is told that the session is over where they write to one; everybody else whom it isn't for gets "not
 * found", as if it weren't there. The address alone decides, never what stands behind it.
 */
export function judge(entry: RouteEntry, isWrite: boolean, viewer: Viewer, isDemo: boolean): Verdict {
  const roles = isWrite ? entry.write : entry.read;
  if (roles.some((role) => plays(role, viewer, isDemo))) return "pass";
  const isForPeople = roles.some((role) => role !== "demo" && role !== "anyone");
  if (viewer.accountId !== null || !isForPeople) return "not-found";
  return isWrite ? "signed-out" : "sign-in";
}

/** Whether the answer depends on who asks; if not, no session needs to be read. */
export function isOpenToAll(entry: RouteEntry, isWrite: boolean): boolean {
  return (isWrite ? entry.write : entry.read).includes("anyone");
}
