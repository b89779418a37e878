import { readByContact } from "#db/queries/accounts-sign-in.ts";
import { type Letters, writeTo } from "#services/accounts/letters.ts";
import { LIMITS, takePoint } from "#services/accounts/limits.ts";
import { emptyFlow, issueProof } from "#services/accounts/proofs.ts";
import { type LoginFault, parseLogin } from "#services/accounts/rules.ts";
import { contactKey } from "#services/accounts/sign-in.ts";
import type { Sent } from "#services/accounts/sign-up.ts";
import { canReach } from "#services/notifications/reach.ts";
import type { Market } from "#services/shared/market.ts";
import { ok, type Result, refuse } from "#services/shared/result.ts";
import type { Viewer } from "#services/shared/viewer.ts";

/** Sends a link or a code to choose a new password. The answer is the same whether anybody has this contact. */
export async function requestReset(
  market: Market,
  viewer: Viewer,
  input: { login: string },
  letters: Letters,
): Promise<Result<Sent, LoginFault | "not_offered" | "too_many">> {
  const login = parseLogin(input.login);
  if (!login.ok) return login;
  const contact = login.value;
  if (!canReach(market, contact.channel)) {
    return refuse("not_offered", { field: "login", details: { channel: contact.channel } });
  }
  if (!(await takePoint(market, LIMITS.resetAddress, viewer.clientAddress))) return refuse("too_many");
  if (!(await takePoint(market, LIMITS.resetAccount, contactKey(contact)))) return refuse("too_many");
  return market.transact<Sent, never>(async (tx) => {
    const row = await readByContact(tx, contact.channel, contact.address);
    if (!row || row.is_banned) return ok({ flowId: emptyFlow(), channel: contact.channel });
    const { flowId, secret } = await issueProof(tx, market, "reset", row.id, contact);
    const about = { accountId: row.id, dedupe: flowId };
    if (contact.channel === "mail") {
      const data = { name: row.name, link: letters.links.reset(secret) };
      await writeTo(tx, contact, letters, "reset_password", data, about);
    } else {
      await writeTo(tx, contact, letters, "reset_code", { code: secret }, about);
    }
    return ok({ flowId, channel: contact.channel });
  });
}
