import { describe, expect, it } from "vitest";
import { returnKind, returnPath } from "#app/http/account.ts";
import { cleanName, parseLogin, passwordFault, safeReturn } from "#services/accounts/rules.ts";

describe("where one returns to after signing in", () => {
  const elsewhere = [
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\/evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "https://evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "evil.example",
    "/a/..//evil.example",
    "/.//evil.example",
    "",
    "/\u0000",
    `/${"x".repeat(600)}`,
  ];
  it.each(elsewhere)("is never another site (%#)", (path) => {
    expect(safeReturn(path)).toBeNull();
    expect(returnPath(path)).toBeNull();
  });

  it("is a page of ours with its question kept, and no door again", () => {
    expect(returnPath("/tinh/nguoi?q=a%20b")).toBe("/tinh/nguoi?q=a%20b");
    expect(returnPath("/san-pham/../gio-hang")).toBe("/gio-hang");
    expect(returnPath("/don/%2F%2Fevil.example")).toBe("/don/%2F%2Fevil.example");
    for (const door of ["/dang-nhap", "/en/sign-in?ve=/x", "/dang-ky", "/dang-xuat", "/no/such/page"]) {
      expect(returnPath(door)).toBeNull();
    }
    expect(["/thanh-toan", "/ban/don", "/en/province/people", "/", null].map(returnKind)).toEqual([
      "order",
      "sell",
      "work",
      "plain",
      "plain",
    ]);
  });
});

describe("what one signs in with", () => {
  const phones = ["091 234 5678", "0912345678", "+84 912 345 678", "84912345678", "(091) 234-5678", "091.234.5678"];
  it.each(phones)("is the same number however it is written: %s", (typed) => {
    expect(parseLogin(typed)).toEqual({ ok: true, value: { channel: "sms", address: "+84912345678" } });
  });

  it("is an e-mail in small letters", () => {
    expect(parseLogin("  Thu.Ha@Example.COM ")).toEqual({
      ok: true,
      value: { channel: "mail", address: "thu.ha@example.com" },
    });
  });

  it.each(["@", "a@b", "a@@b.vn", "a b@c.vn", "0912345678901", "09123x5678", "☎️", "\u202e0912345678", "-1", "1e9"])(
    "is not %s",
    (typed) => {
      expect(parseLogin(typed)).toMatchObject({ ok: false, code: "login_wrong" });
    },
  );

  it("says how many digits are missing", () => {
    expect(parseLogin("0912 345")).toMatchObject({ code: "phone_short", details: { missing: 3 } });
  });
});

describe("a new password", () => {
  it("is refused when it is the login in other clothes", () => {
    expect(passwordFault("0912 345 678", ["+84912345678"])).toBe("password_is_login");
    expect(passwordFault("THU.HA.NGUYEN", ["thu.ha.nguyen@example.com"])).toBe("password_is_login");
  });

  it("may be any sentence of ten letters, spaces and accents too", () => {
    expect(passwordFault("mẹ nấu cơm", ["a@example.com"])).toBeNull();
    expect(passwordFault("🐃🐃🐃🐃🐃🐃🐃🐃🐃🐃", [])).toBeNull();
    expect(passwordFault("🐃🐃🐃🐃🐃🐃🐃🐃🐃", [])).toBe("password_short");
  });
});

describe("a name", () => {
  it("loses what can't be seen and keeps its accents", () => {
    expect(cleanName(" Nông\u200b Thị\u0000 \u202eLan\n")).toBe("Nông Thị Lan");
    expect(cleanName("x".repeat(81))).toBeNull();
    expect(cleanName("\u200b\u2060")).toBeNull();
  });
});
