import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { brokenImports } from "./cruise.ts";
import { importRules } from "./import-rules.ts";

describe("imports", () => {
  it("break no rule of the house", async () => {
    expect(await brokenImports(process.cwd())).toEqual([]);
  });

  it.each(importRules.map((rule) => rule.name ?? ""))("that break %s are caught by it", async (name) => {
    const folder = `${process.cwd()}/tests/house/fixtures/${name}`;
    expect(existsSync(folder)).toBe(true);
    const broken = await brokenImports(folder);
    expect(broken.map((b) => b.rule)).toContain(name);
  });
});
