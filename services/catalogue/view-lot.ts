import type { Language } from "#db/queries/catalogue.ts";
import { type LotRow, readLotPage } from "#db/queries/catalogue-product.ts";
import { type Certificate, type EndedCertificate, readRegister } from "#services/catalogue/certificate.ts";
import { asQualifier, type LotVerdict, lotVerdict } from "#services/catalogue/rules.ts";
import { type Seller, toSeller } from "#services/catalogue/seller.ts";
import { normaliseCode } from "#services/shared/ids.ts";
import type { Market } from "#services/shared/market.ts";
import { ok, type Result, refuse } from "#services/shared/result.ts";

export type LotPage = {
  lotId: string;
  code: string;
  number: string;
  verdict: LotVerdict;
  name: string;
  /** The name exists in Vietnamese alone while English was asked for. */
  nameIsVietnamese: boolean;
  pack: string;
  ingredients: string;
  madeOn: string | null;
  bestBefore: string | null;
  priceVnd: number | null;
  /** Slug of the product page while there is one. */
  productSlug: string | null;
  shop: { slug: string | null; name: string };
  producer: Seller;
  origin: { slug: string | null; kind: string; name: string; province: string } | null;
  former: { name: string; kind: string; district: string } | null;
  picture: { hash: string; alt: string } | null;
  group: number;
  isAlcohol: boolean;
  isHealthProtection: boolean;
  certificate: Certificate | null;
  ended: EndedCertificate | null;
  askedAt: string;
};

function toPage(row: LotRow): LotPage {
  return {
    lotId: row.lot_id,
    code: row.code,
    number: row.number,
    verdict: lotVerdict({
      bestBefore: row.best_before,
      today: row.today,
      isClosed: row.is_closed,
      available: row.available,
      isListed: row.is_listed,
    }),
    name: row.name,
    nameIsVietnamese: row.is_vietnamese,
    pack: asQualifier(row.variant_name),
    ingredients: row.ingredients,
    madeOn: row.made_on,
    bestBefore: row.best_before,
    priceVnd: row.price_vnd,
    productSlug: row.listing_reachable ? row.listing_slug : null,
    shop: { slug: row.shop_slug, name: row.shop_name },
    producer: toSeller(row),
    origin:
      row.commune_name === null
        ? null
        : {
            slug: row.commune_slug,
            kind: row.commune_kind ?? "",
            name: row.commune_name,
            province: row.province_name ?? "",
          },
    former:
      row.former_name === null
        ? null
        : { name: row.former_name, kind: row.former_kind ?? "", district: row.former_district ?? "" },
    picture: row.picture === null ? null : { hash: row.picture, alt: row.alt ?? "" },
    group: row.group_number,
    isAlcohol: row.is_alcohol,
    isHealthProtection: row.is_health_protection,
    ...readRegister(row.certificates ?? [], row.today),
    askedAt: row.asked_at,
  };
}

/** What is known of the lot behind a printed code. Stars are the product's now, whatever they were when it was packed. */
export async function viewLot(
  market: Market,
  input: { code: string; language: Language },
): Promise<Result<LotPage, "not_found">> {
  const code = normaliseCode(input.code);
  if (!/^[0-9A-Z]{1,40}$/.test(code)) return refuse("not_found");
  const row = await readLotPage(market.db, code, input.language);
  return row ? ok(toPage(row)) : refuse("not_found");
}
