import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { setQuantity } from "#services/cart/change-line.ts";
import { viewCart } from "#services/cart/view-cart.ts";
import { placeOrder } from "#services/checkout/place-order.ts";
import { type Bench, openBench } from "#tests/support/bench.ts";
import { fill, guest, orderForm } from "#tests/support/buyers.ts";
import { makeGoods, makeTariff, places } from "#tests/support/market-rows.ts";
import { findWrongSums } from "#tests/support/sums.ts";

describe("one cart in two tabs", () => {
  let bench: Bench;
  let near: string;
  beforeAll(async () => {
    bench = await openBench();
    await makeTariff(bench.sql);
    ({ near } = await places(bench.sql));
  });
  afterAll(() => bench.end());

  it("is ordered once when both tabs place it at the same moment", async () => {
    for (let round = 0; round < 10; round++) {
      const goods = await makeGoods(bench.sql);
      const viewer = guest();
      await fill(bench.market, viewer, [{ variantId: goods.variantId, quantity: 2 }]);
      const tabs = [
        await orderForm(bench.market, viewer, { communeCode: near }),
        await orderForm(bench.market, viewer, { communeCode: near }),
      ];
      const answers = await Promise.all(tabs.map((form) => placeOrder(bench.market, viewer, form)));
      expect(answers.map((a) => (a.ok ? "placed" : a.code)).sort()).toEqual(["cart_empty", "placed"]);
    }
    expect(await findWrongSums(bench.sql)).toEqual([]);
  });

  it("sells what was confirmed or refuses when the other tab changes a quantity meanwhile", async () => {
    for (let round = 0; round < 10; round++) {
      const goods = await makeGoods(bench.sql);
      const viewer = guest();
      await fill(bench.market, viewer, [{ variantId: goods.variantId, quantity: 2 }]);
      const form = await orderForm(bench.market, viewer, { communeCode: near });
      const lineId = (await viewCart(bench.market, viewer)).shops[0]?.lines[0]?.lineId;
      const [placed] = await Promise.all([
        placeOrder(bench.market, viewer, form),
        setQuantity(bench.market, viewer, { lineId, quantity: "5" }),
      ]);
      const lines = await bench.sql`select quantity from order_lines where variant_id = ${goods.variantId}`;
      if (placed.ok) expect(lines.map((l) => l.quantity)).toEqual([2]);
      else expect([placed.code, lines.length]).toEqual(["quote_changed", 0]);
    }
  });
});
