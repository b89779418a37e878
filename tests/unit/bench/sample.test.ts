import { describe, expect, it } from "vitest";
import { clockSeconds, statSeconds, usageOf } from "#services/processes/bench/sample.ts";

describe("the CPU time of a process", () => {
  it("is what the system says of this one, in hundredths of a second", () => {
    let spent = 0;
    const begun = process.cpuUsage();
    const before = usageOf(process.pid);
    // Work of about a third of a second: whole seconds would tell none of it, or one.
    for (let n = 0; spent < 330_000; n++) {
      Math.sqrt(n);
      if (n % 100_000 === 0) {
        const { user, system } = process.cpuUsage(begun);
        spent = user + system;
      }
    }
    const told = usageOf(process.pid).cpuSeconds - before.cpuSeconds;
    expect(Math.abs(told - spent / 1e6)).toBeLessThan(0.1);
  });

  it("is read past a name that looks like fields", () => {
    const stat = `77 (no) de 1 2) S 1 77 77 0 -1 4194560 9 0 0 0 123 45 0 0 20 0 11 0 100 0`;
    expect(statSeconds(stat)).toBe(1.68);
  });

  it("is read from ps with days, hours and hundredths", () => {
    expect(clockSeconds("0:01.25")).toBe(1.25);
    expect(clockSeconds("01:02:03")).toBe(3723);
    expect(clockSeconds("2-00:00:01")).toBe(172_801);
  });

  it("comes with the memory that is in use", () => {
    const { residentMb } = usageOf(process.pid);
    expect(residentMb).toBeGreaterThan(20);
    expect(residentMb).toBeLessThan(20_000);
  });
});
