import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { banAccount, grantRole, liftBan, takeRole } from "#services/accounts/change-standing.ts";
import { listAccounts } from "#services/accounts/list-accounts.ts";
import { readAudit } from "#services/accounts/read-audit.ts";
import { newId } from "#services/shared/ids.ts";
import { type Bench, openBench } from "#tests/support/bench.ts";
import { enter, type SignedInPerson, somebody, staffMember, viewerOf } from "#tests/support/people.ts";

let bench: Bench;
let admin: SignedInPerson;
beforeAll(async () => {
  bench = await openBench();
  admin = await staffMember(bench, "admin");
});
afterAll(() => bench.end());

const reason = "Theo quyết định phân công";
const everybody = { words: "", role: null, bannedOnly: false, page: 1 };
const noFilter = { act: "", kind: "", subject: "", actor: "", from: "", to: "", page: 1 };

describe("roles", () => {
  it("hold from the person's next request and are gone as fast, each with its audit entry", async () => {
    const person = await somebody(bench);
    const input = { accountId: person.accountId, role: "moderator", reason };
    expect(await grantRole(bench.market, admin.viewer, input)).toMatchObject({ ok: true });
    expect((await viewerOf(bench.market, person.cookie)).staffRoles).toEqual(["moderator"]);
    expect(await grantRole(bench.market, admin.viewer, input)).toMatchObject({ code: "nothing_to_change" });
    expect(await takeRole(bench.market, admin.viewer, input)).toMatchObject({ ok: true });
    expect((await viewerOf(bench.market, person.cookie)).staffRoles).toEqual([]);
    const log = await readAudit(bench.market, admin.viewer, { ...noFilter, subject: person.accountId });
    if (!log.ok) throw new Error(log.code);
    expect(log.value.lines.map((l) => [l.act, l.before, l.after, l.reason, l.actor])).toEqual([
      ["account.take-role", [{ key: "roles", value: "moderator" }], [], reason, "Nguyễn Thu Hà"],
      ["account.grant-role", [], [{ key: "roles", value: "moderator" }], reason, "Nguyễn Thu Hà"],
    ]);
  });

  it("are given and taken by admins alone: others find nobody", async () => {
    const person = await somebody(bench);
    const input = { accountId: person.accountId, role: "finance", reason };
    for (const who of [await somebody(bench), await staffMember(bench, "moderator", "certifier", "finance")]) {
      expect(await grantRole(bench.market, who.viewer, input)).toMatchObject({ code: "not_found" });
      expect(await banAccount(bench.market, who.viewer, input)).toMatchObject({ code: "not_found" });
      expect(await listAccounts(bench.market, who.viewer, everybody)).toMatchObject({ code: "not_found" });
      expect(await readAudit(bench.market, who.viewer, noFilter)).toMatchObject({ code: "not_found" });
    }
    expect((await viewerOf(bench.market, person.cookie)).staffRoles).toEqual([]);
  });

  it("are not one's own to change", async () => {
    for (const id of [admin.accountId, admin.accountId.toUpperCase()]) {
      const own = { accountId: id, role: "admin", reason };
      expect(await takeRole(bench.market, admin.viewer, own)).toMatchObject({ code: "yourself" });
      expect(await banAccount(bench.market, admin.viewer, own)).toMatchObject({ code: "yourself" });
    }
    expect((await viewerOf(bench.market, admin.cookie)).staffRoles).toEqual(["admin"]);
  });

  it("leave one admin when two take each other's role at the same moment", async () => {
    const own = await openBench();
    const [a, b] = [await staffMember(own, "admin"), await staffMember(own, "admin")];
    const results = await Promise.all([
      takeRole(own.market, a.viewer, { accountId: b.accountId, role: "admin", reason }),
      takeRole(own.market, b.viewer, { accountId: a.accountId, role: "admin", reason }),
    ]);
    expect(results.map((r) => (r.ok ? "ok" : r.code)).sort()).toEqual(["not_found", "ok"]);
    const rows = await own.sql`select account_id from staff_roles where role = 'admin'`;
    expect(rows).toHaveLength(1);
    await own.end();
  });

  it("need a reason, a role there is, and a person there is", async () => {
    const person = await somebody(bench);
    const input = { accountId: person.accountId, role: "finance", reason };
    expect(await grantRole(bench.market, admin.viewer, { ...input, reason: " \n\u0000" })).toMatchObject({
      code: "reason_missing",
      field: "reason",
    });
    expect(await grantRole(bench.market, admin.viewer, { ...input, role: "king" })).toMatchObject({ field: "role" });
    expect(await grantRole(bench.market, admin.viewer, { ...input, accountId: newId() })).toMatchObject({
      code: "not_found",
    });
    expect(await grantRole(bench.market, admin.viewer, { ...input, accountId: "x'" })).toMatchObject({
      code: "not_found",
    });
    const long = { ...input, reason: `${"ạ".repeat(10_000)}\u0000` };
    expect(await grantRole(bench.market, admin.viewer, long)).toMatchObject({ ok: true });
    const log = await readAudit(bench.market, admin.viewer, { ...noFilter, subject: person.accountId });
    expect(log.ok && log.value.lines[0]?.reason).toHaveLength(500);
  });
});

