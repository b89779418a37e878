import {
  type Destination,
  type PlaceChoice,
  readCommunesOf,
  readDestination,
  readProvinces,
  readTariffs,
  readZones,
} from "#db/queries/shipping.ts";
import type { Connection, Market } from "#services/shared/market.ts";
import { type ShipZone, shipsTo, tariffFor } from "./rules.ts";

export type Parcel = { shopId: string; pickupCommune: string | null; shipZones: string; weightGrams: number };

export type ParcelQuote =
  | {
      ok: true;
      shopId: string;
      zone: ShipZone;
      tariffId: string;
      priceVnd: number;
      daysMin: number;
      daysMax: number;
      isDemo: boolean;
    }
  | { ok: false; shopId: string; code: "no_pickup" | "not_shipped_there" | "no_tariff" };

/** What each shop's parcel costs to a destination, by the tariff in force. */
export async function quoteShipping(
  db: Connection,
  parcels: readonly Parcel[],
  to: Destination,
): Promise<ParcelQuote[]> {
  const pickups = parcels.map((p) => p.pickupCommune).filter((code): code is string => code !== null);
  const zones = await readZones(db, pickups, to);
  const tariffs = await readTariffs(db);
  return parcels.map((parcel) => {
    const zone = parcel.pickupCommune === null ? undefined : zones.get(parcel.pickupCommune);
    if (zone === undefined) return { ok: false, shopId: parcel.shopId, code: "no_pickup" };
    if (!shipsTo(parcel.shipZones, zone)) return { ok: false, shopId: parcel.shopId, code: "not_shipped_there" };
    const row = tariffFor(tariffs, zone, parcel.weightGrams);
    if (row === null) return { ok: false, shopId: parcel.shopId, code: "no_tariff" };
    const { id: tariffId, priceVnd, daysMin, daysMax, isDemo } = row;
    return { ok: true, shopId: parcel.shopId, zone, tariffId, priceVnd, daysMin, daysMax, isDemo };
  });
}

/** A commune and its province by code; null for one that isn't there. */
export async function findDestination(db: Connection, communeCode: string): Promise<Destination | null> {
  return /^\d{5}$/.test(communeCode) ? readDestination(db, communeCode) : null;
}

export async function listProvinces(market: Market): Promise<PlaceChoice[]> {
  return [...(await readProvinces(market.db))];
}

export async function listCommunes(market: Market, provinceCode: string): Promise<PlaceChoice[]> {
  return /^\d{2}$/.test(provinceCode) ? [...(await readCommunesOf(market.db, provinceCode))] : [];
}
