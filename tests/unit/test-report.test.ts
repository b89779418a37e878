import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readReport, summary, total } from "#tests/support/parts.mjs";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "cho-phien-report-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

type Told = { status: string; fullName: string };
const suite = (name: string, tests: Told[], more: object = {}) => ({
  name: `/srv/market/${name}`,
  status: tests.some(({ status }) => status === "failed") ? "failed" : "passed",
  message: "",
  assertionResults: tests,
  ...more,
});
const passed = { status: "passed", fullName: "sells the last one once" };
const failed = { status: "failed", fullName: "keeps a hold" };
const skipped = { status: "pending", fullName: "search finds it in Meilisearch" };

function read(suites: object[], reasons: { title: string; reason: string }[] = [], code = 0) {
  const file = join(folder, "report.json");
  writeFileSync(file, JSON.stringify({ testResults: suites }));
  return readReport(file, reasons, code, "/srv/market");
}

describe("a run of tests", () => {
  it("counts what passed and what failed, and names the failures", () => {
    const result = read(
      [suite("tests/unit/a.test.ts", [passed, passed]), suite("tests/unit/b.test.ts", [failed])],
      [],
      1,
    );
    expect(result).toMatchObject({ passed: 2, failed: 1, skipped: 0, faults: ["tests/unit/b.test.ts: keeps a hold"] });
  });

  it("never counts what was skipped as passed, and says why it was", () => {
    const reasons = [{ title: "search finds it in Meilisearch", reason: "no meilisearch" }];
    expect(read([suite("a", [passed, skipped])], reasons)).toMatchObject({ passed: 1, skipped: 1, skips: reasons });
  });

  it("shows a skipped test that gives no reason", () => {
    const result = read([suite("a", [passed, skipped])]);
    expect(result.skips).toEqual([{ title: skipped.fullName, reason: "the test gives no reason" }]);
  });

  it("fails when a file could not be loaded", () => {
    const result = read(
      [suite("a", [passed]), suite("b", [], { status: "failed", message: "\nCannot find x\n at y" })],
      [],
      1,
    );
    expect(result).toMatchObject({ passed: 1, failed: 1, faults: ["b: Cannot find x"] });
  });

  it("fails when no test ran", () => {
    expect(read([])).toMatchObject({ passed: 0, failed: 1, faults: ["no test ran"] });
    expect(readReport(join(folder, "none.json"), [], 1, "/srv/market")).toMatchObject({ failed: 1 });
  });

  it("fails when an error happened outside of any test", () => {
    expect(read([suite("a", [passed])], [], 1)).toMatchObject({ passed: 1, failed: 1 });
  });

  it("ends with one line of sums", () => {
    const part = { part: "unit", took: 1000, ...read([suite("a", [passed, skipped])], [{ title: "x", reason: "y" }]) };
    const types = { part: "types", took: 1000, passed: 1, failed: 0, skipped: 0, skips: [], faults: [] };
    expect(total([types, part]).line).toBe("2 passed, 0 failed, 1 skipped");
    expect(summary([types, part])).toContain("SKIPPED x: y");
  });
});
