import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { filterQuery, isFiltered, lastPage, NO_FILTERS, parseFilters } from "#services/catalogue/filter-rules.ts";
import { NO_PAGE } from "#services/shared/page.ts";

const parse = (query: string) => parseFilters(new URLSearchParams(query));

function queryText(query: Record<string, string | number | null>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== null) search.set(name, String(value));
  return search.toString();
}

describe("the filters of an address", () => {
  it("read what a page of ours writes", () => {
    const filters = parse("xa=mot-xa&sao=4&con=1&tu=50000&den=90000&xep=gia&trang=3");
    expect(filters).toEqual({
      communeSlug: "mot-xa",
      stars: 4,
      inStock: true,
      minVnd: 50_000,
      maxVnd: 90_000,
      sort: "price",
      page: 3,
    });
    expect(queryText(filterQuery(filters))).toBe("xa=mot-xa&sao=4&con=1&tu=50000&den=90000&xep=gia&trang=3");
  });

  it.each(["sao=9&con=yes&tu=-1&den=abc&xep=rẻ&trang=", "tu=1e9&sao=4.5&xa=../etc", "xa=%00&tu=&den="])(
    "leave out what they cannot read: %s",
    (query) => {
      expect(parse(query)).toEqual(NO_FILTERS);
    },
  );

  it("read amounts as people type them, and turn a range typed the wrong way round", () => {
    expect(parse("tu=90.000&den=50 000 ₫")).toMatchObject({ minVnd: 50_000, maxVnd: 90_000 });
  });

  it("keep a page beyond any list, so that the list can say where it ends", () => {
    expect(parse("trang=99999999999999999999").page).toBe(1_000_000);
  });

  it.each(["-1", "0", "1.5", "1e3", "abc", "01", "%20", "٣"])("know no page %s, which no list has either", (typed) => {
    expect(parse(`trang=${typed}`).page).toBe(NO_PAGE);
  });

  it("never throw on any query, and what they write reads back the same", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => {
        const filters = parse(text);
        expect(parse(queryText(filterQuery(filters)))).toEqual(filters);
      }),
    );
    const name = fc.constantFrom("xa", "sao", "con", "tu", "den", "xep", "trang");
    fc.assert(
      fc.property(fc.array(fc.tuple(name, fc.string({ unit: "grapheme" }))), (pairs) => {
        const filters = parseFilters(new URLSearchParams(pairs));
        expect(Number.isSafeInteger(filters.page) && filters.page >= 1).toBe(true);
        expect(parse(queryText(filterQuery(filters)))).toEqual(filters);
      }),
    );
  });

  it("tell a filtered list from an ordered one", () => {
    expect(isFiltered(parse("xep=gia&trang=2"))).toBe(false);
    expect(isFiltered(parse("con=1"))).toBe(true);
  });

  it("count pages from one, also for an empty list", () => {
    expect([0, 1, 24, 25, 9000].map((n) => lastPage(n))).toEqual([1, 1, 1, 2, 375]);
  });
});
