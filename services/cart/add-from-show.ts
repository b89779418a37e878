import { addLine, ensureCart } from "#db/queries/cart.ts";
import { countCart, readShown, type ShownRow } from "#db/queries/cart-shows.ts";
import { hashToken } from "#services/accounts/session-cookie.ts";
import { type DealRefusal, judgeDeal } from "#services/catalogue/deal-rules.ts";
import { leftShowOf } from "#services/catalogue/show-rules.ts";
import { isId, newId } from "#services/shared/ids.ts";
import type { Market } from "#services/shared/market.ts";
import { ok, type Refusal, type Result, refuse } from "#services/shared/result.ts";
import type { Viewer } from "#services/shared/viewer.ts";
import { keyOf, MAX_QUANTITY, readQuantity } from "./rules.ts";

export type ShowAddInput = {
  variantId: unknown;
  quantity: unknown;
  /** The show's slug. */
  show: string;
  /** The deal whose price the buyer was shown; empty when it was the ordinary price. */
  dealId: string;
};

export type ShowAddRefusal =
  | DealRefusal
  | "bad_quantity"
  | "unknown_variant"
  | "service"
  | "left_show"
  | "off_sale"
  | "not_enough";

export type ShowAdded = {
  /** Units of this pack that now lie in the cart. */
  quantity: number;
  cartCount: number;
};

function judge(shown: ShownRow, total: number, isAtDeal: boolean): Refusal<ShowAddRefusal> | null {
  if (shown.kind === "service") return refuse("service");
  const reason = leftShowOf({
    isShopOnSale: shown.is_shop_on_sale,
    isListingOnSale: shown.is_listing_on_sale,
    isAlcohol: shown.is_alcohol,
    hasAlcoholLicence: shown.has_alcohol_licence,
    stars: shown.stars,
    certificateEnd: shown.certificate_end,
  });
  if (reason) return refuse("left_show", { details: { reason } });
  if (!shown.is_pack_on_sale || shown.price_vnd === null) return refuse("off_sale");
  if (isAtDeal) {
    const { deal } = shown;
    const standing = deal && {
      isBegun: deal.is_begun,
      isRunning: deal.is_running,
      left: deal.left,
      perBuyer: deal.per_buyer,
      bought: deal.bought,
    };
    const wrong = judgeDeal(standing ?? undefined, deal?.held ?? 0, total);
    if (wrong?.code === "limit_reached")
      return refuse(wrong.code, { field: "quantity", details: { ...wrong.details, inCart: shown.in_cart } });
    if (wrong) return refuse(wrong.code, { details: wrong.details });
  }
  return shown.free < total ? refuse("not_enough", { field: "quantity", details: { free: shown.free } }) : null;
}

/**
 * Puts units into the cart out of a show. The line remembers show, second and pin, and asks for the deal's price when one
 * is named: then for the whole line, within what one buyer may have. Nothing is held by this.
 */
export async function addFromShow(
  market: Market,
  viewer: Viewer,
  input: ShowAddInput,
): Promise<Result<ShowAdded, ShowAddRefusal>> {
  const quantity = readQuantity(input.quantity);
  if (quantity === null) return refuse("bad_quantity", { field: "quantity" });
  if (!isId(input.variantId)) return refuse("unknown_variant", { field: "variantId" });
  const isAtDeal = input.dealId !== "";
  const key = keyOf(viewer, hashToken);
  if (!key) throw new Error("a cart needs an account or a guest secret");
  const wish = {
    slug: input.show.slice(0, 200),
    variantId: input.variantId,
    dealId: isId(input.dealId) ? input.dealId : null,
  };
  return market.transact(async (tx) => {
    const shown = await readShown(tx, key, wish);
    if (!shown) return refuse("unknown_variant", { field: "variantId" });
    const wrong = judge(shown, Math.min(MAX_QUANTITY, shown.in_cart + quantity), isAtDeal);
    if (wrong) return wrong;
    const total = await addLine(tx, {
      id: newId(),
      cartId: await ensureCart(tx, newId(), key),
      variantId: shown.variant_id,
      shopId: shown.shop_id,
      quantity,
      seenPriceVnd: (isAtDeal ? shown.deal?.price_vnd : shown.price_vnd) ?? 0,
      seenStars: shown.stars,
      seenSeller: shown.seller,
      showId: shown.show_id,
      showSecond: shown.second,
      pinId: shown.pin_id,
      dealId: isAtDeal ? wish.dealId : null,
    });
    return ok({ quantity: total, cartCount: await countCart(tx, key) });
  });
}
