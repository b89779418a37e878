import type { AppLoadContext } from "@remix-run/node";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as account from "#app/routes/account/account.tsx";
import * as confirm from "#app/routes/account/confirm.tsx";
import * as forgot from "#app/routes/account/forgot.tsx";
import * as reset from "#app/routes/account/reset.tsx";
import * as signIn from "#app/routes/account/sign-in.tsx";
import * as signOut from "#app/routes/account/sign-out.tsx";
import * as signUp from "#app/routes/account/sign-up.tsx";
import * as apply from "#app/routes/seller/apply.tsx";
import * as people from "#app/routes/staff/people.tsx";
import * as staffQueue from "#app/routes/staff/queue.tsx";
import { readVisit } from "#services/accounts/read-visit.ts";
import { newId } from "#services/shared/ids.ts";
import { type Bench, openBench } from "#tests/support/bench.ts";
import { addShop } from "#tests/support/order-rows.ts";
import {
  lastToken,
  PASSWORD,
  type SignedInPerson,
  somebody,
  someEmail,
  staffMember,
  stranger,
} from "#tests/support/people.ts";

let bench: Bench;
let admin: SignedInPerson;
beforeAll(async () => {
  bench = await openBench();
  admin = await staffMember(bench, "admin");
});
afterAll(() => bench.end());

type Answer = { status: number; location: string | null; body: unknown; cookies: string[]; reload: boolean };
type Route = (args: never) => unknown;

/** What a loader or action answers, thrown or returned. */
async function call(route: Route, path: string, init: RequestInit & { cookie?: string } = {}): Promise<Answer> {
  const { cookie = "", ...rest } = init;
  const request = new Request(`http://localhost:3000${path}`, { ...rest, headers: { cookie, ...rest.headers } });
  const context = {
    market: bench.market,
    language: path.startsWith("/en") ? "en" : "vi",
    visit: () => readVisit(bench.market, cookie, stranger().clientAddress),
  } as unknown as AppLoadContext;
  const given = await Promise.resolve()
    .then(() => route({ request, context, params: {} } as never))
    .catch((thrown: unknown) => thrown);
  if (given instanceof Error) throw given;
  if (given instanceof Response) {
    const { headers, status } = given;
    const reload = headers.get("x-remix-reload-document") === "true";
    return { status, location: headers.get("location"), body: null, cookies: headers.getSetCookie(), reload };
  }
  const made = given as { data?: unknown; init?: { status?: number } | null };
  const isMade = typeof given === "object" && given !== null && "init" in given;
  return {
    status: (isMade && made.init?.status) || 200,
    location: null,
    body: isMade ? made.data : given,
    cookies: [],
    reload: false,
  };
}

const send = (route: Route, path: string, fields: Record<string, string>, cookie = "") =>
  call(route, path, { method: "POST", body: new URLSearchParams(fields), cookie });

const forms: [string, Route, string, string[]][] = [
  ["signing in", signIn.action, "/dang-nhap", ["login", "password", "ve"]],
  ["signing up", signUp.action, "/dang-ky", ["name", "login", "password", "agreed", "policies", "ve"]],
  ["a forgotten password", forgot.action, "/quen-mat-khau", ["login"]],
  ["a new password", reset.action, "/dat-lai-mat-khau", ["token", "flow", "code", "password"]],
  ["confirming", confirm.action, "/xac-nhan", ["purpose", "token", "flow", "code", "password", "ve"]],
];

const odd: [string, string][] = [
  ["nothing", ""],
  ["10,000 letters", "ạ".repeat(10_000)],
  ["a null", "a\u0000b"],
  ["marks without letters", "\u0301\u0302\u200d\u202e"],
  ["SQL", "' or 1=1; drop table accounts; --"],
  ["markup", "<script>alert(1)</script>@example.com"],
  ["half of a pair", "\ud83d"],
  ["a number beyond counting", "1e999"],
  ["a path", "../../etc/passwd"],
  ["names of objects", "__proto__"],
];

