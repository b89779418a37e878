import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { addFromShow } from "#services/cart/add-from-show.ts";
import { keepAtRegular, markCartSeen } from "#services/cart/change-line.ts";
import { viewCart } from "#services/cart/view-cart.ts";
import { revokeCertificate } from "#services/certification/revoke-certificate.ts";
import { enterCheckout } from "#services/checkout/enter-checkout.ts";
import { placeOrder } from "#services/checkout/place-order.ts";
import { viewCheckout } from "#services/checkout/view-checkout.ts";
import { boardsOf } from "#services/live/board.ts";
import { lookAgainJob } from "#services/live/jobs.ts";
import { pinItem } from "#services/live/pin-item.ts";
import { startDeal } from "#services/live/run-deal.ts";
import { newId } from "#services/shared/ids.ts";
import type { Viewer } from "#services/shared/viewer.ts";
import { type Bench, openBench } from "#tests/support/bench.ts";
import { guest, orderForm } from "#tests/support/buyers.ts";
import { certify, makeTariff, places } from "#tests/support/market-rows.ts";
import { addStaff } from "#tests/support/order-rows.ts";
import { liveShow, makeStage, STUDIO, type Stage } from "#tests/support/show-rows.ts";

describe("goods that leave a running show", () => {
  let bench: Bench;
  let stage: Stage;
  let near: string;
  beforeAll(async () => {
    bench = await openBench();
    await makeTariff(bench.sql);
    near = (await places(bench.sql)).near;
  });
  afterAll(() => bench.end());
  beforeEach(async () => {
    stage = await makeStage(bench);
  });

  async function revoke(productId: string) {
    const [certificate] = await bench.sql<{ id: string }[]>`
      select c.id from certificates c where c.product_id = ${productId} order by c.created_at desc limit 1`;
    const certifier = await addStaff(bench.sql, "certifier");
    const why = { reasonCode: "other", reason: "Thu hồi để thử", decisionNumber: "QĐ-2" };
    const done = await revokeCertificate(bench.market, certifier, { certificateId: certificate?.id ?? "", ...why });
    expect(done).toMatchObject({ ok: true });
  }

  /** A show with its first goods pinned and at a live price, and a buyer who has them in the sheet. */
  async function inTheSheet() {
    const show = await liveShow(stage, bench.sql);
    await pinItem(stage.market, stage.host, { showId: show.showId, itemId: show.itemId, studioKey: STUDIO });
    const requestId = newId();
    const opened = await startDeal(stage.market, stage.host, {
      showId: show.showId,
      itemId: show.itemId,
      studioKey: STUDIO,
      requestId,
      seconds: 600,
    });
    expect(opened.ok).toBe(true);
    const viewer = guest();
    const input = { variantId: stage.goods.variantId, quantity: 1, show: show.slug, dealId: requestId };
    expect(await addFromShow(bench.market, viewer, input)).toMatchObject({ ok: true });
    expect(await enterCheckout(bench.market, viewer)).toMatchObject({ ok: true });
    return { show, viewer, input };
  }
  /** What a buyer does who presses again with the quote of this moment. */
  const press = async (viewer: Viewer) => {
    const placed = await placeOrder(bench.market, viewer, await orderForm(bench.market, viewer, { communeCode: near }));
    return placed.ok ? "placed" : [placed.code, placed.details?.reason];
  };
  const boardOf = async (showId: string) => {
    const [board] = await boardsOf(bench.market.db, [showId]);
    return board;
  };
  const lineOf = async (viewer: Viewer) => (await viewCart(bench.market, viewer)).shops[0]?.lines[0];

  it("are not to be bought in it from the moment their certificate is revoked, before any job has run", async () => {
    const { show, input } = await inTheSheet();
    expect(await boardOf(show.showId)).toMatchObject({ pin: { itemId: show.itemId }, items: [{ offSale: null }] });
    await revoke(stage.goods.productId);
    expect(await boardOf(show.showId)).toMatchObject({
      pin: null,
      items: [{ itemId: show.itemId, stars: null, deal: null, offSale: "certificate_revoked" }],
    });
    const refused = { ok: false, code: "left_show", details: { reason: "certificate_revoked" } };
    expect(await addFromShow(bench.market, guest(), input)).toMatchObject(refused);
    expect(await addFromShow(bench.market, guest(), { ...input, dealId: "" })).toMatchObject(refused);
  });

  it("are refused in an order that is in the sheet, on every press, until the buyer takes them out of the show", async () => {
    const { viewer } = await inTheSheet();
    const form = await orderForm(bench.market, viewer, { communeCode: near });
    await revoke(stage.goods.productId);
    const reason = ["left_show", "certificate_revoked"];
    const first = await placeOrder(bench.market, viewer, form);
    expect(first).toMatchObject({ ok: false, code: "left_show", details: { reason: reason[1], name: "Miến dong" } });
    for (let time = 0; time < 3; time++) {
      await markCartSeen(bench.market, viewer);
      expect(await press(viewer)).toEqual(reason);
    }
    expect(await enterCheckout(bench.market, viewer)).toMatchObject({ ok: false, code: "left_show" });
    expect((await viewCheckout(bench.market, viewer)).left).toMatchObject([{ reason: reason[1] }]);
    await lookAgainJob(stage.market, { kind: "product", id: stage.goods.productId });
    expect(await press(viewer)).toEqual(reason);
    expect(await bench.sql`select 1 from order_lines where variant_id = ${stage.goods.variantId}`).toHaveLength(0);

    const line = await lineOf(viewer);
    expect(line).toMatchObject({ problem: "left_show", left: { reason: reason[1], isSoldOutside: true } });
    expect(await keepAtRegular(bench.market, viewer, line?.lineId)).toMatchObject({ ok: true });
    expect(await lineOf(viewer)).toMatchObject({
      problem: null,
      left: null,
      priceVnd: 85_000,
      stars: null,
      deal: null,
    });
    expect(await press(viewer)).toBe("placed");
    expect(
      await bench.sql`select unit_price_vnd::int as price, show_id, pin_id, deal_id, stars_at_sale from order_lines
        where variant_id = ${stage.goods.variantId}`,
    ).toEqual([{ price: 85_000, show_id: null, pin_id: null, deal_id: null, stars_at_sale: null }]);
  });

  it("are refused in an order at the ordinary price as well, when they were put in out of the show", async () => {
    const show = await liveShow(stage, bench.sql);
    const viewer = guest();
    await addFromShow(bench.market, viewer, {
      variantId: stage.goods.variantId,
      quantity: 2,
      show: show.slug,
      dealId: "",
    });
    await revoke(stage.goods.productId);
    await markCartSeen(bench.market, viewer);
    expect(await press(viewer)).toEqual(["left_show", "certificate_revoked"]);
  });

  it("can be neither pinned nor sold at a live price by the host", async () => {
    const show = await liveShow(stage, bench.sql);
    await revoke(stage.goods.productId);
    const { showId, itemId } = show;
    const refused = { ok: false, code: "not_allowed", details: { line: "certificate" } };
    expect(await pinItem(stage.market, stage.host, { showId, itemId, studioKey: STUDIO })).toMatchObject(refused);
    const deal = { showId, itemId, studioKey: STUDIO, requestId: newId(), seconds: 600 };
    expect(await startDeal(stage.market, stage.host, deal)).toMatchObject(refused);
  });

  it("return with a new certificate: to be bought, pinned and sold at a live price again", async () => {
    const { show, viewer } = await inTheSheet();
    await revoke(stage.goods.productId);
    await lookAgainJob(stage.market, { kind: "product", id: stage.goods.productId });
    await certify(bench.sql, stage.goods.productId, 4);
    expect((await boardOf(show.showId))?.items[0]).toMatchObject({ stars: 4, offSale: null, deal: null });
    const { showId, itemId } = show;
    expect(await pinItem(stage.market, stage.host, { showId, itemId, studioKey: STUDIO })).toMatchObject({ ok: true });
    const deal = { showId, itemId, studioKey: STUDIO, requestId: newId(), seconds: 600 };
    expect(await startDeal(stage.market, stage.host, deal)).toMatchObject({ ok: true });
    // The first live price is over all the same, unless its units are still held: then it is kept.
    expect((await lineOf(viewer))?.left).toBeNull();
  });

  it("say whether it was the listing or the shop, and can't be bought outside either", async () => {
    for (const [reason, change] of [
      ["listing_off", () => bench.sql`update listings set state = 'taken_down' where id = ${stage.goods.listingId}`],
      ["shop_closed", () => bench.sql`update shops set state = 'suspended' where id = ${stage.shopId}`],
    ] as const) {
      stage = await makeStage(bench);
      const { show, viewer } = await inTheSheet();
      await change();
      expect((await boardOf(show.showId))?.items[0]).toMatchObject({ offSale: reason, deal: null });
      expect(await press(viewer)).toEqual(["left_show", reason]);
      const line = await lineOf(viewer);
      expect(line?.left).toEqual({ reason, isSoldOutside: false });
      await keepAtRegular(bench.market, viewer, line?.lineId);
      expect((await press(viewer))[0]).toBe("off_sale");
    }
  });
});
