import { describe, expect, it } from "vitest";
import { breadcrumbList, productLd } from "#app/features/catalogue/json-ld.ts";
import { safeJson } from "#app/features/frame/json-ld.tsx";
import type { ProductPage } from "#services/catalogue/view-product.ts";

const told = (text: string) => ({ text, vi: false });

const product: ProductPage = {
  listingId: "1",
  slug: "mien-dong",
  kind: "goods",
  name: told("Miến dong"),
  summary: told(""),
  description: told("Sợi dai"),
  ingredients: told(""),
  storage: told(""),
  usage: told(""),
  group: { number: 1, slug: "thuc-pham", name: "Thực phẩm" },
  setName: null,
  shop: { slug: "htx", name: "HTX Mẫu", picture: null },
  seller: {
    name: "Hợp tác xã Mẫu",
    form: "cooperative",
    taxNumber: "0100109106",
    address: "Thôn 1",
    phone: null,
    email: null,
  },
  origin: null,
  former: null,
  recognisedYear: 2022,
  isAlcohol: false,
  isHealthProtection: false,
  pictures: [],
  variants: [
    {
      id: "v",
      name: "Gói 500 g",
      pack: "gói",
      netAmount: 500,
      netUnit: "g",
      gtin: null,
      priceVnd: 85_000,
      unitPriceVnd: 170_000,
      available: 3,
      shipping: [],
    },
  ],
  chosen: 0,
  lots: [],
  certificate: null,
  ended: null,
  askedAt: "2026-11-24T00:00:00Z",
  obstacle: null,
  tariffIsDemo: false,
  ofShop: [],
  ofGroup: [],
  live: null,
};

const ld = (change: Partial<ProductPage> = {}) =>
  safeJson(productLd({ ...product, ...change }, "http://m/san-pham/mien-dong", "http://m/cua-hang/htx", "http://m"));

describe("structured data", () => {
  it("offers each pack at the price of the page, in đồng", () => {
    expect(JSON.parse(ld()).offers).toEqual([
      expect.objectContaining({ price: 85_000, priceCurrency: "VND", availability: "https://schema.org/InStock" }),
    ]);
  });

  it("says nothing of stars, ratings or history that are not in force", () => {
    expect(ld()).not.toMatch(/aggregateRating|review|OCOP|2022/);
  });

  it("names a certificate in force with its number and issuer", () => {
    const certificate = {
      stars: 4,
      number: "T-1",
      issuer: "Hội đồng",
      decision: "QĐ-1",
      from: "2024-06-14",
      until: "2027-06-13",
      daysLeft: 10,
      isDemo: true,
    };
    expect(JSON.parse(ld({ certificate })).hasCertification).toMatchObject({ certificationIdentification: "T-1" });
  });

  it("does not call in stock what a page does not sell", () => {
    expect(ld({ obstacle: "paused" })).not.toContain("InStock");
    expect(ld({ obstacle: "licence" })).not.toContain("InStock");
    expect(ld({ kind: "service", obstacle: "service" })).not.toContain("availability");
  });

  it("cannot end its script element, whatever a name says", () => {
    const text = ld({ name: told("</script><script>alert(1)</script>\u2028<!--") });
    expect(text).not.toMatch(/[<>\u2028]/);
    expect(JSON.parse(text).name).toContain("</script>");
  });

  it("numbers the trail of a page", () => {
    expect(breadcrumbList([{ text: "Chợ", href: "/" }, { text: "Miến" }], "http://m")).toMatchObject({
      itemListElement: [
        { position: 1, name: "Chợ", item: "http://m/" },
        { position: 2, name: "Miến" },
      ],
    });
  });
});