describe.each(forms)("the form of %s", (_, action, path, fields) => {
  it.each(odd)("answers %s in every field in words, not with an error", async (_name, value) => {
    const answer = await send(action, path, Object.fromEntries(fields.map((f) => [f, value])));
    expect(answer.status).toBe(422);
    expect(answer.cookies).toEqual([]);
  });

  it("answers no fields, doubled fields, strange names and files", async () => {
    expect((await send(action, path, {})).status).toBe(422);
    expect((await send(action, path, { "login[0]": "x", "__proto__[x]": "1", "password.a": "b" })).status).toBe(422);
    const doubled = new URLSearchParams(
      fields.flatMap((f) => [
        [f, "x"],
        [f, "y"],
      ]),
    );
    expect((await call(action, path, { method: "POST", body: doubled })).status).toBe(422);
    const files = new FormData();
    for (const field of fields) files.append(field, new File(["x"], "x.txt"));
    expect((await call(action, path, { method: "POST", body: files })).status).toBe(422);
  });

  it("answers what is no form with 400", async () => {
    const headers = { "content-type": "application/json" };
    expect((await call(action, path, { method: "POST", body: "{", headers })).status).toBe(400);
    const broken = { "content-type": "multipart/form-data; boundary=x" };
    expect((await call(action, path, { method: "POST", body: "--y", headers: broken })).status).toBe(400);
    expect((await call(action, path, { method: "POST" })).status).toBe(400);
  });
});

describe("a refused form", () => {
  it("keeps what was typed and never gives a password back", async () => {
    const fields = { login: "ai-do@example.com", password: "không phải câu này", ve: "/gio-hang" };
    const answer = await send(signIn.action, "/dang-nhap", fields);
    expect(answer.body).toMatchObject({
      form: "sign-in",
      result: { error: { password: ["wrong"] }, initialValue: { login: "ai-do@example.com", ve: "/gio-hang" } },
    });
    expect(JSON.stringify(answer.body)).not.toContain("không phải câu này");
    const up = await send(signUp.action, "/dang-ky", { name: "Hà", login: "091 234 56", password: PASSWORD });
    expect(up.body).toMatchObject({ result: { error: { login: ["phone_short"] } }, details: { missing: 2 } });
    expect(JSON.stringify(up.body)).not.toContain(PASSWORD);
  });
});

describe("somebody who signs up", () => {
  it("is told all that is wrong at once, each beside its field", async () => {
    const nothing = await send(signUp.action, "/dang-ky", { name: "", login: "", password: "", policies: "" });
    expect(nothing).toMatchObject({
      status: 422,
      body: {
        result: {
          error: {
            name: ["name_wrong"],
            login: ["login_missing"],
            password: ["password_short"],
            agreed: ["not_agreed"],
          },
        },
      },
    });
  });

  it("as a seller is told all that is wrong with a part at once, and keeps what was typed", async () => {
    const { cookie, viewer } = await somebody(bench);
    const typed = { act: "producer", applicationId: newId(), name: "ạ".repeat(121), taxNumber: "12", phone: "+1 415" };
    const answer = await send(apply.action, "/ban/mo-cua-hang", { ...typed, communeCode: "99999" }, cookie);
    expect(answer).toMatchObject({
      status: 422,
      body: {
        act: "producer",
        fault: null,
        problems: {
          legalForm: { code: "unknown_form" },
          name: { code: "too_long", details: { max: 120 } },
          taxNumber: { code: "odd_tax_number" },
          communeCode: { code: "unknown_commune" },
          phone: { code: "odd_phone" },
        },
        values: { name: typed.name, taxNumber: "12", phone: "+1 415" },
      },
    });
    const shop = { act: "shop", applicationId: newId(), name: "Thuốc chữa khỏi ung thư", story: "ạ".repeat(4001) };
    expect((await send(apply.action, "/ban/mo-cua-hang", shop, cookie)).body).toMatchObject({
      problems: { name: { code: "claims" }, story: { code: "too_long" } },
    });
    const bank = { act: "bank", applicationId: newId(), bankName: "a".repeat(81), accountNumber: "1", holder: "" };
    expect((await send(apply.action, "/ban/mo-cua-hang", bank, cookie)).body).toMatchObject({
      problems: { bankName: { code: "too_long" }, accountNumber: { code: "odd_account_number" } },
    });
    const [row] = await bench.sql`select count(*)::int as n from memberships where account_id = ${viewer.accountId}`;
    expect(row?.n).toBe(0);
  });
});

