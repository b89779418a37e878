import { describe, expect, it } from "vitest";
import { decisionsFor, isItemKind, isWaiting, maskedAccount } from "#services/moderation/desk-rules.ts";

describe("the desk", () => {
  it("shows of a bank account no more than its last four digits, and of a short one none", () => {
    expect(maskedAccount("8600 2051 2345")).toBe("•••• 2345");
    expect(maskedAccount("123456")).toBe("••••");
  });

  it("can't refuse a change for good, and closes reports with an outcome instead", () => {
    expect(decisionsFor("revision")).toEqual(["approve", "return"]);
    expect(decisionsFor("report")).toEqual([]);
    expect(decisionsFor("shop")).toContain("refuse");
  });

  it("knows four kinds of items and when each waits", () => {
    expect(["shop", "listing", "revision", "report"].every(isItemKind)).toBe(true);
    expect(["order", "__proto__", ""].some(isItemKind)).toBe(false);
    expect(isWaiting("revision", "waiting") && isWaiting("report", "open") && isWaiting("shop", "submitted")).toBe(
      true,
    );
    expect(isWaiting("listing", "approved") || isWaiting("revision", "submitted")).toBe(false);
  });
});
