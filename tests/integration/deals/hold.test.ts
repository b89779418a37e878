import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addFromShow } from "#services/cart/add-from-show.ts";
import { addToCart } from "#services/cart/add-to-cart.ts";
import { setAside, setQuantity, takeOut } from "#services/cart/change-line.ts";
import { joinGuestCart } from "#services/cart/join-guest-cart.ts";
import { viewCart } from "#services/cart/view-cart.ts";
import { releaseLapsedJob } from "#services/catalogue/deal-holds.ts";
import { packStock } from "#services/catalogue/pack-stock.ts";
import { enterCheckout, leaveCheckout } from "#services/checkout/enter-checkout.ts";
import { expireGroup } from "#services/checkout/expire-group.ts";
import { placeOrder } from "#services/checkout/place-order.ts";
import { viewCheckout } from "#services/checkout/view-checkout.ts";
import { newId } from "#services/shared/ids.ts";
import type { Viewer } from "#services/shared/viewer.ts";
import { type Bench, openBench } from "#tests/support/bench.ts";
import { freshPhone, guest, orderForm } from "#tests/support/buyers.ts";
import { endDeal, makeDeal, makeLiveShow, takenOf } from "#tests/support/deal-rows.ts";
import { makeGoods, makeLot, makeTariff, places } from "#tests/support/market-rows.ts";
import { TEST_TERMINAL } from "#tests/support/pay-words.ts";
import { addAtDeal, buyAtDeal, type Stage } from "#tests/support/show-buyers.ts";
import { findWrongSums } from "#tests/support/sums.ts";

const VNPAY = {
  VNPAY_TMN_CODE: TEST_TERMINAL.tmnCode,
  VNPAY_HASH_SECRET: TEST_TERMINAL.hashSecret,
  VNPAY_PAY_URL: "http://127.0.0.1:9/vpcpay.html",
  VNPAY_API_URL: "http://127.0.0.1:9/transaction",
};
const MINUTE = 60;

