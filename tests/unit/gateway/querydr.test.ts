import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { queryBody } from "#services/adapters/vnpay/query-status.ts";
import { attempt, choose, openGatewayBench, openPayPage, paymentsAt, TERMINAL } from "#tests/support/gateway-bench.ts";

let bench: Awaited<ReturnType<typeof openGatewayBench>>;
beforeAll(async () => {
  bench = await openGatewayBench();
});
afterAll(() => bench.close());

async function post(body: object | string) {
  const response = await fetch(`${bench.gateway.url}/merchant_webapi/api/transaction`, {
    method: "POST",
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
  return response.json();
}

function request(order = attempt(), requestId = crypto.randomUUID().replaceAll("-", "")) {
  const terminal = { ...TERMINAL, apiUrl: "", serverAddress: "127.0.0.1", timeoutMs: 1, now: () => new Date() };
  return queryBody(order, terminal, requestId);
}

describe("querydr at the gateway, asked by the adapter", () => {
  it("follows a payment from unknown over pending to paid", async () => {
    const order = attempt();
    expect(await bench.payments.queryStatus(order)).toEqual({ ok: true, value: { verdict: "unknown" } });
    const page = await openPayPage(bench.payments.payAddress(order));
    expect(await bench.payments.queryStatus(order)).toMatchObject({
      ok: true,
      value: { verdict: "pending", transactionStatus: "01", providerTransactionNo: null, amountDiffers: false },
    });
    await choose(page.url, { r: "00" });
    expect(await bench.payments.queryStatus(order)).toMatchObject({
      ok: true,
      value: { verdict: "paid", amountVnd: 478_000, providerTransactionNo: expect.stringMatching(/^\d{8}$/) },
    });
  });

  it("calls an undecided payment failed once it expired", async () => {
    const order = attempt();
    await openPayPage(bench.payments.payAddress(order));
    await bench.control("clock", { aheadSeconds: 16 * 60 });
    const answer = await bench.payments.queryStatus(order);
    await bench.control("clock", { aheadSeconds: 0 });
    expect(answer).toMatchObject({ ok: true, value: { verdict: "failed", transactionStatus: "02" } });
  });

  it("doesn't know a reference under another creation date", async () => {
    const order = attempt();
    await openPayPage(bench.payments.payAddress(order));
    const other = await bench.payments.queryStatus({ ...order, createDate: "20250101000000" });
    expect(other).toEqual({ ok: true, value: { verdict: "unknown" } });
  });

  it("answers 97, signed by itself, to a wrong secret: the adapter believes none of it", async () => {
    const stranger = paymentsAt(bench.gateway.url, { hashSecret: "another" });
    expect(await stranger.queryStatus(attempt())).toMatchObject({
      ok: false,
      code: "bad_signature",
      providerCode: "97",
    });
  });

  it("answers 02 to an unknown terminal", async () => {
    const stranger = paymentsAt(bench.gateway.url, { tmnCode: "OTHER001" });
    expect(await stranger.queryStatus(attempt())).toMatchObject({ ok: false, code: "refused", providerCode: "02" });
  });

  it("is unreachable while it is down", async () => {
    await bench.control("querydr", { down: true });
    const answer = await bench.payments.queryStatus(attempt());
    await bench.control("querydr", { down: false });
    expect(answer).toMatchObject({ ok: false, code: "unreachable" });
  });
});

describe("querydr at the gateway, asked by hand", () => {
  it("answers 94 to a request id used within five minutes, and no longer after", async () => {
    const order = attempt();
    await openPayPage(bench.payments.payAddress(order));
    const body = request(order);
    expect((await post(body)).vnp_ResponseCode).toBe("00");
    expect((await post(body)).vnp_ResponseCode).toBe("94");
    await bench.control("clock", { aheadSeconds: 301 });
    const later = await post(body);
    await bench.control("clock", { aheadSeconds: 0 });
    expect(later.vnp_ResponseCode).toBe("00");
  });

  it.each([
    ["an over-long request id", { vnp_RequestId: "r".repeat(33) }],
    ["another command", { vnp_Command: "refund" }],
    ["another version", { vnp_Version: "2.0.0" }],
    ["a date that does not exist", { vnp_TransactionDate: "20260230000000" }],
    ["no server address", { vnp_IpAddr: "" }],
  ])("answers 03 to %s", async (_title, change) => {
    expect((await post({ ...request(), ...change })).vnp_ResponseCode).toBe("03");
  });

  it.each(["", "[]", "null", "{", "<xml/>"])("answers 03 to the body %j", async (body) => {
    expect((await post(body)).vnp_ResponseCode).toBe("03");
  });

  it("answers 97 to a changed field and to a missing hash", async () => {
    expect((await post({ ...request(), vnp_OrderInfo: "khac" })).vnp_ResponseCode).toBe("97");
    expect((await post({ ...request(), vnp_SecureHash: undefined })).vnp_ResponseCode).toBe("97");
  });
});
