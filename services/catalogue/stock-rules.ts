export type FreeLot = { id: string; variantId: string; shopId: string; free: number };
export type Need = { lineId: string; variantId: string; shopId: string; quantity: number };
export type Given = { lineId: string; lotId: string; shopId: string; quantity: number };

/**
 * Gives lots to lines in the order of `lots` (first expired first). `short` names the line that can't be served and how
 * many units of its variant there are; nothing is given then.
 */
export function giveLots(
  needs: readonly Need[],
  lots: readonly FreeLot[],
): { ok: true; given: Given[] } | { ok: false; short: Need; free: number } {
  const free = new Map(lots.map((lot) => [lot.id, lot.free]));
  const given: Given[] = [];
  for (const need of needs) {
    const own = lots.filter((lot) => lot.variantId === need.variantId);
    const available = own.reduce((sum, lot) => sum + (free.get(lot.id) ?? 0), 0);
    if (available < need.quantity) return { ok: false, short: need, free: available };
    let left = need.quantity;
    for (const lot of own) {
      const take = Math.min(left, free.get(lot.id) ?? 0);
      if (take === 0) continue;
      given.push({ lineId: need.lineId, lotId: lot.id, shopId: lot.shopId, quantity: take });
      free.set(lot.id, (free.get(lot.id) ?? 0) - take);
      left -= take;
    }
  }
  return { ok: true, given };
}
