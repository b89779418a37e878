import { unaccented } from "#services/shared/unaccented.ts";

/** Address form of a name: lower case ASCII words joined by hyphens. */
export function slugOf(name: string): string {
  return unaccented(name)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
}

/** Whether an address part can be a slug at all: what cannot is not asked of the database. */
export function isSlug(text: string): boolean {
  return text.length <= 200 && /^[a-z0-9-]+$/.test(text);
}
