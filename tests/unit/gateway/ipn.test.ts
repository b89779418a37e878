import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { attempt, choose, openGatewayBench, openPayPage } from "#tests/support/gateway-bench.ts";

let bench: Awaited<ReturnType<typeof openGatewayBench>>;
beforeEach(async () => {
  bench = await openGatewayBench();
});
afterEach(() => bench.close());

const answering = (...codes: string[]) => {
  let turn = 0;
  bench.market.answer = (_query, response) => {
    const code = codes[Math.min(turn, codes.length - 1)];
    turn += 1;
    response.writeHead(200).end(JSON.stringify({ RspCode: code, Message: "-" }));
  };
};

async function pay(order = attempt()) {
  await bench.control("outcome", { payUrl: bench.payments.payAddress(order) });
  return order;
}

async function ipnOf(reference: string) {
  const { body } = await bench.control("transactions");
  return body.transactions.find((transaction: { txnRef: string }) => transaction.txnRef === reference).ipn;
}

const settled = (reference: string) =>
  vi.waitFor(async () => expect((await ipnOf(reference)).dueAt).toBe(null), { timeout: 10_000 });

describe("an IPN", () => {
  it("carries what the return address carries, verified by the adapter", async () => {
    const order = attempt();
    const page = await openPayPage(bench.payments.payAddress(order));
    const { location } = await choose(page.url, { r: "00" });
    await settled(order.reference);
    expect(bench.market.heard).toHaveLength(1);
    expect(bench.payments.readCallback(bench.market.heard[0] ?? "")).toMatchObject({
      ok: true,
      value: { reference: order.reference, verdict: "paid", amountVnd: 478_000 },
    });
    expect(location?.split("?")[1]).toBe(bench.market.heard[0]);
  });

  it.each(["00", "02"])("ends with answer %s", async (code) => {
    answering(code);
    const { reference } = await pay();
    await settled(reference);
    expect((await ipnOf(reference)).calls).toMatchObject([{ httpStatus: 200, rspCode: code }]);
  });

  it("is repeated on 97, 01, 04 and 99 until it is taken", async () => {
    answering("97", "01", "04", "99", "00");
    const { reference } = await pay();
    await settled(reference);
    const codes = (await ipnOf(reference)).calls.map((call: { rspCode: string }) => call.rspCode);
    expect(codes).toEqual(["97", "01", "04", "99", "00"]);
    expect(new Set(bench.market.heard).size).toBe(1);
  });

  it("is repeated on errors, redirects, nonsense and cut connections", async () => {
    const ways: ((response: Parameters<typeof bench.market.answer>[1]) => void)[] = [
      (response) => response.writeHead(500).end('{"RspCode":"00"}'),
      (response) => response.writeHead(302, { location: "/" }).end(),
      (response) => response.writeHead(200).end("<html>"),
      (response) => response.destroy(),
      (response) => response.writeHead(200).end('{"RspCode":"02"}'),
    ];
    let turn = 0;
    bench.market.answer = (_query, response) => ways[turn++]?.(response);
    const { reference } = await pay();
    await settled(reference);
    expect((await ipnOf(reference)).calls).toHaveLength(5);
  });

  it("is called ten times and no more", async () => {
    answering("99");
    const { reference } = await pay();
    await settled(reference);
    expect(bench.market.heard).toHaveLength(10);
    expect((await ipnOf(reference)).calls).toHaveLength(10);
  });

  it("can be lost, and be sent after all", async () => {
    const order = attempt();
    await bench.control("ipn", { txnRef: order.reference, action: "drop" });
    await pay(order);
    expect(bench.market.heard).toEqual([]);
    expect(await bench.payments.queryStatus(order)).toMatchObject({ ok: true, value: { verdict: "paid" } });
    await bench.control("ipn", { txnRef: order.reference, action: "send" });
    expect(bench.market.heard).toHaveLength(1);
  });

  it("can come twice at once", async () => {
    const order = attempt();
    await bench.control("ipn", { txnRef: order.reference, action: "duplicate" });
    await pay(order);
    await settled(order.reference);
    expect(bench.market.heard).toHaveLength(2);
    await bench.control("ipn", { txnRef: order.reference, action: "duplicate" });
    expect(bench.market.heard).toHaveLength(4);
    expect(new Set(bench.market.heard).size).toBe(1);
  });

  it("can be delayed behind the shopper's return, and stays due", async () => {
    const order = attempt();
    await bench.control("ipn", { txnRef: order.reference, action: "delay", delayMs: 3_600_000 });
    const page = await openPayPage(bench.payments.payAddress(order));
    expect((await choose(page.url, { r: "00" })).status).toBe(303);
    expect((await ipnOf(order.reference)).dueAt).toBeGreaterThan(Date.now() + 3_000_000);
    await bench.control("ipn", { txnRef: order.reference, action: "send" });
    expect(bench.market.heard).toHaveLength(1);
  });

  it("with no delay is answered before the shopper is sent back", async () => {
    const order = attempt();
    const page = await openPayPage(bench.payments.payAddress(order));
    await choose(page.url, { r: "00" });
    expect((await ipnOf(order.reference)).calls).toHaveLength(1);
  });

  it.each([
    ["lost", 0],
    ["twice", 2],
  ])("chosen as %s on the page is sent %i times", async (ipn, times) => {
    const order = attempt();
    const page = await openPayPage(bench.payments.payAddress(order));
    await choose(page.url, { r: "00", ipn });
    await settled(order.reference);
    expect(bench.market.heard).toHaveLength(times);
  });
});

describe("an IPN that nobody answers", () => {
  it("is given up after its time and called again", async () => {
    await bench.close();
    bench = await openGatewayBench({ ipnTimeoutMs: 100 });
    bench.market.answer = (_query, response) => {
      if (bench.market.heard.length > 1) response.writeHead(200).end('{"RspCode":"00"}');
    };
    const { reference } = await pay();
    await settled(reference);
    expect((await ipnOf(reference)).calls).toMatchObject([{ httpStatus: null }, { rspCode: "00" }]);
  });
});
