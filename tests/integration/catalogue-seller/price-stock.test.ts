import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { changePrice } from "#services/catalogue/change-price.ts";
import { addLot, changeStock, setLotClosed } from "#services/catalogue/change-stock.ts";
import { addVariant, editVariant, restoreVariant, retireVariant } from "#services/catalogue/change-variants.ts";
import { viewStock } from "#services/catalogue/view-stock.ts";
import { newId } from "#services/shared/ids.ts";
import { type Bench, openBench } from "#tests/support/bench.ts";
import { addAccount, addGroup, addShop } from "#tests/support/order-rows.ts";
import { asNow } from "#tests/support/seller-forms.ts";

let bench: Bench;

beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.end());

const offersOf = (variantId: string) =>
  bench.sql<{ id: string; price: number }[]>`
    select id, price_vnd::int as price from offers where variant_id = ${variantId} order by created_at, id`;

const size = { name: "Túi 1 kg", netAmount: 1000, netUnit: "g", weightGrams: 1030, priceVnd: 90_000, gtin: "" };

describe("a price", () => {
  it("acts at once, is logged, and the old offer stays for ever", async () => {
    const { market, sql } = bench;
    const { seller, variantId, listingId, offerId } = await addShop(sql);
    const wish = { offerId: newId(), variantId, priceVnd: 65_000, seenOfferId: offerId };
    expect(await changePrice(market, seller, wish)).toMatchObject({ ok: true, value: { priceVnd: 65_000 } });
    expect(await changePrice(market, seller, wish)).toMatchObject({ ok: true, value: { offerId: wish.offerId } });
    expect((await offersOf(variantId)).map((o) => o.price)).toEqual([50_000, 65_000]);
    expect(await sql`select from_price_vnd::int as price from listings where id = ${listingId}`).toEqual([
      { price: 65_000 },
    ]);
    const [change] = await sql`select kind, before, after from listing_changes where listing_id = ${listingId}`;
    expect(change).toMatchObject({ kind: "price", before: { priceVnd: 50_000 }, after: { priceVnd: 65_000 } });
    const [jobs] =
      await sql`select count(*)::int as n from graphile_worker._private_jobs where payload->>'listingId' = ${listingId}`;
    expect(jobs?.n).toBe(1);
    await expect(sql`delete from offers where id = ${offerId}`).rejects.toThrow("append-only");
  });

  it("of two people who saw the same one, is changed by the first; the second hears what stands there", async () => {
    const { market, sql } = bench;
    const { seller, variantId, offerId: seenOfferId } = await addShop(sql);
    const both = await Promise.all(
      [61_000, 62_000].map((priceVnd) =>
        changePrice(market, seller, { offerId: newId(), variantId, priceVnd, seenOfferId }),
      ),
    );
    const won = both.find((r) => r.ok);
    const lost = both.find((r) => !r.ok);
    expect(lost).toMatchObject({ code: "changed", details: { priceVnd: won?.ok && won.value.priceVnd } });
    expect(await offersOf(variantId)).toHaveLength(2);
  });

  it.each([
    [0, "out_of_range"],
    [-5, "out_of_range"],
    [1.5, "not_whole"],
    [1_000_000_001, "out_of_range"],
    [Number.NaN, "not_whole"],
    [Number.POSITIVE_INFINITY, "not_whole"],
    [1e300, "out_of_range"],
  ])("of %d is refused and leaves the old one", async (priceVnd, code) => {
    const { seller, variantId } = await addShop(bench.sql);
    expect(await changePrice(bench.market, seller, { offerId: newId(), variantId, priceVnd })).toMatchObject({ code });
    expect(await offersOf(variantId)).toHaveLength(1);
  });
});

