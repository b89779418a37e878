import { readSeed } from "#db/seeds/reference.ts";

/** A product as the public record has it: name and place are facts, stars are history. */
export type PublicProduct = {
  name: string;
  producer: string | null;
  former_commune: string | null;
  former_district: string | null;
  group: number;
  stars: number;
  recognised: number | null;
};

export type DemoText = {
  summary: string;
  description: string;
  ingredients: string;
  storage: string;
  usage: string;
};

/** `[name, net amount, unit, shipped grams, price in đồng]`. */
export type DemoVariant = [string, number, "g" | "ml" | "piece", number, number];

/** What the demo market says of a product; without `variants` it is a service. */
export type DemoListing = {
  product: string;
  /** First letters of its lot numbers. */
  lot?: string;
  set: number;
  /** Days from making to best before; null where the law asks for none. */
  shelf?: number | null;
  /** Days since its newest lot was made. */
  age?: number;
  alcohol?: boolean;
  health?: boolean;
  vi: DemoText;
  en?: DemoText & { name: string };
  variants?: DemoVariant[];
  /** Units on hand by variant, where the number tells something (few, none). */
  stock?: number[];
};

export type DemoProducer = {
  producer: string | null;
  name: string;
  legalForm: string;
  /** Former commune and district, where they are known. */
  former: [string, string] | null;
  district?: string | null;
  /** Commune of a made-up pick-up address, where the producer's own isn't known. */
  pickup?: string;
  shop: { slug: string; name: string; story: string };
  alcoholLicence?: boolean;
};

export type CertificateException = {
  product: string;
  state: "ending" | "lapsed" | "revoked" | "never";
  endsInDays?: number;
  revokedDaysAgo?: number;
  decision?: string;
  reasonCode?: string;
  reason?: string;
};

export type DemoData = {
  products: PublicProduct[];
  listings: Map<string, DemoListing>;
  producers: DemoProducer[];
  certificates: { months: number; exceptions: CertificateException[] };
  tariffs: { validFrom: string; zones: Record<string, { days: [number, number]; rows: [number, number][] }> };
};

/** Reads the files of the demo market. */
export function readDemoData(): DemoData {
  const listings = [1, 2, 3].flatMap((part) => readSeed<DemoListing[]>(`demo/listings-${part}.json`));
  return {
    products: readSeed<{ products: PublicProduct[] }>("demo/ocop-products.json").products,
    listings: new Map(listings.map((listing) => [listing.product, listing])),
    producers: readSeed("demo/producers.json"),
    certificates: readSeed("demo/certificates.json"),
    tariffs: readSeed("demo/tariffs.json"),
  };
}
