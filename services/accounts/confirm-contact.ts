import { brokenConstraint } from "#db/client.ts";
import type { ProofValue } from "#db/queries/accounts-proofs.ts";
import { type LoginRow, lockById, proveContact } from "#db/queries/accounts-sign-in.ts";
import { openSession } from "#services/accounts/auth.ts";
import { type Letters, provedContacts, writeTo } from "#services/accounts/letters.ts";
import { rememberPlace } from "#services/accounts/limits.ts";
import { verifyPassword } from "#services/accounts/password.ts";
import { mayTryProof, peekProof, type Shown, spendProof } from "#services/accounts/proofs.ts";
import { MAX_PASSWORD } from "#services/accounts/rules.ts";
import type { SignedIn } from "#services/accounts/sign-in.ts";
import type { Connection, Market } from "#services/shared/market.ts";
import { ok, type Refusal, type Result, refuse } from "#services/shared/result.ts";
import type { Viewer } from "#services/shared/viewer.ts";

export type ConfirmFault = "proof_dead" | "code_wrong" | "password_wrong" | "taken" | "banned" | "too_many";

/** What a secret is refused with: a link is dead, a code may be mistyped. */
export function deadProof(shown: Shown): Refusal<"proof_dead" | "code_wrong"> {
  return "token" in shown ? refuse("proof_dead") : refuse("code_wrong", { field: "code" });
}

/** For what a link of the confirm page serves, without using it up; null when it serves no more. */
export async function readConfirmLink(market: Market, token: string): Promise<"sign-up" | "contact" | null> {
  if (await peekProof(market, "sign-up", { token })) return "sign-up";
  return (await peekProof(market, "contact", { token })) ? "contact" : null;
}

async function prove(tx: Connection, row: LoginRow, { channel, address }: ProofValue) {
  return (await proveContact(tx, row.id, channel, address)) ? ok(row) : refuse("taken");
}

/** Two confirmed the same contact at the same moment: the second hears that it is taken. */
async function orTaken<T, C extends string>(work: () => Promise<Result<T, C>>): Promise<Result<T, C | "taken">> {
  try {
    return await work();
  } catch (error) {
    if (["accounts_email_key", "accounts_phone_key"].includes(brokenConstraint(error) ?? "")) return refuse("taken");
    throw error;
  }
}

/**
 * Confirms a sign-up and signs in. The password chosen at sign-up is asked for: whoever signs up with another's
 * address would otherwise have it confirmed by its owner and keep the password.
 */
export async function confirmSignUp(
  market: Market,
  viewer: Viewer,
  input: { shown: Shown; password: string; userAgent: string | null },
): Promise<Result<SignedIn, ConfirmFault>> {
  const { shown } = input;
  if (!(await mayTryProof(market, viewer, shown))) return refuse("too_many");
  const proof = await peekProof(market, "sign-up", shown);
  if (!proof) return deadProof(shown);
  if (input.password.length > 2 * MAX_PASSWORD) return refuse("password_wrong", { field: "password" });
  const proved = await orTaken(() =>
    market.transact<LoginRow, ConfirmFault>(async (tx) => {
      const row = await lockById(tx, proof.accountId);
      if (!row || !(await spendProof(tx, market, "sign-up", shown))) return deadProof(shown);
      if (row.is_banned) return refuse("banned");
      const isRight = row.password !== null && (await verifyPassword({ hash: row.password, password: input.password }));
      return isRight ? prove(tx, row, proof) : refuse("password_wrong", { field: "password" });
    }),
  );
  if (!proved.ok) return proved;
  const email = proof.channel === "mail" ? proof.address : proved.value.email;
  const cookies = await openSession(market, viewer, { email, password: input.password, userAgent: input.userAgent });
  if (cookies === null) return deadProof(shown);
  await rememberPlace(market, proof.accountId, viewer.clientAddress);
  return ok({ accountId: proof.accountId, cookies });
}

/** Confirms a contact added to or changed in one's own account; its former contact is told. */
export async function confirmContact(
  market: Market,
  viewer: Viewer,
  shown: Shown,
  letters: Letters,
): Promise<Result<{ accountId: string }, ConfirmFault>> {
  const { accountId } = viewer;
  if (accountId === null) return deadProof(shown);
  if (!(await mayTryProof(market, viewer, shown))) return refuse("too_many");
  return orTaken(() =>
    market.transact<{ accountId: string }, ConfirmFault>(async (tx) => {
      const row = await lockById(tx, accountId);
      const proof = await spendProof(tx, market, "contact", shown);
      if (!row || !proof || proof.accountId !== accountId) return deadProof(shown);
      const proved = await prove(tx, row, proof);
      if (!proved.ok) return proved;
      const former = provedContacts(row).find((c) => c.channel === proof.channel && c.address !== proof.address);
      if (former) {
        const data = { name: row.name, link: letters.links.complaints };
        await writeTo(tx, former, letters, "contact_changed", data, { accountId });
      }
      return ok({ accountId });
    }),
  );
}
