import { describe, expect, it } from "vitest";
import { paymentState } from "#services/checkout/view-payment.ts";

const group = { isPaid: false, state: "awaiting_payment", method: "vnpay" } as const;
const panel = { isInReview: false, isWaiting: false, lastErrorCode: null };

describe("where the money of an order stands, in one word", () => {
  it("is what the database says of it, the certain before the uncertain", () => {
    expect(paymentState({ group: { ...group, isPaid: true }, panel: null })).toBe("paid");
    expect(paymentState({ group: { ...group, state: "ended" }, panel: null })).toBe("ended");
    expect(paymentState({ group, panel: { ...panel, isInReview: true } })).toBe("review");
    expect(paymentState({ group: { ...group, method: "cod", state: "in_progress" }, panel: null })).toBe("at_door");
  });

  it("is failed only when the last attempt failed and no other one is open", () => {
    expect(paymentState({ group, panel: { ...panel, lastErrorCode: "24" } })).toBe("failed");
    expect(paymentState({ group, panel: { ...panel, lastErrorCode: "24", isWaiting: true } })).toBe("waiting");
    expect(paymentState({ group, panel })).toBe("waiting");
  });
});
