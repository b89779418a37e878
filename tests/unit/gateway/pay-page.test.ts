import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { signedQuery } from "#services/processes/gateway/codec.ts";
import {
  attempt,
  choose,
  listenOnLoopback,
  openGatewayBench,
  openPayPage,
  paymentsAt,
  TERMINAL,
} from "#tests/support/gateway-bench.ts";

let bench: Awaited<ReturnType<typeof openGatewayBench>>;
beforeAll(async () => {
  bench = await openGatewayBench();
});
afterAll(() => bench.close());

/** A pay request of the adapter, changed and signed anew. */
function changedRequest(change: Record<string, string>) {
  const url = new URL(bench.payments.payAddress(attempt()));
  const { vnp_SecureHash: _hash, ...fields } = Object.fromEntries(url.searchParams);
  return `${bench.gateway.url}/vpcpay.html?${signedQuery({ ...fields, ...change }, TERMINAL.hashSecret)}`;
}

const faultCode = (html: string) => /Mã lỗi<\/dt><dd><code>(\d\d)</.exec(html)?.[1];

describe("the pay page", () => {
  it("says that no money moves, shows the payment and works without scripts", async () => {
    const order = attempt();
    const page = await openPayPage(bench.payments.payAddress(order));
    expect(page.status).toBe(200);
    expect(page.html).toContain("ĐÂY LÀ CỔNG GIẢ. KHÔNG CÓ TIỀN THẬT, KHÔNG CÓ NGÂN HÀNG.");
    expect(page.html).toContain("478.000 ₫");
    expect(page.html).toContain(order.reference);
    expect(page.html).toContain("Cho Phien don CP26110482");
    expect(page.html).not.toMatch(/<script|javascript:| on\w+=/i);
    for (const value of ["00", "24", "51", "11", "close"]) expect(page.html).toContain(`name="r" value="${value}"`);
  });

  it("forbids scripts and frames, and lets its form go on to the return address alone", async () => {
    const page = await openPayPage(bench.payments.payAddress(attempt({ returnUrl: "https://cho.example.vn/ve" })));
    const policy = page.headers.get("content-security-policy") ?? "";
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("form-action 'self' https://cho.example.vn;");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/script-src|unsafe/);
    expect(page.headers.get("referrer-policy")).toBe("no-referrer");
  });

  it("speaks English when asked to", async () => {
    const page = await openPayPage(bench.payments.payAddress(attempt({ language: "en" })));
    expect(page.html).toContain('<html lang="en">');
    expect(page.html).toContain("NO REAL MONEY");
  });

  it.each([
    ["00", "00", "paid"],
    ["24", "02", "failed"],
    ["51", "02", "failed"],
    ["11", "02", "failed"],
  ])("sends the shopper back with verified result %s", async (code, status, verdict) => {
    const order = attempt({ returnUrl: "http://127.0.0.1:1/en/pay/back?group=7" });
    const page = await openPayPage(bench.payments.payAddress(order));
    const { status: http, location } = await choose(page.url, { r: code, ipn: "now", ret: "now" });
    expect(http).toBe(303);
    const back = new URL(location ?? "");
    expect(back.searchParams.get("group")).toBe("7");
    expect(bench.payments.readCallback(back.search)).toMatchObject({
      ok: true,
      value: { reference: order.reference, amountVnd: 478_000, verdict, responseCode: code, transactionStatus: status },
    });
  });

  it("decides once: a second press and the back button find the first result", async () => {
    const page = await openPayPage(bench.payments.payAddress(attempt()));
    const first = await choose(page.url, { r: "24" });
    const second = await choose(page.url, { r: "00" });
    expect(second.location).toBe(first.location);
    const again = await fetch(page.url);
    expect(await again.text()).toContain("vnp_ResponseCode=24");
  });

  it("closes without deciding and can be opened again", async () => {
    const address = bench.payments.payAddress(attempt());
    const page = await openPayPage(address);
    const closed = await choose(page.url, { r: "close" });
    expect([closed.status, closed.location]).toEqual([200, null]);
    expect((await openPayPage(address)).url).toBe(page.url);
    expect((await choose(page.url, { r: "00" })).status).toBe(303);
  });

  it("keeps a result whose shopper never returns", async () => {
    const order = attempt();
    const page = await openPayPage(bench.payments.payAddress(order));
    expect((await choose(page.url, { r: "00", ret: "never" })).location).toBe(null);
    expect(await bench.payments.queryStatus(order)).toMatchObject({ ok: true, value: { verdict: "paid" } });
  });

  it("takes no other button than its own", async () => {
    const order = attempt();
    const page = await openPayPage(bench.payments.payAddress(order));
    for (const form of [{ r: "99" }, { r: "00", ipn: "?" }, {}])
      expect((await choose(page.url, form)).status).toBe(400);
    expect((await choose(page.url, { r: "0".repeat(20_000) })).status).toBe(413);
    expect(await bench.payments.queryStatus(order)).toMatchObject({ ok: true, value: { verdict: "pending" } });
  });
});

