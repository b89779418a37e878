import { deleteProofs } from "#db/queries/accounts-proofs.ts";
import { endSessions } from "#db/queries/accounts-sessions.ts";
import { type LoginRow, lockById, proveContact, setPassword } from "#db/queries/accounts-sign-in.ts";
import { deadProof } from "#services/accounts/confirm-contact.ts";
import { type Letters, provedContacts, writeTo } from "#services/accounts/letters.ts";
import { rememberPlace } from "#services/accounts/limits.ts";
import { hashPassword } from "#services/accounts/password.ts";
import { mayTryProof, peekProof, type Shown, spendProof } from "#services/accounts/proofs.ts";
import { MAX_PASSWORD, type PasswordFault, passwordFault } from "#services/accounts/rules.ts";
import { newId } from "#services/shared/ids.ts";
import type { Connection, Market } from "#services/shared/market.ts";
import { ok, type Result, refuse } from "#services/shared/result.ts";
import type { Viewer } from "#services/shared/viewer.ts";

export type ResetFault = PasswordFault | "proof_dead" | "code_wrong" | "too_many";

/** Whether a reset link still serves; looking uses nothing up. */
export async function isResetLinkAlive(market: Market, token: string): Promise<boolean> {
  return (await peekProof(market, "reset", { token })) !== null;
}

/** Writes a new password: all sessions but `keepToken`'s end, waiting resets are void, and the owner is told. */
export async function replacePassword(
  tx: Connection,
  row: LoginRow,
  hash: string,
  keepToken: string | null,
  letters: Letters,
): Promise<void> {
  await setPassword(tx, { id: newId(), accountId: row.id, hash });
  await endSessions(tx, row.id, keepToken);
  await deleteProofs(tx, "reset", row.id);
  const data = { name: row.name, link: letters.links.forgot };
  for (const contact of provedContacts(row)) {
    await writeTo(tx, contact, letters, "password_changed", data, { accountId: row.id });
  }
}

/**
 * Sets a new password by the secret of a message. The secret serves once; having received it proves the contact too,
 * so that somebody who had signed up with another's address is out.
 */
export async function resetPassword(
  market: Market,
  viewer: Viewer,
  input: { shown: Shown; password: string },
  letters: Letters,
): Promise<Result<{ accountId: string }, ResetFault>> {
  const { shown, password } = input;
  if (password.length > 2 * MAX_PASSWORD) return refuse("password_long", { field: "password" });
  const early = passwordFault(password, []);
  if (early) return refuse(early, { field: "password" });
  if (!(await mayTryProof(market, viewer, shown))) return refuse("too_many");
  const hash = await hashPassword(password);
  const reset = await market.transact<{ accountId: string }, ResetFault>(async (tx) => {
    const proof = await spendProof(tx, market, "reset", shown);
    const row = proof && (await lockById(tx, proof.accountId));
    if (!proof || !row || row.is_banned) return deadProof(shown);
    const fault = passwordFault(password, [row.email, row.phone_number ?? ""]);
    if (fault) return refuse(fault, { field: "password" });
    const stillOwn = proof.channel === "mail" ? row.email === proof.address : row.phone_number === proof.address;
    if (!stillOwn) return deadProof(shown);
    await proveContact(tx, row.id, proof.channel, proof.address);
    await replacePassword(tx, row, hash, null, letters);
    return ok({ accountId: row.id });
  });
  if (reset.ok) await rememberPlace(market, reset.value.accountId, viewer.clientAddress);
  return reset;
}
