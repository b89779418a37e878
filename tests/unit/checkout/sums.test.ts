import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CartLineRow } from "#db/queries/cart.ts";
import { readQuantity } from "#services/cart/rules.ts";
import { giveLots } from "#services/catalogue/stock-rules.ts";
import { goodsByShop, makeQuote, quoteText } from "#services/checkout/quote-rules.ts";
import { MAX_VND, splitVnd, sumVnd, vnd } from "#services/shared/money.ts";
import type { ParcelQuote } from "#services/shipping/quote-shipping.ts";
import { type Tariff, tariffFor } from "#services/shipping/rules.ts";
import { commissionOf } from "#services/shops/commission.ts";

const line = fc.record({
  shop: fc.integer({ min: 0, max: 4 }),
  variant: fc.uuid(),
  price: fc.integer({ min: 1, max: 5_000_000 }),
  quantity: fc.integer({ min: 1, max: 999 }),
  grams: fc.integer({ min: 1, max: 20_000 }),
  aside: fc.boolean(),
});

const rowOf = (l: { shop: number; variant: string; price: number; quantity: number; grams: number; aside: boolean }) =>
  ({
    line_id: l.variant,
    variant_id: l.variant,
    shop_id: `shop-${l.shop}`,
    shop_name: `Gian ${l.shop}`,
    quantity: l.quantity,
    price_vnd: l.price,
    weight_grams: l.grams,
    set_aside: l.aside,
    stars: null,
    listing_name: "Miến",
    variant_name: "Gói",
    listing_on_sale: true,
    shop_on_sale: true,
    variant_active: true,
    kind: "goods",
    free: 999,
    deal: null,
    show_id: null,
  }) as CartLineRow;

const parcelsFor = (rows: readonly CartLineRow[], price: number): ParcelQuote[] =>
  goodsByShop(rows).map(({ shopId }, n) => ({
    ok: true,
    shopId,
    zone: "province",
    tariffId: "t",
    priceVnd: price + n,
    daysMin: 1,
    daysMax: 2,
    isDemo: false,
  }));

describe("sums of a quote", () => {
  it("add up from lines to shops to the whole, whatever is in the cart, and leave out what is set aside", () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 30 }), fc.integer({ min: 0, max: 200_000 }), (lines, price) => {
        const rows = lines.map(rowOf);
        const quote = makeQuote(goodsByShop(rows), parcelsFor(rows, price));
        const kept = rows.filter((r) => !r.set_aside);
        const goods = kept.reduce((sum, r) => sum + (r.price_vnd ?? 0) * r.quantity, 0);
        expect(quote.goodsVnd).toBe(goods);
        expect(quote.goodsVnd).toBe(quote.shops.reduce((sum, s) => sum + s.goodsVnd, 0));
        expect(quote.shippingVnd).toBe(quote.shops.reduce((sum, s) => sum + (s.parcel?.ok ? s.parcel.priceVnd : 0), 0));
        expect(quote.totalVnd).toBe(quote.goodsVnd + quote.shippingVnd);
        expect(quote.shops.flatMap((s) => s.rows)).toHaveLength(kept.length);
        expect(quote.isComplete).toBe(kept.length > 0);
      }),
    );
  });

  it("are confirmed by a text that does not hang on the order of lines and changes with anything shown", () => {
    fc.assert(
      fc.property(fc.uniqueArray(line, { selector: (l) => l.variant, minLength: 1, maxLength: 12 }), (lines) => {
        const rows = lines.map((l) => rowOf({ ...l, aside: false }));
        const text = (of: CartLineRow[], price = 20_000) =>
          quoteText(makeQuote(goodsByShop(of), parcelsFor(of, price)));
        const same = goodsByShop(rows);
        const parcels = parcelsFor(rows, 20_000);
        expect(quoteText(makeQuote([...same].reverse(), parcels))).toBe(quoteText(makeQuote(same, parcels)));
        const [first, ...rest] = rows as [CartLineRow, ...CartLineRow[]];
        for (const change of [
          { price_vnd: (first.price_vnd ?? 0) + 1 },
          { quantity: first.quantity + 1 },
          { stars: 4 },
          { listing_name: "Khác" },
        ]) {
          expect(text([{ ...first, ...change }, ...rest])).not.toBe(text(rows));
        }
        expect(text(rows, 20_001)).not.toBe(text(rows));
      }),
    );
  });

  it("have no parcel price and are not complete before a place is known", () => {
    const rows = [rowOf({ shop: 1, variant: "a", price: 5, quantity: 2, grams: 1, aside: false })];
    expect(makeQuote(goodsByShop(rows), [])).toMatchObject({ totalVnd: 10, shippingVnd: 0, isComplete: false });
  });
});

