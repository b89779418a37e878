import type { ServerResponse } from "node:http";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { VNPay } from "vnpay/vnpay";
import { hmacSha512 } from "#services/adapters/vnpay/codec.ts";
import { queryBody } from "#services/adapters/vnpay/query-status.ts";
import { vnd } from "#services/shared/money.ts";
import { listenOnLoopback, paymentsAt, TERMINAL } from "#tests/support/gateway-bench.ts";

const QUESTION = { reference: "261123ABCDEFGH12345", createDate: "20261123194330", amountVnd: vnd(478_000) };
const FIELDS =
  "ResponseId Command ResponseCode Message TmnCode TxnRef Amount BankCode PayDate TransactionNo TransactionType TransactionStatus OrderInfo PromotionCode PromotionAmount";

const PAID: Record<string, string | number> = {
  vnp_ResponseId: "r1",
  vnp_Command: "querydr",
  vnp_ResponseCode: "00",
  vnp_Message: "Request success",
  vnp_TmnCode: TERMINAL.tmnCode,
  vnp_TxnRef: QUESTION.reference,
  vnp_Amount: "47800000",
  vnp_BankCode: "NCB",
  vnp_PayDate: "20261123195830",
  vnp_TransactionNo: "14226112",
  vnp_TransactionType: "01",
  vnp_TransactionStatus: "00",
  vnp_OrderInfo: "Cho Phien",
};

function signed(fields: Record<string, string | number>, secret = TERMINAL.hashSecret) {
  const text = FIELDS.split(" ")
    .map((name) => fields[`vnp_${name}`] ?? "")
    .join("|");
  return JSON.stringify({ ...fields, vnp_SecureHash: hmacSha512(secret, text) });
}

let reply: (response: ServerResponse) => void;
const asked: Record<string, string>[] = [];
let server: Awaited<ReturnType<typeof listenOnLoopback>>;

const json = (body: string) => (response: ServerResponse) => {
  response.writeHead(200, { "content-type": "application/json" }).end(body);
};

beforeAll(async () => {
  server = await listenOnLoopback(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += String(chunk);
    asked.push(body ? JSON.parse(body) : {});
    reply(response);
  });
});
afterAll(() => server.close());
beforeEach(() => {
  asked.length = 0;
});

const ask = (timeoutMs = 5000) => paymentsAt(server.url, { timeoutMs }).queryStatus(QUESTION);

