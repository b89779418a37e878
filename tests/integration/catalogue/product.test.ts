import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readVisit } from "#services/accounts/read-visit.ts";
import { NO_FILTERS } from "#services/catalogue/filter-rules.ts";
import { viewGroup } from "#services/catalogue/view-group.ts";
import { viewLot } from "#services/catalogue/view-lot.ts";
import { type ProductPage, viewProduct } from "#services/catalogue/view-product.ts";
import { viewShop } from "#services/catalogue/view-shop.ts";
import { viewSitemap } from "#services/catalogue/view-sitemap.ts";
import { newId } from "#services/shared/ids.ts";
import { type Bench, openBench } from "#tests/support/bench.ts";
import { certify, type MadeListing, makeGoods, makeListing, makeLot, makeTariff } from "#tests/support/market-rows.ts";

let bench: Bench;
let goods: MadeListing & { lotId: string };

beforeAll(async () => {
  bench = await openBench();
  await makeTariff(bench.sql);
  goods = await makeGoods(bench.sql, { name: "Miến dong", stars: 4, units: 12, description: "Sợi dai." });
});
afterAll(() => bench.end());

async function page(slug = goods.slug, language: "vi" | "en" = "vi"): Promise<ProductPage> {
  const found = await viewProduct(bench.market, { slug, language });
  if (!found.ok) throw new Error(found.code);
  return found.value;
}

async function codeOf(lotId: string): Promise<string> {
  const [row] = await bench.sql<{ code: string }[]>`select code from lots where id = ${lotId}`;
  return row?.code ?? "";
}

describe("a product page", () => {
  it("tells price, stock, lots, shipping, certificate and seller", async () => {
    const shown = await page();
    expect(shown.variants[0]).toMatchObject({ priceVnd: 50_000, unitPriceVnd: 100_000, available: 12 });
    expect(shown.variants[0]?.shipping.map((z) => [z.zone, z.priceVnd])).toEqual([
      ["province", 15_000],
      ["region", 25_000],
      ["country", 35_000],
    ]);
    expect(shown.lots).toHaveLength(1);
    expect(shown.certificate).toMatchObject({ stars: 4, issuer: "Hội đồng thử" });
    expect(shown.seller).toMatchObject({ form: "cooperative" });
    expect(shown.obstacle).toBe(null);
  });

  it("costs one statement for itself, one for who asks, one for the menu at most", async () => {
    const other = bench.another("web");
    bench.statements.length = 0;
    await readVisit(other.market, `cp_guest=${"a".repeat(43)}`, "127.0.0.1");
    await viewProduct(other.market, { slug: goods.slug, language: "vi" });
    const { reference } = await import("#services/catalogue/reference.ts");
    await reference(other.market);
    expect(bench.statements.filter((s) => !/pg_catalog\.pg_type/.test(s)).length).toBeLessThanOrEqual(3);
  });

  it("and a listing page the same, from a cold start", async () => {
    const other = bench.another("web");
    bench.statements.length = 0;
    await readVisit(other.market, `cp_guest=${"a".repeat(43)}`, "127.0.0.1");
    await viewGroup(other.market, { slug: "thuc-pham", language: "vi", filters: NO_FILTERS });
    expect(bench.statements.filter((s) => !/pg_catalog\.pg_type/.test(s)).length).toBeLessThanOrEqual(3);
  });

  it("counts no units that are reserved, closed or past their date", async () => {
    const { sql } = bench;
    const made = await makeGoods(sql, { name: "Đếm", units: 10 });
    await makeLot(sql, made, 7, "2020-01-01");
    const closed = await makeLot(sql, made, 5);
    await sql`update lots set is_closed = true where id = ${closed}`;
    await sql`insert into holds (id, lot_id, shop_id, quantity, buyer_key, purpose, state, expires_at)
      values (${newId()}, ${made.lotId}, ${made.shopId}, 4, 'ai đó', 'order', 'held', market_now() + interval '5 minutes')`;
    const shown = await page(made.slug);
    expect(shown.variants[0]?.available).toBe(6);
    expect(shown.lots).toHaveLength(1);
  });

  it("says that it is paused, whether it or its shop is, and sells nothing meanwhile", async () => {
    const { sql } = bench;
    const made = await makeGoods(sql, { name: "Tạm ngừng" });
    await sql`update listings set paused = true where id = ${made.listingId}`;
    expect((await page(made.slug)).obstacle).toBe("paused");
    await sql`update listings set paused = false where id = ${made.listingId}`;
    await sql`update shops set paused = true where id = ${made.shopId}`;
    expect((await page(made.slug)).obstacle).toBe("paused");
  });

  it("is gone when taken down, not yet approved, or its shop is suspended", async () => {
    const { sql } = bench;
    const made = await makeGoods(sql, { name: "Gỡ" });
    const gone = async () => (await viewProduct(bench.market, { slug: made.slug, language: "vi" })).ok === false;
    for (const state of ["taken_down", "submitted", "draft"]) {
      await sql`update listings set state = ${state} where id = ${made.listingId}`;
      expect(await gone()).toBe(true);
    }
    await sql`update listings set state = 'approved' where id = ${made.listingId}`;
    expect(await gone()).toBe(false);
    await sql`update shops set state = 'suspended' where id = ${made.shopId}`;
    expect(await gone()).toBe(true);
  });

  it("answers an old address with the new one, and nonsense with not found", async () => {
    await bench.sql`insert into slug_history (kind, slug, target_id) values ('listing', 'ten-cu', ${goods.listingId})`;
    expect(await viewProduct(bench.market, { slug: "ten-cu", language: "vi" })).toMatchObject({
      code: "moved",
      details: { slug: goods.slug },
    });
    for (const slug of ["khong-co", "\0", "a'b", "x".repeat(5000), "%", "ｍien"])
      expect(await viewProduct(bench.market, { slug, language: "vi" })).toMatchObject({ code: "not_found" });
  });

  it("marks what exists in Vietnamese alone, word by word", async () => {
    await bench.sql`insert into listing_texts (listing_id, language, name) values (${goods.listingId}, 'en', 'Glass noodles')`;
    const shown = await page(goods.slug, "en");
    expect(shown.name).toEqual({ text: "Glass noodles", vi: false });
    expect(shown.description).toEqual({ text: "Sợi dai.", vi: true });
    expect((await page()).description.vi).toBe(false);
  });

  it("offers alcohol only from a shop whose licence is on record and in force", async () => {
    const { sql } = bench;
    const wine = await makeGoods(sql, { name: "Rượu", groupNumber: 2 });
    await sql`update products set is_alcohol = true where id = ${wine.productId}`;
    expect((await page(wine.slug)).obstacle).toBe("licence");
    const licence = newId();
    await sql`insert into shop_licences (id, shop_id, kind, number, issuer, valid_from, valid_to)
      values (${licence}, ${wine.shopId}, 'alcohol', 'GP-1', 'Sở', market_today() - 5, market_today() + 5)`;
    expect((await page(wine.slug)).obstacle).toBe(null);
    await sql`update shop_licences set ended_at = market_now() where id = ${licence}`;
    expect((await page(wine.slug)).obstacle).toBe("licence");
  });

  it("shows a service without a way into the cart", async () => {
    const home = await makeListing(bench.sql, { name: "Nhà nghỉ", groupNumber: 6 });
    await bench.sql`update products set kind = 'service' where id = ${home.productId}`;
    const shown = await page(home.slug);
    expect(shown).toMatchObject({ obstacle: "service" });
    expect(shown.variants[0]?.shipping).toEqual([]);
  });

  it("says how the last certificate ended, the day after its last", async () => {
    const { sql } = bench;
    const made = await makeGoods(sql, { name: "Hết hạn" });
    await certify(sql, made.productId, 3);
    await bench.advanceClock(180 * 86_400);
    expect(await page(made.slug)).toMatchObject({ certificate: null, ended: { how: "lapsed" } });
    await bench.advanceClock(-180 * 86_400);
    expect((await page(made.slug)).certificate?.stars).toBe(3);
  });
});

