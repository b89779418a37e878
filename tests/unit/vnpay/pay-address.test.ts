import { describe, expect, it } from "vitest";
import { createVnpayPayments } from "#services/adapters/vnpay/index.ts";
import { plainAddress, plainOrderInfo } from "#services/adapters/vnpay/order-info.ts";
import { newPaymentReference, paymentTimestamp, readPaymentTimestamp } from "#services/payments/reference.ts";
import { vnd } from "#services/shared/money.ts";
import { attempt, TERMINAL } from "#tests/support/gateway-bench.ts";

const OPTIONS = {
  ...TERMINAL,
  payUrl: "https://pay.example.vn/vpcpay.html",
  apiUrl: "https://merchant.example.vn/merchant_webapi/api/transaction",
};
const payments = createVnpayPayments(OPTIONS);

describe("the pay address", () => {
  it("goes to the configured host and path with the parameters of VNPay 2.1.0", () => {
    const order = attempt({
      reference: "261123ABCDEFGH12345",
      createDate: "20261123230000",
      expireDate: "20261123231500",
    });
    const url = new URL(payments.payAddress(order));
    expect(url.origin + url.pathname).toBe("https://pay.example.vn/vpcpay.html");
    const { vnp_SecureHash: hash, ...fields } = Object.fromEntries(url.searchParams);
    expect(hash).toMatch(/^[0-9a-f]{128}$/);
    expect(fields).toEqual({
      vnp_Amount: "47800000",
      vnp_Command: "pay",
      vnp_CreateDate: "20261123230000",
      vnp_CurrCode: "VND",
      vnp_ExpireDate: "20261123231500",
      vnp_IpAddr: "127.0.0.1",
      vnp_Locale: "vn",
      vnp_OrderInfo: "Cho Phien don CP26110482",
      vnp_OrderType: "other",
      vnp_ReturnUrl: "http://127.0.0.1:1/thanh-toan/ve",
      vnp_TmnCode: TERMINAL.tmnCode,
      vnp_TxnRef: "261123ABCDEFGH12345",
      vnp_Version: "2.1.0",
    });
    expect(payments.payOrigins).toEqual(["https://pay.example.vn"]);
  });

  it("carries the largest amount exactly and refuses a larger one, a fraction and nothing", () => {
    const url = new URL(payments.payAddress(attempt({ amountVnd: vnd(payments.maxAmountVnd) })));
    expect(url.searchParams.get("vnp_Amount")).toBe("999999999900");
    for (const amountVnd of [vnd(payments.maxAmountVnd + 1), vnd(0), 4.35 as ReturnType<typeof vnd>]) {
      expect(() => payments.payAddress(attempt({ amountVnd }))).toThrow(RangeError);
    }
  });

  it.each([
    ["a reference with a space", { reference: "A B" }],
    ["a date that does not exist", { createDate: "20260230000000" }],
    ["an end before the beginning", { createDate: "20261123230000", expireDate: "20261123225959" }],
    ["an over-long return address", { returnUrl: `https://cho.example.vn/${"a".repeat(255)}` }],
    ["a return address that is none", { returnUrl: "thanh-toan/ve" }],
  ])("is not made for %s", (_title, change) => {
    expect(() => payments.payAddress(attempt(change))).toThrow(RangeError);
  });

  it.each([
    ["VNPAY_TMN_CODE", { tmnCode: "SHORT" }],
    ["VNPAY_HASH_SECRET", { hashSecret: "" }],
    ["VNPAY_PAY_URL", { payUrl: "pay.vnpay.vn" }],
    ["VNPAY_API_URL", { apiUrl: "https://merchant.example.vn/api?x=1" }],
  ])("names %s when it cannot work", (name, change) => {
    expect(() => createVnpayPayments({ ...OPTIONS, ...change })).toThrow(name);
  });
});

describe("order info", () => {
  it.each([
    ["Chợ Phiên, đơn ĐẶC SẢN (2) ~ 'miến' 100%!", "Cho Phien don DAC SAN 2 mien 100"],
    ["Ư ơ ễ ỵ Ẫ", "U o e y A"],
    ["市場 🍊", "REF"],
    ["", "REF"],
  ])("%j becomes %j", (description, plain) => {
    expect(plainOrderInfo(description, "REF")).toBe(plain);
  });

  it("is cut at 255 characters", () => {
    expect(plainOrderInfo("đơn ".repeat(200), "REF").length).toBeLessThanOrEqual(255);
  });
});

describe("the shopper's address", () => {
  it.each([
    ["203.0.113.7", "203.0.113.7"],
    ["::ffff:203.0.113.7", "203.0.113.7"],
    ["::1", "0:0:0:0:0:0:0:1"],
    ["fe80::1%eth0", "fe80::1"],
    ["2001:db8::1", "2001:db8::1"],
    ["unknown", "10.0.0.1"],
    ["", "10.0.0.1"],
  ])("%j is sent as %j", (given, sent) => {
    expect(plainAddress(given, "10.0.0.1")).toBe(sent);
  });
});

describe("a payment reference", () => {
  it("begins with its day in GMT+7 and has 19 upper-case alphanumerics", () => {
    const lateEvening = new Date("2026-11-23T17:30:00Z");
    const made = new Set(Array.from({ length: 500 }, () => newPaymentReference(lateEvening)));
    expect(made.size).toBe(500);
    for (const reference of made) expect(reference).toMatch(/^261124[0-9A-Z]{13}$/);
  });

  it("has a moment that reads back, and refuses moments that do not exist", () => {
    expect(paymentTimestamp(new Date("2026-12-31T17:00:01Z"))).toBe("20270101000001");
    expect(readPaymentTimestamp("20270101000001")?.toISOString()).toBe("2026-12-31T17:00:01.000Z");
    for (const text of ["20270230000000", "20271301000000", "20270101240000", "2027", "2027010100000x"]) {
      expect(readPaymentTimestamp(text)).toBe(null);
    }
  });
});
