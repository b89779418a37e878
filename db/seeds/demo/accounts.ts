import { randomInt } from "node:crypto";
import { chmod, mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { sql } from "drizzle-orm";
import type { Connection } from "#db/client.ts";
import { insertRows } from "#db/seeds/demo/rows.ts";
import { readSeed } from "#db/seeds/reference.ts";
import { hashPassword } from "#services/accounts/password.ts";
import { newId } from "#services/shared/ids.ts";

/** `shop`: slug of the shop that a producer owns. */
export type DemoAccount = { role: string; name: string; login: string; password: string; shop?: string };

type Wish = { role: string; name: string; login: string; shop?: string; staff?: string };

const LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";

/** Three groups of four letters without look-alikes, 59 random bits: short enough to copy by hand. */
export function newPassword(): string {
  const group = () => Array.from({ length: 4 }, () => LETTERS[randomInt(LETTERS.length)]).join("");
  return [group(), group(), group()].join("-");
}

async function readKept(path: string): Promise<DemoAccount[]> {
  try {
    const kept: unknown = JSON.parse(await readFile(path, "utf8"));
    return Array.isArray(kept) ? (kept as DemoAccount[]) : [];
  } catch {
    return [];
  }
}

async function keep(path: string, accounts: DemoAccount[]): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(`${path}.part`, `${JSON.stringify(accounts, null, 2)}\n`, { mode: 0o600 });
  await rename(`${path}.part`, path);
  await chmod(path, 0o600);
}

/** An account that can sign in with e-mail and password, as better-auth keeps it. Answers its id. */
export async function insertAccount(
  tx: Connection,
  account: { name: string; email: string; passwordHash: string; isDemo: boolean },
): Promise<string> {
  const id = newId();
  const { name, email, isDemo, passwordHash: password } = account;
  await insertRows(tx, "accounts", [{ id, name, email, email_verified: true, email_is_real: true, is_demo: isDemo }]);
  await insertRows(tx, "credentials", [
    { id: newId(), account_id: id, provider_id: "credential", user_id: id, password },
  ]);
  return id;
}

/** Gives an account a new password and ends its sessions. */
async function resetPassword(tx: Connection, accountId: string, hash: string): Promise<void> {
  await tx.execute(sql`update credentials set password = ${hash}, updated_at = market_now()
    where user_id = ${accountId} and provider_id = 'credential'`);
  await tx.execute(sql`delete from sessions where user_id = ${accountId}`);
}

async function openAccount(tx: Connection, wish: Wish, hash: string): Promise<void> {
  const id = await insertAccount(tx, { name: wish.name, email: wish.login, passwordHash: hash, isDemo: true });
  if (wish.staff) await insertRows(tx, "staff_roles", [{ account_id: id, role: wish.staff }]);
  if (wish.shop)
    await tx.execute(sql`insert into memberships (account_id, shop_id, role)
      select ${id}, s.id, 'owner' from shops s where s.slug = ${wish.shop}`);
}

/**
 * Makes the demo accounts that aren't there, with passwords that are written to `path` (mode 0600) before the
 * transaction ends. Passwords kept in that file stay; an account whose password the file has lost gets a new one.
 */
export async function seedAccounts(tx: Connection, path: string): Promise<void> {
  const kept = await readKept(path);
  const wishes = readSeed<Wish[]>("demo/accounts.json");
  const accounts: DemoAccount[] = [];
  let isChanged = false;
  for (const wish of wishes) {
    const { role, name, login } = wish;
    const old = kept.find((k) => k.login === login)?.password;
    const password = old ?? newPassword();
    accounts.push({ role, name, login, password, ...(wish.shop ? { shop: wish.shop } : {}) });
    const found = await tx.execute<{ id: string }>(sql`select id from accounts where email = ${login}`);
    const id = found[0]?.id;
    if (id === undefined) await openAccount(tx, wish, await hashPassword(password));
    else if (old === undefined) await resetPassword(tx, id, await hashPassword(password));
    isChanged ||= old === undefined;
  }
  if (isChanged) await keep(path, accounts);
}
