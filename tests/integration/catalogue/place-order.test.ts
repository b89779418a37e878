import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readHomeCommunes } from "#db/queries/shops-seller.ts";
import { listCommunes, listProvinces } from "#services/shipping/quote-shipping.ts";
import { type Bench, openBench } from "#tests/support/bench.ts";

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.end());

const inOrder = (names: readonly string[]) => [...names].sort(new Intl.Collator("vi").compare);

describe("lists of places", () => {
  it("stand in Vietnamese order, where ă and â come after a and tones come last", async () => {
    const home = (await readHomeCommunes(bench.market.db)).map((place) => place.name);
    expect(home.length).toBeGreaterThan(30);
    expect(home).toEqual(inOrder(home));
    const [first, ...others] = await listProvinces(bench.market);
    const provinces = others.map((place) => place.name);
    expect(provinces).toEqual(inOrder(provinces));
    for (const province of [first, ...others]) {
      const names = (await listCommunes(bench.market, province?.code ?? "")).map((place) => place.name);
      expect(names).toEqual(inOrder(names));
    }
  });
});
