import { type PeopleFilter, readPeople } from "#db/queries/accounts-people.ts";
import type { Market } from "#services/shared/market.ts";
import { ok, type Result, refuse } from "#services/shared/result.ts";
import { hasStaffRole, type StaffRole, type Viewer } from "#services/shared/viewer.ts";

export const STAFF_ROLES: readonly StaffRole[] = ["moderator", "certifier", "finance", "admin"];

export type Person = {
  id: string;
  name: string;
  email: string | null;
  phone: string | null;
  isConfirmed: boolean;
  roles: StaffRole[];
  shops: string[];
  since: string;
  bannedAt: string | null;
};

export type People = { people: Person[]; total: number; page: number; pages: number };

const PAGE_SIZE = 25;
const MAX_WORDS = 100;

/** What was typed to search, without what a database takes amiss. */
export function searchWords(typed: string): string {
  return typed
    .normalize("NFC")
    .replace(/[\p{Cc}\p{Cs}]/gu, " ")
    .trim()
    .slice(0, MAX_WORDS);
}

/** Accounts for an admin: by words of name, e-mail or phone, by role, banned ones. A page beyond the end is the last. */
export async function listAccounts(
  market: Market,
  viewer: Viewer,
  input: { words: string; role: StaffRole | "any" | null; bannedOnly: boolean; page: number },
): Promise<Result<People, "not_found">> {
  if (!hasStaffRole(viewer, "admin")) return refuse("not_found");
  const filter: PeopleFilter = { words: searchWords(input.words), role: input.role, bannedOnly: input.bannedOnly };
  const read = (page: number) => readPeople(market.db, filter, { limit: PAGE_SIZE, offset: (page - 1) * PAGE_SIZE });
  let page = Number.isSafeInteger(input.page) && input.page > 0 ? Math.min(input.page, 1_000_000) : 1;
  let found = await read(page);
  const pages = Math.max(1, Math.ceil(found.total / PAGE_SIZE));
  if (page > pages) {
    page = pages;
    found = await read(page);
  }
  return ok({
    total: found.total,
    page,
    pages,
    people: found.rows.map((row) => ({
      id: row.id,
      name: row.name,
      email: row.email,
      phone: row.phone_number,
      isConfirmed: (row.email !== null && row.email_verified) || row.phone_number_verified,
      roles: row.staff_roles,
      shops: row.shops,
      since: row.created_at,
      bannedAt: row.banned_at,
    })),
  });
}
