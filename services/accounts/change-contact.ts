import { type LoginRow, lockById, readByContact } from "#db/queries/accounts-sign-in.ts";
import { type Letters, provedContacts, writeTo } from "#services/accounts/letters.ts";
import { LIMITS, takePoint } from "#services/accounts/limits.ts";
import { verifyPassword } from "#services/accounts/password.ts";
import { emptyFlow, issueProof } from "#services/accounts/proofs.ts";
import { type Contact, type LoginFault, MAX_PASSWORD, parseLogin } from "#services/accounts/rules.ts";
import { contactKey } from "#services/accounts/sign-in.ts";
import type { Sent } from "#services/accounts/sign-up.ts";
import { canReach } from "#services/notifications/reach.ts";
import type { Market } from "#services/shared/market.ts";
import { ok, type Result, refuse } from "#services/shared/result.ts";
import type { Viewer } from "#services/shared/viewer.ts";

export type ContactFault = LoginFault | "password_wrong" | "already_yours" | "not_offered" | "too_many" | "not_found";

const isOwn = (row: LoginRow, contact: Contact) =>
  contact.channel === "mail" ? row.email === contact.address : row.phone_number === contact.address;

/**
 * Sends a confirmation to a contact for one's own account: one that stands there unconfirmed, or, with the password, a
 * new one. Nothing changes before it is confirmed. Somebody else's contact is answered alike; its owner is told.
 */
export async function changeContact(
  market: Market,
  viewer: Viewer,
  input: { login: string; password: string },
  letters: Letters,
): Promise<Result<Sent, ContactFault>> {
  const { accountId } = viewer;
  if (accountId === null) return refuse("not_found");
  const login = parseLogin(input.login);
  if (!login.ok) return login;
  const contact = login.value;
  if (!canReach(market, contact.channel)) {
    return refuse("not_offered", { field: "login", details: { channel: contact.channel } });
  }
  if (!(await takePoint(market, LIMITS.passwordChange, accountId))) return refuse("too_many");
  if (!(await takePoint(market, LIMITS.messageContact, contactKey(contact)))) return refuse("too_many");
  return market.transact<Sent, ContactFault>(async (tx) => {
    const row = await lockById(tx, accountId);
    if (!row) return refuse("not_found");
    if (provedContacts(row).some((c) => c.address === contact.address)) {
      return refuse("already_yours", { field: "login" });
    }
    const isRight =
      isOwn(row, contact) ||
      (row.password !== null &&
        input.password.length <= 2 * MAX_PASSWORD &&
        (await verifyPassword({ hash: row.password, password: input.password })));
    if (!isRight) return refuse("password_wrong", { field: "password" });
    const holder = await readByContact(tx, contact.channel, contact.address);
    if (holder && holder.id !== accountId && provedContacts(holder).some((c) => c.address === contact.address)) {
      await writeTo(tx, contact, letters, "known_address", { link: letters.links.forgot });
      return ok({ flowId: emptyFlow(), channel: contact.channel });
    }
    const { flowId, secret } = await issueProof(tx, market, "contact", accountId, contact);
    const about = { accountId, dedupe: flowId };
    if (contact.channel === "mail") {
      await writeTo(tx, contact, letters, "confirm_email", { link: letters.links.confirm(secret) }, about);
    } else {
      await writeTo(tx, contact, letters, "confirm_phone", { code: secret }, about);
    }
    return ok({ flowId, channel: contact.channel });
  });
}
