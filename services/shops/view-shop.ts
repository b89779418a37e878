import {
  readHomeCommunes,
  readLicences,
  readMembers,
  readPictureHash,
  readShop,
  readShopChanges,
} from "#db/queries/shops-seller.ts";
import { isId } from "#services/shared/ids.ts";
import type { Market } from "#services/shared/market.ts";
import { ok, type Result, refuse } from "#services/shared/result.ts";
import { isMemberOf, type Viewer } from "#services/shared/viewer.ts";
import { mayManage } from "#services/shops/rules.ts";

/** A shop as its own people see it, with its members, licences and last changes. */
export async function viewShop(market: Market, viewer: Viewer, shopId: string) {
  if (!isId(shopId) || !isMemberOf(viewer, shopId)) return refuse("not_found");
  const { db } = market;
  const shop = await readShop(db, shopId);
  if (!shop) return refuse("not_found");
  const view = {
    shopId,
    mayManage: mayManage(viewer, shopId),
    state: shop.state,
    reason: shop.stateReason,
    slug: shop.slug,
    name: shop.name,
    story: shop.story,
    paused: shop.paused,
    pictureId: shop.pictureId,
    pictureHash: shop.pictureId === null ? null : await readPictureHash(db, shop.pictureId),
    pickupLine: shop.pickupLine ?? "",
    pickupCommuneCode: shop.pickupCommuneCode ?? "",
    zones: shop.shipZones.split(",").filter(Boolean),
    members: await readMembers(db, shopId),
    licences: await readLicences(db, shopId),
    changes: await readShopChanges(db, shopId, 10),
    communes: await readHomeCommunes(db),
  };
  return ok(view) satisfies Result<typeof view>;
}
