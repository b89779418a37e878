import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newId } from "#services/shared/ids.ts";
import { control } from "#tests/support/gateway-bench.ts";
import { makeGoods, makeTariff, places } from "#tests/support/market-rows.ts";
import { paidFields, signed } from "#tests/support/pay-words.ts";
import { staffMember } from "#tests/support/people.ts";
import { openSite, type Site } from "#tests/support/site.ts";

type Goods = Awaited<ReturnType<typeof makeGoods>>;

describe("cart, checkout and payment over HTTP, without scripts", () => {
  let site: Site;
  let near: string;
  beforeAll(async () => {
    site = await openSite({ gateway: true, worker: true });
    await makeTariff(site.bench.sql);
    ({ near } = await places(site.bench.sql));
  });
  afterAll(() => site.stop());

  /** A browser without scripts: it keeps its cookie and follows nothing by itself. */
  function visitor() {
    let cookie = "";
    const send = async (path: string, form?: Record<string, string>, method = form ? "POST" : "GET") => {
      const answer = await fetch(path.startsWith("http") ? path : site.url + path, {
        method,
        redirect: "manual",
        headers: { cookie, origin: site.url, "sec-fetch-site": "same-origin" },
        ...(form ? { body: new URLSearchParams(form) } : {}),
      });
      const given = answer.headers.getSetCookie()[0]?.split(";")[0];
      if (given) cookie = given;
      return {
        status: answer.status,
        location: answer.headers.get("location"),
        headers: answer.headers,
        html: await answer.text(),
      };
    };
    const add = (goods: Goods, more: Record<string, string> = {}) =>
      send("/gio-hang", { intent: "add", variantId: goods.variantId, quantity: "1", back: "/gio-hang", ...more });
    return { send, add };
  }

  const hidden = (html: string, name: string) =>
    new RegExp(`name="${name}"[^>]*value="([^"]*)"|value="([^"]*)"[^>]*name="${name}"`)
      .exec(html)
      ?.slice(1)
      .find(Boolean) ?? "";

  /** What a buyer would send who chose the province, saw the quote and typed the rest. */
  async function filledForm(who: ReturnType<typeof visitor>, method: "cod" | "vnpay") {
    const [place] = await site.bench.sql`select province_code from communes where code = ${near}`;
    const typed = {
      name: "Nguyễn Thị Mua",
      phone: `0912${Math.floor(100_000 + Math.random() * 900_000)}`,
      email: "",
      provinceCode: String(place?.province_code),
      communeCode: near,
      addressLine: "Số 1, thôn Thử",
      note: "",
    };
    const first = await who.send("/thanh-toan");
    const page = await who.send("/thanh-toan", {
      intent: "province",
      requestId: hidden(first.html, "requestId"),
      ...typed,
    });
    return {
      intent: "place",
      ...typed,
      method,
      agreed: "on",
      requestId: hidden(page.html, "requestId"),
      quoteHash: hidden(page.html, "quoteHash"),
    };
  }

  async function groupOf(requestId: string) {
    const [row] = await site.bench.sql`
      select g.code, g.total_vnd::int as total, g.goods_vnd::int as goods, i.state, i.id as intent,
        (select array_agg(shop_id::text) from orders o where o.group_id = g.id) as shops
      from order_groups g join payment_intents i on i.group_id = g.id where g.request_id = ${requestId}`;
    return row;
  }

  it("takes prices, sums, lines and shops from the market whatever the form says of them", async () => {
    const [goods, other] = [await makeGoods(site.bench.sql, { priceVnd: 70_000 }), await makeGoods(site.bench.sql)];
    const who = visitor();
    const added = await who.add(goods, { shopId: other.shopId, priceVnd: "1", price: "1" });
    expect([added.status, added.location]).toEqual([303, "/gio-hang"]);
    const form = await filledForm(who, "cod");
    const placed = await who.send("/thanh-toan", {
      ...form,
      totalVnd: "1",
      goodsVnd: "1",
      shippingVnd: "0",
      priceVnd: "1",
      shopId: other.shopId,
      lineId: newId(),
      variantId: other.variantId,
      state: "completed",
      accountId: newId(),
    });
    expect(placed.status).toBe(303);
    expect(await groupOf(form.requestId)).toMatchObject({ goods: 70_000, total: 85_000, shops: [goods.shopId] });
    expect((await who.send(String(placed.location))).status).toBe(200);
    expect((await visitor().send(String(placed.location))).status).toBe(404);
  });

  it("refuses an edited quote, keeps what was typed and shows the new one, under which the same form goes through", async () => {
    const goods = await makeGoods(site.bench.sql);
    const who = visitor();
    await who.add(goods);
    const form = await filledForm(who, "cod");
    await site.bench.sql`insert into offers (id, variant_id, shop_id, price_vnd)
      values (${newId()}, ${goods.variantId}, ${goods.shopId}, 77000)`;
    const refused = await who.send("/thanh-toan", form);
    expect(refused.status).toBeGreaterThanOrEqual(400);
    expect(refused.html).toContain("Nguyễn Thị Mua");
    expect(refused.html).toContain("77.000");
    expect(await groupOf(form.requestId)).toBeUndefined();
    const again = {
      ...form,
      quoteHash: hidden(refused.html, "quoteHash"),
      requestId: hidden(refused.html, "requestId"),
    };
    expect(again.quoteHash).not.toBe(form.quoteHash);
    expect((await who.send("/thanh-toan", again)).status).toBe(303);
    expect((await groupOf(again.requestId))?.goods).toBe(77_000);
  });

  it("says what is wrong with a quantity, keeps it, and leads to no other site", async () => {
    const goods = await makeGoods(site.bench.sql);
    for (const quantity of ["0", "-3", "1,5", "99999999", "ba"]) {
      const answer = await visitor().add(goods, { quantity });
      expect([answer.status, answer.html.includes("<main")]).toEqual([422, true]);
    }
    for (const back of [
      "https://evil.example/",
      "//evil.example",
      "/\\evil.example",
      "javascript:alert(1)",
      "/gio-hang\r\nx: y",
    ]) {
      const { status, location } = await visitor().add(goods, { back });
      expect([status, new URL(String(location), site.url).origin]).toEqual([303, site.url]);
    }
  });

  it("gives a new visitor a secret of their own that scripts can't read", async () => {
    const goods = await makeGoods(site.bench.sql);
    const { headers } = await visitor().add(goods);
    const [cookie] = headers.getSetCookie();
    expect(cookie).toMatch(/^cp_guest=[A-Za-z0-9_-]{43};/);
    for (const part of ["HttpOnly", "SameSite=Lax", "Path=/", `Max-Age=${180 * 86_400}`])
      expect(cookie).toContain(part);
    const secret = /cp_guest=([^;]+)/.exec(cookie ?? "")?.[1] ?? "";
    expect(await site.bench.sql`select 1 from carts where token_hash = ${secret}`).toHaveLength(0);
  });

  it("answers the provider's call in its words with HTTP 200, and a HEAD with nothing done", async () => {
    const who = visitor();
    await who.add(await makeGoods(site.bench.sql));
    const form = await filledForm(who, "vnpay");
    const placed = await who.send("/thanh-toan", form);
    expect([placed.status, new URL(String(placed.location)).origin]).toEqual([303, site.gatewayUrl]);
    const reference = new URL(String(placed.location)).searchParams.get("vnp_TxnRef") ?? "";
    const group = await groupOf(form.requestId);
    const query = signed(paidFields({ reference, amountVnd: Number(group?.total) }));
    const ipn = `/api/vnpay/ipn?${query}`;
    const head = await who.send(ipn, undefined, "HEAD");
    expect([head.status, (await groupOf(form.requestId))?.state]).toEqual([200, "requires_action"]);
    const post = await who.send(ipn, {});
    expect([post.status >= 400, (await groupOf(form.requestId))?.state]).toEqual([true, "requires_action"]);
    const returned = await who.send(`/thanh-toan/ve?${query}`);
    expect([returned.status, returned.headers.get("refresh")]).toEqual([200, "5"]);
    expect((await groupOf(form.requestId))?.state).toBe("requires_action");
    const forged = await who.send(
      `/api/vnpay/ipn?${signed(paidFields({ reference, amountVnd: 1 }), "no-secret-of-ours")}`,
    );
    expect([forged.status, forged.html]).toEqual([200, expect.stringContaining('"RspCode":"97"')]);
    const calls = await Promise.all(Array.from({ length: 4 }, () => who.send(ipn)));
    expect(calls.map((c) => [c.status, JSON.parse(c.html).RspCode]).sort()).toEqual([
      [200, "00"],
      [200, "02"],
      [200, "02"],
      [200, "02"],
    ]);
    expect((await groupOf(form.requestId))?.state).toBe("succeeded");
    const back = await who.send(`/thanh-toan/ve?${query}`);
    expect([back.status, back.location]).toEqual([303, `/don/${group?.code}`]);
    expect((await who.send("/thanh-toan/ve?vnp_TxnRef=1")).status).toBe(422);
  });

  it("says of money that came after the change to paying at the door that the order stands and the money is owed", async () => {
    const who = visitor();
    await who.add(await makeGoods(site.bench.sql));
    const form = await filledForm(who, "vnpay");
    const placed = await who.send("/thanh-toan", form);
    const reference = new URL(String(placed.location)).searchParams.get("vnp_TxnRef") ?? "";
    const group = await groupOf(form.requestId);
    const page = `/don/${group?.code}`;
    expect((await who.send(page, { act: "pay-at-door", requestId: newId() })).status).toBe(303);
    const query = signed(paidFields({ reference, amountVnd: Number(group?.total) }));
    await who.send(`/api/vnpay/ipn?${query}`);
    const { html } = await who.send(page);
    expect(html).toContain("Vì tiền đến sau khi bạn đổi sang trả tiền khi nhận hàng.");
    expect(html).toContain("Đơn vẫn giữ nguyên, bạn trả tiền khi nhận hàng.");
    expect(html).toContain("Chợ nợ bạn");
    expect(html).not.toContain("đã hủy");
    const english = (await who.send(`/en/orders/${group?.code}`)).html;
    expect(english).toContain("after you switched to paying at the door");
    // Once the money went back the page says so, and that the order stands all the same.
    await site.bench.sql`update refund_dues set state = 'paid', paid_at = market_now(), paid_reference = 'FT-1',
      recorded_by = ${(await staffMember(site.bench, "finance")).accountId} where group_id = (select id from order_groups where code = ${String(group?.code)})`;
    const after = (await who.send(page)).html;
    for (const told of ["Đã chuyển trả bạn", "FT-1", "Đơn vẫn giữ nguyên"]) expect(after).toContain(told);
  });

  it("finds out by asking when the provider's call never comes and the buyer is back", async () => {
    const who = visitor();
    await who.add(await makeGoods(site.bench.sql));
    const form = await filledForm(who, "vnpay");
    const placed = await who.send("/thanh-toan", form);
    const payUrl = String(placed.location);
    const txnRef = new URL(payUrl).searchParams.get("vnp_TxnRef") ?? "";
    const gateway = { url: String(site.gatewayUrl) };
    await control(gateway, "ipn", { txnRef, action: "drop" });
    const decided = await control(gateway, "outcome", { payUrl });
    expect(decided.status).toBe(200);
    const total = Number((await groupOf(form.requestId))?.total);
    const { transactionNo } = decided.body.outcome;
    const query = signed(paidFields({ reference: txnRef, amountVnd: total }, { vnp_TransactionNo: transactionNo }));
    expect((await who.send(`/thanh-toan/ve?${query}`)).status).toBe(200);
    await expect
      .poll(async () => (await groupOf(form.requestId))?.state, { timeout: 40_000, interval: 500 })
      .toBe("succeeded");
    expect((await who.send(`/thanh-toan/ve?${query}`)).status).toBe(303);
  });
});
