import { isShopSlugTaken, lockRequest, lockShop, stampShop } from "#db/queries/shops-seller.ts";
import { isId, newCode } from "#services/shared/ids.ts";
import type { Market, Tx } from "#services/shared/market.ts";
import { ok, type Result, refuse } from "#services/shared/result.ts";
import { slugOf } from "#services/shared/slug.ts";
import type { Viewer } from "#services/shared/viewer.ts";
import { APPLICATION_PARTS, type ApplicationPart, canMoveShop, mayManage } from "#services/shops/rules.ts";
import { readApplication } from "#services/shops/view-application.ts";

const MAX_SLUG = 60;

/** An address for a shop made from its name, free now and of old; a short code behind it when the plain one is taken. */
export async function freeShopSlug(tx: Tx, name: string, shopId: string): Promise<string> {
  const plain = slugOf(name).slice(0, MAX_SLUG).replace(/-+$/, "") || "gian-hang";
  await lockRequest(tx, `shop-slug:${plain}`);
  if (!(await isShopSlugTaken(tx, plain, shopId))) return plain;
  return `${plain}-${newCode(5).toLowerCase()}`;
}

/**
 * Hands an application to staff. Sent again while it waits, it answers the same. "incomplete" names the first part that
 * lacks something.
 */
export async function submitApplication(
  market: Market,
  viewer: Viewer,
  input: { applicationId: string },
): Promise<Result<{ shopId: string }, "not_found" | "conflict" | "incomplete">> {
  if (!isId(input.applicationId)) return refuse("not_found");
  return market.transact<{ shopId: string }, "not_found" | "conflict" | "incomplete">(async (tx) => {
    const shop = await lockShop(tx, input.applicationId);
    if (!shop || !mayManage(viewer, shop.id)) return refuse("not_found");
    if (shop.state === "submitted") return ok({ shopId: shop.id });
    if (!canMoveShop(shop.state, "submitted")) return refuse("conflict");
    const application = await readApplication(tx, shop.id);
    const missing = APPLICATION_PARTS.find((part: ApplicationPart) => application?.done[part] !== true);
    if (missing) return refuse("incomplete", { details: { part: missing } });
    const slug = await freeShopSlug(tx, shop.name, shop.id);
    await stampShop(tx, shop.id, { state: "submitted", slug, stateReason: null, stateReasonCode: null }, "submittedAt");
    return ok({ shopId: shop.id });
  });
}