describe("a pay request", () => {
  it("is refused with 70 when anything in it was changed or its secret is another", async () => {
    const address = bench.payments.payAddress(attempt());
    const other = paymentsAt(bench.gateway.url, { hashSecret: "another" }).payAddress(attempt());
    const forged = [
      address.replace("vnp_Amount=47800000", "vnp_Amount=100"),
      address.replace(/&vnp_SecureHash=.*/, ""),
      `${address}&vnp_Extra=1`,
      other,
    ];
    for (const request of forged) {
      const page = await openPayPage(request);
      expect([page.status, faultCode(page.html)]).toEqual([400, "70"]);
    }
  });

  it("is refused with 72 for an unknown terminal", async () => {
    const page = await openPayPage(paymentsAt(bench.gateway.url, { tmnCode: "OTHER001" }).payAddress(attempt()));
    expect(faultCode(page.html)).toBe("72");
  });

  it.each([
    ["vnp_Version", { vnp_Version: "2.0.0" }],
    ["vnp_Command", { vnp_Command: "refund" }],
    ["vnp_Amount", { vnp_Amount: "478e5" }],
    ["vnp_Amount", { vnp_Amount: "1000000000000" }],
    ["vnp_Amount", { vnp_Amount: "NaN" }],
    ["vnp_CurrCode", { vnp_CurrCode: "USD" }],
    ["vnp_Locale", { vnp_Locale: "vi" }],
    ["vnp_CreateDate", { vnp_CreateDate: "20260230000000" }],
    ["vnp_ExpireDate", { vnp_ExpireDate: "" }],
    ["vnp_ExpireDate", { vnp_ExpireDate: "20000101000000" }],
    ["vnp_TxnRef", { vnp_TxnRef: "A".repeat(101) }],
    ["vnp_OrderInfo", { vnp_OrderInfo: "Chợ Phiên" }],
    ["vnp_OrderInfo", { vnp_OrderInfo: "a".repeat(256) }],
    ["vnp_OrderInfo", { vnp_OrderInfo: "don (1)" }],
    ["vnp_IpAddr", { vnp_IpAddr: "::1" }],
    ["vnp_ReturnUrl", { vnp_ReturnUrl: "javascript:alert(1)" }],
    ["vnp_ReturnUrl", { vnp_ReturnUrl: `https://a.vn/${"a".repeat(255)}` }],
    ["vnp_ReturnUrl", { vnp_ReturnUrl: "https://a.vn;script-src/" }],
    ["utm_source", { utm_source: "mail" }],
  ])("is refused with 03 and the name of %s for %j", async (field, change) => {
    const page = await openPayPage(changedRequest(change));
    expect([page.status, faultCode(page.html)]).toEqual([400, "03"]);
    expect(page.html).toContain(`<code>${field}</code>`);
  });

  it("is refused with 03 when a parameter comes twice", async () => {
    const page = await openPayPage(`${bench.payments.payAddress(attempt())}&vnp_Amount=1`);
    expect(faultCode(page.html)).toBe("03");
  });

  it("is refused with 15 when its time is over", async () => {
    const dates = { createDate: "20261123000000", expireDate: "20261123001500" };
    await bench.control("clock", { aheadSeconds: 400 * 86_400 });
    const page = await openPayPage(bench.payments.payAddress(attempt(dates)));
    await bench.control("clock", { aheadSeconds: 0 });
    expect(faultCode(page.html)).toBe("15");
  });

  it("is refused with 01 when its reference was used today, with other contents or after a result", async () => {
    const order = attempt();
    const page = await openPayPage(bench.payments.payAddress(order));
    const other = await openPayPage(bench.payments.payAddress({ ...order, description: "Khac" }));
    expect(faultCode(other.html)).toBe("01");
    await choose(page.url, { r: "24" });
    expect(faultCode((await openPayPage(bench.payments.payAddress(order))).html)).toBe("01");
  });

  it("can be paid no more when it expired on the page: any button gives 11", async () => {
    const page = await openPayPage(bench.payments.payAddress(attempt()));
    await bench.control("clock", { aheadSeconds: 16 * 60 });
    const late = await (await fetch(page.url)).text();
    const { location } = await choose(page.url, { r: "00" });
    await bench.control("clock", { aheadSeconds: 0 });
    expect(late).not.toContain('value="00"');
    expect(bench.payments.readCallback(new URL(location ?? "").search)).toMatchObject({
      ok: true,
      value: { verdict: "failed", responseCode: "11" },
    });
  });

  it("opens nothing by HEAD", async () => {
    const order = attempt();
    const response = await fetch(bench.payments.payAddress(order), { method: "HEAD" });
    expect(response.status).toBe(405);
    expect(await bench.payments.queryStatus(order)).toMatchObject({ ok: true, value: { verdict: "unknown" } });
  });
});