describe("after signing in", () => {
  it("one returns by a new document to a page of this site, and to no other", async () => {
    const person = await somebody(bench);
    const go = (ve: string, path = "/dang-nhap") =>
      send(signIn.action, path, { login: person.email, password: PASSWORD, ve });
    expect(await go("/ban/don?trang=2")).toMatchObject({ status: 303, location: "/ban/don?trang=2", reload: true });
    expect(await go("/en/cart", "/en/sign-in")).toMatchObject({ location: "/en/cart" });
    for (const ve of ["//evil.example", "https://evil.example", "/\\evil.example", "/dang-nhap", ""]) {
      const answer = await go(ve);
      expect(answer).toMatchObject({ status: 303, location: "/" });
      expect(answer.cookies[0]).toMatch(/^cp_session=/);
    }
    expect((await go("", "/en/sign-in")).location).toBe("/en");
  });

  it("staff and producers land where their work is, unless they came from somewhere", async () => {
    const go = (email: string, ve = "") => send(signIn.action, "/dang-nhap", { login: email, password: PASSWORD, ve });
    const desks = { moderator: "/tinh", certifier: "/tinh/chung-nhan", finance: "/tinh/hoan-tien", admin: "/tinh" };
    for (const [role, desk] of Object.entries(desks)) {
      const person = await somebody(bench);
      await bench.sql`insert into staff_roles (account_id, role) values (${person.accountId}, ${role})`;
      expect([role, (await go(person.email)).location]).toEqual([role, desk]);
      expect((await go(person.email, "/gio-hang")).location).toBe("/gio-hang");
      const queue = await call(staffQueue.loader, "/tinh", { cookie: person.cookie });
      expect([role, queue.location ?? queue.status]).toEqual([role, desk === "/tinh" ? 200 : desk]);
    }
    const producer = await somebody(bench);
    const shop = await addShop(bench.sql);
    await bench.sql`insert into memberships (account_id, shop_id, role) values (${producer.accountId}, ${shop.shopId}, 'packer')`;
    expect((await go(producer.email)).location).toBe("/ban");
  });

  it("the doors lead on at once, and signing out leads back to them", async () => {
    const person = await somebody(bench);
    const { cookie } = person;
    expect(await call(signIn.loader, "/dang-nhap?ve=/tinh", { cookie })).toMatchObject({
      location: "/tinh",
      reload: true,
    });
    expect(await call(signUp.loader, "/dang-ky?ve=//x", { cookie })).toMatchObject({ location: "/" });
    expect(await call(signOut.loader, "/dang-xuat", { cookie })).toMatchObject({ location: "/tai-khoan", cookies: [] });
    const out = await call(signOut.action, "/dang-xuat", { method: "POST", cookie });
    expect(out).toMatchObject({ status: 303, location: "/dang-nhap?tin=out", reload: true });
    expect(await call(signIn.loader, "/dang-nhap", { cookie })).toMatchObject({ status: 200 });
  });
});