describe("a live price in checkout", () => {
  let bench: Bench;
  let near: string;
  beforeAll(async () => {
    bench = await openBench({ ...VNPAY, MARKET_COD_PER_ADDRESS_HOUR: "1000" });
    await makeTariff(bench.sql);
    ({ near } = await places(bench.sql));
  });
  afterAll(() => bench.end());

  const scene = async (wish: Partial<Parameters<typeof makeDeal>[3]> = {}, units = 100): Promise<Stage> => {
    const goods = await makeGoods(bench.sql, { priceVnd: 90_000, units });
    const show = await makeLiveShow(bench.sql, [goods]);
    const deal = await makeDeal(bench.sql, show, goods, {
      priceVnd: 60_000,
      quota: 3,
      perBuyer: 2,
      seconds: 86_400,
      ...wish,
    });
    return { goods, show, deal };
  };
  const inCart = async (stage: Stage, quantity = 1) => {
    const viewer = guest();
    const added = await addAtDeal(bench.market, viewer, stage, quantity);
    if (!added.ok) throw new Error(added.code);
    return viewer;
  };
  const enter = async (viewer: Viewer) => {
    const entered = await enterCheckout(bench.market, viewer);
    return entered.ok ? entered.value : { code: entered.code, ...entered.details };
  };
  /** Whole minutes until the first held unit lapses. */
  const left = async (viewer: Viewer) => {
    const { heldUntil } = await viewCheckout(bench.market, viewer);
    const [row] =
      await bench.sql`select round(extract(epoch from ${heldUntil}::timestamptz - market_now()) / 60)::int as minutes`;
    return row?.minutes ?? null;
  };
  const place = async (viewer: Viewer, more: Partial<Parameters<typeof orderForm>[2]> = {}) => {
    const placed = await placeOrder(
      bench.market,
      viewer,
      await orderForm(bench.market, viewer, { communeCode: near, ...more }),
    );
    return placed.ok ? "sold" : placed.code;
  };
  const lineId = async (viewer: Viewer) => (await viewCart(bench.market, viewer)).shops[0]?.lines[0]?.lineId;
  const taken = (stage: Stage) => takenOf(bench.sql, stage.deal.dealId);

  it("is held for minutes from going in, and looking changes nothing", async () => {
    const stage = await scene();
    const viewer = await inCart(stage, 2);
    expect(await viewCheckout(bench.market, viewer)).toMatchObject({ heldUntil: null, canHold: true });
    expect(await taken(stage)).toBe(0);
    expect(await enter(viewer)).toMatchObject({ isSpent: false });
    expect(await left(viewer)).toBe(5);
    expect([await taken(stage), (await viewCheckout(bench.market, viewer)).canHold]).toEqual([2, false]);
    expect(await enter(await inCart(stage, 1))).toMatchObject({ isSpent: false });
    expect(await addAtDeal(bench.market, guest(), stage)).toMatchObject({ code: "deal_taken", details: { left: 0 } });
  });

  it("lasts longer for who goes in again, never beyond three times the minutes", async () => {
    const stage = await scene();
    const viewer = await inCart(stage);
    await enter(viewer);
    for (const expected of [5, 5, 3]) {
      await bench.advanceClock(4 * MINUTE);
      await enter(viewer);
      expect(await left(viewer)).toBe(expected);
    }
    await leaveCheckout(bench.market, viewer);
    await enter(viewer);
    expect(await left(viewer)).toBe(3);
    await bench.advanceClock(4 * MINUTE);
    expect(await enter(viewer)).toEqual({ heldUntil: null, isSpent: true });
    expect(await taken(stage)).toBe(0);
    expect(await place(viewer)).toBe("sold");
  });

  it("goes back when its time is over, by the job or when somebody else wants it", async () => {
    const stage = await scene({ quota: 1, perBuyer: 1 }, 1);
    const passer = guest();
    await addToCart(bench.market, passer, { variantId: stage.goods.variantId, quantity: 1 });
    const [first, second, third] = [await inCart(stage), await inCart(stage), await inCart(stage)];
    await enter(first);
    expect(await enter(second)).toEqual({ code: "deal_taken", left: 0 });
    await bench.advanceClock(6 * MINUTE);
    await enter(second);
    expect([await taken(stage), await left(second), await left(first)]).toEqual([1, 5, null]);
    await bench.advanceClock(6 * MINUTE);
    expect(await taken(stage)).toBe(1);
    await releaseLapsedJob(bench.market, { dealId: stage.deal.dealId });
    expect(await taken(stage)).toBe(0);
    await enter(third);
    await releaseLapsedJob(bench.market, { dealId: stage.deal.dealId });
    expect(await taken(stage)).toBe(1);
    await bench.advanceClock(6 * MINUTE);
    expect(await place(passer)).toBe("sold");
    expect([await taken(stage), await findWrongSums(bench.sql)]).toEqual([0, []]);
    const jobs =
      await bench.sql`select 1 from graphile_worker.jobs where task_identifier = 'catalogue.release-lapsed' and key = ${`lapse:${stage.deal.dealId}`}`;
    expect(jobs).toHaveLength(1);
  });

  it("goes back when the buyer leaves, takes the line out or sets it aside", async () => {
    const stage = await scene({ quota: 1 });
    const acts = [
      (viewer: Viewer) => leaveCheckout(bench.market, viewer),
      async (viewer: Viewer) => takeOut(bench.market, viewer, await lineId(viewer)),
      async (viewer: Viewer) => setAside(bench.market, viewer, [await lineId(viewer)], true),
    ];
    const counts = [];
    for (const act of acts) {
      const viewer = await inCart(stage);
      await enter(viewer);
      counts.push(await taken(stage));
      await act(viewer);
      counts.push(await taken(stage));
    }
    expect(counts).toEqual([1, 0, 1, 0, 1, 0]);
  });

  it("keeps its price for who holds it when the deal ends, and for nobody else", async () => {
    const stage = await scene();
    const [holder, other] = [await inCart(stage), await inCart(stage)];
    await enter(holder);
    const seen = await orderForm(bench.market, other, { communeCode: near });
    await endDeal(bench.sql, stage.deal.dealId);
    expect(await enter(other)).toEqual({ code: "deal_over" });
    expect(await placeOrder(bench.market, other, seen)).toMatchObject({ ok: false, code: "deal_over" });
    expect((await viewCart(bench.market, other)).count).toBe(1);
    expect(await place(holder)).toBe("sold");
    const [line] = await bench.sql`
      select offer_id, unit_price_vnd::int as price, show_id, pin_id, deal_id, commission_vnd::int as fee, show_second >= 90 as is_later
      from order_lines where deal_id = ${stage.deal.dealId}`;
    expect(line).toEqual({
      offer_id: stage.deal.offerId,
      price: 60_000,
      show_id: stage.show.showId,
      pin_id: stage.show.pinId,
      deal_id: stage.deal.dealId,
      fee: 1800,
      is_later: true,
    });
    expect([await taken(stage), await findWrongSums(bench.sql)]).toEqual([1, []]);
  });

  it("once lapsed is taken afresh while there are units, or refused; nothing of the form or cart is lost", async () => {
    const stage = await scene({ quota: 1, perBuyer: 1 });
    const [slow, quick] = [await inCart(stage), await inCart(stage)];
    await enter(slow);
    const form = await orderForm(bench.market, slow, { communeCode: near });
    await bench.advanceClock(6 * MINUTE);
    expect(await place(quick)).toBe("sold");
    expect(await placeOrder(bench.market, slow, form)).toMatchObject({ ok: false, code: "deal_taken" });
    expect((await viewCart(bench.market, slow)).count).toBe(1);
    const other = await scene({ quota: 1, perBuyer: 1 });
    const lucky = await inCart(other);
    await enter(lucky);
    await bench.advanceClock(6 * MINUTE);
    expect([await place(lucky), await taken(other)]).toEqual(["sold", 1]);
  });

  it("is for so many a buyer, by cart and by phone number, over orders and in races", async () => {
    const stage = await scene({ quota: 50 });
    const viewer = await inCart(stage, 2);
    expect(await place(viewer)).toBe("sold");
    expect(await addAtDeal(bench.market, viewer, stage)).toMatchObject({
      code: "limit_reached",
      details: { most: 2, mine: 2 },
    });
    const phone = freshPhone();
    const friends = await Promise.all(Array.from({ length: 6 }, () => inCart(stage, 1)));
    await Promise.all(friends.map(enter));
    const answers = await Promise.all(friends.map((friend) => place(friend, { contact: { phone } })));
    expect(answers.filter((a) => a === "sold")).toHaveLength(2);
    expect(new Set(answers)).toEqual(new Set(["sold", "limit_reached"]));
    const twin = await inCart(stage, 2);
    const forms = await Promise.all([1, 2, 3].map(() => orderForm(bench.market, twin, { communeCode: near })));
    const twins = await Promise.all(forms.map((form) => placeOrder(bench.market, twin, form)));
    expect(twins.filter((a) => a.ok)).toHaveLength(1);
    expect(await findWrongSums(bench.sql)).toEqual([]);
  });

  it("comes back to the deal when a payment doesn't come, and may be had again", async () => {
    const stage = await scene({ quota: 2, perBuyer: 2 });
    const viewer = await inCart(stage, 2);
    await enter(viewer);
    expect(await place(viewer, { method: "vnpay" })).toBe("sold");
    expect(await taken(stage)).toBe(2);
    expect(await addAtDeal(bench.market, guest(), stage)).toMatchObject({ code: "deal_taken" });
    const [group] =
      await bench.sql`select o.group_id from order_lines l join orders o on o.id = l.order_id where l.deal_id = ${stage.deal.dealId}`;
    const silent = { ...bench.market, payment: null };
    await bench.sql`update payment_attempts set state = 'failed', settled_at = market_now() where intent_id in (select id from payment_intents where group_id = ${group?.group_id})`;
    expect(await expireGroup(silent, group?.group_id, { cause: "buyer_cancelled" })).toMatchObject({ ok: true });
    expect(await taken(stage)).toBe(0);
    expect(await buyAtDeal(bench.market, viewer, stage, { communeCode: near }, 2)).toBe("sold");
    expect(await findWrongSums(bench.sql)).toEqual([]);
  });

  it("stays counted when the shop packs from another lot than the held one", async () => {
    const stage = await scene();
    const viewer = await inCart(stage, 2);
    expect(await place(viewer)).toBe("sold");
    const otherLot = await makeLot(bench.sql, stage.goods, 5);
    const [line] = await bench.sql`select id from order_lines where deal_id = ${stage.deal.dealId}`;
    const { variantId, shopId } = stage.goods;
    const packed = await bench.market.transact((tx) =>
      packStock(tx, [{ lineId: line?.id, variantId, shopId, lotId: otherLot, quantity: 2 }], null),
    );
    expect(packed).toMatchObject({ ok: true });
    const holds = await bench.sql`select state, deal_id from holds where order_line_id = ${line?.id} order by state`;
    expect(holds.map((h) => [h.state, h.deal_id])).toEqual([
      ["consumed", stage.deal.dealId],
      ["released", stage.deal.dealId],
    ]);
    expect(await taken(stage)).toBe(2);
  });

  it("refuses what left the market meanwhile with that reason, held or not", async () => {
    const changes = {
      left_show: (stage: Stage) =>
        bench.sql`update listings set state = 'taken_down' where id = ${stage.goods.listingId}`,
      "left_show of a suspended shop": (stage: Stage) =>
        bench.sql`update shops set state = 'suspended' where id = ${stage.goods.shopId}`,
      "left_show without a licence": (stage: Stage) =>
        bench.sql`update products set is_alcohol = true where id = ${stage.goods.productId}`,
      stars_changed: (
        stage: Stage,
      ) => bench.sql`insert into certificates (id, product_id, number, stars, issuer, decision_number, valid_from, valid_to)
        values (${newId()}, ${stage.goods.productId}, ${newId()}, 5, 'Hội đồng thử', 'QĐ-9', market_today() - 1, market_today() + 9)`,
    };
    for (const [code, change] of Object.entries(changes)) {
      const stage = await scene();
      const viewer = await inCart(stage);
      await enter(viewer);
      const form = await orderForm(bench.market, viewer, { communeCode: near });
      await change(stage);
      const placed = await placeOrder(bench.market, viewer, form);
      expect(placed).toMatchObject({ ok: false, code: code.split(" ")[0] });
    }
  });

  it("charges no price that was edited into the form or that changed since", async () => {
    const stage = await scene();
    const viewer = await inCart(stage);
    await enter(viewer);
    const form = await orderForm(bench.market, viewer, { communeCode: near });
    const edited = { ...form, requestId: newId(), quoteHash: form.quoteHash.replace(/^./, "~"), priceVnd: 1 };
    expect(await placeOrder(bench.market, viewer, edited)).toMatchObject({ code: "quote_changed" });
    const cheap = {
      variantId: stage.goods.variantId,
      quantity: 1,
      show: stage.show.slug,
      dealId: stage.deal.dealId,
      priceVnd: "1",
    };
    const other = guest();
    await addFromShow(bench.market, other, cheap);
    expect((await viewCart(bench.market, other)).goodsVnd).toBe(60_000);
    await setQuantity(bench.market, viewer, { lineId: await lineId(viewer), quantity: 2 });
    expect(await placeOrder(bench.market, viewer, form)).toMatchObject({ code: "quote_changed" });
  });

  it("stays with a guest who signs in", async () => {
    const stage = await scene({ quota: 1, perBuyer: 1 });
    const viewer = await inCart(stage);
    await enter(viewer);
    const accountId = newId();
    await bench.sql`insert into accounts (id, name, email) values (${accountId}, 'Người thử', ${`${accountId}@example.org`})`;
    await joinGuestCart(bench.market, { accountId, guestToken: viewer.guestToken });
    const known = { ...viewer, accountId };
    expect([await taken(stage), await left(known)]).toEqual([1, 5]);
    expect([await place(known), await taken(stage)]).toEqual(["sold", 1]);
  });

  it("is held from one address so many times an hour, by whichever browser; others aren't held up", async () => {
    const few = await openBench({ MARKET_DEAL_HOLDS_PER_ADDRESS_HOUR: "2" });
    await makeTariff(few.sql);
    const goods = await makeGoods(few.sql, { priceVnd: 90_000, units: 20 });
    const show = await makeLiveShow(few.sql, [goods]);
    const deal = await makeDeal(few.sql, show, goods, { priceVnd: 60_000, quota: 10, perBuyer: 1 });
    const codes: string[] = [];
    for (const clientAddress of ["192.0.2.7", "192.0.2.7", "192.0.2.7", "192.0.2.8"]) {
      const viewer = { ...guest(), clientAddress };
      await addAtDeal(few.market, viewer, { goods, show, deal }, 1);
      const entered = await enterCheckout(few.market, viewer);
      codes.push(entered.ok ? "held" : entered.code);
    }
    expect(codes).toEqual(["held", "held", "too_many_holds", "held"]);
    expect(await takenOf(few.sql, deal.dealId)).toBe(3);
    await few.end();
  });
});
