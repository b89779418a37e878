import { lockById } from "#db/queries/accounts-sign-in.ts";
import type { Letters } from "#services/accounts/letters.ts";
import { clearPoints, LIMITS, takePoint } from "#services/accounts/limits.ts";
import { hashPassword, verifyPassword } from "#services/accounts/password.ts";
import { replacePassword } from "#services/accounts/reset-password.ts";
import { MAX_PASSWORD, type PasswordFault, passwordFault } from "#services/accounts/rules.ts";
import type { Market } from "#services/shared/market.ts";
import { ok, type Result, refuse } from "#services/shared/result.ts";
import type { Viewer } from "#services/shared/viewer.ts";

/** Changes one's own password; every session but the one that asks ends. */
export async function changePassword(
  market: Market,
  viewer: Viewer,
  input: { current: string; password: string; keepToken: string | null },
  letters: Letters,
): Promise<Result<null, PasswordFault | "password_wrong" | "too_many" | "not_found">> {
  const { accountId } = viewer;
  if (accountId === null) return refuse("not_found");
  const fault = passwordFault(input.password, [viewer.email ?? "", viewer.phone ?? ""]);
  if (fault) return refuse(fault, { field: "password" });
  if (!(await takePoint(market, LIMITS.passwordChange, accountId))) return refuse("too_many");
  const hash = await hashPassword(input.password);
  const changed = await market.transact<null, "password_wrong" | "not_found">(async (tx) => {
    const row = await lockById(tx, accountId);
    if (!row) return refuse("not_found");
    const isRight =
      row.password !== null &&
      input.current.length <= 2 * MAX_PASSWORD &&
      (await verifyPassword({ hash: row.password, password: input.current }));
    if (!isRight) return refuse("password_wrong", { field: "current" });
    await replacePassword(tx, row, hash, input.keepToken, letters);
    return ok(null);
  });
  if (changed.ok) await clearPoints(market, LIMITS.passwordChange, accountId);
  return changed;
}
