import { createHmac, randomBytes, randomInt } from "node:crypto";
import { insertProof, type ProofValue, readProof, takeProof } from "#db/queries/accounts-proofs.ts";
import { LIMITS, takePoint } from "#services/accounts/limits.ts";
import type { Contact } from "#services/accounts/rules.ts";
import { isId, newId } from "#services/shared/ids.ts";
import type { Connection, Market } from "#services/shared/market.ts";
import type { Viewer } from "#services/shared/viewer.ts";

/** What a secret is for; one made for a purpose opens nothing else. */
export type Purpose = "sign-up" | "contact" | "reset";

/** What somebody shows: the token of a link, or the flow they are in with the six digits of a message. */
export type Shown = { token: string } | { flowId: string; code: string };

const LINK_MINUTES = 60;
const CODE_MINUTES = 10;
const TOKEN = /^[A-Za-z0-9_-]{43}$/;
const CODE = /^\d{6}$/;

/** The table keeps this alone: whoever reads or writes it can show no secret that fits. */
function identifierOf(market: Market, purpose: Purpose, secret: string): string {
  const hash = createHmac("sha256", market.settings.APP_SECRET).update(`${purpose}:${secret}`).digest("base64url");
  return `${purpose}:${hash}`;
}

export type Proof = { flowId: string; secret: string };

/** A secret for nobody, where a real one must not be told from none. */
export function emptyFlow(): string {
  return newId();
}

/** Makes a one-time secret for a contact: a token for a link (an hour), or six digits (ten minutes). */
export async function issueProof(
  tx: Connection,
  market: Market,
  purpose: Purpose,
  accountId: string,
  contact: Contact,
): Promise<Proof> {
  const flowId = newId();
  const isLink = contact.channel === "mail";
  const secret = isLink ? randomBytes(32).toString("base64url") : String(randomInt(1_000_000)).padStart(6, "0");
  await insertProof(tx, {
    id: newId(),
    purpose,
    identifier: identifierOf(market, purpose, isLink ? secret : `${flowId}:${secret}`),
    minutes: isLink ? LINK_MINUTES : CODE_MINUTES,
    value: { accountId, ...contact },
  });
  return { flowId, secret };
}

function secretOf(shown: Shown): string | null {
  if ("token" in shown) return TOKEN.test(shown.token) ? shown.token : null;
  const code = shown.code.replace(/\s/g, "");
  return isId(shown.flowId) && CODE.test(code) ? `${shown.flowId}:${code}` : null;
}

/** Counts a try: five a flow of six digits, and so many an address that secrets can't be guessed in bulk. */
export async function mayTryProof(market: Market, viewer: Viewer, shown: Shown): Promise<boolean> {
  if (!(await takePoint(market, LIMITS.proofAddress, viewer.clientAddress))) return false;
  return "token" in shown || takePoint(market, LIMITS.codeFlow, shown.flowId);
}

/** Looks at a proof without using it up: mail scanners open links too. */
export async function peekProof(market: Market, purpose: Purpose, shown: Shown): Promise<ProofValue | null> {
  const secret = secretOf(shown);
  return secret === null ? null : readProof(market.db, identifierOf(market, purpose, secret));
}

/** Uses a proof up, in the transaction of what it proves. */
export async function spendProof(
  tx: Connection,
  market: Market,
  purpose: Purpose,
  shown: Shown,
): Promise<ProofValue | null> {
  const secret = secretOf(shown);
  return secret === null ? null : takeProof(tx, identifierOf(market, purpose, secret));
}
