import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { setQuantity } from "#services/cart/change-line.ts";
import { viewCart } from "#services/cart/view-cart.ts";
import { expireGroup } from "#services/checkout/expire-group.ts";
import { placeOrder } from "#services/checkout/place-order.ts";
import { newId } from "#services/shared/ids.ts";
import { openBench } from "#tests/support/bench.ts";
import { buy, fill, freshPhone, guest, orderForm } from "#tests/support/buyers.ts";
import { TERMINAL } from "#tests/support/gateway-bench.ts";
import { makeGoods, makeTariff, places } from "#tests/support/market-rows.ts";
import { openPayBench, type PayBench } from "#tests/support/pay-bench.ts";

type Goods = Awaited<ReturnType<typeof makeGoods>>;

describe("a placing that is refused", () => {
  let pay: PayBench;
  beforeAll(async () => {
    pay = await openPayBench();
  });
  afterAll(() => pay.end());

  const LEAVING = [
    ["paused", (g: Goods) => pay.bench.sql`update listings set paused = true where id = ${g.listingId}`],
    ["taken down", (g: Goods) => pay.bench.sql`update listings set state = 'taken_down' where id = ${g.listingId}`],
    ["of a paused shop", (g: Goods) => pay.bench.sql`update shops set paused = true where id = ${g.shopId}`],
    ["of a suspended shop", (g: Goods) => pay.bench.sql`update shops set state = 'suspended' where id = ${g.shopId}`],
    [
      "no longer packed so",
      (g: Goods) => pay.bench.sql`update variants set is_active = false where id = ${g.variantId}`,
    ],
  ] as const;

  it.each(LEAVING)("says that goods are off sale when they are %s", async (_, leave) => {
    const goods = await makeGoods(pay.bench.sql);
    const viewer = guest();
    await fill(pay.bench.market, viewer, [{ variantId: goods.variantId, quantity: 1 }]);
    await leave(goods);
    for (const method of ["cod", "vnpay"]) {
      const form = await orderForm(pay.bench.market, viewer, { communeCode: pay.near, method });
      expect(await placeOrder(pay.bench.market, viewer, form)).toMatchObject({ code: "off_sale" });
    }
    expect((await viewCart(pay.bench.market, viewer)).count).toBe(1);
  });

  it("says that the shop has no licence for alcohol, and names what is off sale before what is short", async () => {
    const spirit = await makeGoods(pay.bench.sql, { name: "Rượu men lá", groupNumber: 2 });
    await pay.bench.sql`update products set is_alcohol = true where id = ${spirit.productId}`;
    const short = await makeGoods(pay.bench.sql, { units: 1 });
    const viewer = guest();
    const lines = [short, spirit].map(({ variantId }) => ({ variantId, quantity: 1 }));
    await fill(pay.bench.market, viewer, lines);
    const cart = await viewCart(pay.bench.market, viewer);
    const line = cart.shops.flatMap((s) => s.lines).find((l) => l.variantId === short.variantId);
    await setQuantity(pay.bench.market, viewer, { lineId: line?.lineId, quantity: "2" });
    const wish = { communeCode: pay.near, method: "vnpay", ageConfirmed: true };
    const form = await orderForm(pay.bench.market, viewer, wish);
    expect(await placeOrder(pay.bench.market, viewer, form)).toMatchObject({ code: "no_licence" });
  });

  it("says that the commune isn't in the province that was chosen beside it, and nothing is placed", async () => {
    const goods = await makeGoods(pay.bench.sql);
    const viewer = guest();
    await fill(pay.bench.market, viewer, [{ variantId: goods.variantId, quantity: 1 }]);
    const [own] = await pay.bench.sql`select province_code as code from communes where code = ${pay.near}`;
    const [other] = await pay.bench.sql`select code from provinces where code <> ${own?.code} limit 1`;
    const at = (provinceCode: string) => orderForm(pay.bench.market, viewer, { communeCode: pay.near, provinceCode });
    for (const provinceCode of [String(other?.code), "", "99"]) {
      const refused = await placeOrder(pay.bench.market, viewer, await at(provinceCode));
      expect(refused).toMatchObject({ code: "commune_elsewhere", field: "communeCode" });
    }
    expect((await viewCart(pay.bench.market, viewer)).count).toBe(1);
    expect(await placeOrder(pay.bench.market, viewer, await at(String(own?.code)))).toMatchObject({ ok: true });
  });

  it("says what is short when only stock is", async () => {
    const goods = await makeGoods(pay.bench.sql, { units: 1 });
    const viewer = guest();
    await fill(pay.bench.market, viewer, [{ variantId: goods.variantId, quantity: 1 }]);
    await pay.bench.sql`insert into stock_entries (id, lot_id, shop_id, delta, reason)
      values (${newId()}, ${goods.lotId}, ${goods.shopId}, -1, 'damaged')`;
    const form = await orderForm(pay.bench.market, viewer, { communeCode: pay.near });
    expect(await placeOrder(pay.bench.market, viewer, form)).toMatchObject({ code: "not_enough_stock" });
  });

  /** Places while another holds the goods' lots, and lets `meanwhile` be committed before they are let go. */
  async function placeWhile(goods: Goods, over: object, meanwhile: (g: Goods) => Promise<unknown>) {
    const viewer = guest();
    await fill(pay.bench.market, viewer, [{ variantId: goods.variantId, quantity: 1 }]);
    const form = await orderForm(pay.bench.market, viewer, { communeCode: pay.near, ...over });
    const isWaiting = () =>
      pay.bench.sql`select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
    const { placing } = await pay.bench.sql.begin(async (tx) => {
      await tx`select 1 from lots where id = ${goods.lotId} for update`;
      const placing = placeOrder(pay.bench.market, viewer, form);
      await expect.poll(async () => (await isWaiting()).length, { timeout: 10_000 }).toBeGreaterThan(0);
      await meanwhile(goods);
      return { placing };
    });
    const answer = await placing;
    const [left] = await pay.bench.sql`select reserved from lots where id = ${goods.lotId}`;
    return { answer, reserved: left?.reserved, inCart: (await viewCart(pay.bench.market, viewer)).count };
  }

  it.each(LEAVING)("sells nothing that was %s after the quote and before its units were taken", async (_, leave) => {
    const { answer, ...after } = await placeWhile(await makeGoods(pay.bench.sql), {}, leave);
    expect(answer).toMatchObject({ ok: false, code: "off_sale" });
    expect(after).toEqual({ reserved: 0, inCart: 1 });
  });

  it("sells no alcohol of a shop whose licence ended after the quote and before its units were taken", async () => {
    const spirit = await makeGoods(pay.bench.sql, { name: "Rượu ngô", groupNumber: 2 });
    await pay.bench.sql`update products set is_alcohol = true where id = ${spirit.productId}`;
    await pay.bench.sql`insert into shop_licences (id, shop_id, kind, number, issuer, valid_from, valid_to)
      values (${newId()}, ${spirit.shopId}, 'alcohol', 'GP 1', 'Sở mẫu', '2020-01-01', '2199-01-01')`;
    const end = () => pay.bench.sql`update shop_licences set ended_at = market_now() where shop_id = ${spirit.shopId}`;
    const { answer, reserved } = await placeWhile(spirit, { method: "vnpay", ageConfirmed: true }, end);
    expect([answer, reserved]).toMatchObject([{ ok: false, code: "no_licence" }, 0]);
  });

  it("sells nothing with stars that were revoked after the quote and before its units were taken", async () => {
    const goods = await makeGoods(pay.bench.sql, { stars: 4 });
    const { answer, reserved } = await placeWhile(goods, {}, async () => {
      const [paper] = await pay.bench.sql`select id from certificates where product_id = ${goods.productId}`;
      await pay.bench
        .sql`insert into certificate_events (id, certificate_id, kind, effective_at, reason_code, reason, decision_number)
        values (${newId()}, ${String(paper?.id)}, 'revoked', market_now(), 'quality', 'Mẫu không đạt', 'QĐ-2')`;
    });
    expect([answer, reserved]).toMatchObject([{ ok: false, code: "stars_changed" }, 0]);
  });

  it("says that goods left the market when they did while it waited for their units", async () => {
    const goods = await makeGoods(pay.bench.sql, { units: 1 });
    const viewer = guest();
    await fill(pay.bench.market, viewer, [{ variantId: goods.variantId, quantity: 1 }]);
    const form = await orderForm(pay.bench.market, viewer, { communeCode: pay.near });
    const answer = await pay.bench.sql.begin(async (tx) => {
      await tx`select 1 from lots where id = ${goods.lotId} for update`;
      const placing = placeOrder(pay.bench.market, viewer, form);
      await expect
        .poll(
          async () =>
            (
              await pay.bench.sql`select 1 from pg_stat_activity
          where datname = current_database() and wait_event_type = 'Lock'`
            ).length,
          { timeout: 10_000 },
        )
        .toBeGreaterThan(0);
      await tx`update listings set state = 'taken_down' where id = ${goods.listingId}`;
      await tx`insert into stock_entries (id, lot_id, shop_id, delta, reason)
        values (${newId()}, ${goods.lotId}, ${goods.shopId}, -1, 'damaged')`;
      return { placing };
    });
    expect(await answer.placing).toMatchObject({ code: "off_sale", details: { free: 0 } });
    expect((await viewCart(pay.bench.market, viewer)).count).toBe(1);
  });
});

describe("goods held for VNPay without any money", () => {
  let pay: PayBench;
  beforeAll(async () => {
    pay = await openPayBench();
  });
  afterAll(() => pay.end());

  it("are kept to three unpaid groups of one phone, also when they race, until one of them ends", async () => {
    const goods = await makeGoods(pay.bench.sql, { units: 100 });
    const phone = freshPhone();
    const one = () =>
      buy(pay.bench.market, guest(), [{ variantId: goods.variantId, quantity: 1 }], {
        communeCode: pay.near,
        method: "vnpay",
        contact: { phone },
      });
    const answers = await Promise.all(Array.from({ length: 8 }, one));
    const placed = answers.filter((a) => a.ok);
    expect(placed).toHaveLength(3);
    expect(answers.filter((a) => !a.ok && a.code === "too_many_unpaid" && a.field === "method")).toHaveLength(5);
    const atDoor = await buy(pay.bench.market, guest(), [{ variantId: goods.variantId, quantity: 1 }], {
      communeCode: pay.near,
      contact: { phone },
    });
    expect(atDoor.ok).toBe(true);
    const groupId = placed[0]?.ok ? placed[0].value.groupId : "";
    expect((await expireGroup(pay.bench.market, groupId, { cause: "buyer_cancelled" })).ok).toBe(true);
    expect((await one()).ok).toBe(true);
    expect(await one()).toMatchObject({ code: "too_many_unpaid" });
  });

  it("are kept to three unpaid groups of one buyer, whatever phone is typed", async () => {
    const goods = await makeGoods(pay.bench.sql, { units: 100 });
    const viewer = guest();
    const codes = [];
    for (let n = 0; n < 4; n++) {
      const answer = await buy(pay.bench.market, viewer, [{ variantId: goods.variantId, quantity: 1 }], {
        communeCode: pay.near,
        method: "vnpay",
      });
      codes.push(answer.ok ? "ok" : answer.code);
    }
    expect(codes).toEqual(["ok", "ok", "ok", "too_many_unpaid"]);
  });

  it("are placed from one address at a rate of their own; the same submit again takes nothing from it", async () => {
    const other = await openBench({
      MARKET_VNPAY_PER_ADDRESS_HOUR: "2",
      VNPAY_TMN_CODE: TERMINAL.tmnCode,
      VNPAY_HASH_SECRET: TERMINAL.hashSecret,
      VNPAY_PAY_URL: "http://127.0.0.1:9/vpcpay.html",
      VNPAY_API_URL: "http://127.0.0.1:9/api",
    });
    await makeTariff(other.sql);
    const { near } = await places(other.sql);
    const goods = await makeGoods(other.sql);
    const codes = [];
    for (const method of ["vnpay", "vnpay", "vnpay", "cod"]) {
      const viewer = { ...guest(), clientAddress: "192.0.2.8" };
      await fill(other.market, viewer, [{ variantId: goods.variantId, quantity: 1 }]);
      const form = await orderForm(other.market, viewer, { communeCode: near, method });
      for (let tap = 0; tap < 3; tap++) {
        const answer = await placeOrder(other.market, viewer, form);
        if (tap === 2) codes.push(answer.ok ? "ok" : answer.code);
      }
    }
    await other.end();
    expect(codes).toEqual(["ok", "ok", "too_many_vnpay", "ok"]);
  });
});
