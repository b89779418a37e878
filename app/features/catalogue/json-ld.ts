import type { ReactNode } from "react";
import { pictureAddress } from "#app/features/catalogue/picture.ts";
import type { Seller } from "#services/catalogue/seller.ts";
import type { ProductPage } from "#services/catalogue/view-product.ts";
import type { ShopPage } from "#services/catalogue/view-shop.ts";

const CONTEXT = "https://schema.org";

type Crumb = { text: ReactNode; href?: string };

/** The trail at the top of a page; the last entry is the page itself. */
export function breadcrumbList(crumbs: readonly Crumb[], publicUrl: string): object {
  return {
    "@context": CONTEXT,
    "@type": "BreadcrumbList",
    itemListElement: crumbs.map((crumb, at) => ({
      "@type": "ListItem",
      position: at + 1,
      name: String(crumb.text),
      ...(crumb.href === undefined ? {} : { item: publicUrl + crumb.href }),
    })),
  };
}

/** A seller as the page names it. */
export function organization(seller: Seller, url: string): object {
  return {
    "@type": "Organization",
    name: seller.name,
    url,
    ...(seller.taxNumber ? { taxID: seller.taxNumber } : {}),
    ...(seller.address ? { address: seller.address } : {}),
    ...(seller.phone ? { telephone: seller.phone } : {}),
  };
}

/** A shop's page. */
export function shopOrganization(shop: ShopPage, url: string, publicUrl: string): object {
  return {
    "@context": CONTEXT,
    ...organization(shop.seller, url),
    alternateName: shop.name,
    ...(shop.picture ? { image: publicUrl + pictureAddress(shop.picture.hash, 800) } : {}),
  };
}

function availability(product: ProductPage, available: number): { availability?: string } {
  if (product.kind === "service") return {};
  const isSold = (product.obstacle === null || product.obstacle === "sold_out") && available > 0;
  return { availability: `${CONTEXT}/${isSold ? "InStock" : "OutOfStock"}` };
}

/** A product with an offer for each pack: what the page says, no more (no ratings: the market has none). */
export function productLd(product: ProductPage, url: string, shopUrl: string, publicUrl: string): object {
  const seller = organization(product.seller, shopUrl);
  const gtin = product.variants.length === 1 ? product.variants[0]?.gtin : null;
  return {
    "@context": CONTEXT,
    "@type": "Product",
    name: product.name.text,
    url,
    category: product.group.name,
    brand: { "@type": "Brand", name: product.shop.name },
    ...(product.description.text ? { description: product.description.text } : {}),
    ...(product.pictures.length > 0
      ? { image: product.pictures.map((p) => publicUrl + pictureAddress(p.hash, 800)) }
      : {}),
    ...(gtin ? { gtin } : {}),
    ...(product.certificate
      ? {
          hasCertification: {
            "@type": "Certification",
            name: "OCOP",
            certificationIdentification: product.certificate.number,
            issuedBy: { "@type": "Organization", name: product.certificate.issuer },
            validFrom: product.certificate.from,
            expires: product.certificate.until,
            certificationRating: { "@type": "Rating", ratingValue: product.certificate.stars, bestRating: 5 },
          },
        }
      : {}),
    offers: product.variants.map((v) => ({
      "@type": "Offer",
      name: v.name,
      price: v.priceVnd,
      priceCurrency: "VND",
      ...availability(product, v.available),
      url,
      seller,
    })),
  };
}