describe("a pack size", () => {
  it("is added once a tap, with its price, at once", async () => {
    const { market, sql } = bench;
    const { seller, listingId } = await addShop(sql);
    const wish = { ...size, listingId, variantId: newId() };
    const all = await Promise.all([1, 2, 3].map(() => addVariant(market, seller, wish)));
    expect(all.every((r) => r.ok)).toBe(true);
    expect(await offersOf(wish.variantId)).toHaveLength(1);
  });

  it.each([
    [{ gtin: "4006381333932" }, "odd_gtin", "gtin"],
    [{ gtin: "12" }, "odd_gtin", "gtin"],
    [{ netAmount: 0 }, "out_of_range", "netAmount"],
    [{ netAmount: 2.5 }, "not_whole", "netAmount"],
    [{ netUnit: "stone" }, "unknown_unit", "netUnit"],
    [{ weightGrams: 1e9 }, "out_of_range", "weightGrams"],
    [{ name: "" }, "missing", "name"],
    [{ name: "Gói trị ho" }, "claims", "name"],
    [{ name: "x".repeat(10_000) }, "too_long", "name"],
    [{ priceVnd: null }, "missing", "priceVnd"],
  ])("with %j is refused by its field", async (over, code, field) => {
    const { seller, listingId } = await addShop(bench.sql);
    const wish = { ...size, ...over, listingId, variantId: newId() };
    expect(await addVariant(bench.market, seller, wish)).toMatchObject({ ok: false, code, field });
  });

  it("that buyers have seen keeps its name and content; its weight and GTIN may change", async () => {
    const { market, sql } = bench;
    const { seller, variantId } = await addShop(sql);
    const now = { variantId, name: "Gói 500 g", netAmount: 500, netUnit: "g", weightGrams: 560, gtin: "4006381333931" };
    expect(await editVariant(market, seller, { ...now, netAmount: 450 })).toMatchObject({ code: "variant_fixed" });
    expect(await editVariant(market, seller, now)).toMatchObject({ ok: true });
    expect(await sql`select net_amount, weight_grams, gtin from variants where id = ${variantId}`).toEqual([
      { net_amount: 500, weight_grams: 560, gtin: "4006381333931" },
    ]);
  });

  it("goes and comes back, but the last one stays", async () => {
    const { market, sql } = bench;
    const { seller, variantId, listingId } = await addShop(sql);
    expect(await retireVariant(market, seller, { variantId })).toMatchObject({ code: "last_variant" });
    const second = newId();
    await addVariant(market, seller, { ...size, listingId, variantId: second });
    const both = await Promise.all([variantId, second].map((id) => retireVariant(market, seller, { variantId: id })));
    expect(both.map((r) => (r.ok ? "gone" : r.code)).sort()).toEqual(["gone", "last_variant"]);
    expect(await restoreVariant(market, seller, { variantId })).toMatchObject({ ok: true });
  });
});

