import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type ListingFilters, NO_FILTERS } from "#services/catalogue/filter-rules.ts";
import { reference } from "#services/catalogue/reference.ts";
import { viewCommune, viewCommunes } from "#services/catalogue/view-commune.ts";
import { type GroupPage, viewGroup } from "#services/catalogue/view-group.ts";
import { viewHome } from "#services/catalogue/view-home.ts";
import { type Bench, openBench } from "#tests/support/bench.ts";
import { certify, type MadeListing, makeListing, makeLot, makeShop } from "#tests/support/market-rows.ts";

let bench: Bench;
let cheap: MadeListing;
let dear: MadeListing;
let starred: MadeListing;
let commune: { code: string; slug: string };

/** Three goods of one group, published a minute apart, the cheap one last. */
beforeAll(async () => {
  bench = await openBench();
  const { sql } = bench;
  const [place] = await sql<{ code: string; slug: string }[]>`
    select code, slug from communes where slug is not null order by code limit 1`;
  if (!place) throw new Error("no communes");
  commune = place;
  dear = await makeListing(sql, { name: "Đắt", priceVnd: 90_000, netGrams: 1000, groupNumber: 4 });
  starred = await makeListing(sql, { name: "Có sao", priceVnd: 60_000, groupNumber: 4, stars: 4 });
  cheap = await makeListing(sql, {
    name: "Rẻ",
    priceVnd: 20_000,
    netGrams: 100,
    groupNumber: 4,
    communeCode: place.code,
  });
  await makeLot(sql, cheap, 5);
  for (const [at, l] of [dear, starred, cheap].entries())
    await sql`update listings set published_at = market_now() - make_interval(mins => ${10 - at}) where id = ${l.listingId}`;
  await reference(bench.market);
});
afterAll(() => bench.end());
beforeEach(() => {
  bench.statements.length = 0;
});

async function group(change: Partial<ListingFilters> = {}, slug = "thu-cong-my-nghe"): Promise<GroupPage> {
  const found = await viewGroup(bench.market, { slug, language: "vi", filters: { ...NO_FILTERS, ...change } });
  if (!found.ok) throw new Error(found.code);
  return found.value;
}

const names = (page: GroupPage) => page.cards.map((c) => c.name);

describe("a group's goods", () => {
  it("come newest first, with the total, in one statement", async () => {
    const page = await group();
    expect(names(page)).toEqual(["Rẻ", "Có sao", "Đắt"]);
    expect(page).toMatchObject({ total: 3, shops: 3, lastPage: 1 });
    expect(bench.statements).toHaveLength(1);
  });

  it.each([
    ["price", ["Rẻ", "Có sao", "Đắt"]],
    ["unit_price", ["Đắt", "Có sao", "Rẻ"]],
    ["stars", ["Có sao", "Rẻ", "Đắt"]],
  ] as const)("come by %s when asked, in one statement", async (sort, order) => {
    expect(names(await group({ sort }))).toEqual(order);
    expect(bench.statements).toHaveLength(1);
  });

  it.each([
    [{ stars: 4 }, ["Có sao"]],
    [{ inStock: true }, ["Rẻ"]],
    [{ minVnd: 30_000, maxVnd: 60_000 }, ["Có sao"]],
    [{ maxVnd: 1 }, []],
  ])("are filtered by %o", async (filters, left) => {
    const page = await group(filters);
    expect(names(page)).toEqual(left);
    expect(page.total).toBe(left.length);
  });

  it("are filtered by where they come from; an unknown place is dropped", async () => {
    expect(names(await group({ communeSlug: commune.slug }))).toEqual(["Rẻ"]);
    const page = await group({ communeSlug: "khong-co-xa-nay" });
    expect(page.filters.communeSlug).toBe(null);
    expect(page.total).toBe(3);
  });

  it("beyond the last page are none, but the total stands", async () => {
    const page = await group({ page: 7 });
    expect(page).toMatchObject({ total: 3, lastPage: 1, cards: [] });
    expect(await group({ page: 1_000_000, sort: "stars" })).toMatchObject({ total: 3, cards: [] });
  });

  it("carry what their card says: price per kilo, stars in force, and a button only when in stock", async () => {
    const [first, second] = (await group()).cards;
    expect(first).toMatchObject({ price: 20_000, unitPrice: 200_000, unit: "g", add: cheap.variantId });
    expect(second).toMatchObject({ stars: 4, note: "out" });
    expect(second).not.toHaveProperty("add");
    expect(first).not.toHaveProperty("stars");
  });

  it("answer to the English slug too, and no other name is a group", async () => {
    expect((await group({}, "handicrafts")).slug).toBe("thu-cong-my-nghe");
    expect(await viewGroup(bench.market, { slug: "nothing", language: "vi", filters: NO_FILTERS })).toMatchObject({
      ok: false,
      code: "not_found",
    });
  });

  it("leave the list when they or their shop pause, or the shop is suspended, and come back", async () => {
    const { sql } = bench;
    const seen = async () => (await group()).total;
    await sql`update listings set paused = true where id = ${dear.listingId}`;
    expect(await seen()).toBe(2);
    await sql`update listings set paused = false where id = ${dear.listingId}`;
    await sql`update shops set paused = true where id = ${dear.shopId}`;
    expect(await seen()).toBe(2);
    await sql`update shops set paused = false, state = 'suspended' where id = ${dear.shopId}`;
    expect(await seen()).toBe(2);
    expect((await group({ sort: "stars" })).total).toBe(2);
    await sql`update shops set state = 'approved' where id = ${dear.shopId}`;
    expect(await seen()).toBe(3);
  });

  it("lose their stars with the certificate's last day", async () => {
    const { sql } = bench;
    const ending = await makeListing(sql, { name: "Sắp hết hạn", groupNumber: 5 });
    await certify(sql, ending.productId, 3);
    expect((await group({}, "sinh-vat-canh")).cards[0]?.stars).toBe(3);
    await bench.advanceClock(181 * 86_400);
    expect((await group({}, "sinh-vat-canh")).cards[0]?.stars).toBe(undefined);
    expect((await group({ stars: 3 }, "sinh-vat-canh")).total).toBe(0);
    await bench.advanceClock(-181 * 86_400);
  });
});

