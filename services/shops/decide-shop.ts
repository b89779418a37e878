import { lockShop, type ShopRow, stampShop, updateShop } from "#db/queries/shops-seller.ts";
import { recordAudit } from "#services/accounts/record-audit.ts";
import { cleanText, letterCount } from "#services/shared/clean-text.ts";
import { isId } from "#services/shared/ids.ts";
import { addJob } from "#services/shared/jobs.ts";
import type { Market, Tx } from "#services/shared/market.ts";
import { ok, type Result, refuse } from "#services/shared/result.ts";
import { LETTERS } from "#services/shared/text-limits.ts";
import { hasStaffRole, type Viewer } from "#services/shared/viewer.ts";
import { canMoveShop, isShopReason, type ShopState } from "#services/shops/rules.ts";
import { tellShop } from "#services/shops/tell-shop.ts";

export const DECISIONS = { approve: "approved", return: "returned", refuse: "refused" } as const;
export type Decision = keyof typeof DECISIONS;

export type DecisionInput = { shopId: string; decision: Decision; reasonCode?: string; reason?: string };
type DecisionRefusal = "not_found" | "conflict" | "reason_missing" | "unknown_reason" | "too_long";

const MAX_REASON = LETTERS.reason;

/** A reason as staff must give it: a known code and words; for an approval neither. */
export function judgeReason(
  isNeeded: boolean,
  isKnown: (code: string) => boolean,
  input: { reasonCode?: string | undefined; reason?: string | undefined },
): Result<{ code: string | null; text: string | null }, "reason_missing" | "unknown_reason" | "too_long"> {
  if (!isNeeded) return ok({ code: null, text: null });
  const code = input.reasonCode ?? "";
  const text = cleanText(input.reason ?? "");
  if (code === "") return refuse("reason_missing", { field: "reasonCode" });
  if (!isKnown(code)) return refuse("unknown_reason", { field: "reasonCode" });
  if (text === "") return refuse("reason_missing", { field: "reason" });
  if (letterCount(text) > MAX_REASON) return refuse("too_long", { field: "reason", details: { max: MAX_REASON } });
  return ok({ code, text });
}

async function move(tx: Tx, shop: ShopRow, to: ShopState, why: { code: string | null; text: string | null }) {
  const set = { state: to, stateReasonCode: why.code, stateReason: why.text };
  if (to === "approved") await stampShop(tx, shop.id, set, "approvedAt");
  else await updateShop(tx, shop.id, set);
}

/**
 * Staff open a shop, send its application back or refuse it, with a reason that its people read. Decided the same way
 * again, it answers the same; decided otherwise meanwhile, "conflict". Moderators alone.
 */
export async function decideShop(
  market: Market,
  viewer: Viewer,
  input: DecisionInput,
): Promise<Result<{ state: ShopState }, DecisionRefusal>> {
  const to = DECISIONS[input.decision];
  if (!hasStaffRole(viewer, "moderator") || !isId(input.shopId) || !to) return refuse("not_found");
  const why = judgeReason(to !== "approved", isShopReason, input);
  if (!why.ok) return why;
  return market.transact<{ state: ShopState }, DecisionRefusal>(async (tx) => {
    const shop = await lockShop(tx, input.shopId);
    if (!shop || shop.state === "draft") return refuse("not_found");
    if (shop.state === to) return ok({ state: to });
    if (shop.state !== "submitted" || !canMoveShop(shop.state, to)) return refuse("conflict");
    await move(tx, shop, to, why.value);
    await recordAudit(tx, viewer, {
      act: `shop.${input.decision}`,
      subjectKind: "shop",
      subjectId: shop.id,
      before: { state: shop.state },
      after: { state: to },
      ...(why.value.code === null ? {} : { reasonCode: why.value.code, reason: why.value.text ?? "" }),
    });
    await addJob(tx, "search.index-shop", { shopId: shop.id });
    await tellShop(market, tx, shop.id, `shop_${to}`, `${shop.id}:${shop.version}`, {
      shop: shop.name,
      reason: why.value.text ?? "",
      link: `${market.settings.PUBLIC_URL}${to === "approved" ? "/ban" : "/ban/mo-cua-hang"}`,
    });
    return ok({ state: to });
  });
}
