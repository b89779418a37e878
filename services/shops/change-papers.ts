import { deletePaper, lockShop } from "#db/queries/shops-seller.ts";
import { isId } from "#services/shared/ids.ts";
import type { Market } from "#services/shared/market.ts";
import { ok, type Result, refuse } from "#services/shared/result.ts";
import type { Viewer } from "#services/shared/viewer.ts";
import { mayManage } from "#services/shops/rules.ts";
import { applicationFor } from "#services/shops/save-application.ts";
import { storePaper } from "#services/shops/store-paper.ts";

export type PaperInput = { paperId: string; applicationId: string; kind: string; fileName: string; bytes: Uint8Array };

/** Adds a paper to an application, making its draft when this is the first thing saved. */
export async function addApplicationPaper(market: Market, viewer: Viewer, input: PaperInput) {
  const shop = await market.transact<{ shopId: string }, "not_found" | "waiting">(async (tx) => {
    const found = await applicationFor(tx, viewer, input.applicationId);
    return found.ok ? ok({ shopId: found.value.id }) : found;
  });
  if (!shop.ok) return shop;
  const { shopId } = shop.value;
  const owner: Viewer = { ...viewer, memberships: [...viewer.memberships, { shopId, role: "owner" }] };
  return storePaper(market, owner, { ...input, shopId });
}

/** Takes a paper out of an application that isn't with staff. Taken out twice, it answers the same. */
export async function removeApplicationPaper(
  market: Market,
  viewer: Viewer,
  input: { shopId: string; paperId: string },
): Promise<Result<null, "not_found" | "waiting">> {
  if (!isId(input.shopId) || !isId(input.paperId) || !mayManage(viewer, input.shopId)) return refuse("not_found");
  return market.transact<null, "not_found" | "waiting">(async (tx) => {
    const shop = await lockShop(tx, input.shopId);
    if (!shop) return refuse("not_found");
    if (shop.state !== "draft" && shop.state !== "returned") return refuse("waiting");
    await deletePaper(tx, shop.id, input.paperId);
    return ok(null);
  });
}
