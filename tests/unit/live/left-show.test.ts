import { describe, expect, it } from "vitest";
import { hasLeft, isSoldOutside, leftShowOf, type ShowGoods } from "#services/catalogue/show-rules.ts";
import { gateLines, type ItemFacts, offSaleLine } from "#services/live/rules.ts";
import { MISSING, PREPARING, readStanding } from "#services/live/video-rules.ts";

const goods: ShowGoods = {
  isShopOnSale: true,
  isListingOnSale: true,
  isAlcohol: false,
  hasAlcoholLicence: false,
  stars: 4,
  certificateEnd: null,
};

describe("goods of a show", () => {
  const cases: [Partial<ShowGoods>, string | null][] = [
    [{}, null],
    [{ isShopOnSale: false }, "shop_closed"],
    [{ isListingOnSale: false }, "listing_off"],
    [{ isAlcohol: true }, "no_licence"],
    [{ isAlcohol: true, hasAlcoholLicence: true }, null],
    [{ stars: null, certificateEnd: "revoked" }, "certificate_revoked"],
    [{ stars: null, certificateEnd: "lapsed" }, "certificate_lapsed"],
    [{ stars: null, isShopOnSale: false }, "shop_closed"],
  ];
  it("leave it for what the law or staff say of them, and nothing else", () => {
    for (const [over, reason] of cases) expect(leftShowOf({ ...goods, ...over })).toBe(reason);
    expect([hasLeft("listing_off"), hasLeft("sold_out"), hasLeft(null)]).toEqual([true, false, false]);
    expect([isSoldOutside("certificate_revoked"), isSoldOutside("listing_off")]).toEqual([true, false]);
  });

  it("leave it exactly when the gate would take them off a running show", () => {
    for (const [over, reason] of cases) {
      const at = { ...goods, ...over };
      const item = {
        itemId: "i",
        name: "Miến",
        listingState: at.isListingOnSale ? "approved" : "taken_down",
        isPackActive: true,
        isGoods: true,
        regularVnd: 1000,
        livePriceVnd: null,
        isAlcohol: at.isAlcohol,
        stars: at.stars,
        certificateEnd: at.certificateEnd,
      } as ItemFacts;
      const lines = gateLines({
        shopState: at.isShopOnSale ? "approved" : "suspended",
        isShopPaused: false,
        hostName: null,
        hostVerifiedAt: "2026-01-01",
        hasAlcoholLicence: at.hasAlcoholLicence,
        alcoholLicenceTo: null,
        video: { state: "ready", code: null },
        items: [item],
      });
      expect(offSaleLine(lines) === null).toBe(reason === null);
    }
  });
});

describe("how it stands with the video server", () => {
  it("is read as it was written down, and nothing else is taken for it", () => {
    for (const code of PREPARING) expect(readStanding("preparing", code)).toEqual({ state: "preparing", code });
    for (const code of MISSING) expect(readStanding("missing", code)).toEqual({ state: "missing", code });
    expect(readStanding("ready", "whatever")).toEqual({ state: "ready", code: null });
    for (const [state, code] of [
      ["preparing", "failed"],
      ["missing", "build"],
      ["missing", undefined],
      [1, 2],
    ])
      expect(readStanding(state, code)).toBeNull();
  });
});
