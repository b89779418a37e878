import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { viewCart } from "#services/cart/view-cart.ts";
import { NO_FILTERS } from "#services/catalogue/filter-rules.ts";
import { viewGroup } from "#services/catalogue/view-group.ts";
import { viewLot } from "#services/catalogue/view-lot.ts";
import { viewProduct } from "#services/catalogue/view-product.ts";
import { viewShop } from "#services/catalogue/view-shop.ts";
import { revokeCertificate } from "#services/certification/revoke-certificate.ts";
import { indexProduct, turnOfDay } from "#services/search/jobs.ts";
import type { Market } from "#services/shared/market.ts";
import type { Viewer } from "#services/shared/viewer.ts";
import { type Bench, openBench } from "#tests/support/bench.ts";
import { fill, guest } from "#tests/support/buyers.ts";
import { certified, dayFromToday, staff } from "#tests/support/desk.ts";
import { type MadeListing, makeGoods } from "#tests/support/market-rows.ts";
import { cutListeners, untilNoStars } from "#tests/support/stars.ts";

let bench: Bench;
let certifier: Viewer;
let markets: Market[];

beforeAll(async () => {
  bench = await openBench();
  certifier = (await staff(bench.sql)).certifier;
  const other = bench.another("web");
  markets = [bench.market, other.market];
  await other.sql.listen("market_tags", () => {});
});
afterAll(() => bench.end());

type Shown = { goods: MadeListing & { lotId: string }; buyer: Viewer; lotCode: string; shopSlug: string };

async function shown(name: string, validTo: string): Promise<Shown & { certificateId: string }> {
  const goods = await makeGoods(bench.sql, { name });
  const certificateId = await certified(bench.market, bench.sql, certifier, goods.productId, { validTo });
  const [row] = await bench.sql<{ code: string; slug: string }[]>`
    select l.code, s.slug from lots l join shops s on s.id = l.shop_id where l.id = ${goods.lotId}`;
  const buyer = guest();
  await fill(bench.market, buyer, [{ variantId: goods.variantId, quantity: 1 }]);
  await indexProduct(bench.market, { productId: goods.productId });
  return { goods, buyer, lotCode: row?.code ?? "", shopSlug: row?.slug ?? "", certificateId };
}

/** Every read model that can draw stars, asked through one process; each says whether it does. */
function placesOf(market: Market, { goods, buyer, lotCode, shopSlug }: Shown) {
  return {
    product: async () => {
      const page = await viewProduct(market, { slug: goods.slug, language: "vi" });
      return !page.ok || page.value.certificate !== null;
    },
    group: async () => {
      const page = await viewGroup(market, { slug: "thuc-pham", language: "vi", filters: NO_FILTERS });
      const card = page.ok ? page.value.cards.find((c) => c.slug === goods.slug) : undefined;
      return card === undefined || card.stars !== undefined;
    },
    "group of four stars": async () => {
      const filters = { ...NO_FILTERS, stars: 4 };
      const page = await viewGroup(market, { slug: "thuc-pham", language: "vi", filters });
      return !page.ok || page.value.cards.some((c) => c.slug === goods.slug);
    },
    shop: async () => {
      const page = await viewShop(market, { slug: shopSlug, language: "vi", page: 1 });
      return !page.ok || page.value.cards.some((c) => c.stars !== undefined);
    },
    lot: async () => {
      const page = await viewLot(market, { code: lotCode, language: "vi" });
      return !page.ok || page.value.certificate !== null;
    },
    cart: async () => {
      const cart = await viewCart(market, buyer);
      return cart.shops[0]?.lines[0]?.stars !== null;
    },
  };
}

const everywhere = (shown: Shown) =>
  Object.fromEntries(
    markets.flatMap((market, at) =>
      Object.entries(placesOf(market, shown)).map(([name, ask]) => [`${name} of process ${at + 1}`, ask]),
    ),
  );

const starsInIndex = async (name: string) => {
  const query = { words: name, groupNumber: null, communeCode: null, stars: null, sort: "relevance" as const };
  const found = await bench.market.search.find({ ...query, page: 1, pageSize: 20 });
  return { total: found.total, stars: found.facets.stars.filter((f) => f.stars > 0) };
};

describe("stars", () => {
  it("stand everywhere while the certificate is in force", async () => {
    const it = await shown("Miến còn sao", await dayFromToday(bench.sql, 100));
    for (const [place, ask] of Object.entries(everywhere(it))) expect([place, await ask()]).toEqual([place, true]);
    expect(await starsInIndex("Miến còn sao")).toEqual({ total: 1, stars: [{ stars: 4, count: 1 }] });
  });

  it("are gone from every page of two processes after a revocation, with the listening lines cut", async () => {
    const it = await shown("Miến thu hồi", await dayFromToday(bench.sql, 100));
    expect(await cutListeners(bench.sql)).toBeGreaterThan(0);
    const done = await revokeCertificate(bench.market, certifier, {
      certificateId: it.certificateId,
      reasonCode: "quality_differs",
      reason: "Mẫu có đường mía.",
      decisionNumber: "2791/QĐ-UBND",
    });
    expect(done.ok).toBe(true);
    await untilNoStars(everywhere(it));
    await indexProduct(bench.market, { productId: it.goods.productId });
    expect(await starsInIndex("Miến thu hồi")).toEqual({ total: 1, stars: [] });
    const cart = await viewCart(bench.market, it.buyer);
    const [line] = cart.shops[0]?.lines ?? [];
    expect(line?.changes).toContain("stars_changed");
    expect(line).toMatchObject({ stars: null, seenStars: expect.any(Number), starsEnded: { how: "revoked" } });
    expect(line?.starsEnded?.on).toBe(await dayFromToday(bench.sql, 0));
  });

  it("are gone from every page of two processes when validity ends at midnight, not a moment before", async () => {
    const it = await shown("Miến hết hạn", await dayFromToday(bench.sql, 1));
    const [left] = await bench.sql<{ seconds: number }[]>`
      select extract(epoch from (market_today() + 1)::timestamp at time zone market_zone() - market_now())::float8 as seconds`;
    await bench.advanceClock((left?.seconds ?? 0) - 30);
    for (const [place, ask] of Object.entries(everywhere(it))) expect([place, await ask()]).toEqual([place, true]);
    await cutListeners(bench.sql);
    await bench.advanceClock(30);
    await untilNoStars(everywhere(it));
    await turnOfDay(bench.market, {});
    expect(await starsInIndex("Miến hết hạn")).toEqual({ total: 1, stars: [] });
  });
});
