import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findGoods } from "#services/search/find-goods.ts";
import { rebuildIndex } from "#services/search/index-listings.ts";
import { parseSearch } from "#services/search/rules.ts";
import { newId } from "#services/shared/ids.ts";
import type { Market } from "#services/shared/market.ts";
import { type Bench, openBench } from "#tests/support/bench.ts";
import { makeListing } from "#tests/support/market-rows.ts";

const ask = (query: string) => parseSearch(new URLSearchParams(query));

describe("the search page", () => {
  let bench: Bench;
  beforeAll(async () => {
    bench = await openBench();
  });
  afterAll(() => bench.end());

  it("shows what the database says now, and never a star that was revoked, even before the index knows", async () => {
    const { market, sql } = bench;
    const starred = await makeListing(sql, { name: "Miến dong bốn sao", stars: 4 });
    await makeListing(sql, { name: "Miến dong không sao" });
    await rebuildIndex(market);
    const before = await findGoods(market, ask("q=mien+dong&sao=4"), "vi");
    expect(before.cards.map((c) => [c.slug, c.stars])).toEqual([[starred.slug, 4]]);
    const [certificate] = await sql`select id from certificates where product_id = ${starred.productId}`;
    await sql`insert into certificate_events (id, certificate_id, kind, reason, decision_number)
      values (${newId()}, ${certificate?.id}, 'revoked', 'không đạt kiểm tra', 'QĐ-9')`;
    expect((await findGoods(market, ask("q=mien+dong&sao=4"), "vi")).cards).toEqual([]);
    const all = await findGoods(market, ask("q=mien+dong"), "vi");
    expect(all.cards.map((c) => c.stars)).toEqual([undefined, undefined]);
  });

  it("drops a hit that left the market since it was indexed", async () => {
    const { market, sql } = bench;
    const gone = await makeListing(sql, { name: "Khoai môn nương" });
    await rebuildIndex(market);
    await sql`update shops set state = 'suspended' where id = ${gone.shopId}`;
    expect((await findGoods(market, ask("q=khoai+mon"), "vi")).cards).toEqual([]);
  });

  it("never counts what may not be shown, whatever an engine that is behind still counts", async () => {
    const { market, sql } = bench;
    const made = [];
    for (let at = 0; at < 3; at++) made.push(await makeListing(sql, { name: `Hạt dổi rừng ${at}` }));
    const ids = made.map((listing) => listing.listingId);
    const facets = {
      groups: [{ groupNumber: 1, count: 3 }],
      communes: [],
      stars: [{ stars: 4, count: 1 }],
    };
    const behind = (total: number): Market => ({
      ...market,
      search: { ...market.search, find: async () => ({ listingIds: ids, total, isLive: false, facets }) },
    });
    expect(await findGoods(behind(3), ask("q=hat+doi"), "vi")).toMatchObject({ total: 3, isAbout: false });
    await sql`update shops set state = 'suspended' where id = ${String(made[1]?.shopId)}`;
    const found = await findGoods(behind(3), ask("q=hat+doi"), "vi");
    expect([found.total, found.isAbout, found.cards.length]).toEqual([2, false, 2]);
    for (const choice of [...found.groups, ...found.stars]) expect(choice).not.toHaveProperty("count");
    expect(await findGoods(behind(90), ask("q=hat+doi"), "vi")).toMatchObject({ total: 89, isAbout: true });
  });

  it("takes no more than two statements", async () => {
    await findGoods(bench.market, ask("q=mien+dong"), "vi");
    bench.statements.length = 0;
    await findGoods(bench.market, ask("q=mien+dong&sao=4"), "vi");
    expect(bench.statements.length).toBeLessThanOrEqual(2);
  });
});
