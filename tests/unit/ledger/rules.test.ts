import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Entry,
  entriesOf,
  type LegalForm,
  type SoldOrder,
  sumByPlace,
  type TaxRate,
  taxOf,
} from "#services/ledger/rules.ts";
import { commissionOf } from "#services/shops/commission.ts";

const rates: TaxRate[] = [
  { kind: "vat", legalForm: "household", base: "goods", rateBasisPoints: 100 },
  { kind: "pit", legalForm: "household", base: "goods", rateBasisPoints: 50 },
  { kind: "vat", legalForm: "household", base: "services", rateBasisPoints: 500 },
  { kind: "pit", legalForm: "household", base: "services", rateBasisPoints: 200 },
  { kind: "vat", legalForm: "household", base: "shipping", rateBasisPoints: 300 },
];

const sold = (over: Partial<SoldOrder["lines"][number]> = {}): SoldOrder => ({
  id: "order",
  shopId: "shop",
  shippingVnd: 20_000,
  lines: [{ id: "line", totalVnd: 300_000, commissionVnd: 9_000, legalForm: "household", taxBase: "goods", ...over }],
});
const goodsRates = rates.filter((rate) => rate.base === "goods");
const captured = (orders: SoldOrder[], by = goodsRates) =>
  entriesOf({ kind: "prepaid_captured", provider: "vnpay", orders, rates: by });

const short = (entries: readonly Entry[]) =>
  entries.map((e) => [e.account.party ?? e.account.kind, e.amountVnd] as const);
const total = (entries: readonly Entry[]) => entries.reduce((sum, e) => sum + e.amountVnd, 0);
const on = (entries: readonly Entry[], kind: Entry["account"]["kind"]) =>
  total(entries.filter((e) => e.account.kind === kind));

describe("the table from event to entries", () => {
  it("splits a household's sale as its example says", () => {
    expect(short(captured([sold()]))).toEqual([
      ["vnpay", 320_000],
      ["shop_pending", -20_000],
      ["shop_pending", -300_000],
      ["shop_pending", 9_000],
      ["commission", -9_000],
      ["shop_pending", 3_000],
      ["vat", -3_000],
      ["shop_pending", 1_500],
      ["pit", -1_500],
    ]);
  });

  it("withholds nothing from cooperatives and companies, and writes each rate beside its tax", () => {
    for (const legalForm of ["cooperative", "company", "cooperative_group"] as const)
      expect(on(captured([sold({ legalForm })]), "tax_withheld")).toBe(0);
    const taxes = captured([sold()]).filter((e) => e.account.kind === "tax_withheld");
    expect(taxes.map((e) => [e.account.party, e.rateBasisPoints])).toEqual([
      ["vat", 100],
      ["pit", 50],
    ]);
  });

  it("has no entries where no money moved: nothing collected yet, nothing left to release", () => {
    expect(entriesOf({ kind: "order_completed", posted: [] })).toEqual([]);
    const sale = captured([sold()]);
    const released = entriesOf({ kind: "order_completed", posted: sale });
    expect(entriesOf({ kind: "order_completed", posted: [...sale, ...released] })).toEqual([]);
    expect(entriesOf({ kind: "order_ended", orderId: "order", posted: [] })).toEqual([]);
  });

  it("rounds tax to the nearest đồng, half a đồng up", () => {
    expect([49, 50, 149, 150].map((base) => taxOf(base, 100))).toEqual([0, 1, 1, 2]);
    expect(taxOf(1_000_000_000_000, 10_000)).toBe(1_000_000_000_000);
  });

  it("takes what was wrong back and writes what is right, in one", () => {
    const wrong = captured([sold()]);
    const right = captured([sold({ commissionVnd: 8_100 })]);
    expect(short(entriesOf({ kind: "correction", wrong, right }))).toEqual([
      ["shop_pending", -900],
      ["commission", 900],
    ]);
  });
});

