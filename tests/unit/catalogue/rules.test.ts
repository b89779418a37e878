import { describe, expect, it } from "vitest";
import { readRegister } from "#services/catalogue/certificate.ts";
import { drawMap } from "#services/catalogue/map.ts";
import {
  asQualifier,
  dayBefore,
  daysBetween,
  isQuickBuy,
  lotVerdict,
  obstacleOf,
  packWord,
  pieceWord,
  shippingRange,
  unitPriceVnd,
} from "#services/catalogue/rules.ts";

describe("the price per unit", () => {
  it("is per kilogram, litre or piece, in whole đồng", () => {
    expect(unitPriceVnd(85_000, 500, "g")).toBe(170_000);
    expect(unitPriceVnd(100_000, 300, "ml")).toBe(333_333);
    expect(unitPriceVnd(60_000, 10, "piece")).toBe(6_000);
  });

  it("is left out where it would say the price again", () => {
    expect(unitPriceVnd(165_000, 1000, "g")).toBe(null);
    expect(unitPriceVnd(450_000, 1, "piece")).toBe(null);
  });
});

describe("the words of a pack", () => {
  it("count in the pack a name begins with, and not in a number", () => {
    expect(packWord("Gói 500 g")).toBe("gói");
    expect(packWord("500 g")).toBe(null);
    expect(packWord("Gói")).toBe(null);
  });

  it("stand small behind a name", () => {
    expect(asQualifier("Hộp 20 túi")).toBe("hộp 20 túi");
  });
});

describe("what keeps a product out of the cart", () => {
  const goods = {
    kind: "goods" as const,
    isPaused: false,
    isAlcohol: false,
    hasAlcoholLicence: false,
    variants: [{ available: 0 }, { available: 3 }],
  };

  it("is nothing while one pack has stock", () => {
    expect(obstacleOf(goods)).toBe(null);
  });

  it("is named, the weightiest reason first", () => {
    expect(obstacleOf({ ...goods, variants: [{ available: 0 }] })).toBe("sold_out");
    expect(obstacleOf({ ...goods, variants: [] })).toBe("no_price");
    expect(obstacleOf({ ...goods, isAlcohol: true })).toBe("licence");
    expect(obstacleOf({ ...goods, isAlcohol: true, hasAlcoholLicence: true })).toBe(null);
    expect(obstacleOf({ ...goods, kind: "service" })).toBe("service");
    expect(obstacleOf({ ...goods, isPaused: true, isAlcohol: true })).toBe("paused");
  });

  it("lets only plain goods in stock be added from a card", () => {
    const card = { kind: "goods" as const, isAlcohol: false, isHealthProtection: false, inStock: true };
    expect(isQuickBuy(card)).toBe(true);
    for (const change of [{ isAlcohol: true }, { isHealthProtection: true }, { inStock: false }])
      expect(isQuickBuy({ ...card, ...change })).toBe(false);
    expect(isQuickBuy({ ...card, kind: "service" })).toBe(false);
  });
});

describe("the verdict on a lot", () => {
  const lot = { bestBefore: "2026-11-24", today: "2026-11-24", isClosed: false, available: 1, isListed: true };

  it("counts the day of best-before itself", () => {
    expect(lotVerdict(lot)).toBe("on_sale");
    expect(lotVerdict({ ...lot, today: "2026-11-25" })).toBe("expired");
  });

  it("tells sold out from no longer sold", () => {
    expect(lotVerdict({ ...lot, available: 0 })).toBe("sold_out");
    expect(lotVerdict({ ...lot, isListed: false })).toBe("off_sale");
    expect(lotVerdict({ ...lot, isClosed: true, available: 0 })).toBe("off_sale");
  });
});

describe("the register of certificates", () => {
  const row = {
    number: "T-1",
    stars: 4,
    issuer: "Hội đồng",
    decision: "QĐ-1",
    from: "2024-06-14",
    to: "2027-06-14",
    isDemo: false,
    revokedOn: null,
    inForce: true,
  };

  it("gives the last day of validity and how many are left", () => {
    const { certificate, ended } = readRegister([row], "2026-11-24");
    expect(certificate).toMatchObject({ stars: 4, until: "2027-06-13", daysLeft: 202 });
    expect(ended).toBe(null);
  });

  it("says how the last one ended, without stars", () => {
    const lapsed = { ...row, to: "2026-06-14", inForce: false };
    expect(readRegister([lapsed], "2026-11-24")).toEqual({
      certificate: null,
      ended: { how: "lapsed", on: "2026-06-13" },
    });
    const revoked = { ...row, inForce: false, revokedOn: "2026-11-20" };
    expect(readRegister([lapsed, revoked], "2026-11-24").ended).toEqual({ how: "revoked", on: "2026-11-20" });
    const coming = { ...row, from: "2027-01-01", to: "2030-01-01", inForce: false };
    expect(readRegister([coming], "2026-11-24").ended).toEqual({ how: "not_yet", on: "2027-01-01" });
    expect(readRegister([], "2026-11-24")).toEqual({ certificate: null, ended: null });
  });
});

describe("small sums", () => {
  it("counts whole days over months and leap years", () => {
    expect(daysBetween("2028-02-28", "2028-03-01")).toBe(2);
    expect(dayBefore("2027-03-01")).toBe("2027-02-28");
  });

  it("gives the cheapest and the dearest zone of a parcel", () => {
    const zone = (priceVnd: number) => ({ zone: "x", priceVnd, daysMin: 1, daysMax: 2 });
    expect(shippingRange([zone(25_000), zone(18_000), zone(32_000)])).toEqual({ fromVnd: 18_000, toVnd: 32_000 });
    expect(shippingRange([])).toBe(null);
  });
});

describe("the map", () => {
  const place = (slug: string, latitude: number, longitude: number, count: number) => ({
    slug,
    name: slug,
    latitude,
    longitude,
    count,
  });

  it("puts north up and west left, the larger the more goods, all inside its frame", () => {
    const map = drawMap([place("bac", 22.6, 105.7, 9), place("nam", 21.9, 105.9, 1), place("khong", 22.2, 106.1, 0)]);
    const of = (slug: string) => map?.points.find((p) => p.slug === slug) ?? { x: 0, y: 0, r: 0 };
    expect(of("bac").y).toBeLessThan(of("nam").y);
    expect(of("bac").x).toBeLessThan(of("khong").x);
    expect(of("bac").r).toBeGreaterThan(of("nam").r);
    for (const p of map?.points ?? []) {
      expect(p.x - p.r).toBeGreaterThanOrEqual(0);
      expect(p.x + p.r).toBeLessThanOrEqual(map?.width ?? 0);
      expect(p.y + p.r).toBeLessThanOrEqual(map?.height ?? 0);
    }
    expect(map?.labels.map((l) => l.text)).not.toContain("khong");
  });

  it("is not drawn without places, and stands one place alone", () => {
    expect(drawMap([])).toBe(null);
    expect(drawMap([place("mot", 22, 105, 3)])?.points).toHaveLength(1);
  });
});

describe("pieces of a pack", () => {
  it.each([
    ["Hộp 30 viên", 30, "viên"],
    ["Túi 20 gói lọc", 20, "gói"],
    ["Hộp (12 Bánh)", 12, "bánh"],
    ["Chiếc", 1, "chiếc"],
    ["Hộp lớn", 10, null],
    ["Combo 3", 3, null],
    ["Hộp 30 viên", 60, null],
  ])("%s with %i are called %s", (name, pieces, word) => {
    expect(pieceWord(name, pieces)).toBe(word);
  });
});
