import { findSuspendedOrder, ordersDoneBefore } from "#db/queries/orders.ts";
import { recordAudit } from "#services/accounts/record-audit.ts";
import { endOrder } from "#services/orders/end-order.ts";
import { actForShop, lockOrder, type OrderNow, orderNow, type ShopAct } from "#services/orders/locked-order.ts";
import { MAX_REASON, REFUSAL_REASONS, STAFF_REFUSAL_REASONS, staffMayRefuse } from "#services/orders/rules.ts";
import { typedCode, typedWords } from "#services/orders/typed.ts";
import { isId } from "#services/shared/ids.ts";
import type { Market } from "#services/shared/market.ts";
import { ok, type Result, refuse } from "#services/shared/result.ts";
import { hasStaffRole, type Viewer } from "#services/shared/viewer.ts";

export type Refusing = ShopAct & { reasonCode: string; reason: string };

function wrongReason(input: Refusing, known: readonly string[]) {
  const words = typedWords(input.reason);
  if (!known.includes(input.reasonCode)) return refuse("reason_missing", { field: "reasonCode" });
  if (input.reasonCode === "other" && words === "") return refuse("reason_words_missing", { field: "reason" });
  if (words.length > MAX_REASON) return refuse("reason_too_long", { field: "reason" });
  return null;
}

/**
 * A shop can't serve an order and says why; possible until the parcel leaves. The stock goes back, and what a buyer paid
 * becomes money owed. Refusals: "not_found", "conflict", "invalid_request", "reason_missing", "reason_words_missing",
 * "reason_too_long".
 */
export async function refuseOrder(market: Market, viewer: Viewer, input: Refusing) {
  return actForShop(market, viewer, input, "refused", async (tx, locked, actor) => {
    const wrong = wrongReason(input, REFUSAL_REASONS);
    if (wrong) return wrong;
    return endOrder(market, tx, locked, {
      to: "refused",
      cause: "shop_refused",
      reasonCode: input.reasonCode,
      reason: typedWords(input.reason),
      actor,
      requestId: input.requestId,
    });
  });
}

type StaffRefusal =
  | "not_found"
  | "invalid_request"
  | "conflict"
  | "reason_missing"
  | "reason_words_missing"
  | "reason_too_long";

/** Moderators refuse an order of a suspended shop that isn't packed yet; kept in the audit log. */
export async function refuseOrderAsStaff(
  market: Market,
  viewer: Viewer,
  input: Refusing,
): Promise<Result<OrderNow, StaffRefusal>> {
  if (!hasStaffRole(viewer, "moderator")) return refuse("not_found");
  if (!isId(input.requestId)) return refuse("invalid_request");
  return market.transact<OrderNow, StaffRefusal>(async (tx) => {
    const found = await findSuspendedOrder(tx, typedCode(input.code));
    if (!found) return refuse("not_found");
    const locked = await lockOrder(tx, found);
    const before = await ordersDoneBefore(tx, found.groupId, "refused", input.requestId);
    if (before.includes(found.id)) return ok(orderNow(locked.order));
    const wrong = wrongReason(input, STAFF_REFUSAL_REASONS);
    if (wrong) return wrong;
    if (!staffMayRefuse(locked.order.state)) return refuse("conflict", { details: { state: locked.order.state } });
    const ended = await endOrder(market, tx, locked, {
      to: "refused",
      cause: "staff_refused",
      reasonCode: input.reasonCode,
      reason: typedWords(input.reason),
      actor: { kind: "staff", id: viewer.accountId },
      requestId: input.requestId,
    });
    if (!ended.ok) return ended;
    await recordAudit(tx, viewer, {
      act: "order.refuse",
      subjectKind: "order",
      subjectId: found.id,
      before: { state: locked.order.state },
      after: { state: ended.value.state },
      reasonCode: input.reasonCode,
      reason: typedWords(input.reason),
    });
    return ok(orderNow(ended.value));
  });
}