describe("a split of money", () => {
  it("always adds up, by weights, and gives nobody more than a đồng beside the exact share", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: MAX_VND }),
        fc.array(fc.integer({ min: 0, max: 1_000_000_000 }), { minLength: 1, maxLength: 20 }),
        (amount, weights) => {
          const parts = splitVnd(vnd(amount), weights);
          expect(sumVnd(parts)).toBe(amount);
          const total = weights.reduce((a, b) => a + b, 0);
          if (total === 0) return;
          parts.forEach((part, n) => {
            const exact = (BigInt(amount) * BigInt(weights[n] ?? 0)) / BigInt(total);
            expect(BigInt(part) - exact === 0n || BigInt(part) - exact === 1n).toBe(true);
          });
        },
      ),
    );
  });

  it("takes as commission a whole amount between nothing and all, never above the exact rate", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: MAX_VND }), fc.integer({ min: 0, max: 10_000 }), (amount, rate) => {
        const commission = commissionOf(amount, rate);
        expect(BigInt(commission) * 10_000n <= BigInt(amount) * BigInt(rate)).toBe(true);
        expect((BigInt(commission) + 1n) * 10_000n > BigInt(amount) * BigInt(rate)).toBe(true);
      }),
    );
  });
});

describe("giving lots to lines", () => {
  const lots = fc.uniqueArray(
    fc.record({ id: fc.uuid(), variantId: fc.constantFrom("a", "b", "c"), shopId: fc.constant("s"), free: fc.nat(20) }),
    { selector: (l) => l.id, maxLength: 8 },
  );
  const needs = fc.uniqueArray(
    fc.record({
      lineId: fc.uuid(),
      variantId: fc.constantFrom("a", "b", "c"),
      shopId: fc.constant("s"),
      quantity: fc.integer({ min: 1, max: 25 }),
    }),
    { selector: (n) => n.lineId, minLength: 1, maxLength: 5 },
  );

  it("serves each line wholly from lots of its own variant and never takes what isn't there, or gives nothing", () => {
    fc.assert(
      fc.property(needs, lots, (wanted, given) => {
        const answer = giveLots(wanted, given);
        const enough = ["a", "b", "c"].every(
          (v) =>
            wanted.filter((n) => n.variantId === v).reduce((sum, n) => sum + n.quantity, 0) <=
            given.filter((l) => l.variantId === v).reduce((sum, l) => sum + l.free, 0),
        );
        expect(answer.ok).toBe(enough);
        if (!answer.ok) return;
        for (const need of wanted) {
          const own = answer.given.filter((g) => g.lineId === need.lineId);
          expect(own.reduce((sum, g) => sum + g.quantity, 0)).toBe(need.quantity);
          expect(own.every((g) => given.find((l) => l.id === g.lotId)?.variantId === need.variantId)).toBe(true);
        }
        for (const lot of given) {
          const taken = answer.given.filter((g) => g.lotId === lot.id).reduce((sum, g) => sum + g.quantity, 0);
          expect(taken).toBeLessThanOrEqual(lot.free);
        }
      }),
    );
  });

  it("empties the first lot before it opens the next", () => {
    const answer = giveLots(
      [{ lineId: "x", variantId: "a", shopId: "s", quantity: 5 }],
      [
        { id: "soon", variantId: "a", shopId: "s", free: 2 },
        { id: "none", variantId: "a", shopId: "s", free: 0 },
        { id: "late", variantId: "a", shopId: "s", free: 9 },
      ],
    );
    expect(answer.ok && answer.given.map((g) => [g.lotId, g.quantity])).toEqual([
      ["soon", 2],
      ["late", 3],
    ]);
  });
});

describe("the tariff of a parcel", () => {
  const row = (zone: Tariff["zone"], fromGrams: number): Tariff => ({
    id: `${zone}${fromGrams}`,
    zone,
    fromGrams,
    priceVnd: 1,
    daysMin: 1,
    daysMax: 2,
    isDemo: true,
  });
  const rows = [row("region", 0), row("province", 5000), row("province", 0), row("province", 1000)];

  it("is the row of its zone with the largest weight that is reached, to the gram", () => {
    const idAt = (grams: number) => tariffFor(rows, "province", grams)?.id;
    expect([0, 999, 1000, 4999, 5000, 1_000_000].map(idAt)).toEqual([
      "province0",
      "province0",
      "province1000",
      "province1000",
      "province5000",
      "province5000",
    ]);
    expect(tariffFor(rows, "country", 10)).toBeNull();
  });
});

describe("a typed quantity", () => {
  it("is a whole number from 1 to 999 in plain digits, or none", () => {
    fc.assert(
      fc.property(fc.anything(), (typed) => {
        const quantity = readQuantity(typed);
        expect(quantity === null || (Number.isInteger(quantity) && quantity >= 1 && quantity <= 999)).toBe(true);
      }),
    );
    expect([{ toString: "" }, ["5"], true].map(readQuantity)).toEqual([null, null, null]);
    expect(["1", " 12 ", "999", 7].map(readQuantity)).toEqual([1, 12, 999, 7]);
  });
});
