import { z } from "zod";
import { brokenConstraint } from "#db/client.ts";
import { findAccountByEmail, giveAdminRole, insertAdmin, insertPassword } from "#db/queries/accounts-admin.ts";
import { newId } from "#services/shared/ids.ts";
import type { Market } from "#services/shared/market.ts";
import { ok, type Result, refuse } from "#services/shared/result.ts";
import { hashPassword } from "./password.ts";

const email = z.email().max(200);

export type MadeAdmin = { isNew: boolean };

/**
 * Makes an account an administrator, or opens one with this password. For the person at the server's own console: there is
 * no viewer, so nothing is audited but the role's own row.
 */
export async function makeAdmin(
  market: Market,
  input: { email: string; password: string },
): Promise<Result<MadeAdmin, "bad_email">> {
  const address = input.email.trim().toLowerCase();
  if (!email.safeParse(address).success) return refuse("bad_email", { field: "email" });
  const hash = await hashPassword(input.password);
  try {
    return await market.transact(async (tx) => {
      const known = await findAccountByEmail(tx, address);
      const id = known ?? newId();
      if (known === null) {
        await insertAdmin(tx, id, address);
        await insertPassword(tx, newId(), id, hash);
      }
      await giveAdminRole(tx, id);
      return ok({ isNew: known === null });
    });
  } catch (error) {
    if (brokenConstraint(error) !== "accounts_email_key") throw error;
    return makeAdmin(market, input);
  }
}