describe("a lot past its date", () => {
  it("is no stock", async () => {
    const { sql } = bench;
    const old = await makeListing(sql, { name: "Quá hạn", groupNumber: 2 });
    await makeLot(sql, old, 9, "2020-01-01");
    expect((await group({}, "do-uong")).cards[0]?.note).toBe("out");
    expect((await group({ inStock: true }, "do-uong")).total).toBe(0);
  });
});

describe("places", () => {
  it("show what they were, who sells there and what comes from there", async () => {
    const { sql } = bench;
    const { shopId, producerId } = await makeShop(sql, "Gian ở xã");
    await sql`update producers set commune_code = ${commune.code} where id = ${producerId}`;
    const found = await viewCommune(bench.market, { slug: commune.slug, language: "vi", page: 1 });
    if (!found.ok) throw new Error(found.code);
    expect(found.value.cards.map((c) => c.name)).toEqual(["Rẻ"]);
    expect(found.value.producers.map((p) => p.shop)).toEqual(["Gian ở xã"]);
    expect(found.value.former.length).toBeGreaterThan(0);
    await sql`update shops set state = 'suspended' where id = ${shopId}`;
    const after = await viewCommune(bench.market, { slug: commune.slug, language: "vi", page: 1 });
    expect(after.ok && after.value.producers).toEqual([]);
  });

  it("are counted for the map; a slug that is none is not found", async () => {
    const { communes, map } = await viewCommunes(bench.market);
    expect(communes.find((c) => c.slug === commune.slug)?.count).toBe(1);
    expect(map?.points).toHaveLength(communes.length);
    for (const slug of ["khong-co", "\0", "../../x", "Á"])
      expect(await viewCommune(bench.market, { slug, language: "vi", page: 1 })).toMatchObject({ code: "not_found" });
  });
});

describe("the first page", () => {
  it("shows no thing twice, counts by group, and the stars in force", async () => {
    const home = await viewHome(bench.market, "vi");
    const slugs = [home.first, ...home.shelf, ...home.newest, ...home.starred].map((c) => c?.slug);
    expect(new Set(slugs).size).toBe(slugs.length);
    expect(home.first?.slug).toBe(starred.slug);
    expect(home.groups.find((g) => g.number === 4)?.count).toBe(3);
    expect(home.stars).toEqual(expect.arrayContaining([{ stars: 4, n: 1 }]));
  });
});