describe("a link in a message", () => {
  it("is not used up by opening it, as mail scanners do, only by the button", async () => {
    const email = someEmail();
    const { body } = await call(signUp.loader, "/dang-ky");
    const policies = (body as { policies: { stamp: string } }).policies.stamp;
    const fields = { name: "Hà", login: email, password: PASSWORD, agreed: "on", policies, ve: "/gio-hang" };
    const begun = await send(signUp.action, "/dang-ky", fields);
    expect(begun.status).toBe(303);
    expect(begun.location).toMatch(/^\/xac-nhan\?dot=[\w-]{36}&kenh=mail&ve=%2Fgio-hang$/);
    const token = await lastToken(bench, email);
    for (let i = 0; i < 3; i++) {
      expect((await call(confirm.loader, `/xac-nhan?ma=${token}`)).body).toMatchObject({
        state: "link",
        purpose: "sign-up",
      });
    }
    const done = await send(confirm.action, "/xac-nhan", {
      purpose: "sign-up",
      token,
      password: PASSWORD,
      ve: "/gio-hang",
    });
    expect(done).toMatchObject({ status: 303, location: "/gio-hang", reload: true });
    expect(done.cookies).toHaveLength(1);
    expect((await call(confirm.loader, `/xac-nhan?ma=${token}`)).body).toMatchObject({ state: "dead" });
  });

  it("that is nonsense is a dead one", async () => {
    for (const ma of ["", "x", "%00", "x".repeat(5000)]) {
      expect((await call(confirm.loader, `/xac-nhan?ma=${ma}`)).body).toMatchObject({ state: "dead" });
      expect((await call(reset.loader, `/dat-lai-mat-khau?ma=${ma}`)).body).toMatchObject({ state: "dead" });
    }
  });
});

describe("one's own page", () => {
  it("does what its forms say and tells so, and knows no other act", async () => {
    const { cookie } = await somebody(bench);
    const act = (fields: Record<string, string>) => send(account.action, "/tai-khoan", fields, cookie);
    expect(await act({ act: "name", name: "Lý Mùi" })).toMatchObject({ status: 303, location: "/tai-khoan?tin=name" });
    expect((await call(account.loader, "/tai-khoan", { cookie })).body).toMatchObject({ account: { name: "Lý Mùi" } });
    expect(await act({ act: "name", name: "" })).toMatchObject({ status: 422 });
    expect(await act({ act: "sessions" })).toMatchObject({ location: "/tai-khoan?tin=sessions" });
    expect(await act({ act: "address", addressId: newId() })).toMatchObject({ status: 404 });
    for (const unknown of ["", "delete-account", "__proto__", "constructor", "toString"]) {
      expect(await act({ act: unknown })).toMatchObject({ status: 404 });
    }
    expect(await send(account.action, "/tai-khoan", { act: "name", name: "x" })).toMatchObject({ status: 404 });
  });
});

describe("the people page", () => {
  it("refuses what makes no sense beside the person's form and keeps the filter after an act", async () => {
    const person = await somebody(bench);
    const act = (fields: Record<string, string>, path = "/tinh/nguoi") =>
      send(people.action, path, { accountId: person.accountId, ...fields }, admin.cookie);
    expect(await act({ act: "", reason: "x" })).toMatchObject({ status: 422, body: { form: person.accountId } });
    expect(await act({ act: "grant:king", reason: "x" })).toMatchObject({ status: 422 });
    expect(await act({ act: "ban", reason: "" })).toMatchObject({
      body: { result: { error: { reason: ["reason_missing"] } } },
    });
    expect(await act({ act: "ban", reason: "x", accountId: "../1" })).toMatchObject({ status: 404 });
    const done = await act({ act: "grant:finance", reason: "x" }, "/tinh/nguoi?q=a&vai=any&khoa=1&trang=2");
    expect(done.location).toBe("/tinh/nguoi?q=a&vai=any&khoa=1&trang=2&tin=xong");
    for (const query of ["?trang=-1", "?trang=x&vai=king&khoa=%00", `?q=${"x".repeat(5000)}`, "?q=%00"]) {
      expect((await call(people.loader, `/tinh/nguoi${query}`, { cookie: admin.cookie })).status).toBe(200);
    }
  });
});
