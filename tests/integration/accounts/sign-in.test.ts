import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { changePassword } from "#services/accounts/change-password.ts";
import { clearPoints, LIMITS, takePoint } from "#services/accounts/limits.ts";
import { currentToken, endOtherSessions, readOwnAccount } from "#services/accounts/own-account.ts";
import { hashPassword, verifyPassword } from "#services/accounts/password.ts";
import { readVisit } from "#services/accounts/read-visit.ts";
import { tokenOfCookie } from "#services/accounts/session-cookie.ts";
import { signIn } from "#services/accounts/sign-in.ts";
import { signOut } from "#services/accounts/sign-out.ts";
import { nobody } from "#services/shared/viewer.ts";
import { type Bench, openBench, TEST_SECRET } from "#tests/support/bench.ts";
import {
  cookieOf,
  enter,
  letters,
  messagesTo,
  PASSWORD,
  somebody,
  someEmail,
  stranger,
  viewerOf,
} from "#tests/support/people.ts";

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.end());

async function entered(email: string, password = PASSWORD) {
  const result = await enter(bench.market, email, password);
  if (!result.ok) throw new Error(result.code);
  return { ...result.value, cookie: cookieOf(result.value.cookies) };
}

describe("the session cookie", () => {
  it("is better-auth's own, Lax and HttpOnly for thirty days, and our reader accepts it", async () => {
    const person = await somebody(bench);
    const { cookies, cookie } = await entered(person.email);
    expect(cookies).toHaveLength(1);
    expect(cookies[0]).toMatch(/^cp_session=[^;]+; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Lax$/);
    const token = tokenOfCookie(cookie.slice("cp_session=".length), TEST_SECRET);
    const [row] = await bench.sql`select user_id, ip_address, user_agent from sessions where token = ${token}`;
    expect(row?.user_id).toBe(person.accountId);
    expect(row?.ip_address).toMatch(/^10\./);
    expect((await viewerOf(bench.market, cookie)).accountId).toBe(person.accountId);
  });

  it("is bound to its host and Secure where the market is https", async () => {
    const secure = await openBench({ PUBLIC_URL: "https://cho.example" });
    const person = await somebody(secure);
    const result = await enter(secure.market, person.email);
    expect(result.ok && result.value.cookies[0]).toMatch(
      /^__Host-cp_session=[^;]+; Max-Age=2592000; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    );
    expect(person.viewer.accountId).toBe(person.accountId);
    await secure.end();
  });

  it("opens no door when it is a copy of the table without a signature, or signed by another secret", async () => {
    const person = await somebody(bench);
    const [row] = await bench.sql<{ token: string }[]>`select token from sessions where user_id = ${person.accountId}`;
    const token = row?.token ?? "";
    const forged = [token, `${token}.`, `${token}.${token}`, `${token}.${Buffer.alloc(32).toString("base64")}`];
    for (const value of forged) {
      expect(tokenOfCookie(value, TEST_SECRET)).toBeNull();
      expect((await viewerOf(bench.market, `cp_session=${encodeURIComponent(value)}`)).accountId).toBeNull();
    }
    const stolen = person.cookie.slice("cp_session=".length);
    expect(tokenOfCookie(stolen, TEST_SECRET)).toBe(token);
    expect(tokenOfCookie(stolen, "another-secret-of-the-same-length-012345")).toBeNull();
  });

  it("means nobody once the session expired by the market's clock", async () => {
    const own = await openBench();
    const person = await somebody(own);
    await own.advanceClock(29 * 86_400);
    expect((await viewerOf(own.market, person.cookie)).accountId).toBe(person.accountId);
    await own.advanceClock(2 * 86_400);
    expect((await viewerOf(own.market, person.cookie)).accountId).toBeNull();
    const again = await enter(own.market, person.email);
    expect(again.ok && (await viewerOf(own.market, cookieOf(again.value.cookies))).accountId).toBe(person.accountId);
    const [left] = await own.sql`select count(*)::int as n from sessions where user_id = ${person.accountId}`;
    expect(left?.n).toBe(1);
    await own.end();
  });

  it.each([
    "cp_session=",
    "cp_session=%",
    "cp_session=%00.%00",
    `cp_session=${"x".repeat(10_000)}`,
    "=;;;==",
    "\u0001",
  ])("of nonsense (%#) is nobody and no error", async (cookie) => {
    expect((await readVisit(bench.market, cookie, "10.0.0.1")).viewer.accountId).toBeNull();
  });
});

