import { readByContact } from "#db/queries/accounts-sign-in.ts";
import { confirmSignUp } from "#services/accounts/confirm-contact.ts";
import type { Letters } from "#services/accounts/letters.ts";
import { readVisit } from "#services/accounts/read-visit.ts";
import { signIn } from "#services/accounts/sign-in.ts";
import { readSignUpPolicies, signUp } from "#services/accounts/sign-up.ts";
import { newId } from "#services/shared/ids.ts";
import type { Market } from "#services/shared/market.ts";
import { nobody, type StaffRole, type Viewer } from "#services/shared/viewer.ts";
import type { Bench } from "#tests/support/bench.ts";

export const PASSWORD = "suối chảy qua bản";

export const letters: Letters = {
  language: "vi",
  links: {
    confirm: (token) => `http://localhost:3000/xac-nhan?ma=${token}`,
    reset: (token) => `http://localhost:3000/dat-lai-mat-khau?ma=${token}`,
    forgot: "http://localhost:3000/quen-mat-khau",
    complaints: "http://localhost:3000/quy-dinh/khieu-nai",
  },
};

/** A stranger with an address of their own, so that limits of one test don't meet those of another. */
export function stranger(): Viewer {
  const part = () => 1 + Math.floor(Math.random() * 250);
  return { ...nobody, clientAddress: `10.${part()}.${part()}.${part()}` };
}

export const someEmail = () => `person-${newId()}@example.com`;

/** A Vietnamese mobile number nobody else in the file has. */
export const somePhone = () => `+8491${String(Math.floor(Math.random() * 10_000_000)).padStart(7, "0")}`;

/** Messages to a recipient, newest first. */
export async function messagesTo(bench: Bench, recipient: string) {
  return bench.sql<{ kind: string; body: string; channel: string; subject: string }[]>`
    select kind, body, channel, subject from outbox_messages where recipient = ${recipient} order by created_at desc, id desc`;
}

export async function lastToken(bench: Bench, recipient: string): Promise<string> {
  const [message] = await messagesTo(bench, recipient);
  return /ma=([\w-]{43})/.exec(message?.body ?? "")?.[1] ?? "";
}

export async function lastCode(bench: Bench, recipient: string): Promise<string> {
  const [message] = await messagesTo(bench, recipient);
  return /\b(\d{6})\b/.exec(message?.body ?? "")?.[1] ?? "";
}

export async function beginSignUp(market: Market, login: string, password = PASSWORD, name = "Nguyễn Thu Hà") {
  const { stamp } = await readSignUpPolicies(market);
  return signUp(market, stranger(), { name, login, password, agreed: true, policies: stamp }, letters);
}

/** The `Cookie` line that a browser would send after these `Set-Cookie` lines. */
export function cookieOf(setCookies: readonly string[]): string {
  return setCookies.map((line) => line.split(";")[0]).join("; ");
}

export async function viewerOf(market: Market, cookie: string): Promise<Viewer> {
  return (await readVisit(market, cookie, stranger().clientAddress)).viewer;
}

export type SignedInPerson = { accountId: string; email: string; cookie: string; viewer: Viewer };

/** Somebody who signed up, confirmed and is signed in. */
export async function somebody(bench: Bench, email = someEmail()): Promise<SignedInPerson> {
  const begun = await beginSignUp(bench.market, email);
  if (!begun.ok) throw new Error(begun.code);
  const shown = { token: await lastToken(bench, email) };
  const done = await confirmSignUp(bench.market, stranger(), { shown, password: PASSWORD, userAgent: null });
  if (!done.ok) throw new Error(done.code);
  const cookie = cookieOf(done.value.cookies);
  return { accountId: done.value.accountId, email, cookie, viewer: await viewerOf(bench.market, cookie) };
}

/** A member of staff, signed in. */
export async function staffMember(bench: Bench, ...roles: StaffRole[]): Promise<SignedInPerson> {
  const person = await somebody(bench);
  for (const role of roles) {
    await bench.sql`insert into staff_roles (account_id, role) values (${person.accountId}, ${role})`;
  }
  return { ...person, viewer: await viewerOf(bench.market, person.cookie) };
}

export async function enter(market: Market, login: string, password = PASSWORD, viewer = stranger()) {
  return signIn(market, viewer, { login, password, userAgent: "Mozilla/5.0 (X11; Linux) Firefox/140.0" });
}

export async function accountIdOf(market: Market, email: string): Promise<string> {
  return (await readByContact(market.db, "mail", email))?.id ?? "";
}