describe("the control API", () => {
  it("is not there without its token", async () => {
    const get = (authorization?: string) =>
      fetch(`${bench.gateway.url}/control/transactions`, authorization ? { headers: { authorization } } : {});
    expect((await get()).status).toBe(404);
    expect((await get("Bearer wrong")).status).toBe(404);
    expect((await bench.control("transactions")).status).toBe(200);
  });

  it("is not there at all when no token is set", async () => {
    const closed = await openGatewayBench({ controlToken: "" });
    const response = await fetch(`${closed.gateway.url}/control/transactions`, {
      headers: { authorization: "Bearer " },
    });
    await closed.close();
    expect(response.status).toBe(404);
  });

  it("pays without a browser from the pay address, for another sum if told, and refuses what the page refuses", async () => {
    const order = attempt();
    const payUrl = bench.payments.payAddress(order);
    const forged = await bench.control("outcome", { payUrl: payUrl.replace("Amount=4", "Amount=5") });
    expect([forged.status, forged.body.code]).toEqual([422, "70"]);
    const paid = await bench.control("outcome", { payUrl, responseCode: "00", amount: "100000" });
    expect(paid.status).toBe(200);
    expect(await bench.payments.queryStatus(order)).toMatchObject({
      ok: true,
      value: { verdict: "paid", amountVnd: 1000, amountDiffers: true },
    });
    expect((await bench.control("outcome", { txnRef: order.reference, responseCode: "24" })).status).toBe(409);
    expect((await bench.control("outcome", { txnRef: "NONE" })).status).toBe(404);
  });

  it("can say 07, which is for a person to look at", async () => {
    const order = attempt();
    await bench.control("outcome", { payUrl: bench.payments.payAddress(order), responseCode: "07" });
    expect(await bench.payments.queryStatus(order)).toMatchObject({ ok: true, value: { verdict: "review" } });
  });
});

it("a taken port stops the start", async () => {
  const taken = await listenOnLoopback(() => {});
  await expect(openGatewayBench({ port: Number(new URL(taken.url).port) })).rejects.toMatchObject({
    code: "EADDRINUSE",
  });
  await taken.close();
});
