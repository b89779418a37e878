/** Why goods are no longer part of a show; `no_licence` is the shop's for alcohol. */
export const LEFT_SHOW = [
  "shop_closed",
  "listing_off",
  "certificate_revoked",
  "certificate_lapsed",
  "no_licence",
] as const;
export type LeftShow = (typeof LEFT_SHOW)[number];

/** What is true of goods at the moment they are shown or ordered out of a show. */
export type ShowGoods = {
  isShopOnSale: boolean;
  isListingOnSale: boolean;
  isAlcohol: boolean;
  hasAlcoholLicence: boolean;
  /** Stars in force, or null. */
  stars: number | null;
  /** How the newest certificate ended, where none is in force. */
  certificateEnd: "revoked" | "lapsed" | null;
};

/**
 * Why goods left the show they were shown in, or null while they belong to it. A show sells certified goods alone, so
 * that goods without stars leave it even where their own page still sells them; they return with a new certificate.
 */
export function leftShowOf(goods: ShowGoods): LeftShow | null {
  if (!goods.isShopOnSale) return "shop_closed";
  if (!goods.isListingOnSale) return "listing_off";
  if (goods.isAlcohol && !goods.hasAlcoholLicence) return "no_licence";
  if (goods.stars !== null) return null;
  return goods.certificateEnd === "revoked" ? "certificate_revoked" : "certificate_lapsed";
}

/** Whether what keeps goods from being bought is that they left the show. */
export const hasLeft = (code: string | null): code is LeftShow =>
  code !== null && (LEFT_SHOW as readonly string[]).includes(code);

/** Whether goods that left a show for this reason may still be bought on their own page, at the ordinary price. */
export const isSoldOutside = (reason: LeftShow) => reason.startsWith("certificate_");
