import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseSearch, searchQuery, searchWords } from "#services/search/rules.ts";

describe("words of a search", () => {
  it("are letters and digits in lower case, composed, twelve at most", () => {
    expect(searchWords("  Mie\u0302\u0301n-DONG, 500g!")).toEqual(["miến", "dong", "500g"]);
    expect(searchWords("a ".repeat(50))).toHaveLength(12);
    expect(searchWords("\u0000 \ud800 ??? ")).toEqual([]);
  });

  it("never fail and never hold a sign, whatever is typed", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 400 }), (typed) => {
        for (const word of searchWords(typed)) expect(word).toMatch(/^[\p{L}\p{N}]+$/u);
      }),
    );
  });
});

describe("the address of a search", () => {
  it("can be anything and is read the same from its own canonical form", () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(fc.constantFrom("q", "nhom", "xa", "sao", "xep", "trang", "x"), fc.string({ unit: "binary" })),
        ),
        (pairs) => {
          const ask = parseSearch(new URLSearchParams(pairs.map(([k, v]) => [k, v.toWellFormed()])));
          const again = new URLSearchParams();
          for (const [name, value] of Object.entries(searchQuery(ask)))
            if (value !== null) again.set(name, String(value));
          expect(parseSearch(again)).toEqual(ask);
        },
      ),
    );
  });

  it("leaves out what it cannot read", () => {
    const ask = parseSearch(new URLSearchParams("q=mien&sao=9&trang=&xep=drop&xa=../x&nhom=%00"));
    expect(ask).toEqual({ words: "mien", groupSlug: null, communeSlug: null, stars: null, sort: "relevance", page: 1 });
    expect(parseSearch(new URLSearchParams("q=mien&trang=-3")).page).toBe(1_000_000);
  });
});
