import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const ROOMS = "app/ui/styles/rooms";

/** Mends what stretches on tablets, in one file for all rooms. */
const FOR_ALL = "tablet.css";

/** Said in two files of the same pages, one adding to the other. */
const SHARED = new Set([".find", ".prewrap", ".row--wrap", ".var"]);

/** Class names that a file gives a style of their own, outside of any other. */
function ownClasses(css: string): Set<string> {
  const selectors = css.replace(/\/\*[\s\S]*?\*\//g, "").match(/[^{};]+(?=\{)/g) ?? [];
  const each = selectors.flatMap((selector) => selector.split(",")).map((one) => one.trim());
  return new Set(each.filter((one) => /^\.[\w-]+$/.test(one) && !SHARED.has(one)));
}

describe("styles of rooms", () => {
  it("name no class that another room's file styles: one page would lose what the other says", () => {
    const byClass = new Map<string, string[]>();
    for (const file of readdirSync(ROOMS).filter((name) => name !== FOR_ALL))
      for (const name of ownClasses(readFileSync(`${ROOMS}/${file}`, "utf8")))
        byClass.set(name, [...(byClass.get(name) ?? []), file]);
    const twice = [...byClass].filter(([, files]) => files.length > 1).map(([name, files]) => `${name}: ${files}`);
    expect(twice).toEqual([]);
  });

  it("are told apart by that rule: a class of its own, not one within another", () => {
    expect([
      ...ownClasses("/* .x */ .a, .b .c { gap: 0 } @media (min-width: 60rem) { .d { gap: 0 } .e > li { gap: 0 } }"),
    ]).toEqual([".a", ".d"]);
  });
});
