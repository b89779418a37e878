import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { VideoStanding } from "#services/live/port.ts";
import {
  canMoveShow,
  type GateFacts,
  gateLines,
  type ItemFacts,
  isGateGreen,
  itemProblems,
  offSaleLine,
  redLines,
  SHOW_MOVES,
} from "#services/live/rules.ts";

const item: ItemFacts = {
  itemId: "i1",
  name: "Miến dong",
  listingId: "l1",
  listingState: "approved",
  isListingPaused: false,
  isPackActive: true,
  isGoods: true,
  isAlcohol: false,
  isHealthProtection: false,
  saysHealthProtection: false,
  stars: 4,
  certificateTo: "2027-06-01",
  certificateEnd: null,
  regularVnd: 85_000,
  lowestVnd: 82_000,
  livePriceVnd: 78_000,
  isDiscount: true,
};

const facts: GateFacts = {
  shopState: "approved",
  isShopPaused: false,
  hostName: "Lường Thị Mai",
  hostVerifiedAt: "2026-03-06T00:00:00Z",
  hasAlcoholLicence: false,
  alcoholLicenceTo: null,
  video: { state: "ready", code: null },
  items: [item],
};

const redOf = (over: Partial<ItemFacts>, around: Partial<GateFacts> = {}) =>
  redLines(gateLines({ ...facts, ...around, items: [{ ...item, ...over }] })).map((line) => line.code);

describe("the states of a show", () => {
  it("go forward alone: what ended, was stopped or called off stays so", () => {
    expect(canMoveShow("planned", "live")).toBe(true);
    expect(canMoveShow("live", "stopped")).toBe(true);
    expect(canMoveShow("planned", "ended")).toBe(false);
    for (const over of ["ended", "stopped", "called_off"] as const) expect(SHOW_MOVES[over]).toEqual([]);
  });
});

describe("the gate", () => {
  it("is green for an approved shop, a verified host and goods whose papers are in force", () => {
    expect(isGateGreen(gateLines(facts))).toBe(true);
  });

  it("is red without an approved shop, a verified host, goods or a video server, and says which", () => {
    expect(redOf({}, { shopState: "suspended" })).toEqual(["shop"]);
    expect(redOf({}, { isShopPaused: true })).toEqual(["shop"]);
    expect(redOf({}, { hostVerifiedAt: null })).toEqual(["host"]);
    expect(redOf({}, { video: { state: "missing", code: "silent" } })).toEqual(["video"]);
    expect(redLines(gateLines({ ...facts, items: [] })).map((line) => line.code)).toEqual(["items"]);
  });

  it("is red for goods that are taken down, paused, without a pack or a price", () => {
    expect(redOf({ listingState: "taken_down" })).toEqual(["listing"]);
    expect(redOf({ isListingPaused: true })).toEqual(["listing"]);
    expect(redOf({ isPackActive: false })).toEqual(["listing"]);
    expect(redOf({ regularVnd: null })).toEqual(["listing"]);
    expect(redOf({ isGoods: false })).toEqual(["listing"]);
  });

  it("tells a certificate that ended from one that never was", () => {
    expect(redOf({ stars: null, certificateEnd: "lapsed" })).toEqual(["certificate"]);
    expect(redOf({ stars: null, certificateEnd: "revoked" })).toEqual(["certificate"]);
    expect(redOf({ stars: null, certificateEnd: null })).toEqual(["never_certified"]);
  });

  it("asks for the licence of alcohol and lets nobody discount it", () => {
    const licensed = { hasAlcoholLicence: true };
    expect(redOf({ isAlcohol: true, livePriceVnd: null })).toEqual(["alcohol_licence"]);
    expect(redOf({ isAlcohol: true }, licensed)).toEqual(["alcohol_price"]);
    expect(redOf({ isAlcohol: true, livePriceVnd: 85_000, isDiscount: false }, licensed)).toEqual([]);
  });

  it("is red where words say health-protection food and the product isn't marked so", () => {
    expect(redOf({ saysHealthProtection: true })).toEqual(["health_warning"]);
    expect(redOf({ saysHealthProtection: true, isHealthProtection: true })).toEqual([]);
  });

  it("calls a price a discount only under every price of the last thirty days", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 82_000 }), fc.integer({ min: 1, max: 85_000 }), (lowestVnd, live) => {
        const red = redOf({ lowestVnd, livePriceVnd: live });
        expect(red.includes("discount")).toBe(live >= lowestVnd);
      }),
    );
    expect(redOf({ livePriceVnd: 84_000, isDiscount: false })).toEqual([]);
  });

  it("is green exactly when no line is red, whatever the facts", () => {
    const some = fc.record({
      listingState: fc.constantFrom("approved", "taken_down"),
      stars: fc.constantFrom(null, 3),
      isAlcohol: fc.boolean(),
      livePriceVnd: fc.constantFrom(null, 1, 85_000, 90_000),
      isDiscount: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(some, { maxLength: 5 }), fc.boolean(), (items, hasVideo) => {
        const video: VideoStanding = hasVideo ? { state: "ready", code: null } : { state: "preparing", code: "build" };
        const lines = gateLines({ ...facts, video, items: items.map((over) => ({ ...item, ...over })) });
        expect(isGateGreen(lines)).toBe(redLines(lines).length === 0);
        if (!hasVideo || items.length === 0 || items.some((i) => i.stars === null))
          expect(isGateGreen(lines)).toBe(false);
      }),
    );
  });

  it("takes goods off a running show for their papers, never for a price that changed", () => {
    const lines = (over: Partial<ItemFacts>) => gateLines({ ...facts, items: [{ ...item, ...over }] });
    expect(offSaleLine(lines({ stars: null, certificateEnd: "revoked" }))?.code).toBe("certificate");
    expect(offSaleLine(lines({ regularVnd: 70_000 }))).toBeNull();
  });
});

