import type { MemberRole, Viewer } from "#services/shared/viewer.ts";

export const SHOP_COOKIE = "cp_shop";

/**
 * Which of their shops somebody works in now: the one their browser remembers while they are still its member, else the
 * one they joined first; null for nobody's member. The cookie only chooses, it opens nothing.
 */
export function currentShop(viewer: Viewer, remembered: string | null): { shopId: string; role: MemberRole } | null {
  return viewer.memberships.find((m) => m.shopId === remembered) ?? viewer.memberships[0] ?? null;
}
