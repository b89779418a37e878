import { describe, expect, it } from "vitest";
import { readContact } from "#services/checkout/read-contact.ts";
import { failureOf } from "#services/payments/failure-rules.ts";
import { LETTERS } from "#services/shared/text-limits.ts";

const good = { name: "Hà", phone: "0912345678", email: "", addressLine: "số 1", communeCode: "00001", note: "" };

describe("an address line", () => {
  it.each(["số 1", "9", "thôn Bản", "Tổ 3"])("may be as short as %s", (addressLine) => {
    expect(readContact({ ...good, addressLine })).toMatchObject({ ok: true });
  });

  it.each(["", "   ", "-", ",.", "\u200b"])("says nothing when it is %j", (addressLine) => {
    expect(readContact({ ...good, addressLine })).toMatchObject({ code: "address_missing", field: "addressLine" });
  });
});

describe("a buyer's phone", () => {
  it.each([
    ["0912345678", "+84912345678"],
    ["091 234 56 78", "+84912345678"],
    ["+84 912.345.678", "+84912345678"],
    ["(024) 3825 1234", "+842438251234"],
  ])("is a Vietnamese number: %s", (phone, kept) => {
    expect(readContact({ ...good, phone })).toMatchObject({ ok: true, value: { phone: kept } });
  });

  const nobodys = ["1234567", "0100000000", "01234567890", "0123456789", "19001234", "18001234", "0281234567", "113"];
  it.each(["+1 415 555 2671", "+66812345678", "0912345678 gọi chiều", "12345", "\u0660\u0669", ...nobodys])(
    "is not %s",
    (phone) => {
      expect(readContact({ ...good, phone })).toMatchObject({ code: "phone_wrong", field: "phone" });
    },
  );
});

describe("a contact", () => {
  const most = { name: LETTERS.personName, addressLine: LETTERS.addressLine, note: LETTERS.note } as const;

  it.each(Object.entries(most))(
    "takes all the letters that the input of %s lets through, and none more",
    (field, max) => {
      expect(readContact({ ...good, [field]: "ắ".repeat(max) })).toMatchObject({ ok: true });
      expect(readContact({ ...good, [field]: "ắ".repeat(max + 1) })).toMatchObject({ ok: false, field });
    },
  );

  it("is kept without letters that no keyboard types", () => {
    const typed = { ...good, name: "Lý\u0000 Mùi\u0007", addressLine: "số\u0000 1", note: "\u0000" };
    expect(readContact(typed)).toMatchObject({ value: { name: "Lý Mùi", addressLine: "số 1", note: "" } });
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