describe("signing in", () => {
  it("answers a wrong password and a login nobody has with the same words", async () => {
    const person = await somebody(bench);
    const wrong = await enter(bench.market, person.email, "không phải câu này");
    const unknown = await enter(bench.market, someEmail(), "không phải câu này");
    expect(wrong).toEqual({ ok: false, code: "wrong", field: "password" });
    expect(unknown).toEqual(wrong);
    expect(await enter(bench.market, person.email, "x".repeat(10_000))).toEqual(wrong);
    expect(await enter(bench.market, person.email, "a\u0000b")).toEqual(wrong);
  });

  it("takes the e-mail in any case, and the password in either unicode form", async () => {
    const person = await somebody(bench);
    expect(await enter(bench.market, ` ${person.email.toUpperCase()} `)).toMatchObject({ ok: true });
    expect(await enter(bench.market, person.email, PASSWORD.normalize("NFD"))).toMatchObject({ ok: true });
  });

  it("tells a banned person so, but only with the right password", async () => {
    const person = await somebody(bench);
    await bench.sql`update accounts set banned_at = market_now() where id = ${person.accountId}`;
    expect(await enter(bench.market, person.email, "không phải câu này")).toMatchObject({ code: "wrong" });
    expect(await enter(bench.market, person.email)).toMatchObject({ ok: false, code: "banned" });
    expect((await viewerOf(bench.market, person.cookie)).accountId).toBeNull();
  });

  const guess = (login: string, viewer = stranger()) => enter(bench.market, login, "không phải câu này", viewer);

  it("pauses an account after ten tries from one address, and an account nobody has alike, but not its owner", async () => {
    const person = await somebody(bench);
    for (const login of [person.email, someEmail()]) {
      const guesser = stranger();
      for (let i = 0; i < 10; i++) expect(await guess(login, guesser)).toMatchObject({ code: "wrong" });
      expect(await enter(bench.market, login, PASSWORD, guesser)).toMatchObject({ code: "too_many" });
    }
    expect(await enter(bench.market, person.email)).toMatchObject({ ok: true });
  });

  it("pauses an account after sixty tries from everywhere, except where its owner got in before", async () => {
    const person = await somebody(bench);
    const home = stranger();
    expect(await enter(bench.market, person.email, PASSWORD, home)).toMatchObject({ ok: true });
    for (const login of [person.email, someEmail()]) {
      const tries = await Promise.all(Array.from({ length: 62 }, () => guess(login)));
      const { points } = LIMITS.signInAccount;
      expect(tries.filter((r) => !r.ok && r.code === "wrong").length).toBeLessThanOrEqual(points);
      expect(await enter(bench.market, login)).toMatchObject({ code: "too_many" });
    }
    expect(await guess(person.email, home)).toMatchObject({ code: "wrong" });
    expect(await enter(bench.market, person.email, PASSWORD, home)).toMatchObject({ ok: true });
  });

  it("forgets an address's wrong tries of an account once one is right", async () => {
    const person = await somebody(bench);
    const viewer = stranger();
    for (let round = 0; round < 2; round++) {
      for (let i = 0; i < 9; i++) await guess(person.email, viewer);
      expect(await enter(bench.market, person.email, PASSWORD, viewer)).toMatchObject({ ok: true });
    }
  });

  it("pauses an address after fifty tries, whoever is tried", async () => {
    const viewer = stranger();
    const tries = await Promise.all(
      Array.from({ length: 51 }, (_, i) =>
        signIn(bench.market, viewer, { login: `x${i}@example.com`, password: "x".repeat(500), userAgent: null }),
      ),
    );
    expect(tries.filter((r) => !r.ok && r.code === "too_many")).toHaveLength(1);
    expect(tries.filter((r) => !r.ok && r.code === "wrong")).toHaveLength(50);
  });

  it("lets nobody in while the limiter can't count", async () => {
    const broken = await openBench();
    const person = await somebody(broken);
    await broken.sql`alter table rate_limits rename to rate_limits_gone`;
    expect(await enter(broken.market, person.email)).toMatchObject({ code: "too_many" });
    await broken.end();
  });
});

