import { addLine, ensureCart, readVariant } from "#db/queries/cart.ts";
import { hashToken } from "#services/accounts/session-cookie.ts";
import { isId, newId } from "#services/shared/ids.ts";
import type { Market } from "#services/shared/market.ts";
import { ok, type Result, refuse } from "#services/shared/result.ts";
import type { Viewer } from "#services/shared/viewer.ts";
import { keyOf, readQuantity } from "./rules.ts";

export type AddRefusal = "bad_quantity" | "unknown_variant" | "service" | "off_sale" | "sold_out";

/** Puts units of a variant into the viewer's cart; a refusal names what it was. The viewer has an account or a guest secret. */
export async function addToCart(
  market: Market,
  viewer: Viewer,
  input: { variantId: unknown; quantity: unknown },
): Promise<Result<{ quantity: number }, AddRefusal>> {
  const quantity = readQuantity(input.quantity);
  if (quantity === null) return refuse("bad_quantity", { field: "quantity" });
  if (!isId(input.variantId)) return refuse("unknown_variant", { field: "variantId" });
  const key = keyOf(viewer, hashToken);
  if (!key) throw new Error("a cart needs an account or a guest secret");
  const variantId = input.variantId;
  return market.transact(async (tx) => {
    const variant = await readVariant(tx, variantId);
    if (!variant) return refuse("unknown_variant", { field: "variantId" });
    const details = { name: variant.name };
    if (variant.kind === "service") return refuse("service", { field: "variantId", details });
    if (!variant.is_on_sale || variant.price_vnd === null) return refuse("off_sale", { field: "variantId", details });
    if (variant.free === 0) return refuse("sold_out", { field: "quantity", details });
    const cartId = await ensureCart(tx, newId(), key);
    const total = await addLine(tx, {
      id: newId(),
      cartId,
      variantId,
      shopId: variant.shop_id,
      quantity,
      seenPriceVnd: variant.price_vnd,
      seenStars: variant.stars,
      seenSeller: variant.seller,
    });
    return ok({ quantity: total });
  });
}
