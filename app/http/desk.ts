import { href, type Language } from "#app/i18n/href.ts";
import { hasStaffRole, type Viewer } from "#services/shared/viewer.ts";

const STAFF_DESKS = [
  ["moderator", "staff"],
  ["certifier", "staff-certificates"],
  ["finance", "staff-refunds"],
] as const;

/** The page where somebody's work is: the first desk that their roles open, else their shop; null for who only shops. */
export function deskOf(viewer: Viewer, language: Language): string | null {
  const desk = STAFF_DESKS.find(([role]) => hasStaffRole(viewer, role));
  if (desk) return href(desk[1], language);
  return viewer.memberships.length > 0 ? href("seller", language) : null;
}
