import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { changeContact } from "#services/accounts/change-contact.ts";
import { confirmContact, confirmSignUp } from "#services/accounts/confirm-contact.ts";
import { changeName, deleteAddress, readOwnAccount } from "#services/accounts/own-account.ts";
import { requestReset } from "#services/accounts/request-reset.ts";
import { isResetLinkAlive, resetPassword } from "#services/accounts/reset-password.ts";
import { newId } from "#services/shared/ids.ts";
import { type Bench, openBench } from "#tests/support/bench.ts";
import {
  beginSignUp,
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

const NEW = "câu mới dễ nhớ";
const ask = (login: string, on = bench) => requestReset(on.market, stranger(), { login }, letters);
const reset = (shown: { token: string } | { flowId: string; code: string }, password = NEW, on = bench) =>
  resetPassword(on.market, stranger(), { shown, password }, letters);

describe("a forgotten password", () => {
  it("is replaced by a link that serves once, ends every session and is told to the owner", async () => {
    const person = await somebody(bench);
    await ask(person.email);
    const token = await lastToken(bench, person.email);
    expect(await isResetLinkAlive(bench.market, token)).toBe(true);
    expect(await reset({ token })).toMatchObject({ ok: true });
    expect(await reset({ token }, "một câu khác nữa")).toMatchObject({ code: "proof_dead" });
    expect((await viewerOf(bench.market, person.cookie)).accountId).toBeNull();
    expect(await enter(bench.market, person.email)).toMatchObject({ code: "wrong" });
    expect(await enter(bench.market, person.email, NEW)).toMatchObject({ ok: true });
    expect((await messagesTo(bench, person.email))[0]?.kind).toBe("password_changed");
  });

  it("is not replaced twice by two presses at the same moment", async () => {
    const person = await somebody(bench);
    await ask(person.email);
    const token = await lastToken(bench, person.email);
    const results = await Promise.all([reset({ token }, `${NEW} 1`), reset({ token }, `${NEW} 2`)]);
    expect(results.map((r) => r.ok).sort()).toEqual([false, true]);
  });

  it("keeps the link when the new password is refused", async () => {
    const person = await somebody(bench);
    await ask(person.email);
    const token = await lastToken(bench, person.email);
    expect(await reset({ token }, "ngắn")).toMatchObject({ code: "password_short", field: "password" });
    expect(await reset({ token }, person.email)).toMatchObject({ code: "password_is_login" });
    expect(await reset({ token }, "x".repeat(10_000))).toMatchObject({ code: "password_long" });
    expect(await reset({ token })).toMatchObject({ ok: true });
  });

  it("lets a link live an hour by the market's clock, and only the newest one", async () => {
    const own = await openBench();
    const person = await somebody(own);
    await ask(person.email, own);
    const first = await lastToken(own, person.email);
    await ask(person.email, own);
    const second = await lastToken(own, person.email);
    expect(await isResetLinkAlive(own.market, first)).toBe(false);
    await own.advanceClock(59 * 60);
    expect(await isResetLinkAlive(own.market, second)).toBe(true);
    await own.advanceClock(2 * 60);
    expect(await reset({ token: second }, NEW, own)).toMatchObject({ code: "proof_dead" });
    await own.end();
  });

  it("answers the same for a login nobody has, and writes to nobody", async () => {
    const person = await somebody(bench);
    const unknown = someEmail();
    const [known, strange] = [await ask(person.email), await ask(unknown)];
    expect(known).toMatchObject({ ok: true, value: { channel: "mail" } });
    expect(strange).toMatchObject({ ok: true, value: { channel: "mail" } });
    expect(await messagesTo(bench, unknown)).toEqual([]);
  });

  it("is asked for five times an hour and no sixth, whether or not anybody has the login", async () => {
    for (const login of [(await somebody(bench)).email, someEmail()]) {
      for (let i = 0; i < 5; i++) expect(await ask(login)).toMatchObject({ ok: true });
      expect(await ask(login)).toMatchObject({ code: "too_many" });
    }
  });

  it("gives an account that a stranger opened with my address to me", async () => {
    const email = someEmail();
    await beginSignUp(bench.market, email, "mật khẩu của kẻ lạ");
    await ask(email);
    const token = await lastToken(bench, email);
    expect(await reset({ token })).toMatchObject({ ok: true });
    expect(await enter(bench.market, email, NEW)).toMatchObject({ ok: true });
    expect(await enter(bench.market, email, "mật khẩu của kẻ lạ")).toMatchObject({ code: "wrong" });
  });

  it("stores no secret: what the table holds opens nothing", async () => {
    const person = await somebody(bench);
    await ask(person.email);
    const token = await lastToken(bench, person.email);
    const rows = await bench.sql<{ identifier: string }[]>`
      select identifier from verifications where value like ${`%${person.accountId}%`}`;
    expect(JSON.stringify(rows)).not.toContain(token);
    for (const { identifier } of rows) {
      expect(await reset({ token: identifier.split(":")[1] ?? "" })).toMatchObject({ code: "proof_dead" });
    }
  });

  it.each(["", "x", "x".repeat(10_000), "\u0000".repeat(43), "ế".repeat(43)])(
    "refuses nonsense (%#) as a dead link",
    async (token) => {
      expect(await reset({ token })).toMatchObject({ ok: false, code: "proof_dead" });
    },
  );
});

describe("a contact of one's own", () => {
  async function withPhone() {
    const person = await somebody(bench);
    const phone = somePhone();
    const sent = await changeContact(bench.market, person.viewer, { login: phone, password: PASSWORD }, letters);
    if (!sent.ok) throw new Error(sent.code);
    return { person, phone, shown: { flowId: sent.value.flowId, code: await lastCode(bench, phone) } };
  }

  it("is added once its code is typed, and then signs in and resets", async () => {
    const { person, phone, shown } = await withPhone();
    expect(person.viewer.phone).toBeNull();
    expect(await enter(bench.market, phone)).toMatchObject({ code: "wrong" });
    expect(await confirmContact(bench.market, person.viewer, shown, letters)).toMatchObject({ ok: true });
    expect(await viewerOf(bench.market, person.cookie)).toMatchObject({ phone, phoneConfirmed: true });
    expect(await enter(bench.market, phone)).toMatchObject({ ok: true });
    const asked = await ask(phone);
    const flowId = asked.ok ? asked.value.flowId : "";
    expect(await reset({ flowId, code: await lastCode(bench, phone) })).toMatchObject({ ok: true });
  });

  it("is confirmed by nobody but the account that asked", async () => {
    const { shown } = await withPhone();
    const other = await somebody(bench);
    expect(await confirmContact(bench.market, other.viewer, shown, letters)).toMatchObject({ code: "code_wrong" });
    expect(await confirmContact(bench.market, stranger(), shown, letters)).toMatchObject({ code: "code_wrong" });
    expect((await viewerOf(bench.market, other.cookie)).phone).toBeNull();
  });

  it("changes against the password alone; the former address is told and signs in no more", async () => {
    const person = await somebody(bench);
    const email = someEmail();
    const wrong = await changeContact(bench.market, person.viewer, { login: email, password: "không phải" }, letters);
    expect(wrong).toMatchObject({ code: "password_wrong", field: "password" });
    await changeContact(bench.market, person.viewer, { login: email, password: PASSWORD }, letters);
    const token = await lastToken(bench, email);
    expect(await confirmContact(bench.market, person.viewer, { token }, letters)).toMatchObject({ ok: true });
    expect((await messagesTo(bench, person.email))[0]?.kind).toBe("contact_changed");
    expect(await enter(bench.market, person.email)).toMatchObject({ code: "wrong" });
    expect(await enter(bench.market, email)).toMatchObject({ ok: true });
  });

  it("of somebody else is answered alike, told to its owner and never taken", async () => {
    const [person, owner] = [await somebody(bench), await somebody(bench)];
    const sent = await changeContact(bench.market, person.viewer, { login: owner.email, password: PASSWORD }, letters);
    expect(sent).toMatchObject({ ok: true, value: { channel: "mail" } });
    expect((await messagesTo(bench, owner.email))[0]?.kind).toBe("known_address");
    expect((await viewerOf(bench.market, owner.cookie)).email).toBe(owner.email);
  });

  it("that two accounts confirm at once belongs to one of them", async () => {
    const phone = somePhone();
    const people = [await somebody(bench), await somebody(bench)];
    const shown: { flowId: string; code: string }[] = [];
    for (const { viewer } of people) {
      const sent = await changeContact(bench.market, viewer, { login: phone, password: PASSWORD }, letters);
      if (!sent.ok) throw new Error(sent.code);
      shown.push({ flowId: sent.value.flowId, code: await lastCode(bench, phone) });
    }
    const done = await Promise.all(
      people.map(({ viewer }, i) => confirmContact(bench.market, viewer, shown[i] ?? { token: "" }, letters)),
    );
    expect(done.map((r) => (r.ok ? "ok" : r.code)).sort()).toEqual(["ok", "taken"]);
    const [row] = await bench.sql`select count(*)::int as n from accounts where phone_number = ${phone}`;
    expect(row?.n).toBe(1);
  });

  it("proved by me is taken from a sign-up that never proved it", async () => {
    const email = someEmail();
    await beginSignUp(bench.market, email, "mật khẩu của kẻ lạ");
    const waiting = await lastToken(bench, email);
    const person = await somebody(bench);
    await changeContact(bench.market, person.viewer, { login: email, password: PASSWORD }, letters);
    const token = await lastToken(bench, email);
    expect(await confirmContact(bench.market, person.viewer, { token }, letters)).toMatchObject({ ok: true });
    const late = { shown: { token: waiting }, password: "mật khẩu của kẻ lạ", userAgent: null };
    expect(await confirmSignUp(bench.market, stranger(), late)).toMatchObject({ code: "taken" });
    expect((await viewerOf(bench.market, person.cookie)).email).toBe(email);
  });

  it("that is confirmed already is not confirmed again", async () => {
    const person = await somebody(bench);
    const again = await changeContact(
      bench.market,
      person.viewer,
      { login: person.email, password: PASSWORD },
      letters,
    );
    expect(again).toMatchObject({ code: "already_yours", field: "login" });
  });
});

describe("one's own account", () => {
  it("takes a cleaned name and refuses none", async () => {
    const person = await somebody(bench);
    expect(await changeName(bench.market, person.viewer, { name: "  Lý\u0000 Thị\n Mùi " })).toMatchObject({
      ok: true,
    });
    expect((await viewerOf(bench.market, person.cookie)).name).toBe("Lý Thị Mùi");
    expect(await changeName(bench.market, person.viewer, { name: "\u200b" })).toMatchObject({ code: "name_wrong" });
  });

  it("forgets its own addresses and finds nobody else's", async () => {
    const [person, other] = [await somebody(bench), await somebody(bench)];
    const id = newId();
    await bench.sql`
      insert into addresses (id, account_id, name, phone, line, commune_code)
      select ${id}, ${person.accountId}, 'Mẹ', '+84987654321', 'Xóm 4', code from communes order by code limit 1`;
    const own = await readOwnAccount(bench.market, person.viewer, person.cookie);
    expect(own.ok && own.value.addresses.map((a) => a.id)).toEqual([id]);
    expect(await deleteAddress(bench.market, other.viewer, { addressId: id })).toMatchObject({ code: "not_found" });
    expect(await deleteAddress(bench.market, person.viewer, { addressId: "1; drop table" })).toMatchObject({
      code: "not_found",
    });
    expect(await deleteAddress(bench.market, person.viewer, { addressId: id })).toMatchObject({ ok: true });
    expect(await deleteAddress(bench.market, person.viewer, { addressId: id })).toMatchObject({ code: "not_found" });
  });
});
