import { markLineLotsPacked, readLineLots, readLines, rewriteLineLots } from "#db/queries/orders.ts";
import { type PackedLot, packStock } from "#services/catalogue/pack-stock.ts";
import { actForShop, type LockedOrder, type ShopAct } from "#services/orders/locked-order.ts";
import { moveOrder } from "#services/orders/move-order.ts";
import { recordEvent } from "#services/orders/record-event.ts";
import { type Allotment, canMove, lineNotServed } from "#services/orders/rules.ts";
import { tellBuyer } from "#services/orders/tell.ts";
import { isId, newId } from "#services/shared/ids.ts";
import type { Market, Tx } from "#services/shared/market.ts";
import { ok, refuse } from "#services/shared/result.ts";
import type { Viewer } from "#services/shared/viewer.ts";

/** `lots` null: packed from the lots given at placing. Otherwise every line of the order, fully. */
export type Packing = ShopAct & { lots: readonly Allotment[] | null };

const named = (rows: readonly Allotment[], lineId: string, lots: readonly PackedLot[]) =>
  rows
    .filter((row) => row.lineId === lineId)
    .map((row) => `${lots.find((lot) => lot.id === row.lotId)?.number ?? "?"} × ${row.quantity}`)
    .join(", ");

type Rewriting = { locked: LockedOrder; given: readonly Allotment[]; chosen: readonly Allotment[] };

async function rewriteLots(tx: Tx, { locked, given, chosen }: Rewriting, moved: Set<string>, lots: PackedLot[]) {
  const log: Record<string, string> = {};
  for (const lineId of moved) {
    const own = chosen.filter((c) => c.lineId === lineId);
    await rewriteLineLots(
      tx,
      lineId,
      own.map((c) => ({ ...c, id: newId(), shopId: locked.order.shopId })),
    );
    log[`from:${lineId}`] = named(given, lineId, lots);
    log[`to:${lineId}`] = named(chosen, lineId, lots);
  }
  return log;
}

/**
 * A shop has packed a parcel; the lots named here are those that count for trace. Stock leaves the lots, and a line
 * packed from other lots than were given at placing is logged with both.
 * Refusals: "not_found", "conflict", "invalid_request", "lots_wrong" (a line isn't served exactly), "lot_unknown",
 * "lot_closed", "lot_expired", "lot_short"; `field` is the line.
 */
export async function packOrder(market: Market, viewer: Viewer, input: Packing) {
  return actForShop(market, viewer, input, "packed", async (tx, locked, actor) => {
    const { order, group } = locked;
    if (!canMove(order.state, "packed")) return refuse("conflict", { details: { state: order.state } });
    const lines = await readLines(tx, order.id);
    const given = await readLineLots(
      tx,
      lines.map((line) => line.id),
    );
    const chosen = input.lots ?? given;
    const stray = chosen.find((c) => !isId(c.lotId));
    if (stray) return refuse("lot_unknown", { field: stray.lineId });
    const unserved = lineNotServed(lines, chosen);
    if (unserved !== null) return refuse("lots_wrong", { field: unserved });
    const variantOf = new Map(lines.map((line) => [line.id, line.variantId]));
    const packed = await packStock(
      tx,
      chosen.map((c) => ({ ...c, variantId: variantOf.get(c.lineId) ?? "", shopId: order.shopId })),
      actor.id,
    );
    if (!packed.ok) return packed;
    const log = await rewriteLots(tx, { locked, given, chosen }, packed.value.moved, packed.value.lots);
    await markLineLotsPacked(
      tx,
      lines.map((line) => line.id),
    );
    const moved = await moveOrder(tx, order, "packed", { now: ["packedAt"] });
    if (!moved.ok) return moved;
    await recordEvent(tx, {
      groupId: group.id,
      orderId: order.id,
      kind: "packed",
      actorKind: actor.kind,
      actorId: actor.id,
      data: { requestId: input.requestId, movedLines: packed.value.moved.size, ...log },
    });
    await tellBuyer(market, tx, locked, "order_packed");
    return ok(moved.value);
  });
}
