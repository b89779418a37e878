import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { indexListings, rebuildIndex } from "#services/search/index-listings.ts";
import type { SearchPort, SearchQuery } from "#services/search/port.ts";
import type { Market } from "#services/shared/market.ts";
import { type Bench, openBench } from "#tests/support/bench.ts";
import { type MadeListing, makeListing } from "#tests/support/market-rows.ts";
import { skipUnless } from "#tests/support/skip.ts";

export type EngineOpener = (bench: Bench) => Promise<{ port: SearchPort; stop: () => Promise<void> } | null>;

const all: SearchQuery = {
  words: "",
  groupNumber: null,
  communeCode: null,
  stars: null,
  sort: "relevance",
  page: 1,
  pageSize: 24,
};

/** What every search engine must do; run against each of them. */
export function searchContract(engine: string, open: EngineOpener, reason: string) {
  describe(`search on ${engine}`, () => {
    let bench: Bench;
    let opened: Awaited<ReturnType<EngineOpener>>;
    let market: Market;
    const made: Record<string, MadeListing> = {};

    beforeAll(async () => {
      bench = await openBench();
      opened = await open(bench);
      if (opened) market = { ...bench.market, search: opened.port };
      const communes = await bench.sql<
        { code: string }[]
      >`select code from communes where slug is not null order by code limit 2`;
      const [here, there] = [communes[0]?.code ?? null, communes[1]?.code ?? null];
      const { sql } = bench;
      made.noodles = await makeListing(sql, {
        name: "Miến dong sợi nhỏ",
        communeCode: here,
        priceVnd: 90_000,
        stars: 4,
      });
      made.cheap = await makeListing(sql, {
        name: "Miến dong bếp",
        communeCode: there,
        priceVnd: 30_000,
        netGrams: 300,
        stars: 3,
      });
      made.plain = await makeListing(sql, { name: "Miến dong nhà làm", communeCode: here, priceVnd: 60_000 });
      made.honey = await makeListing(sql, { name: "Mật ong rừng", groupNumber: 1, communeCode: here, stars: 4 });
      made.liquor = await makeListing(sql, {
        name: "Rượu men lá",
        groupNumber: 2,
        communeCode: there,
        description: "uống cùng miến dong",
      });
      if (opened) await rebuildIndex(market);
    });
    afterAll(async () => {
      await opened?.stop();
      await bench.end();
    });

    const test = (title: string, run: () => Promise<void>) =>
      it(title, async () => {
        skipUnless(opened, `search on ${engine}: ${title}`, reason);
        await run();
      });
    const find = (query: Partial<SearchQuery>) => market.search.find({ ...all, ...query });
    const idOf = (name: string) => made[name]?.listingId ?? "";

    test("finds accented names by words without accents, and the other way round", async () => {
      for (const words of ["mien dong", "miến dong", "MIEN DONG", "mie\u0302\u0301n dong", "  mien   dong  "]) {
        const hits = await find({ words });
        expect(hits.listingIds).toEqual(expect.arrayContaining([idOf("noodles"), idOf("cheap"), idOf("plain")]));
        expect(hits.listingIds).not.toContain(idOf("honey"));
      }
    });

    test("finds words of the text after words of the name", async () => {
      const { listingIds } = await find({ words: "mien dong" });
      expect(listingIds).toContain(idOf("liquor"));
      expect(listingIds.indexOf(idOf("liquor"))).toBe(listingIds.length - 1);
    });

    test("finds a word that is still being typed", async () => {
      expect((await find({ words: "mat on" })).listingIds).toContain(idOf("honey"));
    });

    test("counts all hits and hands out pages without repeating one", async () => {
      const first = await find({ words: "mien dong", sort: "price", pageSize: 2 });
      const second = await find({ words: "mien dong", sort: "price", pageSize: 2, page: 2 });
      expect(first.total).toBe(4);
      expect(second.total).toBe(4);
      expect(new Set([...first.listingIds, ...second.listingIds]).size).toBe(4);
      expect((await find({ words: "mien dong", page: 9 })).listingIds).toEqual([]);
    });

    test("filters by stars, group and commune, with counts that show what another choice would give", async () => {
      const four = await find({ words: "mien dong", stars: 4 });
      expect(four.listingIds).toEqual([idOf("noodles")]);
      expect(four.total).toBe(1);
      expect(four.facets.stars).toEqual([
        { stars: 4, count: 1 },
        { stars: 3, count: 1 },
      ]);
      expect(four.facets.groups).toEqual([{ groupNumber: 1, count: 1 }]);
      const drinks = await find({ words: "mien dong", groupNumber: 2 });
      expect(drinks.listingIds).toEqual([idOf("liquor")]);
      expect(drinks.facets.groups).toEqual([
        { groupNumber: 1, count: 3 },
        { groupNumber: 2, count: 1 },
      ]);
      expect(drinks.facets.communes).toHaveLength(1);
    });

    test("sorts by price, unit price, stars and age", async () => {
      expect((await find({ words: "mien dong", groupNumber: 1, sort: "price" })).listingIds).toEqual([
        idOf("cheap"),
        idOf("plain"),
        idOf("noodles"),
      ]);
      expect((await find({ words: "mien dong", groupNumber: 1, sort: "unit_price" })).listingIds[0]).toBe(
        idOf("cheap"),
      );
      expect((await find({ words: "mien dong", sort: "stars" })).listingIds.slice(0, 2)).toEqual([
        idOf("noodles"),
        idOf("cheap"),
      ]);
      expect((await find({ words: "mien dong", groupNumber: 1, sort: "newest" })).listingIds).toHaveLength(3);
    });

    test("finds nothing for words that stand nowhere, for signs alone and for hostile text", async () => {
      for (const words of ["zzzzqqq", "???", "' or 1=1 --", "a & | ! ( :* <->", "\u0000\ud800", "x".repeat(5000)]) {
        expect((await find({ words })).listingIds).toEqual([]);
      }
    });

    test("lets go of a listing that is paused, and takes it back", async () => {
      await bench.sql`update listings set paused = true where id = ${idOf("plain")}`;
      await indexListings(market, [idOf("plain")]);
      expect((await find({ words: "mien dong" })).listingIds).not.toContain(idOf("plain"));
      await bench.sql`update listings set paused = false where id = ${idOf("plain")}`;
      await indexListings(market, [idOf("plain")]);
      expect((await find({ words: "mien dong" })).listingIds).toContain(idOf("plain"));
    });

    test("is whole again after a rebuild, without what left the market meanwhile", async () => {
      await bench.sql`update listings set paused = true where id = ${idOf("honey")}`;
      await rebuildIndex(market);
      expect((await find({ words: "mat ong" })).listingIds).toEqual([]);
      expect((await find({ words: "mien dong" })).total).toBe(4);
    });
  });
}