describe("stock", () => {
  const entry = (lotId: string, over: object = {}) => ({
    entryId: newId(),
    lotId,
    direction: "down",
    quantity: 1,
    reason: "damaged",
    note: "",
    ...over,
  });

  it("goes up and down with reasons that stay, once a tap", async () => {
    const { market, sql } = bench;
    const { seller, listingId, lots } = await addShop(sql, [20]);
    const up = entry(lots[0].id, { direction: "up", quantity: 5, reason: "made", note: "Mẻ mới" });
    await Promise.all([1, 2, 3].map(() => changeStock(market, seller, up)));
    expect(await changeStock(market, seller, entry(lots[0].id, { quantity: 3 }))).toMatchObject({
      value: { onHand: 22 },
    });
    const seen = await viewStock(market, seller, listingId);
    if (!seen.ok) throw new Error(seen.code);
    expect(seen.value.entries.map((e) => [e.delta, e.reason, e.note])).toEqual([
      [-3, "damaged", ""],
      [5, "made", "Mẻ mới"],
      [20, "first_count", ""],
    ]);
  });

  it("never falls below what buyers have reserved, and says how many are", async () => {
    const { market, sql } = bench;
    const own = await addShop(sql, [10]);
    await addGroup(sql, { shops: [own], quantity: 4 });
    const lotId = own.lots[0].id;
    expect(await changeStock(market, own.seller, entry(lotId, { quantity: 7 }))).toMatchObject({
      code: "below_reserved",
      field: "quantity",
      details: { reserved: 4, onHand: 10, free: 6 },
    });
    const race = await Promise.all([1, 2, 3].map(() => changeStock(market, own.seller, entry(lotId, { quantity: 3 }))));
    expect(race.map((r) => (r.ok ? "down" : r.code)).sort()).toEqual(["below_reserved", "down", "down"]);
    expect(await sql`select on_hand, reserved from lots where id = ${lotId}`).toEqual([{ on_hand: 4, reserved: 4 }]);
  });

  it.each([
    [{ quantity: 0 }, "out_of_range", "quantity"],
    [{ quantity: -3 }, "out_of_range", "quantity"],
    [{ quantity: 0.5 }, "not_whole", "quantity"],
    [{ quantity: 1e12 }, "out_of_range", "quantity"],
    [{ reason: "order_packed" }, "unknown_reason", "reason"],
    [{ reason: "made" }, "unknown_reason", "reason"],
    [{ direction: "sideways" }, "unknown_direction", "direction"],
    [{ note: "n".repeat(10_000) }, "too_long", "note"],
  ])("with %j is refused by its field", async (over, code, field) => {
    const { seller, lots } = await addShop(bench.sql, [9]);
    expect(await changeStock(bench.market, seller, entry(lots[0].id, over))).toMatchObject({ code, field });
    expect(await bench.sql`select on_hand from lots where id = ${lots[0].id}`).toEqual([{ on_hand: 9 }]);
  });

  it("comes in lots: one a tap, its number once a size, made in the past, its code for ever", async () => {
    const { market, sql } = bench;
    const { seller, variantId } = await addShop(sql, [1]);
    const lot = {
      lotId: newId(),
      variantId,
      number: "MD-07",
      madeOn: "2020-02-01",
      bestBefore: "2199-01-01",
      quantity: 12,
    };
    const all = await Promise.all([1, 2, 3].map(() => addLot(market, seller, lot)));
    expect(new Set(all.map((r) => (r.ok ? r.value.code : r.code))).size).toBe(1);
    const twin = await Promise.all(
      [newId(), newId()].map((lotId) => addLot(market, seller, { ...lot, lotId, number: "MD-08" })),
    );
    expect(twin.map((r) => (r.ok ? "made" : r.code)).sort()).toEqual(["duplicate_number", "made"]);
    const tries = [
      [{ madeOn: "2150-01-01" }, "made_later"],
      [{ madeOn: "2020-13-01" }, "odd_day"],
      [{ bestBefore: "2019-01-01" }, "days_crossed"],
      [{ number: "" }, "missing"],
      [{ quantity: -1 }, "out_of_range"],
    ] as const;
    for (const [over, code] of tries) {
      const wish = { ...lot, number: "MD-09", ...over, lotId: newId() };
      expect(await addLot(market, seller, wish)).toMatchObject({ code });
    }
  });

  it("of a closed lot is kept for those who reserved it, and logged", async () => {
    const { market, sql } = bench;
    const own = await addShop(sql, [10]);
    await addGroup(sql, { shops: [own], quantity: 2 });
    const lotId = own.lots[0].id;
    expect(await setLotClosed(market, own.seller, { lotId, isClosed: true })).toMatchObject({ ok: true });
    expect(await setLotClosed(market, own.seller, { lotId, isClosed: true })).toMatchObject({ ok: true });
    expect(await sql`select is_closed, reserved from lots where id = ${lotId}`).toEqual([
      { is_closed: true, reserved: 2 },
    ]);
    const changes = await sql`select kind from listing_changes where listing_id = ${own.listingId}`;
    expect(changes.map((c) => c.kind)).toEqual(["lot_closed"]);
  });

  it("may be counted by a packer, who changes nothing else", async () => {
    const { market, sql } = bench;
    const own = await addShop(sql, [10]);
    const packer = await addAccount(sql);
    await sql`insert into memberships (account_id, shop_id, role) values (${packer.accountId}, ${own.shopId}, 'packer')`;
    const viewer = await asNow(sql, packer.viewer);
    expect(await changeStock(market, viewer, entry(own.lots[0].id))).toMatchObject({ ok: true });
    const wish = { offerId: newId(), variantId: own.variantId, priceVnd: 1 };
    expect(await changePrice(market, viewer, wish)).toMatchObject({ code: "not_found" });
    expect(await setLotClosed(market, viewer, { lotId: own.lots[0].id, isClosed: true })).toMatchObject({
      code: "not_found",
    });
  });
});
