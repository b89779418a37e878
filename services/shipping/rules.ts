export type ShipZone = "province" | "region" | "country";

export type Tariff = {
  id: string;
  zone: ShipZone;
  fromGrams: number;
  priceVnd: number;
  daysMin: number;
  daysMax: number;
  isDemo: boolean;
};

/** Price of one parcel: the row of its zone with the largest `fromGrams` that the weight reaches. Null without a row. */
export function tariffFor(tariffs: readonly Tariff[], zone: ShipZone, weightGrams: number): Tariff | null {
  let best: Tariff | null = null;
  for (const row of tariffs) {
    if (row.zone !== zone || row.fromGrams > weightGrams) continue;
    if (best === null || row.fromGrams > best.fromGrams) best = row;
  }
  return best;
}

type Place = { provinceCode: string; region: string };

/** How far a parcel goes: within a province, within a region of the country, or farther. */
export function zoneBetween(from: Place, to: Place): ShipZone {
  if (from.provinceCode === to.provinceCode) return "province";
  return from.region === to.region ? "region" : "country";
}

/** Zones a shop sends to, as kept in its row: comma-separated words. */
export function shipsTo(shipZones: string, zone: ShipZone): boolean {
  return shipZones.split(",").includes(zone);
}