describe("a run of show as it was typed", () => {
  const planned = { variantId: "v1", livePriceVnd: 78_000, quota: 60, perBuyer: 5, isDiscount: true };
  const problems = (over: object) =>
    itemProblems([{ ...planned, ...over }], () => 85_000).map((p) => [p.code, p.field]);

  it("needs a whole price from 1 đồng to the ordinary one, with a quota and a limit under it", () => {
    expect(problems({})).toEqual([]);
    expect(problems({ livePriceVnd: Number.NaN })).toEqual([["not_whole", "price:v1"]]);
    expect(problems({ livePriceVnd: 0 })).toEqual([["out_of_range", "price:v1"]]);
    expect(problems({ livePriceVnd: -5 })).toEqual([["out_of_range", "price:v1"]]);
    expect(problems({ livePriceVnd: 85_001 })).toEqual([["over_regular", "price:v1"]]);
    expect(problems({ quota: null })).toEqual([["missing", "quota:v1"]]);
    expect(problems({ quota: 0 })).toEqual([["out_of_range", "quota:v1"]]);
    expect(problems({ perBuyer: null })).toEqual([["missing", "perBuyer:v1"]]);
    expect(problems({ perBuyer: 61 })).toEqual([["limit_over_quota", "perBuyer:v1"]]);
  });

  it("holds each pack once", () => {
    expect(itemProblems([planned, planned], () => null)).toEqual([{ code: "twice", field: "item:v1" }]);
  });

  it("never lets a price outside its bounds through", () => {
    fc.assert(
      fc.property(fc.oneof(fc.integer(), fc.double()), (livePriceVnd) => {
        const isGood = Number.isSafeInteger(livePriceVnd) && livePriceVnd >= 1 && livePriceVnd <= 85_000;
        expect(problems({ livePriceVnd }).length === 0).toBe(isGood);
      }),
    );
  });
});
