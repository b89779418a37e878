import { actForShop, type ShopAct } from "#services/orders/locked-order.ts";
import { moveOrder } from "#services/orders/move-order.ts";
import { recordEvent } from "#services/orders/record-event.ts";
import { CARRIERS, type Carrier, MAX_CARRIER, TRACKING_NUMBER } from "#services/orders/rules.ts";
import { tellBuyer } from "#services/orders/tell.ts";
import { typedWords } from "#services/orders/typed.ts";
import { addJob } from "#services/shared/jobs.ts";
import type { Market } from "#services/shared/market.ts";
import { refuse } from "#services/shared/result.ts";
import type { Viewer } from "#services/shared/viewer.ts";

export type HandOver = ShopAct & { carrier: string; carrierName: string; trackingNumber: string };

function carrierOf(input: HandOver): string | null {
  const name = typedWords(input.carrierName);
  if (!CARRIERS.includes(input.carrier as Carrier)) return null;
  if (input.carrier !== "other") return input.carrier;
  return name.length > 0 && name.length <= MAX_CARRIER ? name : null;
}

/**
 * The parcel leaves the shop: carrier from the list or by name, tracking number where there is one (a shop that brings
 * the parcel itself has none). The order completes by itself `MARKET_COMPLETE_DAYS` later.
 * Refusals: "not_found", "conflict", "invalid_request", "carrier_missing", "tracking_invalid".
 */
export async function handOverOrder(market: Market, viewer: Viewer, input: HandOver) {
  return actForShop(market, viewer, input, "handed_over", async (tx, locked, actor) => {
    const carrier = carrierOf(input);
    if (carrier === null) return refuse("carrier_missing", { field: input.carrier ? "carrierName" : "carrier" });
    const trackingNumber = input.trackingNumber.trim();
    const isBare = trackingNumber === "" && (input.carrier === "own" || input.carrier === "other");
    if (!isBare && !TRACKING_NUMBER.test(trackingNumber))
      return refuse("tracking_invalid", { field: "trackingNumber" });
    const moved = await moveOrder(tx, locked.order, "handed_over", {
      now: ["handedOverAt"],
      completeInDays: market.settings.MARKET_COMPLETE_DAYS,
      words: { carrier, trackingNumber: trackingNumber || null },
    });
    if (!moved.ok) return moved;
    const { id, completeBy } = moved.value;
    await recordEvent(tx, {
      groupId: locked.group.id,
      orderId: id,
      kind: "handed_over",
      actorKind: actor.kind,
      actorId: actor.id,
      data: { requestId: input.requestId },
    });
    if (completeBy) await addJob(tx, "orders.complete", { orderId: id }, { runAt: completeBy, key: `complete:${id}` });
    await tellBuyer(market, tx, { ...locked, order: moved.value }, "order_handed_over");
    return moved;
  });
}
