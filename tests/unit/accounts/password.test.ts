import { describe, expect, test } from "vitest";
import { hashPassword, verifyPassword } from "#services/accounts/password.ts";

describe("passwords", () => {
  test("are kept as argon2id strings with their parameters, a new salt each time", async () => {
    const [one, two] = await Promise.all([hashPassword("chợ phiên 2026"), hashPassword("chợ phiên 2026")]);
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
    expect(one).not.toBe(two);
  });

  test("open for the right words alone", async () => {
    const hash = await hashPassword("chợ phiên 2026");
    expect(await verifyPassword(hash, "chợ phiên 2026")).toBe(true);
    expect(await verifyPassword(hash, "cho phien 2026")).toBe(false);
    expect(await verifyPassword(hash, "")).toBe(false);
  });

  test("are the same whether a keyboard composes accents or not", async () => {
    const hash = await hashPassword("mật khẩu".normalize("NFD"));
    expect(await verifyPassword(hash, "mật khẩu".normalize("NFC"))).toBe(true);
  });

  test("verify against a reference string made elsewhere", async () => {
    const hash = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";
    expect(await verifyPassword(hash, "password")).toBe(true);
  });

  test.each([
    "",
    "plain",
    "$argon2i$v=19$m=19456,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
    "$argon2id$v=19$m=9999999,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
    "$argon2id$v=19$m=19456,t=99,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
    "$argon2id$v=19$m=4,t=1,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
  ])("never open with a hash that is not ours or asks for too much: %s", async (hash) => {
    expect(await verifyPassword(hash, "password")).toBe(false);
  });
});
