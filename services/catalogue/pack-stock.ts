import { lockDealsOfLines } from "#db/queries/catalogue-deal-holds.ts";
import {
  addHolds,
  addStockEntries,
  committedHolds,
  endHolds,
  type LockedLot,
  lockLots,
} from "#db/queries/catalogue-packing.ts";
import { newId } from "#services/shared/ids.ts";
import type { Tx } from "#services/shared/market.ts";
import { ok, type Result, refuse } from "#services/shared/result.ts";

export type Taking = { lineId: string; variantId: string; shopId: string; lotId: string; quantity: number };

export type PackRefusal = "lot_unknown" | "lot_closed" | "lot_expired" | "lot_short";

export type PackedLot = { id: string; code: string; number: string };

type Hold = Awaited<ReturnType<typeof committedHolds>>[number];

/** Lines whose lots differ from those that are held for them. */
function movedLines(takings: readonly Taking[], held: readonly Hold[]): Set<string> {
  const moved = new Set<string>();
  const sumOf = (lineId: string, lotId: string) =>
    held.filter((h) => h.lineId === lineId && h.lotId === lotId).reduce((sum, h) => sum + h.quantity, 0);
  for (const t of takings) if (sumOf(t.lineId, t.lotId) !== t.quantity) moved.add(t.lineId);
  for (const h of held) {
    if (h.lineId && !takings.some((t) => t.lineId === h.lineId && t.lotId === h.lotId)) moved.add(h.lineId);
  }
  return moved;
}

/** The first thing that speaks against taking from these lots; `free` counts what the moved lines give back. */
function wrongWith(takings: readonly Taking[], lots: readonly LockedLot[], held: readonly Hold[], moved: Set<string>) {
  const byId = new Map(lots.map((lot) => [lot.id, lot]));
  const free = new Map(lots.map((lot) => [lot.id, lot.free]));
  for (const h of held) {
    if (h.lineId && moved.has(h.lineId)) free.set(h.lotId, (free.get(h.lotId) ?? 0) + h.quantity);
  }
  for (const t of takings) {
    const lot = byId.get(t.lotId);
    const at = { field: t.lineId, details: { lot: lot?.number ?? null } };
    if (!lot || lot.shopId !== t.shopId || lot.variantId !== t.variantId)
      return refuse("lot_unknown", { field: t.lineId });
    if (lot.isPastBest) return refuse("lot_expired", at);
    if (!moved.has(t.lineId)) continue;
    if (lot.isClosed) return refuse("lot_closed", at);
    const left = (free.get(t.lotId) ?? 0) - t.quantity;
    if (left < 0)
      return refuse("lot_short", { field: t.lineId, details: { lot: lot.number, free: left + t.quantity } });
    free.set(t.lotId, left);
  }
  return null;
}

/**
 * Takes what was packed out of stock: holds become consumed, each lot's entry says "order_packed". Lines packed from
 * other lots than the held ones give theirs back first and take from the new ones, if those have it to spare.
 * Order and group are locked before; lots are locked here by id. Answers the lots and which lines moved.
 */
export async function packStock(
  tx: Tx,
  takings: readonly Taking[],
  actorId: string | null,
): Promise<Result<{ lots: PackedLot[]; moved: Set<string> }, PackRefusal>> {
  const lineIds = [...new Set(takings.map((t) => t.lineId))];
  await lockDealsOfLines(tx, lineIds);
  const before = await committedHolds(tx, lineIds);
  const lots = await lockLots(tx, [...new Set([...before.map((h) => h.lotId), ...takings.map((t) => t.lotId)])]);
  const moved = movedLines(takings, before);
  const wrong = wrongWith(takings, lots, before, moved);
  if (wrong) return wrong;
  const isMoved = (h: Hold) => h.lineId !== null && moved.has(h.lineId);
  await endHolds(
    tx,
    before.filter(isMoved).map((h) => h.id),
    "released",
  );
  const fresh = takings
    .filter((t) => moved.has(t.lineId))
    .map((t) => ({
      id: newId(),
      lotId: t.lotId,
      shopId: t.shopId,
      quantity: t.quantity,
      buyerKey: before.find((h) => h.lineId === t.lineId)?.buyerKey ?? "packed",
      purpose: "order" as const,
      orderLineId: t.lineId,
      dealId: before.find((h) => h.lineId === t.lineId)?.dealId ?? null,
      state: "committed" as const,
    }));
  await addHolds(tx, fresh);
  await endHolds(
    tx,
    [...before.filter((h) => !isMoved(h)), ...fresh].map((h) => h.id),
    "consumed",
  );
  await addStockEntries(
    tx,
    takings.map((t) => entry(t, -t.quantity, "order_packed", actorId)),
  );
  return ok({ lots, moved });
}

function entry(
  at: { lineId: string; lotId: string; shopId: string },
  delta: number,
  reason: "order_packed" | "order_returned",
  actorId: string | null,
) {
  return { id: newId(), lotId: at.lotId, shopId: at.shopId, delta, reason, orderLineId: at.lineId, actorId };
}

/** A packed parcel that doesn't leave goes back to the lots it was packed from. */
export async function returnPackedStock(
  tx: Tx,
  packed: readonly { lineId: string; lotId: string; shopId: string; quantity: number }[],
  actorId: string | null,
): Promise<void> {
  await lockLots(
    tx,
    packed.map((p) => p.lotId),
  );
  await addStockEntries(
    tx,
    packed.map((p) => entry(p, p.quantity, "order_returned", actorId)),
  );
}
