import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { seedGenerated } from "#db/seeds/demo/generated.ts";
import { descriptionAt, goodsAt, readGeneratedData } from "#db/seeds/demo/generated-data.ts";
import { seedDemo } from "#db/seeds/demo/market.ts";
import { type Bench, openBench } from "#tests/support/bench.ts";

const COUNT = 300;

/** Generated listings with what is joined to them, for counting. */
const made = (joins = "") =>
  `from listings l join products p on p.id = l.product_id join shops s on s.id = l.shop_id ${joins} where s.slug like 'gian-sinh-%'`;

describe("generated products", () => {
  let bench: Bench;
  const lines: string[] = [];
  const number = async (query: string) => Number((await bench.sql.unsafe(query))[0]?.n);
  beforeAll(async () => {
    bench = await openBench();
    await seedDemo(bench.market);
    await seedGenerated(bench.market.db, COUNT, (line) => lines.push(line));
  });
  afterAll(() => bench.end());

  it("stand in forty shops, 45 of a hundred food and 4 noodles, all on sale since some day of the last year", async () => {
    expect(await number(`select count(*) as n ${made()}`)).toBe(COUNT);
    expect(await number(`select count(distinct s.id) as n ${made()}`)).toBe(40);
    expect(await number(`select count(*) as n ${made()} and l.group_number = 1`)).toBe(COUNT * 0.45);
    expect(await number(`select count(*) as n ${made()} and f_unaccent(p.name) like '%mien dong%'`)).toBe(COUNT * 0.04);
    const onSale = "l.state = 'approved' and not l.paused and p.is_demo and s.is_demo and s.state = 'approved'";
    const lastYear = "l.published_at between market_now() - interval '366 days' and market_now()";
    expect(await number(`select count(*) as n ${made()} and ${onSale} and ${lastYear}`)).toBe(COUNT);
    expect(lines.at(-1)).toContain(`${COUNT} of ${COUNT}`);
  });

  it("have one to four packs with one to three lots each, and lead with their cheapest price", async () => {
    const packs = `select l.id, count(*) as n ${made("join variants v on v.listing_id = l.id")} group by l.id`;
    const spread = "select min(n)::int as min, max(n)::int as max";
    expect(await bench.sql.unsafe(`${spread} from (${packs}) x`)).toEqual([{ min: 1, max: 4 }]);
    expect(await number(`select count(*) as n from (${packs}) x`)).toBe(COUNT);
    const joins = "join variants v on v.listing_id = l.id left join lots t on t.variant_id = v.id";
    const lots = `select v.id, count(t.id) as n ${made(joins)} group by v.id`;
    expect(await bench.sql.unsafe(`${spread} from (${lots}) x`)).toEqual([{ min: 1, max: 3 }]);
    const cheapest =
      "(select min(o.price_vnd) from variants v join offers o on o.id = v.current_offer_id where v.listing_id = l.id)";
    expect(await number(`select count(*) as n ${made()} and l.from_price_vnd = ${cheapest}`)).toBe(COUNT);
    expect(await number(`select count(*) as n ${made()} and l.from_unit_price_vnd > 0`)).toBe(COUNT);
  });

  it("have as many units on hand as their stock history says, and no invented GTIN", async () => {
    const history = "(select coalesce(sum(e.delta), 0) from stock_entries e where e.lot_id = t.id)";
    expect(await number(`select count(*) as n from lots t where t.on_hand <> ${history} or t.reserved <> 0`)).toBe(0);
    expect(
      await number("select count(*) as n from lots where best_before <= market_today() or made_on > market_today()"),
    ).toBe(0);
    expect(await number("select count(*) as n from variants where gtin is not null")).toBe(0);
  });

  it("have certificates in every state, for about seven of ten", async () => {
    const of = "from certificates c join products p on p.id = c.product_id where c.number like 'DEMO-S-%'";
    const all = await number(`select count(*) as n ${of}`);
    expect(all).toBeGreaterThan(COUNT * 0.6);
    expect(all).toBeLessThan(COUNT * 0.8);
    const inForce = "stars_in_force(p.id, market_now()) is not null";
    const left = "c.valid_to - market_today()";
    expect(await number(`select count(*) as n ${of} and ${inForce} and ${left} > 30`)).toBeGreaterThan(all * 0.75);
    expect(await number(`select count(*) as n ${of} and ${inForce} and ${left} <= 30`)).toBeGreaterThan(0);
    expect(await number(`select count(*) as n ${of} and ${left} <= 0 and not ${inForce}`)).toBeGreaterThan(0);
    const revoked = "exists (select 1 from certificate_events e where e.certificate_id = c.id and e.kind = 'revoked')";
    expect(await number(`select count(*) as n ${of} and ${revoked} and not ${inForce}`)).toBeGreaterThan(0);
    expect(await number(`select count(*) as n ${of} and ${revoked} and ${inForce}`)).toBe(0);
  });

  it("show a picture of their own shop over the demo market's files", async () => {
    const shown = made("join listing_pictures lp on lp.listing_id = l.id join pictures x on x.id = lp.picture_id");
    expect(await number(`select count(*) as n ${shown} and x.shop_id = l.shop_id and x.state = 'ready'`)).toBe(COUNT);
    const [row] = await bench.sql.unsafe(`select x.content_hash as hash ${shown} limit 1`);
    expect((await bench.market.files.get(`public/${row?.hash}-800.webp`))?.length).toBeGreaterThan(1000);
  });

  it("go on where a shorter run ended, and a repeated run adds nothing", async () => {
    await seedGenerated(bench.market.db, COUNT, () => {});
    expect(await number(`select count(*) as n ${made()}`)).toBe(COUNT);
    await seedGenerated(bench.market.db, COUNT + 20, () => {});
    expect(await number(`select count(*) as n ${made()}`)).toBe(COUNT + 20);
    expect(await number("select count(*) as n from shops where slug like 'gian-sinh-%'")).toBe(40);
  });

  it("are refused where there is no demo market to stand on", async () => {
    const empty = await openBench();
    try {
      const tried = seedGenerated(empty.market.db, 10, () => {});
      await expect(tried).rejects.toThrow("the demo market has to be there first");
    } finally {
      await empty.end();
    }
  });
});

describe("the sequence of generated products", () => {
  const data = readGeneratedData();
  const names = () => Array.from({ length: 2000 }, (_, index) => goodsAt(data, index).name);

  it("is the same each time, and its names never meet", () => {
    expect(new Set(names()).size).toBe(2000);
    expect(names()).toEqual(names());
  });

  it("describes each in 400 to 800 characters that say that it was generated", () => {
    for (let index = 0; index < 2000; index++) {
      const text = descriptionAt(data, goodsAt(data, index).words, index);
      expect(text.length).toBeGreaterThanOrEqual(400);
      expect(text.length).toBeLessThanOrEqual(800);
      expect(text).toContain("do máy sinh ra");
    }
  });
});
