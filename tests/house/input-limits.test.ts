import { describe, expect, it } from "vitest";
import { read, sourcesIn } from "./sources.ts";

/** Searching, and fields of a fixed form, where the market cuts or reads what it can: nothing typed is kept by them. */
const LOOSE = /type="search"|name="(?:time|code|ma)"|inputMode="numeric"/;

/** The tags that give a number of their own as the greatest length of what is typed in them. */
function ownLimits(text: string): string[] {
  return [...text.matchAll(/maxLength=\{\d+\}/g)]
    .map(({ index }) => text.slice(text.lastIndexOf("<", index), text.indexOf("/>", index)))
    .filter((tag) => !LOOSE.test(tag));
}

describe("an input", () => {
  it("takes its greatest length from where the market's own limit stands, never a number of its own", () => {
    const files = sourcesIn("app").filter((path) => path.endsWith(".tsx"));
    const limited = files.filter((path) => read(path).includes("maxLength={LETTERS."));
    expect(limited.length).toBeGreaterThan(12);
    expect(files.flatMap((path) => ownLimits(read(path)).map((tag) => `${path}: ${tag}`))).toEqual([]);
  });

  it("with a number of its own is found", () => {
    expect(ownLimits('<TextInput name="name" maxLength={100} />')).toHaveLength(1);
    expect(ownLimits('<TextInput name="q" type="search" maxLength={100} />')).toEqual([]);
    expect(ownLimits('<TextInput name="name" maxLength={LETTERS.personName} />')).toEqual([]);
  });
});
