import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { HashAlgorithm, VnpLocale } from "vnpay/enums";
import { calculateSecureHash } from "vnpay/utils";
import { VNPay } from "vnpay/vnpay";
import { canonicalQuery, hmacSha512 } from "#services/adapters/vnpay/codec.ts";
import { createVnpayPayments } from "#services/adapters/vnpay/index.ts";
import type { CallbackOutcome } from "#services/payments/port.ts";
import { TERMINAL } from "#tests/support/gateway-bench.ts";

const payments = createVnpayPayments({
  ...TERMINAL,
  payUrl: "https://pay.example.vn/vpcpay.html",
  apiUrl: "https://merchant.example.vn/merchant_webapi/api/transaction",
});

const PAID = {
  vnp_Amount: "47800000",
  vnp_BankCode: "NCB",
  vnp_BankTranNo: "VNP14226112",
  vnp_CardType: "ATM",
  vnp_OrderInfo: "Cho Phien don 0482",
  vnp_PayDate: "20261123195830",
  vnp_ResponseCode: "00",
  vnp_TmnCode: TERMINAL.tmnCode,
  vnp_TransactionNo: "14226112",
  vnp_TransactionStatus: "00",
  vnp_TxnRef: "261123ABCDEFGH12345",
};

function signed(fields: Record<string, string>, secret = TERMINAL.hashSecret): string {
  const text = canonicalQuery(new Map(Object.entries(fields)));
  return `${text}&vnp_SecureHash=${hmacSha512(secret, text)}`;
}

const codeOf = (query: string) => {
  const reading = payments.readCallback(query);
  return reading.ok ? reading.value.verdict : reading.code;
};

