import { describe, expect, it } from "vitest";
import { SETTINGS } from "#services/shared/settings.mjs";
import { read } from "./sources.ts";

/** The rows of README's table: names, and what it says of the value of what isn't set. */
function tableRows(): { names: string[]; standard: string }[] {
  const rows = read("README.md").split("| setting | meaning | default |")[1]?.split("\n\n")[0]?.split("\n") ?? [];
  return rows
    .filter((row) => row.startsWith("| `"))
    .map((row) => {
      const [, names = "", meaning = "", standard = ""] = row.split("|");
      const besides = meaning.match(/`[A-Z]+_[A-Z_]+`/g) ?? [];
      return { names: [...(names.match(/[A-Z_]+/g) ?? []), ...besides.map((name) => name.slice(1, -1))], standard };
    });
}

describe("README's table of settings", () => {
  it("names every setting that a person may set, and no other", () => {
    const told = new Set(tableRows().flatMap(({ names }) => names));
    const own = Object.entries(SETTINGS).filter(([, { isInner }]) => !isInner);
    expect([...told].sort()).toEqual(own.map(([name]) => name).sort());
  });

  it("says the value of each number and word that isn't set", () => {
    const wrong = tableRows().flatMap(({ names, standard }) =>
      names
        .map((name) => ({ name, value: SETTINGS[name as keyof typeof SETTINGS].standard }))
        .filter(({ name, value }) => value !== undefined && name !== "MAIL_FROM")
        .filter(({ value }) => !standard.match(/[\w.]+/g)?.includes(String(value)))
        .map(({ name, value }) => `${name}: ${value} is not in "${standard.trim()}"`),
    );
    expect(wrong).toEqual([]);
  });
});
