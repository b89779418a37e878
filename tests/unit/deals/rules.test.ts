import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type DealStanding, judgeDeal } from "#services/catalogue/deal-rules.ts";

const open: DealStanding = { isBegun: true, isRunning: true, left: 10, perBuyer: 3, bought: 0 };
const codeOf = (more: Partial<DealStanding>, held = 0, quantity = 1) =>
  judgeDeal({ ...open, ...more }, held, quantity)?.code ?? "ok";

describe("a live price", () => {
  it("is had while the deal runs, within what is left and what one may have", () => {
    expect([codeOf({}), codeOf({}, 0, 3), codeOf({ left: 2 }, 0, 2)]).toEqual(["ok", "ok", "ok"]);
    expect(codeOf({}, 0, 4)).toBe("limit_reached");
    expect(codeOf({ bought: 3 })).toBe("limit_reached");
    expect(codeOf({ left: 0 })).toBe("deal_taken");
  });

  it("that is unknown, over or not begun is said to be so", () => {
    expect(judgeDeal(undefined, 0, 1)?.code).toBe("deal_over");
    expect(codeOf({ isRunning: false })).toBe("deal_over");
    expect(codeOf({ isRunning: false, isBegun: false })).toBe("deal_not_started");
  });

  it("stays for units that the buyer holds when the deal ends, and for no unit more", () => {
    expect([codeOf({ isRunning: false }, 2, 2), codeOf({ isRunning: false }, 2, 3)]).toEqual(["ok", "deal_over"]);
  });

  it("is never given beyond the limit or beyond what is left", () => {
    const some = fc.integer({ min: 0, max: 20 });
    fc.assert(
      fc.property(some, some, some, some, fc.integer({ min: 1, max: 20 }), (left, perBuyer, bought, held, quantity) => {
        const given = judgeDeal({ ...open, left, perBuyer, bought }, held, quantity) === null;
        expect(given).toBe(bought + quantity <= perBuyer && quantity <= left);
      }),
    );
  });
});
