import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { setAside, setQuantity } from "#services/cart/change-line.ts";
import { viewCart } from "#services/cart/view-cart.ts";
import { placeOrder } from "#services/checkout/place-order.ts";
import { newId } from "#services/shared/ids.ts";
import { type Bench, openBench } from "#tests/support/bench.ts";
import { buy, fill, freshPhone, guest, orderForm } from "#tests/support/buyers.ts";
import { makeGoods, makeListing, makeLot, makeSendingShop, makeTariff, places } from "#tests/support/market-rows.ts";

describe("placing an order", () => {
  let bench: Bench;
  let near: string;
  let far: string;
  beforeAll(async () => {
    bench = await openBench();
    await makeTariff(bench.sql);
    ({ near, far } = await places(bench.sql));
  });
  afterAll(() => bench.end());

  const stockOf = async (variantId: string) => {
    const [row] = await bench.sql<{ on_hand: number; reserved: number; held: number }[]>`
      select sum(on_hand)::int as on_hand, sum(reserved)::int as reserved,
        (select coalesce(sum(quantity), 0)::int from holds h join lots x on x.id = h.lot_id where x.variant_id = ${variantId} and h.state in ('held', 'committed')) as held
      from lots where variant_id = ${variantId}`;
    return row;
  };
  const countGroups = async () => Number((await bench.sql`select count(*)::int as n from order_groups`)[0]?.n);

  it("makes one group with an order a shop, everything frozen, stock committed and the cart emptied", async () => {
    const { market, sql } = bench;
    const one = await makeGoods(sql, { priceVnd: 90_000, stars: 4 });
    const two = await makeGoods(sql, { priceVnd: 50_000 });
    const viewer = guest();
    const placed = await buy(
      market,
      viewer,
      [
        { variantId: one.variantId, quantity: 2 },
        { variantId: two.variantId, quantity: 1 },
      ],
      { communeCode: far },
    );
    expect(placed.ok).toBe(true);
    if (!placed.ok) return;
    const [group] = await sql`select * from order_groups where id = ${placed.value.groupId}`;
    expect([group?.goods_vnd, group?.shipping_vnd, group?.total_vnd].map(Number)).toEqual([230_000, 70_000, 300_000]);
    const orders =
      await sql`select shop_id, state, total_vnd::int, accept_by from orders where group_id = ${placed.value.groupId} order by total_vnd desc`;
    expect(orders.map((o) => [o.shop_id, o.state, o.total_vnd])).toEqual([
      [one.shopId, "new", 215_000],
      [two.shopId, "new", 85_000],
    ]);
    expect(orders.every((o) => o.accept_by !== null)).toBe(true);
    const [line] =
      await sql`select l.*, l.commission_vnd::int as fee from order_lines l where variant_id = ${one.variantId}`;
    expect(line).toMatchObject({
      quantity: 2,
      stars_at_sale: 4,
      commission_basis_points: 300,
      fee: 5400,
      legal_form: "cooperative",
      tax_category: "goods",
    });
    expect(await stockOf(one.variantId)).toEqual({ on_hand: 100, reserved: 2, held: 2 });
    const [intent] =
      await sql`select state, method, amount_vnd::int as amount from payment_intents where group_id = ${placed.value.groupId}`;
    expect(intent).toEqual({ state: "processing", method: "cod", amount: 300_000 });
    expect(
      (await sql`select page from agreements where group_id = ${placed.value.groupId} order by page`).map(
        (r) => r.page,
      ),
    ).toEqual(["privacy", "returns", "rules"]);
    expect((await viewCart(market, viewer)).count).toBe(0);
  });

  it("answers the same submit ten times at once with one order", async () => {
    const goods = await makeGoods(bench.sql, { units: 5 });
    const viewer = guest();
    await fill(bench.market, viewer, [{ variantId: goods.variantId, quantity: 1 }]);
    const form = await orderForm(bench.market, viewer, { communeCode: near });
    const before = await countGroups();
    const answers = await Promise.all(Array.from({ length: 10 }, () => placeOrder(bench.market, viewer, form)));
    expect(new Set(answers.map((a) => (a.ok ? a.value.code : a.code))).size).toBe(1);
    expect(answers.every((a) => a.ok)).toBe(true);
    expect(await countGroups()).toBe(before + 1);
    expect(await stockOf(goods.variantId)).toEqual({ on_hand: 5, reserved: 1, held: 1 });
  });

  it("refuses a request id that comes back with other words", async () => {
    const goods = await makeGoods(bench.sql);
    const viewer = guest();
    await fill(bench.market, viewer, [{ variantId: goods.variantId, quantity: 1 }]);
    const form = await orderForm(bench.market, viewer, { communeCode: near });
    expect((await placeOrder(bench.market, viewer, form)).ok).toBe(true);
    const other = await placeOrder(bench.market, viewer, {
      ...form,
      contact: { ...form.contact, addressLine: "Số 9, ngõ khác" },
    });
    expect(other).toMatchObject({ ok: false, code: "request_reused" });
  });

  it("sells exactly fifty of fifty units to two hundred buyers at once", async () => {
    const goods = await makeGoods(bench.sql, { units: 50 });
    const viewers = Array.from({ length: 200 }, guest);
    const forms = [];
    for (const viewer of viewers) {
      await fill(bench.market, viewer, [{ variantId: goods.variantId, quantity: 1 }]);
      forms.push(await orderForm(bench.market, viewer, { communeCode: near }));
    }
    const answers = await Promise.all(forms.map((form, at) => placeOrder(bench.market, viewers[at] ?? guest(), form)));
    expect(answers.filter((a) => a.ok)).toHaveLength(50);
    expect(new Set(answers.map((a) => (a.ok ? "sold" : a.code)))).toEqual(new Set(["sold", "not_enough_stock"]));
    expect(await stockOf(goods.variantId)).toEqual({ on_hand: 50, reserved: 50, held: 50 });
  }, 120_000);

  it("never deadlocks on carts in opposite order", async () => {
    const shopId = await makeSendingShop(bench.sql);
    const a = await makeGoods(bench.sql, { shopId, units: 1000 });
    const b = await makeGoods(bench.sql, { shopId, units: 1000 });
    const buyers = Array.from({ length: 60 }, (_, at) => ({ viewer: guest(), lines: at % 2 === 0 ? [a, b] : [b, a] }));
    const answers = await Promise.all(
      buyers.map(({ viewer, lines }) =>
        buy(
          bench.market,
          viewer,
          lines.map((l) => ({ variantId: l.variantId, quantity: 1 })),
          { communeCode: near },
        ),
      ),
    );
    expect(answers.every((x) => x.ok)).toBe(true);
    expect(await stockOf(a.variantId)).toEqual({ on_hand: 1000, reserved: 60, held: 60 });
  });

  it("gives the lot that expires first, and never one that has", async () => {
    const listing = await makeListing(bench.sql, { name: "Bún khô", shopId: await makeSendingShop(bench.sql) });
    const late = await makeLot(bench.sql, listing, 5, "2099-12-31");
    const soon = await makeLot(bench.sql, listing, 2, "2099-01-01");
    await makeLot(bench.sql, listing, 50, "2020-01-01");
    const placed = await buy(bench.market, guest(), [{ variantId: listing.variantId, quantity: 4 }], {
      communeCode: near,
    });
    expect(placed.ok).toBe(true);
    const lots =
      await bench.sql`select lot_id, quantity from line_lots where lot_id in (${soon}, ${late}) order by quantity`;
    expect(lots.map((l) => [l.lot_id, l.quantity]).sort()).toEqual(
      [
        [late, 2],
        [soon, 2],
      ].sort(),
    );
    const more = await buy(bench.market, guest(), [{ variantId: listing.variantId, quantity: 4 }], {
      communeCode: near,
    });
    expect(more).toMatchObject({ ok: false, code: "not_enough_stock" });
  });

  it("refuses a quote that is no longer the one confirmed, and changes nothing", async () => {
    const goods = await makeGoods(bench.sql, { priceVnd: 40_000 });
    const viewer = guest();
    await fill(bench.market, viewer, [{ variantId: goods.variantId, quantity: 1 }]);
    const form = await orderForm(bench.market, viewer, { communeCode: near });
    await bench.sql`insert into offers (id, variant_id, shop_id, price_vnd) values (${newId()}, ${goods.variantId}, ${goods.shopId}, 41000)`;
    const before = await countGroups();
    expect(await placeOrder(bench.market, viewer, form)).toMatchObject({ ok: false, code: "quote_changed" });
    expect(await countGroups()).toBe(before);
    const cart = await viewCart(bench.market, viewer);
    expect(cart.shops[0]?.lines[0]).toMatchObject({ priceVnd: 41_000, seenPriceVnd: 40_000, changes: ["price_up"] });
    const again = await orderForm(bench.market, viewer, { communeCode: near });
    expect((await placeOrder(bench.market, viewer, again)).ok).toBe(true);
  });

  it("refuses when stars, quantity or destination changed since the quote", async () => {
    const goods = await makeGoods(bench.sql, { stars: 3 });
    const viewer = guest();
    await fill(bench.market, viewer, [{ variantId: goods.variantId, quantity: 1 }]);
    const form = await orderForm(bench.market, viewer, { communeCode: near });
    expect(
      await placeOrder(bench.market, viewer, { ...form, contact: { ...form.contact, communeCode: far } }),
    ).toMatchObject({ code: "quote_changed" });
    const [line] = (await viewCart(bench.market, viewer)).shops[0]?.lines ?? [];
    await setQuantity(bench.market, viewer, { lineId: line?.lineId, quantity: "3" });
    expect(await placeOrder(bench.market, viewer, { ...form, requestId: newId() })).toMatchObject({
      code: "quote_changed",
    });
    await setQuantity(bench.market, viewer, { lineId: line?.lineId, quantity: "1" });
    const [certificate] = await bench.sql`select id from certificates where product_id = ${goods.productId}`;
    await bench.sql`insert into certificate_events (id, certificate_id, kind, reason, decision_number) values (${newId()}, ${certificate?.id}, 'revoked', 'không đạt kiểm tra', 'QĐ-2')`;
    expect(await placeOrder(bench.market, viewer, { ...form, requestId: newId() })).toMatchObject({
      code: "stars_changed",
    });
  });

  it("speaks beside each field that is wrong", async () => {
    const goods = await makeGoods(bench.sql);
    const viewer = guest();
    await fill(bench.market, viewer, [{ variantId: goods.variantId, quantity: 1 }]);
    const form = await orderForm(bench.market, viewer, { communeCode: near });
    const wrong = [
      [{ name: "" }, "name", "name_missing"],
      [{ name: "x".repeat(500) }, "name", "name_long"],
      [{ phone: "0912" }, "phone", "phone_wrong"],
      [{ phone: "\ud800'; drop table" }, "phone", "phone_wrong"],
      [{ email: "không phải thư" }, "email", "email_wrong"],
      [{ addressLine: "  " }, "addressLine", "address_missing"],
      [{ communeCode: "99999" }, "communeCode", "commune_unknown"],
      [{ communeCode: "../../x" }, "communeCode", "commune_missing"],
      [{ note: "n".repeat(1000) }, "note", "note_long"],
    ] as const;
    for (const [change, field, code] of wrong) {
      const answer = await placeOrder(bench.market, viewer, { ...form, contact: { ...form.contact, ...change } });
      expect(answer).toMatchObject({ ok: false, code, field });
    }
    expect(await placeOrder(bench.market, viewer, { ...form, method: "bitcoin" })).toMatchObject({
      code: "method_unknown",
      field: "method",
    });
    expect(await placeOrder(bench.market, viewer, { ...form, method: "vnpay" })).toMatchObject({
      code: "method_unknown",
    });
    expect(await placeOrder(bench.market, viewer, { ...form, agreed: false })).toMatchObject({
      code: "not_agreed",
      field: "agreed",
    });
    expect(await placeOrder(bench.market, viewer, { ...form, requestId: "1" })).toMatchObject({ code: "bad_request" });
    expect((await viewCart(bench.market, viewer)).count).toBe(1);
  });

  it("takes alcohol only from a licensed shop, from somebody old enough, never to be paid at the door", async () => {
    const goods = await makeGoods(bench.sql, { name: "Rượu men lá", groupNumber: 2 });
    await bench.sql`update products set is_alcohol = true where id = ${goods.productId}`;
    const noodles = await makeGoods(bench.sql);
    const viewer = guest();
    await fill(bench.market, viewer, [
      { variantId: goods.variantId, quantity: 1 },
      { variantId: noodles.variantId, quantity: 1 },
    ]);
    const place = async (more: object = {}) =>
      placeOrder(bench.market, viewer, await orderForm(bench.market, viewer, { communeCode: near, ...more }));
    const unlicensed = await place({ ageConfirmed: true });
    expect(unlicensed.ok).toBe(false);
    expect((await viewCart(bench.market, viewer)).shops.flatMap((s) => s.lines).find((l) => l.isAlcohol)?.problem).toBe(
      "no_licence",
    );
    await bench.sql`insert into shop_licences (id, shop_id, kind, number, issuer, valid_from, valid_to)
      values (${newId()}, ${goods.shopId}, 'alcohol', 'GP-1', 'Phòng thử', market_today() - 1, market_today() + 100)`;
    expect(await place({ ageConfirmed: true })).toMatchObject({ code: "alcohol_not_cod", field: "method" });
    const line = (await viewCart(bench.market, viewer)).shops.flatMap((s) => s.lines).find((l) => l.isAlcohol);
    await setAside(bench.market, viewer, [line?.lineId], true);
    expect((await place()).ok).toBe(true);
    const left = await viewCart(bench.market, viewer);
    expect([left.count, left.aside.map((l) => l.variantId)]).toEqual([0, [goods.variantId]]);
  });

  it("keeps to three open groups to be paid at the door for one phone number, also when they race", async () => {
    const goods = await makeGoods(bench.sql, { units: 100 });
    const phone = freshPhone();
    const answers = await Promise.all(
      Array.from({ length: 8 }, () =>
        buy(bench.market, guest(), [{ variantId: goods.variantId, quantity: 1 }], {
          communeCode: near,
          contact: { phone },
        }),
      ),
    );
    expect(answers.filter((a) => a.ok)).toHaveLength(3);
    expect(answers.filter((a) => !a.ok && a.code === "too_many_cod")).toHaveLength(5);
  });

  it("keeps orders to be paid at the door from one address to a rate", async () => {
    const other = await openBench({ MARKET_COD_PER_ADDRESS_HOUR: "2" });
    await makeTariff(other.sql);
    const goods = await makeGoods(other.sql);
    const codes = [];
    for (let n = 0; n < 3; n++) {
      const viewer = { ...guest(), clientAddress: "192.0.2.7" };
      const answer = await buy(other.market, viewer, [{ variantId: goods.variantId, quantity: 1 }], {
        communeCode: near,
      });
      codes.push(answer.ok ? "ok" : answer.code);
    }
    await other.end();
    expect(codes).toEqual(["ok", "ok", "too_many"]);
  });

  it("does not send where a shop does not send", async () => {
    const goods = await makeGoods(bench.sql);
    await bench.sql`update shops set ship_zones = 'province' where id = ${goods.shopId}`;
    expect(
      await buy(bench.market, guest(), [{ variantId: goods.variantId, quantity: 1 }], { communeCode: far }),
    ).toMatchObject({ code: "not_shipped", field: "communeCode" });
  });

  it("does not sell what is paused, taken down or of a suspended shop", async () => {
    for (const change of [
      (g: { listingId: string }) => bench.sql`update listings set paused = true where id = ${g.listingId}`,
      (g: { listingId: string }) => bench.sql`update listings set state = 'taken_down' where id = ${g.listingId}`,
      (g: { shopId: string }) => bench.sql`update shops set state = 'suspended' where id = ${g.shopId}`,
    ]) {
      const goods = await makeGoods(bench.sql);
      const viewer = guest();
      await fill(bench.market, viewer, [{ variantId: goods.variantId, quantity: 1 }]);
      await change(goods);
      expect(
        (await placeOrder(bench.market, viewer, await orderForm(bench.market, viewer, { communeCode: near }))).ok,
      ).toBe(false);
      expect((await viewCart(bench.market, viewer)).shops[0]?.lines[0]?.problem).toBe("off_sale");
    }
  });
});
