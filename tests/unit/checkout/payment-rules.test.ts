import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { PaymentVerdict } from "#services/payments/port.ts";
import {
  type AttemptState,
  canMoveIntent,
  decideSettlement,
  INTENT_MOVES,
  type IntentState,
  nextAsk,
  nextReviewAsk,
  unfinishedMeansUnpaid,
} from "#services/payments/rules.ts";

const intents = Object.keys(INTENT_MOVES) as IntentState[];
const attempts: AttemptState[] = ["pending", "succeeded", "failed", "expired", "review", "late"];
const verdicts: PaymentVerdict[] = ["paid", "failed", "pending", "review"];
const facts = fc.record({
  intent: fc.record({ state: fc.constantFrom(...intents), method: fc.constantFrom("cod" as const, "vnpay" as const) }),
  attempt: fc.record({ state: fc.constantFrom(...attempts), amountVnd: fc.constant(100_000) }),
  said: fc.record({
    from: fc.constantFrom("ipn" as const, "query" as const, "staff" as const),
    verdict: fc.constantFrom(...verdicts),
    amountVnd: fc.constantFrom(100_000, 1, 200_000),
  }),
});

describe("what a gateway's word does", () => {
  it("calls an intent paid only for the whole amount, by an attempt and an intent that may still be", () => {
    fc.assert(
      fc.property(facts, (f) => {
        if (decideSettlement(f).kind !== "succeeded") return;
        expect([f.said.verdict, f.said.amountVnd, f.intent.method]).toEqual(["paid", 100_000, "vnpay"]);
        expect(canMoveIntent(f.intent.state, "succeeded")).toBe(true);
        expect(["succeeded", "late"]).not.toContain(f.attempt.state);
      }),
      { numRuns: 1000 },
    );
  });

  it("leaves no money unnamed: what is paid is the order's, owed back, known already or before a person", () => {
    fc.assert(
      fc.property(facts, (f) => {
        if (f.said.verdict !== "paid") return;
        const settlement = decideSettlement(f);
        expect(["succeeded", "late", "already_settled", "amount_differs"]).toContain(settlement.kind);
        const isNew = f.attempt.state !== "succeeded" && f.attempt.state !== "late";
        if (settlement.kind === "amount_differs") expect(settlement.owedVnd > 0).toBe(isNew);
        if (settlement.kind === "already_settled") expect(isNew).toBe(false);
      }),
      { numRuns: 1000 },
    );
  });

  it("says 'another amount' before 'known already'", () => {
    for (const state of attempts) {
      const settlement = decideSettlement({
        intent: { state: "succeeded", method: "vnpay" },
        attempt: { state, amountVnd: 100_000 },
        said: { from: "ipn", verdict: "paid", amountVnd: 99_999 },
      });
      expect(settlement.kind).toBe("amount_differs");
    }
  });

  it("never turns back what is settled, and lets nothing leave an end", () => {
    for (const state of ["succeeded", "late"] as const) {
      for (const verdict of verdicts) {
        const settlement = decideSettlement({
          intent: { state: "succeeded", method: "vnpay" },
          attempt: { state, amountVnd: 5 },
          said: { from: "staff", verdict, amountVnd: 5 },
        });
        expect(settlement).toEqual({ kind: "already_settled" });
      }
    }
    for (const to of intents) {
      expect([canMoveIntent("succeeded", to), canMoveIntent("canceled", to)]).toEqual([false, false]);
    }
  });
});

describe("when a gateway is asked again", () => {
  const since = new Date("2026-11-24T05:00:00Z");
  const minutesOn = (minutes: number) => new Date(since.getTime() + minutes * 60_000);
  const DAY = 24 * 60;

  it("leaves at least five minutes between two questions, an hour after an hour, a day after a day", () => {
    const pauses = [0, 59, 60, DAY - 1, DAY, 90 * DAY].map(
      (m) => nextAsk(since, minutesOn(m)).getTime() - minutesOn(m).getTime(),
    );
    expect(pauses.map((ms) => ms / 60_000)).toEqual([5, 5, 60, 60, DAY, DAY]);
  });

  it("stops for a payment under review after thirty days", () => {
    expect(nextReviewAsk(since, minutesOn(30 * DAY - 1))).toEqual(minutesOn(31 * DAY - 1));
    expect(nextReviewAsk(since, minutesOn(30 * DAY))).toBeNull();
  });

  it("reads 'unfinished' as 'not paid' an hour after the end and not before", () => {
    expect([59, 60, 61].map((m) => unfinishedMeansUnpaid(since, minutesOn(m)))).toEqual([false, true, true]);
    expect(unfinishedMeansUnpaid(since, minutesOn(-10))).toBe(false);
  });
});

describe("how a review ends", () => {
  const said = (from: "ipn" | "query" | "staff", verdict: PaymentVerdict) =>
    decideSettlement({
      intent: { state: "processing", method: "vnpay" },
      attempt: { state: "review", amountVnd: 5 },
      said: { from, verdict, amountVnd: 5 },
    }).kind;

  it("is by money from whoever says so, and by 'none came' only from whom we asked", () => {
    expect((["ipn", "query", "staff"] as const).map((from) => said(from, "paid"))).toEqual(Array(3).fill("succeeded"));
    expect((["ipn", "query", "staff"] as const).map((from) => said(from, "failed"))).toEqual([
      "already_settled",
      "failed",
      "failed",
    ]);
    expect([said("query", "review"), said("query", "pending")]).toEqual(["already_settled", "undecided"]);
  });
});
