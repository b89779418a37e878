import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readVisit } from "#services/accounts/read-visit.ts";
import { guestCookieName } from "#services/accounts/session-cookie.ts";
import { addToCart } from "#services/cart/add-to-cart.ts";
import { markCartSeen, setAside } from "#services/cart/change-line.ts";
import { viewCart } from "#services/cart/view-cart.ts";
import { placeOrder } from "#services/checkout/place-order.ts";
import { newId } from "#services/shared/ids.ts";
import { type Bench, openBench } from "#tests/support/bench.ts";
import { buy, fill, guest, orderForm } from "#tests/support/buyers.ts";
import { certify, makeGoods, makeListing, makeSendingShop, makeTariff, places } from "#tests/support/market-rows.ts";

describe("a cart", () => {
  let bench: Bench;
  let near: string;
  beforeAll(async () => {
    bench = await openBench();
    await makeTariff(bench.sql);
    ({ near } = await places(bench.sql));
  });
  afterAll(() => bench.end());

  const lineOf = async (viewer: ReturnType<typeof guest>) => (await viewCart(bench.market, viewer)).shops[0]?.lines[0];

  it("of many shops takes at most four statements, the one of the frame included", async () => {
    const viewer = guest();
    for (let n = 0; n < 6; n++) {
      const goods = await makeGoods(bench.sql, { stars: 3 + (n % 3) });
      await fill(bench.market, viewer, [{ variantId: goods.variantId, quantity: 1 }]);
    }
    const cookie = `${guestCookieName(false)}=${viewer.guestToken}`;
    bench.statements.length = 0;
    const visit = await readVisit(bench.market, cookie, "192.0.2.1");
    const cart = await viewCart(bench.market, visit.viewer);
    expect(bench.statements.length).toBeLessThanOrEqual(4);
    expect([visit.cartCount, cart.count, cart.shops.length]).toEqual([6, 6, 6]);
  });

  it("says what changed since it was last shown, until the buyer has read it", async () => {
    const goods = await makeGoods(bench.sql, { priceVnd: 40_000 });
    const viewer = guest();
    await fill(bench.market, viewer, [{ variantId: goods.variantId, quantity: 1 }]);
    expect((await lineOf(viewer))?.changes).toEqual([]);
    await bench.sql`insert into offers (id, variant_id, shop_id, price_vnd)
      values (${newId()}, ${goods.variantId}, ${goods.shopId}, 35000)`;
    await certify(bench.sql, goods.productId, 5);
    await bench.sql`update shops set name = 'Tên mới' where id = ${goods.shopId}`;
    expect(await lineOf(viewer)).toMatchObject({
      changes: ["price_down", "stars_changed", "seller_changed"],
      seenPriceVnd: 40_000,
      priceVnd: 35_000,
      seenStars: null,
      stars: 5,
    });
    await markCartSeen(bench.market, viewer);
    expect((await lineOf(viewer))?.changes).toEqual([]);
  });

  it("takes no service, nothing paused or sold out, and keeps what it had", async () => {
    const shopId = await makeSendingShop(bench.sql);
    const stay = await makeGoods(bench.sql, { shopId });
    await bench.sql`update products set kind = 'service' where id = ${stay.productId}`;
    const paused = await makeGoods(bench.sql);
    await bench.sql`update listings set paused = true where id = ${paused.listingId}`;
    const draft = await makeGoods(bench.sql);
    await bench.sql`update listings set state = 'draft' where id = ${draft.listingId}`;
    const inactive = await makeGoods(bench.sql);
    await bench.sql`update variants set is_active = false where id = ${inactive.variantId}`;
    const empty = await makeListing(bench.sql, { name: "Hết hàng", shopId });
    const viewer = guest();
    const codeOf = async (variantId: string) => {
      const added = await addToCart(bench.market, viewer, { variantId, quantity: "1" });
      return added.ok ? "added" : added.code;
    };
    expect(await codeOf(stay.variantId)).toBe("service");
    for (const { variantId } of [paused, draft, inactive]) expect(await codeOf(variantId)).toBe("off_sale");
    expect(await codeOf(empty.variantId)).toBe("sold_out");
    expect((await viewCart(bench.market, viewer)).count).toBe(0);
  });

  it("counts the same thing added twice at once as both, never beyond 999", async () => {
    const goods = await makeGoods(bench.sql, { units: 5000 });
    const viewer = guest();
    const add = (quantity: string) => addToCart(bench.market, viewer, { variantId: goods.variantId, quantity });
    await Promise.all(Array.from({ length: 10 }, () => add("3")));
    expect((await viewCart(bench.market, viewer)).count).toBe(30);
    await Promise.all([add("999"), add("999")]);
    expect((await viewCart(bench.market, viewer)).count).toBe(999);
    expect(
      await bench.sql`select 1 from carts c join cart_lines l on l.cart_id = c.id where l.variant_id = ${goods.variantId}`,
    ).toHaveLength(1);
  });

  it("leaves what is set aside out of the order and keeps it for a later one", async () => {
    const [now, later] = [await makeGoods(bench.sql), await makeGoods(bench.sql)];
    const viewer = guest();
    await fill(bench.market, viewer, [
      { variantId: now.variantId, quantity: 1 },
      { variantId: later.variantId, quantity: 2 },
    ]);
    const lines = (await viewCart(bench.market, viewer)).shops.flatMap((s) => s.lines);
    const lineId = lines.find((l) => l.variantId === later.variantId)?.lineId;
    await setAside(bench.market, viewer, [lineId, "nonsense", newId()], true);
    const form = await orderForm(bench.market, viewer, { communeCode: near });
    expect((await placeOrder(bench.market, viewer, form)).ok).toBe(true);
    const left = await viewCart(bench.market, viewer);
    expect([left.count, left.aside.map((l) => l.quantity)]).toEqual([0, [2]]);
    await setAside(bench.market, viewer, [lineId], false);
    expect((await viewCart(bench.market, viewer)).count).toBe(2);
  });

  it("is charged the commission of its shop before that of its group before the general one, of those in force", async () => {
    const general = await makeGoods(bench.sql, { groupNumber: 3, priceVnd: 100_001 });
    const group = await makeGoods(bench.sql, { groupNumber: 2, priceVnd: 100_001 });
    const shop = await makeGoods(bench.sql, { groupNumber: 2, priceVnd: 100_001 });
    await bench.sql`insert into commission_rules (id, shop_id, group_number, rate_basis_points, valid_from, valid_to) values
      (${newId()}, null, 2, 500, market_now() - interval '1 day', null),
      (${newId()}, ${shop.shopId}, null, 150, market_now() - interval '1 day', null),
      (${newId()}, ${shop.shopId}, null, 9000, market_now() + interval '1 day', null),
      (${newId()}, ${shop.shopId}, null, 8000, market_now() - interval '9 days', market_now() - interval '8 days')`;
    const rates = [];
    for (const { variantId } of [general, group, shop]) {
      const placed = await buy(bench.market, guest(), [{ variantId, quantity: 1 }], { communeCode: near });
      if (!placed.ok) throw new Error(placed.code);
      const [line] = await bench.sql`select commission_basis_points as rate, commission_vnd::int as fee,
        commission_rule_id is not null as named from order_lines where variant_id = ${variantId}`;
      rates.push([line?.rate, line?.fee, line?.named]);
    }
    expect(rates).toEqual([
      [300, 3000, true],
      [500, 5000, true],
      [150, 1500, true],
    ]);
  });
});
