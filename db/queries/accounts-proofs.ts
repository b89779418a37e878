import { sql } from "drizzle-orm";
import type { Connection } from "#db/client.ts";

/** What a one-time secret proves, once it is shown. */
export type ProofValue = { accountId: string; channel: "mail" | "sms"; address: string };

type Stored = { value: string };

/** Keeps a proof under the hash of its secret; earlier ones for the same purpose of the account are void. */
export async function insertProof(
  tx: Connection,
  proof: { id: string; identifier: string; purpose: string; minutes: number; value: ProofValue },
): Promise<void> {
  await deleteProofs(tx, proof.purpose, proof.value.accountId);
  await tx.execute(sql`
    insert into verifications (id, identifier, value, expires_at)
    values (${proof.id}, ${proof.identifier}, ${JSON.stringify(proof.value)},
      market_now() + make_interval(mins => ${proof.minutes}))`);
}

/** Voids all proofs of an account for a purpose, and sweeps away what expired a day ago. */
export async function deleteProofs(tx: Connection, purpose: string, accountId: string): Promise<void> {
  await tx.execute(sql`
    delete from verifications
    where (identifier like ${`${purpose}:%`} and value like ${`{"accountId":"${accountId}"%`})
      or expires_at < market_now() - interval '1 day'`);
}

export async function readProof(tx: Connection, identifier: string): Promise<ProofValue | null> {
  const rows = await tx.execute<Stored>(sql`
    select value from verifications where identifier = ${identifier} and expires_at > market_now()`);
  return rows[0] ? (JSON.parse(rows[0].value) as ProofValue) : null;
}

/** Takes a proof out, so that it serves once: of two at the same moment one gets it. */
export async function takeProof(tx: Connection, identifier: string): Promise<ProofValue | null> {
  const rows = await tx.execute<Stored>(sql`
    delete from verifications where identifier = ${identifier} and expires_at > market_now() returning value`);
  return rows[0] ? (JSON.parse(rows[0].value) as ProofValue) : null;
}
