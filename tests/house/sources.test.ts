import { describe, expect, it } from "vitest";
import { routeTable } from "#app/routes-table.ts";
import { longFunctions, MAX_LINES } from "./long-functions.ts";
import { placeNames, placesNamedIn } from "./place-names.ts";
import { read, sourcesIn } from "./sources.ts";

describe("functions", () => {
  it("are short enough to read in one look", () => {
    const long = ["app", "services", "db"]
      .flatMap((f) => sourcesIn(f))
      .flatMap((path) => longFunctions(path, read(path)));
    expect(long).toEqual([]);
  });

  it("longer than the limit are found", () => {
    const body = "  work();\n".repeat(MAX_LINES);
    expect(longFunctions("a.ts", `export function tooLong() {\n${body}}\n`)).toEqual([
      `a.ts: tooLong has ${MAX_LINES + 2} lines`,
    ]);
    expect(longFunctions("a.ts", `export const arrow = () => {\n${body}};\n`)).toHaveLength(1);
  });
});

describe("the province", () => {
  it("is data: no source of app or services names one of its places", () => {
    const names = placeNames();
    const naming = ["app", "services"]
      .flatMap((f) => sourcesIn(f))
      .flatMap((path) => placesNamedIn(read(path), names).map((name) => `${path}: ${name}`));
    expect(naming).toEqual([]);
  });

  it("is found where a source names it", () => {
    const [name] = placeNames();
    expect(placesNamedIn(`const home = "${name}";`)).toEqual([name]);
    expect(placesNamedIn(`const home = "${name}x";`)).toEqual([]);
  });
});

describe("the table of addresses", () => {
  const layouts = new Set(["routes/shop/layout.tsx", "routes/seller/layout.tsx", "routes/staff/layout.tsx"]);

  it("names every file that answers, and no other", () => {
    const files = sourcesIn("app/routes")
      .map((path) => path.replace(/^app\//, ""))
      .filter((path) => !layouts.has(path));
    const unlisted = files.filter((file) => !routeTable.some((entry) => entry.file === file));
    const missing = routeTable.filter((entry) => !files.includes(entry.file)).map((entry) => entry.file);
    expect({ unlisted, missing }).toEqual({ unlisted: [], missing: [] });
  });

  it("says for every address who may read and write, each id and address once", () => {
    expect(routeTable.filter((e) => e.read.length === 0 && e.write.length === 0).map((e) => e.id)).toEqual([]);
    expect(new Set(routeTable.map((e) => e.id)).size).toBe(routeTable.length);
    const addresses = routeTable.flatMap((e) => [e.vi, ...(e.en === null ? [] : [e.en])]);
    expect(new Set(addresses).size).toBe(addresses.length);
  });

  it("lets nobody write where the file has no action, and has an action wherever somebody may write", () => {
    const wrong = routeTable
      .filter((e) => /export (async function|const) action\b/.test(read(`app/${e.file}`)) !== e.write.length > 0)
      .map((e) => e.id);
    expect(wrong).toEqual([]);
  });
});

describe("pages", () => {
  it("carry no style attributes, which the content policy would drop", () => {
    const styled = sourcesIn("app", /\.tsx$/).filter((path) => /\sstyle=[{"']/.test(read(path)));
    expect(styled).toEqual([]);
  });
});
