import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { enterCheckout, leaveCheckout } from "#services/checkout/enter-checkout.ts";
import { expireGroup } from "#services/checkout/expire-group.ts";
import { placeOrder } from "#services/checkout/place-order.ts";
import { type Bench, openBench } from "#tests/support/bench.ts";
import { buy, fill, guest, orderForm } from "#tests/support/buyers.ts";
import { endDeal, makeDeal, makeLiveShow, takenOf } from "#tests/support/deal-rows.ts";
import { makeGoods, makeTariff, places } from "#tests/support/market-rows.ts";
import { TEST_TERMINAL } from "#tests/support/pay-words.ts";
import { addAtDeal, buyAtDeal } from "#tests/support/show-buyers.ts";
import { findWrongSums } from "#tests/support/sums.ts";

const VNPAY = {
  VNPAY_TMN_CODE: TEST_TERMINAL.tmnCode,
  VNPAY_HASH_SECRET: TEST_TERMINAL.hashSecret,
  VNPAY_PAY_URL: "http://127.0.0.1:9/vpcpay.html",
  VNPAY_API_URL: "http://127.0.0.1:9/transaction",
};

describe("two hundred buyers at a deal of fifty", () => {
  let bench: Bench;
  let near: string;
  beforeAll(async () => {
    bench = await openBench(VNPAY);
    await makeTariff(bench.sql);
    ({ near } = await places(bench.sql));
  });
  afterAll(() => bench.end());

  const scene = async (units: number, quota: number, perBuyer = 1) => {
    const goods = await makeGoods(bench.sql, { priceVnd: 90_000, units });
    const show = await makeLiveShow(bench.sql, [goods]);
    const deal = await makeDeal(bench.sql, show, goods, { priceVnd: 60_000, quota, perBuyer });
    return { goods, show, deal };
  };

  const sold = async (variantId: string) => {
    const [row] = await bench.sql<{ units: number; at_deal: number; wrong: number }[]>`
      select sum(quantity)::int as units, coalesce(sum(quantity) filter (where deal_id is not null), 0)::int as at_deal,
        count(*) filter (where unit_price_vnd <> case when deal_id is null then 90000 else 60000 end)::int as wrong
      from order_lines where variant_id = ${variantId}`;
    if (!row) throw new Error("no row");
    return row;
  };

  it("sells exactly fifty, half of them asking in the player, half on the product page, some leaving", async () => {
    const stage = await scene(50, 50);
    const { variantId } = stage.goods;
    const second = bench.another();
    const outcomes = await Promise.all(
      Array.from({ length: 200 }, async (_, at) => {
        const viewer = guest();
        const { market } = at % 4 < 2 ? bench : second;
        if (at % 2 === 1) {
          const filled = await fill(market, viewer, [{ variantId, quantity: 1 }]).then(
            () => true,
            () => false,
          );
          if (!filled) return "sold_out";
          const placed = await placeOrder(market, viewer, await orderForm(market, viewer, { communeCode: near }));
          return placed.ok ? "sold" : placed.code;
        }
        if (at % 10 === 0) {
          if (!(await addAtDeal(market, viewer, stage)).ok) return "late";
          if (!(await enterCheckout(market, viewer)).ok) return "late";
          await leaveCheckout(market, viewer);
          return "left";
        }
        return buyAtDeal(market, viewer, stage, { communeCode: near });
      }),
    );
    // Whoever was refused while others held units comes again, until there is none left.
    for (let turn = 0; (await sold(variantId)).units < 50 && turn < 50; turn++) {
      await buyAtDeal(bench.market, guest(), stage, { communeCode: near });
    }
    const { units, at_deal, wrong } = await sold(variantId);
    expect([units, wrong]).toEqual([50, 0]);
    expect(outcomes.filter((o) => o === "sold").length).toBeLessThanOrEqual(50);
    expect(at_deal).toBe(await takenOf(bench.sql, stage.deal.dealId));
    expect(await findWrongSums(bench.sql)).toEqual([]);
    expect(await buyAtDeal(bench.market, guest(), stage, { communeCode: near })).not.toBe("sold");
  }, 180_000);

  it("never gives more than the quota at the live price, while goods at the ordinary price go on", async () => {
    const stage = await scene(500, 20);
    const outcomes = await Promise.all(
      Array.from({ length: 60 }, (_, at) =>
        at % 3 === 2
          ? buy(bench.market, guest(), [{ variantId: stage.goods.variantId, quantity: 1 }], { communeCode: near }).then(
              (placed) => (placed.ok ? "ordinary" : placed.code),
            )
          : buyAtDeal(bench.market, guest(), stage, { communeCode: near }),
      ),
    );
    const count = (word: string) => outcomes.filter((o) => o === word).length;
    expect([count("sold"), count("ordinary"), count("deal_taken")]).toEqual([20, 20, 20]);
    expect(await sold(stage.goods.variantId)).toEqual({ units: 40, at_deal: 20, wrong: 0 });
    expect(await findWrongSums(bench.sql)).toEqual([]);
  }, 120_000);

  it("never waits in a circle when buyers come, leave, pay late and the deal is ended at once", async () => {
    const stage = await scene(40, 40, 2);
    const other = await scene(40, 40, 2);
    const waiting: string[] = [];
    for (let n = 0; n < 6; n++) {
      const viewer = guest();
      await addAtDeal(bench.market, viewer, stage);
      await addAtDeal(bench.market, viewer, other);
      const form = await orderForm(bench.market, viewer, { communeCode: near, method: "vnpay" });
      const placed = await placeOrder(bench.market, viewer, form);
      if (!placed.ok) throw new Error(placed.code);
      waiting.push(placed.value.groupId);
    }
    await bench.sql`update payment_attempts set state = 'failed', settled_at = market_now()`;
    const comers = Array.from({ length: 24 }, async (_, at) => {
      const viewer = guest();
      for (const one of at % 2 === 0 ? [stage, other] : [other, stage]) await addAtDeal(bench.market, viewer, one);
      await enterCheckout(bench.market, viewer);
      if (at % 3 === 0) return leaveCheckout(bench.market, viewer);
      const form = await orderForm(bench.market, viewer, { communeCode: near });
      await placeOrder(bench.market, viewer, form);
    });
    const leavers = waiting.map((groupId) => expireGroup(bench.market, groupId, { cause: "buyer_cancelled" }));
    const end = new Promise((resolve) => setTimeout(resolve, 150)).then(() => endDeal(bench.sql, stage.deal.dealId));
    await Promise.all([...comers, ...leavers, end]);
    expect(await findWrongSums(bench.sql)).toEqual([]);
    const [canceled] = await bench.sql`select count(*)::int as n from payment_intents where state = 'canceled'`;
    expect(canceled?.n).toBe(6);
  }, 120_000);
});
