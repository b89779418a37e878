import { describe, expect, it } from "vitest";
import { addMonths, dayBefore, isStanding, standingOf, wrongDay } from "#services/certification/rules.ts";

const year = { validFrom: "2026-01-01", validTo: "2027-01-01", isRevoked: false };

describe("how a certificate stands", () => {
  it("is not yet in force the day before its first, and in force on it", () => {
    expect(standingOf(year, "2025-12-31")).toBe("not_yet");
    expect(standingOf(year, "2026-01-01")).toBe("in_force");
  });

  it("ends soon from thirty days before its end, and not one day earlier", () => {
    expect(standingOf(year, "2026-12-01")).toBe("in_force");
    expect(standingOf(year, "2026-12-02")).toBe("ends_soon");
  });

  it("is in force on its last day and has lapsed on the day of its end", () => {
    expect(standingOf(year, dayBefore("2027-01-01"))).toBe("ends_soon");
    expect(standingOf(year, "2027-01-01")).toBe("lapsed");
  });

  it("stays revoked whatever the day", () => {
    for (const today of ["2025-06-01", "2026-06-01", "2028-06-01"]) {
      expect(standingOf({ ...year, isRevoked: true }, today)).toBe("revoked");
    }
  });

  it("gives stars while it is in force alone", () => {
    const drawn = (["ends_soon", "in_force", "not_yet", "lapsed", "revoked"] as const).filter(isStanding);
    expect(drawn).toEqual(["ends_soon", "in_force"]);
  });
});

describe("the end of validity", () => {
  it("comes the same day thirty-six months later", () => {
    expect(addMonths("2023-12-11", 36)).toBe("2026-12-11");
  });

  it("comes on the last day of a month that is too short", () => {
    expect(addMonths("2024-02-29", 36)).toBe("2027-02-28");
    expect(addMonths("2026-01-31", 1)).toBe("2026-02-28");
    expect(addMonths("2026-12-31", 2)).toBe("2027-02-28");
  });

  it("may not come before the beginning, on it, or ten years and more later", () => {
    expect(wrongDay("2026-01-01", "2026-01-01")).toBe("validTo");
    expect(wrongDay("2026-01-01", "2025-01-01")).toBe("validTo");
    expect(wrongDay("2026-01-01", "2036-01-02")).toBe("validTo");
    expect(wrongDay("2026-01-01", "2036-01-01")).toBeNull();
  });

  it("and the beginning are days of the calendar", () => {
    expect(wrongDay("2026-02-30", "2027-01-01")).toBe("validFrom");
    expect(wrongDay("", "2027-01-01")).toBe("validFrom");
    expect(wrongDay("2026-01-01", "mai")).toBe("validTo");
  });
});
