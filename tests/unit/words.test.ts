import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import en from "#app/i18n/en/index.ts";
import vi from "#app/i18n/vi/index.ts";

type Tree = { [key: string]: string | Tree };

function flat(tree: Tree, path = ""): Map<string, string> {
  const all = new Map<string, string>();
  for (const [key, value] of Object.entries(tree)) {
    const name = path ? `${path}.${key}` : key;
    if (typeof value === "string") all.set(name, value);
    else for (const [k, v] of flat(value, name)) all.set(k, v);
  }
  return all;
}

const blanks = (text: string) => [...text.matchAll(/{{\s*(\w+)/g)].map((m) => m[1]).sort();
const vietnamese = flat(vi as unknown as Tree);
const english = flat(en as unknown as Tree);
/** English needs a singular where Vietnamese has one form. */
const isSingular = (key: string) => key.endsWith("_one") && vietnamese.has(`${key.slice(0, -4)}_other`);

describe("words", () => {
  it("stand in both languages under the same keys", () => {
    expect([...vietnamese.keys()].filter((k) => !english.has(k))).toEqual([]);
    expect([...english.keys()].filter((k) => !vietnamese.has(k) && !isSingular(k))).toEqual([]);
  });

  it("leave no blank in English that the Vietnamese words are not given", () => {
    const unknown = [...english].filter(([key, text]) => {
      const given = blanks(vietnamese.get(key) ?? vietnamese.get(key.replace(/_one$/, "_other")) ?? "");
      return blanks(text).some((blank) => !given.includes(blank));
    });
    expect(unknown.map(([key]) => key)).toEqual([]);
  });

  it("are never empty, never exclaim and never shout", () => {
    const bad = [...vietnamese, ...english].filter(([, text]) => text.trim() === "" || text.includes("!"));
    expect(bad.map(([key]) => key)).toEqual([]);
  });

  it("set tone marks as the law's own texts do: hủy, khỏe, xóa", () => {
    const other = /(?<!q)(?:o[áàảãạéèẻẽẹ]|u[ýỳỷỹỵ])(?!\p{L})/iu;
    const sources = ["app/i18n/vi", "services/notifications", "services/processes/gateway"].flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: "utf8" })
        .filter((name) => name.endsWith(".ts"))
        .map((name) => ({ file: `${folder}/${name}`, text: readFileSync(`${folder}/${name}`, "utf8") })),
    );
    const bad = sources.filter(({ text }) => other.test(text.normalize("NFC")));
    expect(sources.length).toBeGreaterThan(20);
    expect(bad.map(({ file }) => file)).toEqual([]);
  });
});