describe("asking querydr", () => {
  it("brings a verified payment back, in đồng", async () => {
    reply = json(signed(PAID));
    expect(await ask()).toEqual({
      ok: true,
      value: {
        reference: QUESTION.reference,
        amountVnd: 478_000,
        amountDiffers: false,
        verdict: "paid",
        providerTransactionNo: "14226112",
        responseCode: null,
        transactionStatus: "00",
        bankCode: "NCB",
        payDate: "20261123195830",
      },
    });
  });

  it("signs its request as the package does", async () => {
    reply = json(signed(PAID));
    const package_ = new VNPay({
      tmnCode: TERMINAL.tmnCode,
      secureSecret: TERMINAL.hashSecret,
      vnpayHost: server.url,
      queryDrAndRefundHost: server.url,
    });
    const terminal = {
      ...TERMINAL,
      apiUrl: server.url,
      serverAddress: "127.0.0.1",
      timeoutMs: 1000,
      now: () => new Date("2026-11-23T13:00:00Z"),
    };
    const ours = queryBody(QUESTION, terminal, "request1");
    const answer = await package_.queryDr({
      vnp_RequestId: "request1",
      vnp_TxnRef: QUESTION.reference,
      vnp_TransactionDate: Number(QUESTION.createDate),
      vnp_CreateDate: Number(ours.vnp_CreateDate),
      vnp_IpAddr: ours.vnp_IpAddr,
      vnp_OrderInfo: ours.vnp_OrderInfo,
      vnp_TransactionNo: 0,
    });
    expect(ours.vnp_CreateDate).toBe("20261123200000");
    expect(asked[0]?.vnp_SecureHash).toBe(ours.vnp_SecureHash);
    expect(answer.isVerified).toBe(true);
  });

  it("uses a new request id each time", async () => {
    reply = json(signed(PAID));
    await ask();
    await ask();
    expect(new Set(asked.map((body) => body.vnp_RequestId)).size).toBe(2);
    for (const body of asked) expect(body.vnp_RequestId).toMatch(/^[0-9a-f]{1,32}$/);
  });

  it.each([
    ["00", "01", "paid"],
    ["01", "01", "pending"],
    ["02", "01", "failed"],
    ["04", "01", "review"],
    ["07", "01", "review"],
    ["00", "02", "review"],
  ])("reads status %s of type %s as %s", async (status, type, verdict) => {
    reply = json(signed({ ...PAID, vnp_TransactionStatus: status, vnp_TransactionType: type }));
    expect(await ask()).toMatchObject({ ok: true, value: { verdict } });
  });

  it("accepts numbers for digits and lets the caller see another amount", async () => {
    reply = json(signed({ ...PAID, vnp_Amount: 100_000, vnp_TransactionNo: 14226112 }));
    expect(await ask()).toMatchObject({ ok: true, value: { verdict: "paid", amountVnd: 1000, amountDiffers: true } });
  });

  it("knows a signed 91 as unknown and believes no unsigned one", async () => {
    const missing = { ...PAID, vnp_ResponseCode: "91", vnp_TxnRef: "", vnp_Amount: "", vnp_TransactionStatus: "" };
    reply = json(signed(missing));
    expect(await ask()).toEqual({ ok: true, value: { verdict: "unknown" } });
    reply = json(JSON.stringify(missing));
    expect(await ask()).toMatchObject({ ok: false, code: "bad_signature" });
  });

  it("refuses an unsigned answer, which the package calls verified", async () => {
    reply = json(JSON.stringify(PAID));
    expect(await ask()).toMatchObject({ ok: false, code: "bad_signature" });
  });

  it("refuses an answer that was signed with another secret or changed", async () => {
    reply = json(signed(PAID, "another-secret"));
    expect(await ask()).toMatchObject({ ok: false, code: "bad_signature" });
    reply = json(signed({ ...PAID, vnp_TransactionStatus: "01" }).replace('Status":"01"', 'Status":"00"'));
    expect(await ask()).toMatchObject({ ok: false, code: "bad_signature" });
  });

  it.each([
    ["another reference", { vnp_TxnRef: "261123OTHER" }],
    ["another terminal", { vnp_TmnCode: "OTHER001" }],
    ["an amount that is none", { vnp_Amount: "1e9" }],
    ["no status", { vnp_TransactionStatus: "" }],
  ])("refuses a signed answer with %s", async (_title, change) => {
    reply = json(signed({ ...PAID, ...change }));
    expect(await ask()).toMatchObject({ ok: false, code: "malformed" });
  });

  it.each(["02", "03", "94", "97", "99"])("passes on refusal %s, signed or not", async (code) => {
    const fields = { vnp_ResponseCode: code, vnp_Message: "no", vnp_TmnCode: TERMINAL.tmnCode };
    for (const body of [signed(fields), JSON.stringify(fields)]) {
      reply = json(body);
      expect(await ask()).toEqual({ ok: false, code: "refused", message: "no", providerCode: code });
    }
  });

  it.each<[string, (response: ServerResponse) => void]>([
    ["HTTP 500", (response) => response.writeHead(500).end()],
    ["a redirect", (response) => response.writeHead(302, { location: "/elsewhere" }).end()],
    ["a cut connection", (response) => response.destroy()],
    ["silence", () => {}],
    ["an answer that never ends", (response) => response.writeHead(200).write("{")],
  ])("calls %s unreachable", async (_title, behave) => {
    reply = behave;
    expect(await ask(400)).toMatchObject({ ok: false, code: "unreachable" });
  });

  it("calls a closed port unreachable", async () => {
    const gone = await listenOnLoopback(() => {});
    await gone.close();
    expect(await paymentsAt(gone.url).queryStatus(QUESTION)).toMatchObject({ ok: false, code: "unreachable" });
  });

  it.each(["<html>", "[]", "null", '{"vnp_ResponseCode":{"a":1}}'])("calls %s malformed", async (body) => {
    reply = json(body);
    expect(await ask()).toMatchObject({ ok: false, code: "malformed" });
  });
});
