import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addFromShow } from "#services/cart/add-from-show.ts";
import { addToCart } from "#services/cart/add-to-cart.ts";
import { keepAtRegular, markCartSeen, setQuantity } from "#services/cart/change-line.ts";
import { viewCart } from "#services/cart/view-cart.ts";
import { newId } from "#services/shared/ids.ts";
import type { Viewer } from "#services/shared/viewer.ts";
import { type Bench, openBench } from "#tests/support/bench.ts";
import { guest } from "#tests/support/buyers.ts";
import { endDeal, makeDeal, makeLiveShow, takenOf } from "#tests/support/deal-rows.ts";
import { makeGoods, makeSendingShop } from "#tests/support/market-rows.ts";

describe("a cart filled out of a show", () => {
  let bench: Bench;
  beforeAll(async () => {
    bench = await openBench();
  });
  afterAll(() => bench.end());

  const scene = async (wish: Partial<Parameters<typeof makeDeal>[3]> = {}, units = 100) => {
    const goods = await makeGoods(bench.sql, { priceVnd: 90_000, units });
    const show = await makeLiveShow(bench.sql, [goods]);
    const deal = await makeDeal(bench.sql, show, goods, { priceVnd: 60_000, quota: 10, perBuyer: 2, ...wish });
    const add = async (viewer: Viewer, quantity: number, more: { dealId?: string; show?: string } = {}) => {
      const input = { variantId: goods.variantId, quantity, show: show.slug, dealId: deal.dealId, ...more };
      const added = await addFromShow(bench.market, viewer, input);
      return added.ok ? added.value : { code: added.code, ...added.details };
    };
    return { goods, show, deal, add };
  };
  const lineOf = async (viewer: Viewer) => {
    const line = (await viewCart(bench.market, viewer)).shops[0]?.lines[0];
    if (!line) throw new Error("the cart is empty");
    return line;
  };

  it("keeps show, second, pin and deal, and has the price of the deal", async () => {
    const { show, deal, add } = await scene();
    const viewer = guest();
    expect(await add(viewer, 2)).toEqual({ quantity: 2, cartCount: 2 });
    expect(await lineOf(viewer)).toMatchObject({ priceVnd: 60_000, problem: null, changes: [] });
    const [line] =
      await bench.sql`select show_id, show_second, pin_id, deal_id from cart_lines where deal_id = ${deal.dealId}`;
    expect(line).toMatchObject({ show_id: show.showId, pin_id: show.pinId, deal_id: deal.dealId });
    expect(Math.abs(line?.show_second - 90)).toBeLessThan(30);
    expect(await takenOf(bench.sql, deal.dealId)).toBe(0);
  });

  it("is an ordinary line without a deal, and keeps where it was seen", async () => {
    const { show, add } = await scene();
    const viewer = guest();
    expect(await add(viewer, 3, { dealId: "" })).toEqual({ quantity: 3, cartCount: 3 });
    expect(await lineOf(viewer)).toMatchObject({ priceVnd: 90_000, deal: null, problem: null });
    const [line] = await bench.sql`select deal_id, show_id, pin_id from cart_lines where show_id = ${show.showId}`;
    expect(line).toEqual({ deal_id: null, show_id: show.showId, pin_id: show.pinId });
  });

  it("refuses a deal that is over, not begun, taken or beyond the limit, saying how many", async () => {
    const over = await scene();
    await endDeal(bench.sql, over.deal.dealId);
    const late = await scene({ seconds: 1, startsIn: -5 });
    const early = await scene({ startsIn: 60 });
    const small = await scene({ quota: 1, perBuyer: 2 });
    const open = await scene();
    const stopped = await scene();
    await bench.sql`update shows set state = 'ended', ended_at = market_now() where id = ${stopped.show.showId}`;
    for (const gone of [over, late, stopped]) expect(await gone.add(guest(), 1)).toEqual({ code: "deal_over" });
    expect(await early.add(guest(), 1)).toEqual({ code: "deal_not_started" });
    expect(await small.add(guest(), 2)).toEqual({ code: "deal_taken", left: 1 });
    expect(await open.add(guest(), 3)).toEqual({ code: "limit_reached", most: 2, mine: 0, inCart: 0 });
    const viewer = guest();
    await open.add(viewer, 2);
    expect(await open.add(viewer, 1)).toEqual({ code: "limit_reached", most: 2, mine: 0, inCart: 2 });
    expect(await open.add(guest(), 1, { dealId: small.deal.dealId })).toEqual({ code: "deal_over" });
    expect(await open.add(guest(), 1, { dealId: "1 or 1=1" })).toEqual({ code: "deal_over" });
  });

  it("refuses what is off sale, without a licence, a service, too few, or not shown there", async () => {
    const paused = await scene();
    await bench.sql`update listings set paused = true where id = ${paused.goods.listingId}`;
    expect(await paused.add(guest(), 1)).toEqual({ code: "left_show", reason: "listing_off" });
    const wine = await scene();
    await bench.sql`update products set is_alcohol = true where id = ${wine.goods.productId}`;
    expect(await wine.add(guest(), 1)).toEqual({ code: "left_show", reason: "no_licence" });
    const stay = await scene();
    await bench.sql`update products set kind = 'service' where id = ${stay.goods.productId}`;
    expect(await stay.add(guest(), 1)).toEqual({ code: "service" });
    const few = await scene({ perBuyer: 9 }, 3);
    expect(await few.add(guest(), 4)).toEqual({ code: "not_enough", free: 3 });
    const other = await scene();
    expect(await few.add(guest(), 1, { show: other.show.slug })).toEqual({ code: "unknown_variant" });
    expect(await few.add(guest(), 1, { show: "khong-co" })).toEqual({ code: "unknown_variant" });
    expect(await few.add(guest(), -1)).toEqual({ code: "bad_quantity" });
  });

  it("says that a deal is over, charges nothing else by itself, and is kept or left by the buyer's word", async () => {
    const { deal, add } = await scene();
    const viewer = guest();
    await add(viewer, 2);
    await endDeal(bench.sql, deal.dealId);
    expect(await lineOf(viewer)).toMatchObject({ problem: "deal_over", seenPriceVnd: 60_000, priceVnd: 90_000 });
    expect(await viewCart(bench.market, viewer)).toMatchObject({ goodsVnd: 0, hasProblem: true });
    await markCartSeen(bench.market, viewer);
    const { lineId } = await lineOf(viewer);
    expect((await lineOf(viewer)).problem).toBe("deal_over");
    expect(await keepAtRegular(bench.market, guest(), lineId)).toMatchObject({ code: "not_found" });
    expect(await keepAtRegular(bench.market, viewer, lineId)).toMatchObject({ ok: true });
    expect(await lineOf(viewer)).toMatchObject({ problem: null, deal: null, priceVnd: 90_000, changes: [] });
  });

  it("of a deal line that grows elsewhere says what one may have", async () => {
    const { goods, deal, add } = await scene();
    const viewer = guest();
    await add(viewer, 2);
    await addToCart(bench.market, viewer, { variantId: goods.variantId, quantity: 3 });
    expect(await lineOf(viewer)).toMatchObject({
      problem: "limit_reached",
      quantity: 5,
      deal: { dealId: deal.dealId, most: 2 },
    });
    const { lineId } = await lineOf(viewer);
    await setQuantity(bench.market, viewer, { lineId, quantity: 1 });
    expect(await lineOf(viewer)).toMatchObject({ problem: null, priceVnd: 60_000 });
  });

  it("with deals is still read by one statement", async () => {
    const shopId = await makeSendingShop(bench.sql);
    const viewer = guest();
    for (let n = 0; n < 4; n++) {
      const goods = await makeGoods(bench.sql, { shopId });
      const show = await makeLiveShow(bench.sql, [goods]);
      const { dealId } = await makeDeal(bench.sql, show, goods, { priceVnd: 10_000, quota: 5, perBuyer: 5 });
      await addFromShow(bench.market, viewer, { variantId: goods.variantId, quantity: 1, show: show.slug, dealId });
      await bench.sql`update shows set state = 'ended', ended_at = market_now() where id = ${show.showId}`;
    }
    bench.statements.length = 0;
    const cart = await viewCart(bench.market, viewer);
    expect([cart.shops[0]?.lines.map((l) => l.problem), bench.statements.length]).toEqual([
      Array(4).fill("deal_over"),
      1,
    ]);
  });

  it("knows no deal by an id that no deal has", async () => {
    const { add } = await scene();
    expect(await add(guest(), 1, { dealId: newId() })).toEqual({ code: "deal_over" });
  });
});