const orders = fc
  .array(
    fc.record({
      shippingVnd: fc.integer({ min: 0, max: 300_000 }),
      legalForm: fc.constantFrom<LegalForm>("household", "cooperative_group", "cooperative", "company"),
      lines: fc.array(
        fc.record({
          totalVnd: fc.integer({ min: 1, max: 50_000_000 }),
          basisPoints: fc.integer({ min: 0, max: 10_000 }),
          taxBase: fc.constantFrom("goods" as const, "services" as const, "transport" as const, "other" as const),
        }),
        { minLength: 1, maxLength: 6 },
      ),
    }),
    { minLength: 1, maxLength: 4 },
  )
  .map((drawn): SoldOrder[] =>
    drawn.map(({ shippingVnd, legalForm, lines }, at) => ({
      id: `order ${at}`,
      shopId: `shop ${at}`,
      shippingVnd,
      lines: lines.map(({ basisPoints, ...line }, n) => ({
        ...line,
        id: `line ${at} ${n}`,
        legalForm,
        commissionVnd: commissionOf(line.totalVnd, basisPoints),
      })),
    })),
  );
const anyRates = fc
  .array(fc.integer({ min: 0, max: 2_000 }), { minLength: rates.length, maxLength: rates.length })
  .map((points) => rates.map((rate, at) => ({ ...rate, rateBasisPoints: points[at] ?? 0 })));

describe("any group of orders", () => {
  it("is split so that every order, and every line of it, adds up to what was paid", () => {
    fc.assert(
      fc.property(orders, anyRates, (group, by) => {
        const entries = captured(group, by);
        expect(total(entries)).toBe(0);
        for (const order of group) {
          const own = entries.filter((e) => e.orderId === order.id);
          const paid = order.shippingVnd + order.lines.reduce((sum, line) => sum + line.totalVnd, 0);
          expect([total(own), on(own, "gateway_clearing")]).toEqual([0, paid]);
          for (const line of order.lines) {
            const part = own.filter((e) => e.lineId === line.id);
            expect([total(part), on(part, "commission")]).toEqual([-line.totalVnd, -line.commissionVnd || 0]);
          }
        }
      }),
    );
  });

  it("released or not, is taken back without a trace but where money came in and is owed back", () => {
    fc.assert(
      fc.property(orders, anyRates, fc.boolean(), fc.boolean(), (group, by, isComplete, isCash) => {
        const order = group[0];
        if (!order) return;
        const sale = isCash
          ? entriesOf({ kind: "cash_collected", carrier: "ghn", order, rates: by })
          : captured([order], by);
        const book = [...sale, ...(isComplete ? entriesOf({ kind: "order_completed", posted: sale }) : [])];
        const paid = on(sale, isCash ? "carrier_clearing" : "gateway_clearing");
        const back = entriesOf({ kind: "order_ended", orderId: order.id, posted: book });
        expect([total(book), total(back), on(back, "refunds_owed")]).toEqual([0, 0, -paid || 0]);
        const left = sumByPlace([...book, ...back]);
        expect(new Set(left.map((e) => e.account.kind))).toEqual(
          new Set(paid === 0 ? [] : [isCash ? "carrier_clearing" : "gateway_clearing", "refunds_owed"]),
        );
        const refunded = entriesOf({ kind: "refund_paid", orderId: order.id, amountVnd: paid });
        expect(on([...book, ...back, ...refunded], "refunds_owed")).toBe(0);
      }),
    );
  });

  it("when complete, leaves the shop what is neither commission nor tax, and nothing pending", () => {
    fc.assert(
      fc.property(orders, anyRates, (group, by) => {
        const sale = captured(group, by);
        const book = [...sale, ...entriesOf({ kind: "order_completed", posted: sale })];
        expect(total(book)).toBe(0);
        expect(on(book, "shop_pending")).toBe(0);
        const kept = on(book, "commission") + on(book, "tax_withheld");
        expect(on(book, "shop_available") + kept + on(book, "gateway_clearing")).toBe(0);
      }),
    );
  });

  it("of stray money owes all of it back", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000_000 }), (amountVnd) => {
        const entries = entriesOf({ kind: "stray_money", provider: "vnpay", amountVnd });
        expect(short(entries)).toEqual([
          ["vnpay", amountVnd],
          ["refunds_owed", -amountVnd],
        ]);
      }),
    );
  });
});