describe("a ban", () => {
  it("ends every session, lets nobody in, and is lifted again; both stand in the log", async () => {
    const person = await somebody(bench);
    const input = { accountId: person.accountId, reason };
    expect(await banAccount(bench.market, admin.viewer, input)).toMatchObject({ ok: true });
    expect((await viewerOf(bench.market, person.cookie)).accountId).toBeNull();
    const [left] = await bench.sql`select count(*)::int as n from sessions where user_id = ${person.accountId}`;
    expect(left?.n).toBe(0);
    expect(await enter(bench.market, person.email)).toMatchObject({ code: "banned" });
    expect(await banAccount(bench.market, admin.viewer, input)).toMatchObject({ code: "nothing_to_change" });
    expect(await liftBan(bench.market, admin.viewer, input)).toMatchObject({ ok: true });
    expect(await enter(bench.market, person.email)).toMatchObject({ ok: true });
    const log = await readAudit(bench.market, admin.viewer, { ...noFilter, subject: person.accountId });
    expect(log.ok && log.value.lines.map((l) => l.act)).toEqual(["account.lift-ban", "account.ban"]);
  });

  it("of a banned admin's hand does nothing, though their page was still open", async () => {
    const other = await staffMember(bench, "admin");
    const person = await somebody(bench);
    await banAccount(bench.market, admin.viewer, { accountId: other.accountId, reason });
    const late = await banAccount(bench.market, other.viewer, { accountId: person.accountId, reason });
    expect(late).toMatchObject({ code: "not_found" });
    expect((await viewerOf(bench.market, person.cookie)).accountId).toBe(person.accountId);
  });
});

describe("finding people", () => {
  it("goes by name without accents, e-mail and phone, by role and by ban", async () => {
    const person = await somebody(bench);
    await bench.sql`
      update accounts set name = 'Triệu Văn Đạt', phone_number = '+84977123456', banned_at = market_now()
      where id = ${person.accountId}`;
    const names = async (part: object) => {
      const found = await listAccounts(bench.market, admin.viewer, { ...everybody, ...part });
      return found.ok ? found.value.people.map((p) => p.name) : [found.code];
    };
    expect(await names({ words: "trieu van dat" })).toEqual(["Triệu Văn Đạt"]);
    expect(await names({ words: "0977 123 456" })).toEqual(["Triệu Văn Đạt"]);
    expect(await names({ words: person.email })).toEqual(["Triệu Văn Đạt"]);
    expect(await names({ bannedOnly: true, words: "dat" })).toEqual(["Triệu Văn Đạt"]);
    expect(await names({ role: "admin", words: "dat" })).toEqual([]);
    expect(await names({ words: "%" })).toEqual([]);
    expect(await names({ words: `\u0000${"x".repeat(10_000)}` })).toEqual([]);
  });

  it("answers a page beyond the end with the last one", async () => {
    for (const page of [999_999, -3, 0.5, Number.NaN, Number.POSITIVE_INFINITY]) {
      const found = await listAccounts(bench.market, admin.viewer, { ...everybody, page });
      expect(found.ok && found.value.people.length).toBeGreaterThan(0);
    }
  });
});

describe("the audit log", () => {
  it("is filtered by act, person and day, and leaves nonsense filters out", async () => {
    const person = await somebody(bench);
    await banAccount(bench.market, admin.viewer, { accountId: person.accountId, reason });
    const count = async (part: object) => {
      const found = await readAudit(bench.market, admin.viewer, { ...noFilter, ...part });
      return found.ok ? found.value.total : -1;
    };
    const subject = person.accountId;
    expect(await count({ subject, act: "account.ban" })).toBe(1);
    expect(await count({ subject, act: "account.lift-ban" })).toBe(0);
    expect(await count({ subject, kind: "listing" })).toBe(0);
    expect(await count({ subject, actor: "nguyen thu" })).toBe(1);
    expect(await count({ subject, actor: "nobody of that name" })).toBe(0);
    expect(await count({ subject, from: "2020-01-01", to: "2099-12-31" })).toBe(1);
    expect(await count({ subject, to: "2020-01-01" })).toBe(0);
    expect(await count({ subject, from: "2026-02-31", to: "x", act: "'; drop", page: 10 ** 9 })).toBe(1);
  });

  it("is append-only in the database itself", async () => {
    await expect(bench.sql`delete from audit_entries`).rejects.toThrow(/append-only/);
    await expect(bench.sql`update audit_entries set reason = 'x'`).rejects.toThrow(/append-only/);
    await expect(bench.sql`truncate audit_entries`).rejects.toThrow(/append-only/);
  });
});
