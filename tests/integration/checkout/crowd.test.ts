import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addToCart } from "#services/cart/add-to-cart.ts";
import { setAside, setQuantity, takeOut } from "#services/cart/change-line.ts";
import { joinGuestCart } from "#services/cart/join-guest-cart.ts";
import { viewCart } from "#services/cart/view-cart.ts";
import { expireGroup } from "#services/checkout/expire-group.ts";
import { switchToCod } from "#services/checkout/pay-again.ts";
import { type PlaceInput, placeOrder } from "#services/checkout/place-order.ts";
import { cancelOrder } from "#services/orders/cancel-order.ts";
import { newId } from "#services/shared/ids.ts";
import type { Viewer } from "#services/shared/viewer.ts";
import { buy, fill, guest, orderForm } from "#tests/support/buyers.ts";
import { makeGoods, makeSendingShop } from "#tests/support/market-rows.ts";
import { openPayBench, type PayBench, standing } from "#tests/support/pay-bench.ts";
import { findWrongSums } from "#tests/support/sums.ts";

describe("many at once", () => {
  let pay: PayBench;
  beforeAll(async () => {
    pay = await openPayBench();
  });
  afterAll(() => pay.end());

  async function account(): Promise<Viewer> {
    const id = newId();
    await pay.bench.sql`insert into accounts (id, name, email) values (${id}, 'Thử', ${`${id}@example.org`})`;
    return { ...guest(), accountId: id };
  }

  it("never deadlocks while groups over the same lots are placed, expire and are called off", async () => {
    const { market, sql } = pay.bench;
    const shops = [await makeSendingShop(sql), await makeSendingShop(sql), await makeSendingShop(sql)];
    const goods: Awaited<ReturnType<typeof makeGoods>>[] = [];
    for (const shopId of [...shops, ...shops]) goods.push(await makeGoods(sql, { shopId, units: 500 }));
    const lines = (seed: number) =>
      [...goods]
        .sort((a, b) => ((a.lotId.charCodeAt(35) * (seed + 3)) % 7) - ((b.lotId.charCodeAt(35) * (seed + 3)) % 7))
        .slice(0, 4)
        .map((g) => ({ variantId: g.variantId, quantity: 1 + (seed % 2) }));
    const open = [];
    for (let n = 0; n < 16; n++) {
      const viewer = guest();
      const method = n % 2 === 0 ? "vnpay" : "cod";
      const placed = await buy(market, viewer, lines(n), { communeCode: pay.near, method });
      if (!placed.ok) throw new Error(placed.code);
      open.push({ viewer, ...placed.value });
    }
    await pay.later(15 * 60 + 61);
    const answers = await Promise.all([
      ...open.map(({ viewer, method, groupId, code }) =>
        method === "vnpay"
          ? expireGroup(market, groupId, { cause: "expired" })
          : cancelOrder(market, viewer, { groupCode: code, orderCode: null, requestId: newId() }),
      ),
      ...Array.from({ length: 24 }, (_, n) => buy(market, guest(), lines(n).toReversed(), { communeCode: pay.near })),
    ]);
    expect(answers.filter((a) => !a.ok)).toEqual([]);
    expect(await findWrongSums(sql)).toEqual([]);
  });

  it("answers each of two hundred buyers of fifty units, and gives what waits unpaid back to the fifty-first", async () => {
    const { market, sql } = pay.bench;
    const goods = await makeGoods(sql, { units: 50 });
    const buyers = Array.from({ length: 200 }, guest);
    const forms: PlaceInput[] = [];
    for (const viewer of buyers) {
      await fill(market, viewer, [{ variantId: goods.variantId, quantity: 1 }]);
      forms.push(await orderForm(market, viewer, { communeCode: pay.near, method: "vnpay" }));
    }
    const answers = await Promise.all(buyers.map((viewer, n) => placeOrder(market, viewer, forms[n] as PlaceInput)));
    const sold = answers.filter((a) => a.ok);
    expect(sold).toHaveLength(50);
    const late = buyers[answers.findIndex((a) => !a.ok)] as Viewer;
    await pay.later(15 * 60 + 61);
    const first = sold[0];
    if (!first?.ok) return;
    expect((await expireGroup(market, first.value.groupId, { cause: "expired" })).ok).toBe(true);
    const form = await orderForm(market, late, { communeCode: pay.near });
    expect((await placeOrder(market, late, form)).ok).toBe(true);
    const another = buyers[answers.findLastIndex((a) => !a.ok)] as Viewer;
    expect(
      await placeOrder(market, another, await orderForm(market, another, { communeCode: pay.near })),
    ).toMatchObject({
      code: "not_enough_stock",
    });
    expect(await findWrongSums(sql)).toEqual([]);
  }, 120_000);

  it("ends a group once when ten jobs expire it at the same moment", async () => {
    const order = await pay.awaiting();
    await pay.later(15 * 60 + 61);
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => expireGroup(pay.bench.market, order.groupId, { cause: "expired" })),
    );
    expect(answers.filter((a) => a.ok)).toHaveLength(1);
    expect(await standing(pay.bench, order.groupId)).toMatchObject({ orders: ["cancelled"], free: 10 });
    const events = await pay.bench
      .sql`select 1 from order_events where group_id = ${order.groupId} and kind = 'expired'`;
    expect(events).toHaveLength(1);
  });

  it("joins a guest's cart to the account's once, however often it signs in at the same moment", async () => {
    const { market, sql } = pay.bench;
    const [both, one] = [await makeGoods(sql), await makeGoods(sql)];
    const viewer = await account();
    const browser = { ...viewer, accountId: null };
    await fill(market, viewer, [{ variantId: both.variantId, quantity: 2 }]);
    await fill(market, browser, [
      { variantId: both.variantId, quantity: 3 },
      { variantId: one.variantId, quantity: 1 },
    ]);
    const join = () =>
      joinGuestCart(market, { accountId: viewer.accountId as string, guestToken: viewer.guestToken as string });
    await Promise.all([join(), join(), join()]);
    const cart = await viewCart(market, viewer);
    expect(cart.shops.flatMap((s) => s.lines.map((l) => [l.variantId, l.quantity])).sort()).toEqual(
      [
        [both.variantId, 5],
        [one.variantId, 1],
      ].sort(),
    );
    expect((await viewCart(market, browser)).count).toBe(0);
  });

  it("keeps every hand out of another's cart, and is not broken by lines that are gone", async () => {
    const { market, sql } = pay.bench;
    const goods = await makeGoods(sql);
    const [owner, other] = [guest(), guest()];
    await fill(market, owner, [{ variantId: goods.variantId, quantity: 1 }]);
    await fill(market, other, [{ variantId: goods.variantId, quantity: 1 }]);
    const lineId = (await viewCart(market, owner)).shops[0]?.lines[0]?.lineId;
    expect(await setQuantity(market, other, { lineId, quantity: "7" })).toMatchObject({ code: "not_found" });
    expect(await setAside(market, other, [lineId], true)).toMatchObject({ code: "not_found" });
    await takeOut(market, other, lineId);
    expect((await viewCart(market, owner)).count).toBe(1);
    await takeOut(market, owner, lineId);
    await takeOut(market, owner, lineId);
    expect(await setQuantity(market, owner, { lineId, quantity: "7" })).toMatchObject({ code: "not_found" });
    expect(await setQuantity(market, owner, { lineId: "1' or 1=1", quantity: "7" })).toMatchObject({
      code: "not_found",
    });
  });

  it("refuses every quantity that is none, beside its field", async () => {
    const goods = await makeGoods(pay.bench.sql);
    const viewer = guest();
    for (const quantity of [
      "0",
      "-1",
      "1.5",
      "1,5",
      "1e3",
      "9999999999",
      "",
      "một",
      "٣",
      " ",
      null,
      undefined,
      {},
      [2, 3],
      "0x10",
    ]) {
      expect(await addToCart(pay.bench.market, viewer, { variantId: goods.variantId, quantity })).toMatchObject({
        ok: false,
        code: "bad_quantity",
        field: "quantity",
      });
    }
    for (const variantId of [newId(), goods.listingId, "x", null, `${goods.variantId}\0`, "🧧"]) {
      expect(await addToCart(pay.bench.market, viewer, { variantId, quantity: "1" })).toMatchObject({
        ok: false,
        code: "unknown_variant",
      });
    }
    expect((await viewCart(pay.bench.market, viewer)).count).toBe(0);
  });

  it("asks for the age before alcohol is paid in advance, keeps when it was confirmed, and never lets it change to the door", async () => {
    const { market, sql } = pay.bench;
    const goods = await makeGoods(sql, { groupNumber: 2 });
    await sql`update products set is_alcohol = true where id = ${goods.productId}`;
    await sql`insert into shop_licences (id, shop_id, kind, number, issuer, valid_from, valid_to)
      values (${newId()}, ${goods.shopId}, 'alcohol', 'GP-1', 'Phòng thử', market_today() - 1, market_today() + 100)`;
    const viewer = guest();
    await fill(market, viewer, [{ variantId: goods.variantId, quantity: 1 }]);
    const place = async (ageConfirmed: boolean) =>
      placeOrder(
        market,
        viewer,
        await orderForm(market, viewer, { communeCode: pay.near, method: "vnpay", ageConfirmed }),
      );
    expect(await place(false)).toMatchObject({ code: "age_not_confirmed", field: "ageConfirmed" });
    const placed = await place(true);
    if (!placed.ok) throw new Error(placed.code);
    const [group] = await sql`select age_confirmed_at from order_groups where id = ${placed.value.groupId}`;
    expect(Date.parse(String(group?.age_confirmed_at))).toBeGreaterThan(0);
    expect(await switchToCod(market, viewer, { code: placed.value.code })).toMatchObject({ code: "alcohol_not_cod" });
  });

  it("lets an ended or not yet begun licence sell no alcohol", async () => {
    const { market, sql } = pay.bench;
    const goods = await makeGoods(sql, { groupNumber: 2 });
    await sql`update products set is_alcohol = true where id = ${goods.productId}`;
    await sql`insert into shop_licences (id, shop_id, kind, number, issuer, valid_from, valid_to, ended_at) values
      (${newId()}, ${goods.shopId}, 'alcohol', 'A', 'x', market_today() - 9, market_today(), null),
      (${newId()}, ${goods.shopId}, 'alcohol', 'B', 'x', market_today() + 1, market_today() + 9, null),
      (${newId()}, ${goods.shopId}, 'alcohol', 'C', 'x', market_today() - 9, market_today() + 9, market_now())`;
    const viewer = guest();
    await fill(market, viewer, [{ variantId: goods.variantId, quantity: 1 }]);
    const form = await orderForm(market, viewer, { communeCode: pay.near, method: "vnpay", ageConfirmed: true });
    expect((await placeOrder(market, viewer, form)).ok).toBe(false);
  });
});
