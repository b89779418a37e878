import {
  insertAccount,
  insertAgreements,
  lockByContact,
  type PolicyVersionRow,
  readPoliciesInForce,
  renameAccount,
  setPassword,
} from "#db/queries/accounts-sign-in.ts";
import { type Letters, writeTo } from "#services/accounts/letters.ts";
import { LIMITS, takePoint } from "#services/accounts/limits.ts";
import { hashPassword } from "#services/accounts/password.ts";
import { emptyFlow, issueProof } from "#services/accounts/proofs.ts";
import {
  type Contact,
  cleanName,
  type LoginFault,
  type PasswordFault,
  parseLogin,
  passwordFault,
  standInEmail,
} from "#services/accounts/rules.ts";
import { contactKey } from "#services/accounts/sign-in.ts";
import { canReach } from "#services/notifications/reach.ts";
import { newId } from "#services/shared/ids.ts";
import type { Connection, Market } from "#services/shared/market.ts";
import { ok, type Refusal, type Result, refuse } from "#services/shared/result.ts";
import type { Viewer } from "#services/shared/viewer.ts";

export type SignUpInput = {
  name: string;
  login: string;
  password: string;
  agreed: boolean;
  /** Versions of the pages that were shown, as `readSignUpPolicies` gave them. */
  policies: string;
};

export type SignUpFault =
  | LoginFault
  | PasswordFault
  | "name_wrong"
  | "not_agreed"
  | "policies_changed"
  | "not_offered"
  | "too_many";

/** What the next page needs: in which flow a code is typed, and where the message went. */
export type Sent = { flowId: string; channel: Contact["channel"] };

const AGREED_PAGES = ["rules", "privacy"];

const stamp = (rows: readonly PolicyVersionRow[]) => rows.map((r) => `${r.page}:${r.version}`).join(",");

async function policiesInForce(tx: Connection): Promise<PolicyVersionRow[]> {
  const rows = await readPoliciesInForce(tx);
  return rows.filter((row) => AGREED_PAGES.includes(row.page)).sort((a, b) => b.page.localeCompare(a.page));
}

/** The versions of rules and privacy that are in force, for the words beside the box and the hidden field under it. */
export async function readSignUpPolicies(market: Market): Promise<{ stamp: string; pages: PolicyVersionRow[] }> {
  const pages = await policiesInForce(market.db);
  return { stamp: stamp(pages), pages: pages.map((row) => ({ ...row })) };
}

type Ready = { name: string; contact: Contact };

function loginOf(market: Market, typed: string): Result<Contact, SignUpFault> {
  const login = parseLogin(typed);
  if (!login.ok || canReach(market, login.value.channel)) return login;
  return refuse("not_offered", { field: "login", details: { channel: login.value.channel } });
}

function check(market: Market, input: SignUpInput): { ready: Ready | null; faults: Refusal<SignUpFault>[] } {
  const faults: Refusal<SignUpFault>[] = [];
  const name = cleanName(input.name);
  if (name === null) faults.push(refuse("name_wrong", { field: "name" }));
  const login = loginOf(market, input.login);
  if (!login.ok) faults.push(login);
  const fault = passwordFault(input.password, login.ok ? [login.value.address, input.login] : [input.login]);
  if (fault) faults.push(refuse(fault, { field: "password" }));
  if (!input.agreed) faults.push(refuse("not_agreed", { field: "agreed" }));
  const isReady = faults.length === 0 && name !== null && login.ok;
  return { ready: isReady ? { name, contact: login.value } : null, faults };
}

/** Everything that is wrong with what was typed to sign up, each with its field; `signUp` refuses the first. */
export const signUpFaults = (market: Market, input: SignUpInput) => check(market, input).faults;

/** Makes the account, or renews one that was never confirmed; null when somebody has proved this contact. */
async function makeAccount(tx: Connection, { name, contact }: Ready, hash: string): Promise<string | null> {
  const id = newId();
  const isMail = contact.channel === "mail";
  const isNew = await insertAccount(tx, {
    id,
    name,
    email: isMail ? contact.address : standInEmail(id),
    emailIsReal: isMail,
    phone: isMail ? null : contact.address,
  });
  const known = isNew ? null : await lockByContact(tx, contact.channel, contact.address);
  if (known?.email_verified || known?.phone_number_verified) return null;
  const accountId = known?.id ?? id;
  if (known) await renameAccount(tx, accountId, name);
  await setPassword(tx, { id: newId(), accountId, hash });
  return accountId;
}

/**
 * Opens an account that can be used once its e-mail or phone is confirmed with the password chosen here. Nobody is
 * signed in, and the answer is the same when the contact has an account: its owner is told by message instead.
 */
export async function signUp(
  market: Market,
  viewer: Viewer,
  input: SignUpInput,
  letters: Letters,
): Promise<Result<Sent, SignUpFault>> {
  const { ready, faults } = check(market, input);
  if (ready === null) return faults[0] ?? refuse("name_wrong", { field: "name" });
  const { contact } = ready;
  if (!(await takePoint(market, LIMITS.signUpAddress, viewer.clientAddress))) return refuse("too_many");
  if (!(await takePoint(market, LIMITS.messageContact, contactKey(contact)))) return refuse("too_many");
  const hash = await hashPassword(input.password);
  return market.transact<Sent, SignUpFault>(async (tx) => {
    const pages = await policiesInForce(tx);
    if (stamp(pages) !== input.policies) return refuse("policies_changed", { field: "agreed" });
    const accountId = await makeAccount(tx, ready, hash);
    if (accountId === null) {
      await writeTo(tx, contact, letters, "known_address", { link: letters.links.forgot });
      return ok({ flowId: emptyFlow(), channel: contact.channel });
    }
    await insertAgreements(
      tx,
      pages.map(({ page, version }) => ({ id: newId(), accountId, page, version })),
    );
    const { flowId, secret } = await issueProof(tx, market, "sign-up", accountId, contact);
    const about = { accountId, dedupe: flowId };
    if (contact.channel === "mail") {
      await writeTo(tx, contact, letters, "confirm_email", { link: letters.links.confirm(secret) }, about);
    } else {
      await writeTo(tx, contact, letters, "confirm_phone", { code: secret }, about);
    }
    return ok({ flowId, channel: contact.channel });
  });
}
