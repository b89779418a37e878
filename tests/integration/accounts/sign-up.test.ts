import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { confirmContact, confirmSignUp, readConfirmLink } from "#services/accounts/confirm-contact.ts";
import { readSignUpPolicies, signUp } from "#services/accounts/sign-up.ts";
import { newId } from "#services/shared/ids.ts";
import { type Bench, openBench } from "#tests/support/bench.ts";
import {
  beginSignUp,
  cookieOf,
  enter,
  lastCode,
  lastToken,
  letters,
  messagesTo,
  PASSWORD,
  somebody,
  someEmail,
  somePhone,
  stranger,
  viewerOf,
} from "#tests/support/people.ts";

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.end());

const confirm = (shown: { token: string } | { flowId: string; code: string }, password = PASSWORD) =>
  confirmSignUp(bench.market, stranger(), { shown, password, userAgent: null });

describe("signing up", () => {
  it("opens an account that the link and the password chosen make usable", async () => {
    const email = someEmail();
    expect(await beginSignUp(bench.market, email.toUpperCase())).toMatchObject({
      ok: true,
      value: { channel: "mail" },
    });
    expect(await enter(bench.market, email)).toMatchObject({ ok: false, code: "wrong" });
    const token = await lastToken(bench, email);
    expect(await readConfirmLink(bench.market, token)).toBe("sign-up");
    const done = await confirm({ token });
    if (!done.ok) throw new Error(done.code);
    const viewer = await viewerOf(bench.market, cookieOf(done.value.cookies));
    expect(viewer).toMatchObject({ accountId: done.value.accountId, email, emailConfirmed: true, phone: null });
    expect(await enter(bench.market, email)).toMatchObject({ ok: true });
  });

  it("works by phone alone, with six digits, and keeps a stand-in e-mail that nobody sees", async () => {
    const phone = somePhone();
    const begun = await beginSignUp(bench.market, `0${phone.slice(3)}`);
    if (!begun.ok) throw new Error(begun.code);
    const [message] = await messagesTo(bench, phone);
    expect(message).toMatchObject({ channel: "sms", kind: "confirm_phone" });
    const { flowId } = begun.value;
    expect(await confirm({ flowId, code: "12345" })).toMatchObject({ ok: false, code: "code_wrong" });
    const done = await confirm({ flowId, code: await lastCode(bench, phone) });
    if (!done.ok) throw new Error(done.code);
    const viewer = await viewerOf(bench.market, cookieOf(done.value.cookies));
    expect(viewer).toMatchObject({ email: null, emailConfirmed: false, phone, phoneConfirmed: true });
    const [row] = await bench.sql`select email, email_is_real from accounts where phone_number = ${phone}`;
    expect(row).toEqual({ email: `phone-${done.value.accountId}@phone.invalid`, email_is_real: false });
    expect(await enter(bench.market, phone)).toMatchObject({ ok: true });
  });

  it("keeps which versions were agreed to, and refuses versions that are no longer in force", async () => {
    const person = await somebody(bench);
    const rows =
      await bench.sql`select page, version from agreements where account_id = ${person.accountId} order by page`;
    expect(rows).toEqual([
      { page: "privacy", version: "1" },
      { page: "rules", version: "1" },
    ]);
    const input = { name: "Hà", login: someEmail(), password: PASSWORD, agreed: true, policies: "rules:0,privacy:1" };
    expect(await signUp(bench.market, stranger(), input, letters)).toMatchObject({
      ok: false,
      code: "policies_changed",
    });
    const { stamp } = await readSignUpPolicies(bench.market);
    const silent = await signUp(bench.market, stranger(), { ...input, policies: stamp, agreed: false }, letters);
    expect(silent).toMatchObject({ ok: false, code: "not_agreed", field: "agreed" });
  });

  it("answers the same for a contact that has an account, changes nothing there and tells its owner", async () => {
    const known = await somebody(bench);
    const fresh = await beginSignUp(bench.market, someEmail());
    const again = await beginSignUp(bench.market, known.email, "một câu khác hẳn", "Kẻ Lạ");
    expect(Object.keys(again)).toEqual(Object.keys(fresh));
    expect(again).toMatchObject({ ok: true, value: { channel: "mail" } });
    expect((await messagesTo(bench, known.email))[0]?.kind).toBe("known_address");
    expect(await enter(bench.market, known.email)).toMatchObject({ ok: true });
    expect(await enter(bench.market, known.email, "một câu khác hẳn")).toMatchObject({ code: "wrong" });
    const [row] = await bench.sql`select name from accounts where id = ${known.accountId}`;
    expect(row?.name).toBe("Nguyễn Thu Hà");
  });

  it("makes one account of the same sign-up sent many times at once", async () => {
    const email = someEmail();
    const all = await Promise.all(Array.from({ length: 5 }, () => beginSignUp(bench.market, email)));
    expect(all.map((r) => r.ok)).toEqual([true, true, true, true, true]);
    const [row] = await bench.sql`select count(*)::int as n from accounts where email = ${email}`;
    expect(row?.n).toBe(1);
    const [living] = await bench.sql`
      select count(*)::int as n from verifications v join accounts a on v.value like '%' || a.id || '%' where a.email = ${email}`;
    expect(living?.n).toBe(1);
    const letters = await messagesTo(bench, email);
    const tokens = letters.map((m) => /ma=([\w-]{43})/.exec(m.body)?.[1] ?? "");
    const results = await Promise.all(tokens.map((token) => confirm({ token })));
    expect(results.filter((r) => r.ok)).toHaveLength(1);
  });

  it("lets a link serve once, and two clicks at the same moment sign in once", async () => {
    const email = someEmail();
    await beginSignUp(bench.market, email);
    const token = await lastToken(bench, email);
    const results = await Promise.all([confirm({ token }), confirm({ token })]);
    expect(results.map((r) => r.ok).sort()).toEqual([false, true]);
    expect(await confirm({ token })).toMatchObject({ code: "proof_dead" });
  });

  it("does not let the owner of an address confirm an account with a stranger's password", async () => {
    const email = someEmail();
    await beginSignUp(bench.market, email, "mật khẩu của kẻ lạ");
    const token = await lastToken(bench, email);
    expect(await confirm({ token })).toMatchObject({ ok: false, code: "password_wrong" });
    await beginSignUp(bench.market, email);
    expect(await confirm({ token })).toMatchObject({ ok: false, code: "proof_dead" });
    expect(await confirm({ token: await lastToken(bench, email) })).toMatchObject({ ok: true });
    expect(await enter(bench.market, email, "mật khẩu của kẻ lạ")).toMatchObject({ code: "wrong" });
  });

  it("gives five tries at a code and no sixth", async () => {
    const phone = somePhone();
    const begun = await beginSignUp(bench.market, phone);
    if (!begun.ok) throw new Error(begun.code);
    const { flowId } = begun.value;
    const right = await lastCode(bench, phone);
    const wrong = right === "000000" ? "000001" : "000000";
    for (let i = 0; i < 5; i++) expect(await confirm({ flowId, code: wrong })).toMatchObject({ code: "code_wrong" });
    expect(await confirm({ flowId, code: right })).toMatchObject({ ok: false, code: "too_many" });
  });

  it("refuses a code of another flow and a flow that never was", async () => {
    const phone = somePhone();
    await beginSignUp(bench.market, phone);
    const code = await lastCode(bench, phone);
    expect(await confirm({ flowId: newId(), code })).toMatchObject({ code: "code_wrong" });
    expect(await confirm({ flowId: "' or 1=1", code })).toMatchObject({ code: "code_wrong" });
  });

  it("lets an hour pass for a link and ten minutes for a code, by the market's clock", async () => {
    const own = await openBench();
    const email = someEmail();
    const phone = somePhone();
    await beginSignUp(own.market, email);
    const begun = await beginSignUp(own.market, phone);
    if (!begun.ok) throw new Error(begun.code);
    const shown = { flowId: begun.value.flowId, code: await lastCode(own, phone) };
    const token = await lastToken(own, email);
    await own.advanceClock(11 * 60);
    const late = { shown, password: PASSWORD, userAgent: null };
    expect(await confirmSignUp(own.market, stranger(), late)).toMatchObject({ code: "code_wrong" });
    expect(await readConfirmLink(own.market, token)).toBe("sign-up");
    await own.advanceClock(50 * 60);
    expect(await readConfirmLink(own.market, token)).toBeNull();
    expect(await confirmSignUp(own.market, stranger(), { ...late, shown: { token } })).toMatchObject({
      code: "proof_dead",
    });
    await own.end();
  });

  it("offers nothing that would not arrive: in a real market without carriers", async () => {
    const real = await openBench({ MARKET_MODE: "real" });
    expect(await beginSignUp(real.market, someEmail())).toMatchObject({ code: "not_offered", field: "login" });
    expect(await beginSignUp(real.market, somePhone())).toMatchObject({ code: "not_offered", field: "login" });
    await real.end();
  });

  it("does not take the proof of a sign-up for that of another purpose", async () => {
    const person = await somebody(bench);
    const email = someEmail();
    await beginSignUp(bench.market, email);
    const token = await lastToken(bench, email);
    expect(await confirmContact(bench.market, person.viewer, { token }, letters)).toMatchObject({ code: "proof_dead" });
    expect(await confirm({ token })).toMatchObject({ ok: true });
  });
});

