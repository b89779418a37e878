import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findLots } from "#services/catalogue/find-lots.ts";
import { type Bench, openBench } from "#tests/support/bench.ts";
import { makeGoods } from "#tests/support/market-rows.ts";

let bench: Bench;

/** Goods on sale with five thousand lots, as a shop has them after years. */
beforeAll(async () => {
  bench = await openBench();
  const { sql } = bench;
  const goods = await makeGoods(sql, { name: "Miến dong", units: 3 });
  await sql`
    insert into lots (id, variant_id, shop_id, code, number, best_before)
    select gen_random_uuid(), v.id, v.shop_id, 'LOT' || n, 'Md-' || n || ' a', '2030-01-01'
    from variants v, generate_series(1, 5000) n where v.id = (select variant_id from lots where id = ${goods.lotId})`;
  await sql`update listings set published_at = coalesce(published_at, market_now())`;
  await sql`analyze`;
});
afterAll(() => bench.end());

describe("a lot's number from a pack", () => {
  it.each(["Md-4711 a", "MD4711A", "md 4711-a"])("is found as it is typed: %s", async (typed) => {
    expect(await findLots(bench.market, { typed, language: "vi" })).toEqual({ kind: "one", code: "LOT4711" });
  });

  it("that nobody gave leads nowhere", async () => {
    expect(await findLots(bench.market, { typed: "Md-4711 b", language: "vi" })).toEqual({ kind: "none" });
  });

  it.each(["vi", "en"] as const)("is looked up by its index, not by reading every lot (%s)", async (language) => {
    bench.statements.length = 0;
    await findLots(bench.market, { typed: "MD4711A", language });
    const asked = bench.statements.find((text) => text.includes("translate(s.number"));
    const filled = (asked ?? "").replace("$1", "'MD4711A'").replace("$2", "20");
    const plan = await bench.sql.unsafe<{ "QUERY PLAN": string }[]>(`explain ${filled}`);
    const words = plan.map((row) => row["QUERY PLAN"]).join("\n");
    expect(words).toContain("lots_number_typed");
    expect(words).not.toMatch(/Seq Scan on lots/);
  });
});