describe("limits", () => {
  it("give their points, then none, and give them again after their time", async () => {
    const limit = { name: "of-this-test", points: 2, seconds: 1 };
    expect(await takePoint(bench.market, limit, "a")).toBe(true);
    expect(await takePoint(bench.market, limit, "a")).toBe(true);
    expect(await takePoint(bench.market, limit, "a")).toBe(false);
    expect(await takePoint(bench.market, limit, "b")).toBe(true);
    await expect.poll(() => takePoint(bench.market, limit, "a"), { timeout: 10_000, interval: 300 }).toBe(true);
  });

  it("count across processes, exactly, when all come at once", async () => {
    const limit = { name: "of-two-processes", points: 7, seconds: 60 };
    const other = bench.another().market;
    const markets = [bench.market, other, bench.market, other];
    const taken = await Promise.all(
      Array.from({ length: 20 }, (_, i) => takePoint(markets[i % 4] ?? other, limit, "k")),
    );
    expect(taken.filter(Boolean)).toHaveLength(7);
    await clearPoints(other, limit, "k");
    expect(await takePoint(bench.market, limit, "k")).toBe(true);
  });

  it("keep no login and no address in their table", async () => {
    await takePoint(bench.market, LIMITS.signInAccount, "mail:secret@example.com");
    const [row] = await bench.sql`select count(*)::int as n from rate_limits where key like '%secret%'`;
    expect(row?.n).toBe(0);
  });
});

describe("signing out", () => {
  it("ends the session in the database and takes the cookie away", async () => {
    const person = await somebody(bench);
    const cookies = await signOut(bench.market, person.viewer, person.cookie);
    expect(cookies[0]).toMatch(/^cp_session=; Max-Age=0; Path=\/; HttpOnly; SameSite=Lax$/);
    expect((await viewerOf(bench.market, person.cookie)).accountId).toBeNull();
    const [row] = await bench.sql`select count(*)::int as n from sessions where user_id = ${person.accountId}`;
    expect(row?.n).toBe(0);
  });

  it("is harmless without a session and with a forged one", async () => {
    const person = await somebody(bench);
    await signOut(bench.market, nobody, null);
    await signOut(bench.market, nobody, `cp_session=${person.cookie.slice(12, 40)}.AAAA`);
    expect((await viewerOf(bench.market, person.cookie)).accountId).toBe(person.accountId);
  });
});

describe("one's own sessions", () => {
  it("end, all others, with a change of the password; the one that changed it stays and the owner is told", async () => {
    const person = await somebody(bench);
    const other = await entered(person.email);
    const input = {
      current: PASSWORD,
      password: "câu mới dễ nhớ",
      keepToken: currentToken(bench.market, person.cookie),
    };
    expect(await changePassword(bench.market, person.viewer, input, letters)).toMatchObject({ ok: true });
    expect((await viewerOf(bench.market, other.cookie)).accountId).toBeNull();
    expect((await viewerOf(bench.market, person.cookie)).accountId).toBe(person.accountId);
    expect(await enter(bench.market, person.email)).toMatchObject({ code: "wrong" });
    expect(await enter(bench.market, person.email, "câu mới dễ nhớ")).toMatchObject({ ok: true });
    expect((await messagesTo(bench, person.email))[0]?.kind).toBe("password_changed");
  });

  it("stay when the current password is wrong or the new one poor", async () => {
    const person = await somebody(bench);
    const input = { current: "không phải câu này", password: "câu mới dễ nhớ", keepToken: null };
    expect(await changePassword(bench.market, person.viewer, input, letters)).toMatchObject({
      code: "password_wrong",
      field: "current",
    });
    const poor = { current: PASSWORD, password: person.email, keepToken: null };
    expect(await changePassword(bench.market, person.viewer, poor, letters)).toMatchObject({
      code: "password_is_login",
    });
    expect((await viewerOf(bench.market, person.cookie)).accountId).toBe(person.accountId);
  });

  it("are listed with the one that asks marked, and the others ended at a press", async () => {
    const person = await somebody(bench);
    const other = await entered(person.email);
    const seen = await readOwnAccount(bench.market, person.viewer, person.cookie);
    expect(seen.ok && seen.value.sessions.map((s) => s.isThis).sort()).toEqual([false, true]);
    const ended = await endOtherSessions(bench.market, person.viewer, person.cookie);
    expect(ended).toEqual({ ok: true, value: { ended: 1 } });
    expect((await viewerOf(bench.market, other.cookie)).accountId).toBeNull();
  });
});

describe("password hashes", () => {
  it("are argon2id at 19 MiB with two passes, each with its own salt", async () => {
    const [a, b] = await Promise.all([hashPassword(PASSWORD), hashPassword(PASSWORD)]);
    expect(a).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
    expect(a).not.toBe(b);
    expect(await verifyPassword({ hash: a, password: PASSWORD })).toBe(true);
    expect(await verifyPassword({ hash: a, password: `${PASSWORD} ` })).toBe(false);
    expect(await verifyPassword({ hash: "scrypt:abc", password: PASSWORD })).toBe(false);
  });
});