describe("a lot's page", () => {
  it("answers to its code as people type it, and for ever", async () => {
    const { sql } = bench;
    const made = await makeGoods(sql, { name: "Lô", stars: 3, units: 4 });
    const code = await codeOf(made.lotId);
    const typed = ` ${code.slice(0, 5).toLowerCase()}-${code.slice(5)} `;
    const look = () => viewLot(bench.market, { code: typed, language: "vi" });
    expect(await look()).toMatchObject({ ok: true, value: { verdict: "on_sale", certificate: { stars: 3 } } });
    await sql`update shops set state = 'suspended' where id = ${made.shopId}`;
    expect(await look()).toMatchObject({
      ok: true,
      value: { verdict: "off_sale", productSlug: null, shop: { slug: null }, certificate: { stars: 3 } },
    });
  });

  it("is none for what was never published, and for nonsense", async () => {
    const { sql } = bench;
    const made = await makeGoods(sql, { name: "Nháp" });
    await sql`update listings set state = 'draft', published_at = null where id = ${made.listingId}`;
    expect((await viewLot(bench.market, { code: await codeOf(made.lotId), language: "vi" })).ok).toBe(false);
    for (const code of ["", "\0", "'; drop table lots;--", "x".repeat(9000), "đ"])
      expect((await viewLot(bench.market, { code, language: "vi" })).ok).toBe(false);
  });

  it("warns of a lot past its date", async () => {
    const made = await makeGoods(bench.sql, { name: "Cũ" });
    const old = await makeLot(bench.sql, made, 3, "2020-01-01");
    expect(await viewLot(bench.market, { code: await codeOf(old), language: "en" })).toMatchObject({
      value: { verdict: "expired", nameIsVietnamese: true },
    });
  });
});

describe("a shop's page", () => {
  it("shows its goods and how many are certified now; paused it shows none", async () => {
    const [row] = await bench.sql<{ slug: string }[]>`select slug from shops where id = ${goods.shopId}`;
    const slug = row?.slug ?? "";
    const look = () => viewShop(bench.market, { slug, language: "vi", page: 1 });
    expect(await look()).toMatchObject({ value: { total: 1, certified: 1, isPaused: false } });
    await bench.sql`update shops set paused = true where id = ${goods.shopId}`;
    expect(await look()).toMatchObject({ value: { total: 0, isPaused: true, lots: [] } });
    await bench.sql`update shops set paused = false where id = ${goods.shopId}`;
  });

  it("is found under its old address too", async () => {
    await bench.sql`insert into slug_history (kind, slug, target_id) values ('shop', 'gian-cu', ${goods.shopId})`;
    expect(await viewShop(bench.market, { slug: "gian-cu", language: "vi", page: 1 })).toMatchObject({ code: "moved" });
    expect(await viewShop(bench.market, { slug: "gian-khac", language: "vi", page: 1 })).toMatchObject({
      code: "not_found",
    });
  });
});

describe("the sitemap", () => {
  it("lists what can be opened and nothing else", async () => {
    const { sql } = bench;
    const made = await makeGoods(sql, { name: "Không lên" });
    const listed = async () => (await viewSitemap(bench.market, 1)).entries.some((e) => e.slug === made.slug);
    expect(await listed()).toBe(true);
    await sql`update listings set state = 'taken_down' where id = ${made.listingId}`;
    expect(await listed()).toBe(false);
    expect((await viewSitemap(bench.market, 1)).parts).toBe(1);
  });
});
