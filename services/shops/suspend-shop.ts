import { lockShop, updateShop } from "#db/queries/shops-seller.ts";
import { recordAudit } from "#services/accounts/record-audit.ts";
import { isId } from "#services/shared/ids.ts";
import { addJob } from "#services/shared/jobs.ts";
import type { Market } from "#services/shared/market.ts";
import { ok, type Result, refuse } from "#services/shared/result.ts";
import { hasStaffRole, type Viewer } from "#services/shared/viewer.ts";
import { judgeReason } from "#services/shops/decide-shop.ts";
import { canMoveShop, type ShopState, SUSPEND_REASONS } from "#services/shops/rules.ts";
import { tellShop } from "#services/shops/tell-shop.ts";

export type SuspendInput = { shopId: string; reasonCode: string; reason: string };
type SuspendRefusal = "not_found" | "conflict" | "reason_missing" | "unknown_reason" | "too_long";

const isSuspendReason = (code: string) => (SUSPEND_REASONS as readonly string[]).includes(code);

async function moveShop(
  market: Market,
  viewer: Viewer,
  input: SuspendInput,
  to: "suspended" | "approved",
): Promise<Result<{ state: ShopState }, SuspendRefusal>> {
  if (!hasStaffRole(viewer, "moderator") || !isId(input.shopId)) return refuse("not_found");
  const why = judgeReason(true, isSuspendReason, input);
  if (!why.ok) return why;
  const from = to === "suspended" ? "approved" : "suspended";
  return market.transact<{ state: ShopState }, SuspendRefusal>(async (tx) => {
    const shop = await lockShop(tx, input.shopId);
    if (!shop || shop.approvedAt === null) return refuse("not_found");
    if (shop.state === to) return ok({ state: to });
    if (shop.state !== from || !canMoveShop(from, to)) return refuse("conflict");
    const isDown = to === "suspended";
    await updateShop(tx, shop.id, {
      state: to,
      stateReasonCode: isDown ? why.value.code : null,
      stateReason: isDown ? why.value.text : null,
    });
    await recordAudit(tx, viewer, {
      act: isDown ? "shop.suspend" : "shop.unsuspend",
      subjectKind: "shop",
      subjectId: shop.id,
      before: { state: from },
      after: { state: to },
      reasonCode: why.value.code ?? "",
      reason: why.value.text ?? "",
    });
    await addJob(tx, "search.index-shop", { shopId: shop.id });
    await addJob(tx, "live.look-again", { kind: "shop", id: shop.id });
    await tellShop(market, tx, shop.id, isDown ? "shop_suspended" : "shop_unsuspended", `${shop.id}:${shop.version}`, {
      shop: shop.name,
      reason: why.value.text ?? "",
      link: `${market.settings.PUBLIC_URL}/ban`,
    });
    return ok({ state: to });
  });
}

/** Staff stop a shop from selling: nothing of it is on sale until they let it. Orders that stand stay to be served. */
export function suspendShop(market: Market, viewer: Viewer, input: SuspendInput) {
  return moveShop(market, viewer, input, "suspended");
}

/** Staff let a suspended shop sell again. */
export function unsuspendShop(market: Market, viewer: Viewer, input: SuspendInput) {
  return moveShop(market, viewer, input, "approved");
}