describe("a callback of VNPay", () => {
  it("is read with its amount in whole đồng and its verdict", () => {
    expect(payments.readCallback(`?${signed(PAID)}`)).toEqual({
      ok: true,
      value: {
        reference: "261123ABCDEFGH12345",
        amountVnd: 478_000,
        verdict: "paid",
        providerTransactionNo: "14226112",
        responseCode: "00",
        transactionStatus: "00",
        bankCode: "NCB",
        payDate: "20261123195830",
      },
    });
  });

  it("is signed the way the package signs", () => {
    const data = canonicalQuery(new Map(Object.entries(PAID)));
    const byPackage = calculateSecureHash({
      secureSecret: TERMINAL.hashSecret,
      data,
      hashAlgorithm: HashAlgorithm.SHA512,
      bufferEncode: "utf-8",
    });
    expect(codeOf(`${data}&vnp_SecureHash=${byPackage}`)).toBe("paid");
    const vnpay = new VNPay({ tmnCode: TERMINAL.tmnCode, secureSecret: TERMINAL.hashSecret, vnp_Locale: VnpLocale.VN });
    const query = Object.fromEntries(new URLSearchParams(signed(PAID)));
    expect(vnpay.verifyIpnCall(query as unknown as Parameters<typeof vnpay.verifyIpnCall>[0]).isVerified).toBe(true);
  });

  it("is refused when it was signed with another secret, although the package calls it a success", () => {
    const forged = signed(PAID, "another-secret");
    expect(codeOf(forged)).toBe("bad_signature");
    const vnpay = new VNPay({ tmnCode: TERMINAL.tmnCode, secureSecret: TERMINAL.hashSecret });
    const query = Object.fromEntries(new URLSearchParams(forged));
    expect(vnpay.verifyIpnCall(query as unknown as Parameters<typeof vnpay.verifyIpnCall>[0]).isSuccess).toBe(true);
  });

  it.each([
    ["a changed amount", signed(PAID).replace("vnp_Amount=47800000", "vnp_Amount=4780000")],
    ["a changed result", signed({ ...PAID, vnp_ResponseCode: "24" }).replace("ResponseCode=24", "ResponseCode=00")],
    ["no hash", signed(PAID).replace(/&vnp_SecureHash=.*/, "")],
    ["an empty hash", signed(PAID).replace(/SecureHash=.*/, "SecureHash=")],
    ["a cut hash", signed(PAID).slice(0, -2)],
    ["a hash that is not hex", signed(PAID).replace(/SecureHash=.{4}/, "SecureHash=zzzz")],
    ["a signed field left out", signed(PAID).replace("vnp_BankCode=NCB&", "")],
    ["a further vnp_ field", `${signed(PAID)}&vnp_Extra=1`],
  ])("is refused as badly signed with %s", (_title, query) => {
    expect(codeOf(query)).toBe("bad_signature");
  });

  it.each([
    ["a field twice", `${signed(PAID)}&vnp_Amount=1`],
    ["a field twice under an encoded name", `${signed(PAID)}&vnp%5FAmount=1`],
    ["the hash twice", `${signed(PAID)}&vnp_SecureHash=00`],
    ["a broken escape", `${signed(PAID)}&vnp_Note=%E1%`],
    ["no field of the protocol", "utm_source=mail"],
    ["nothing at all", ""],
    ["more text than the protocol has", `${signed(PAID)}&utm_source=${"x".repeat(5000)}`],
  ])("is refused as malformed with %s", (_title, query) => {
    expect(codeOf(query)).toBe("malformed");
  });

  it.each([
    ["an amount with a letter", { vnp_Amount: "478e5" }],
    ["a negative amount", { vnp_Amount: "-47800000" }],
    ["a fraction of a đồng", { vnp_Amount: "47800050" }],
    ["an amount of 13 digits", { vnp_Amount: "1000000000000" }],
    ["no amount", { vnp_Amount: "" }],
    ["nothing paid", { vnp_Amount: "0" }],
    ["an over-long reference", { vnp_TxnRef: "A".repeat(101) }],
    ["no reference", { vnp_TxnRef: "" }],
    ["no transaction status", { vnp_TransactionStatus: "" }],
    ["a response code of one digit", { vnp_ResponseCode: "0" }],
    ["a date that is none", { vnp_PayDate: "yesterday" }],
  ])("is refused as malformed, though signed, with %s", (_title, change) => {
    expect(codeOf(signed({ ...PAID, ...change }))).toBe("malformed");
  });

  it("is refused or means the same when any one character of it is changed, added or left out", () => {
    const original = signed(PAID);
    const meaning = payments.readCallback(original);
    const char = fc.constantFrom(..."&=%+0159aAfFzZ_;#?\u0000");
    fc.assert(
      fc.property(fc.nat(original.length - 1), fc.constantFrom(0, 1), fc.option(char, { nil: "" }), (at, cut, by) => {
        const reading = payments.readCallback(original.slice(0, at) + by + original.slice(at + cut));
        expect(reading.ok ? reading : meaning).toEqual(meaning);
      }),
      { numRuns: 3000 },
    );
  });

  it("is refused when it is of another terminal", () => {
    expect(codeOf(signed({ ...PAID, vnp_TmnCode: "OTHER001" }))).toBe("wrong_terminal");
    expect(codeOf(signed({ ...PAID, vnp_TmnCode: "" }))).toBe("wrong_terminal");
  });

  it("is accepted with what is none of the protocol's beside it", () => {
    expect(codeOf(`utm_source=mail&${signed(PAID)}&utm_source=again&fbclid=%zz`)).toBe("paid");
  });

  it("is accepted with an upper-case hash, in any order and with empty fields", () => {
    const pairs = signed(PAID).split("&").reverse();
    expect(codeOf(pairs.join("&"))).toBe("paid");
    expect(codeOf(signed(PAID).replace(/[0-9a-f]{128}/, (hash) => hash.toUpperCase()))).toBe("paid");
    expect(codeOf(`vnp_Promotion=&${signed(PAID)}`)).toBe("paid");
  });

  it.each([
    ["00", "00", "paid"],
    ["24", "02", "failed"],
    ["51", "02", "failed"],
    ["11", "02", "failed"],
    ["00", "02", "failed"],
    ["00", "01", "pending"],
    ["24", "01", "pending"],
    ["07", "00", "review"],
    ["07", "07", "review"],
    ["00", "07", "review"],
    ["99", "04", "review"],
    ["00", "05", "review"],
    ["24", "00", "review"],
  ])("with response code %s and status %s is %s", (responseCode, status, verdict) => {
    const fields = { ...PAID, vnp_ResponseCode: responseCode, vnp_TransactionStatus: status };
    expect(codeOf(signed(fields))).toBe(verdict);
  });

  it("has no transaction number where VNPay writes 0", () => {
    const reading = payments.readCallback(signed({ ...PAID, vnp_TransactionNo: "0", vnp_ResponseCode: "24" }));
    expect(reading.ok && reading.value.providerTransactionNo).toBe(null);
  });
});

describe("the answer to an IPN", () => {
  it.each<[CallbackOutcome, string]>([
    ["bad_signature", "97"],
    ["unknown_reference", "01"],
    ["wrong_terminal", "01"],
    ["amount_differs", "04"],
    ["already_settled", "02"],
    ["recorded", "00"],
    ["malformed", "99"],
    ["failed", "99"],
  ])("for %s is code %s with HTTP 200", (outcome, code) => {
    const answer = payments.answerCallback(outcome);
    expect(answer.status).toBe(200);
    expect(answer.headers["content-type"]).toMatch(/^application\/json/);
    expect(JSON.parse(answer.body)).toEqual({ RspCode: code, Message: expect.stringMatching(/\w/) });
  });
});