describe("what is typed at sign-up", () => {
  const odd: [string, Partial<{ name: string; login: string; password: string }>, string][] = [
    ["no name", { name: " \u0000\u200b " }, "name_wrong"],
    ["a name of 10,000 letters", { name: "ạ".repeat(10_000) }, "name_wrong"],
    ["no login", { login: "" }, "login_missing"],
    ["a login of 10,000 letters", { login: `${"x".repeat(10_000)}@example.com` }, "login_wrong"],
    ["a null in the login", { login: "a\u0000b@example.com" }, "login_wrong"],
    ["two digits missing", { login: "091 234 56" }, "phone_short"],
    ["a landline", { login: "024 3825 1234" }, "login_wrong"],
    ["a foreign number", { login: "+1 415 555 2671" }, "login_wrong"],
    ["our own stand-in domain", { login: "phone-1@phone.invalid" }, "login_wrong"],
    ["a short password", { password: "chín chữ." }, "password_short"],
    ["ten marks on nine letters", { password: "ế".normalize("NFD").repeat(9) }, "password_short"],
    ["a password of 10,000 letters", { password: "x".repeat(10_000) }, "password_long"],
    ["a common password", { password: "Matkhau123" }, "password_common"],
    ["the login as password", { login: "0912345678", password: "0912345678" }, "password_is_login"],
  ];
  it.each(odd)("refuses %s beside its field", async (_, part, code) => {
    const { stamp } = await readSignUpPolicies(bench.market);
    const input = { name: "Hà", login: someEmail(), password: PASSWORD, agreed: true, policies: stamp, ...part };
    const result = await signUp(bench.market, stranger(), input, letters);
    expect(result).toMatchObject({ ok: false, code });
    expect(result.ok ? "" : result.field).toBe(Object.keys(part).at(-1));
  });
});
