import { describe, expect, it } from "vitest";
import { readContact } from "#services/checkout/read-contact.ts";
import { failureOf } from "#services/payments/failure-rules.ts";

const good = { name: "Hà", phone: "0912345678", email: "", addressLine: "số 1", communeCode: "00001", note: "" };

describe("an address line", () => {
  it.each(["số 1", "9", "thôn Bản", "Tổ 3"])("may be as short as %s", (addressLine) => {
    expect(readContact({ ...good, addressLine })).toMatchObject({ ok: true });
  });

  it.each(["", "   ", "-", ",.", "\u200b"])("says nothing when it is %j", (addressLine) => {
    expect(readContact({ ...good, addressLine })).toMatchObject({ code: "address_missing", field: "addressLine" });
  });
});

describe("a failed payment", () => {
  it.each([
    ["24", "cancelled"],
    ["51", "no_funds"],
    ["11", "expired"],
    ["75", "bank_down"],
    ["65", "not_allowed"],
    ["99", "other"],
    ["", "other"],
  ])("with code %s is %s", (code, failure) => {
    expect(failureOf(code)).toBe(failure);
  });
});
