import { type Language, readMovedSlug } from "#db/queries/catalogue.ts";
import { type LiveNow, type ProductRow, readProductPage } from "#db/queries/catalogue-product.ts";
import { type Card, toCard } from "#services/catalogue/card.ts";
import { type Certificate, type EndedCertificate, readRegister } from "#services/catalogue/certificate.ts";
import {
  type NetUnit,
  type Obstacle,
  obstacleOf,
  packWord,
  type ShippingRow,
  unitPriceVnd,
} from "#services/catalogue/rules.ts";
import { type Seller, toSeller } from "#services/catalogue/seller.ts";
import type { Market } from "#services/shared/market.ts";
import { ok, type Result, refuse } from "#services/shared/result.ts";
import { isSlug } from "#services/shared/slug.ts";

/** A text and whether it exists in Vietnamese alone while another language was asked for. */
export type Told = { text: string; vi: boolean };

export type VariantView = {
  id: string;
  name: string;
  pack: string | null;
  netAmount: number;
  netUnit: NetUnit;
  gtin: string | null;
  priceVnd: number;
  unitPriceVnd: number | null;
  available: number;
  shipping: ShippingRow[];
};

export type ProductPage = {
  listingId: string;
  slug: string;
  kind: "goods" | "service";
  name: Told;
  summary: Told;
  description: Told;
  ingredients: Told;
  storage: Told;
  usage: Told;
  group: { number: number; slug: string; name: string };
  setName: string | null;
  shop: { slug: string; name: string; picture: string | null };
  seller: Seller;
  origin: { slug: string | null; name: string; kind: string; province: string } | null;
  former: { name: string; kind: string; district: string } | null;
  recognisedYear: number | null;
  isAlcohol: boolean;
  isHealthProtection: boolean;
  pictures: { hash: string; alt: string }[];
  variants: VariantView[];
  /** Which variant is chosen at first: the cheapest that can be bought. */
  chosen: number;
  lots: { code: string; number: string; variant: string; madeOn: string | null; bestBefore: string | null }[];
  certificate: Certificate | null;
  ended: EndedCertificate | null;
  /** When the register was asked, ISO. */
  askedAt: string;
  obstacle: Obstacle | null;
  tariffIsDemo: boolean;
  ofShop: Card[];
  ofGroup: Card[];
  /** The show that sells it now; nothing while it can't be bought. */
  live: LiveNow | null;
};

function tell(row: ProductRow, field: keyof ProductRow["vi"], language: Language): Told {
  const english = row.en?.[field] ?? "";
  if (language === "en" && english !== "") return { text: english, vi: false };
  return { text: row.vi[field], vi: language === "en" };
}

function variantsOf(row: ProductRow): VariantView[] {
  return (row.variants ?? []).map((v) => ({
    id: v.id,
    name: v.name,
    pack: packWord(v.name),
    netAmount: v.netAmount,
    netUnit: v.netUnit,
    gtin: v.gtin,
    priceVnd: v.priceVnd,
    unitPriceVnd: unitPriceVnd(v.priceVnd, v.netAmount, v.netUnit),
    available: v.available,
    shipping: row.kind === "service" ? [] : (v.shipping ?? []),
  }));
}

function firstChoice(variants: readonly VariantView[]): number {
  const inOrder = variants.map((v, at) => ({ v, at })).sort((a, b) => a.v.priceVnd - b.v.priceVnd || a.at - b.at);
  return (inOrder.find(({ v }) => v.available > 0) ?? inOrder[0])?.at ?? 0;
}

function originOf(row: ProductRow): ProductPage["origin"] {
  if (row.commune_name === null) return null;
  return {
    slug: row.commune_slug,
    name: row.commune_name,
    kind: row.commune_kind ?? "",
    province: row.province_name ?? "",
  };
}

function toPage(row: ProductRow, language: Language): ProductPage {
  const variants = variantsOf(row);
  const obstacle = obstacleOf({
    kind: row.kind,
    isPaused: row.is_paused,
    isAlcohol: row.is_alcohol,
    hasAlcoholLicence: row.has_licence,
    variants,
  });
  return {
    listingId: row.listing_id,
    slug: row.slug,
    kind: row.kind,
    name: tell(row, "name", language),
    summary: tell(row, "summary", language),
    description: tell(row, "description", language),
    ingredients: tell(row, "ingredients", language),
    storage: tell(row, "storage", language),
    usage: tell(row, "usage", language),
    group: { number: row.group_number, slug: row.group_slug, name: row.group_name },
    setName: row.set_name,
    shop: { slug: row.shop_slug, name: row.shop_name, picture: row.shop_picture },
    seller: toSeller(row),
    origin: originOf(row),
    former:
      row.former_name === null
        ? null
        : { name: row.former_name, kind: row.former_kind ?? "", district: row.former_district ?? "" },
    recognisedYear: row.recognised_year,
    isAlcohol: row.is_alcohol,
    isHealthProtection: row.is_health_protection,
    pictures: row.pictures ?? [],
    variants,
    chosen: firstChoice(variants),
    lots: row.lots ?? [],
    ...readRegister(row.certificates ?? [], row.today),
    askedAt: row.asked_at,
    obstacle,
    tariffIsDemo: (row.variants ?? []).some((v) => v.tariffIsDemo),
    ofShop: (row.of_shop ?? []).map((c) => toCard(c, language)),
    ofGroup: (row.of_group ?? []).map((c) => toCard(c, language)),
    live: obstacle === null ? row.live : null,
  };
}

/**
 * The page of a product: an approved listing of an approved shop, paused or not. `moved` carries the new slug of an old
 * address; what was taken down or never was is "not_found".
 */
export async function viewProduct(
  market: Market,
  input: { slug: string; language: Language },
): Promise<Result<ProductPage, "not_found" | "moved">> {
  if (!isSlug(input.slug)) return refuse("not_found");
  const row = await readProductPage(market.db, input.slug, input.language);
  if (row) return ok(toPage(row, input.language));
  const moved = await readMovedSlug(market.db, "listing", input.slug);
  return moved === null ? refuse("not_found") : refuse("moved", { details: { slug: moved } });
}
