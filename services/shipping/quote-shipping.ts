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

const KEPT_MS = 600_000;
type Kept = { at: number; lists: Map<string, Promise<PlaceChoice[]>> };
const kept = new WeakMap<object, Kept>();

/** Places change by a seeding alone: each list is asked once in ten minutes and process. */
function keptList(market: Market, key: string, read: () => Promise<PlaceChoice[]>): Promise<PlaceChoice[]> {
  const known = kept.get(market.db);
  const fresh = known && performance.now() - known.at < KEPT_MS ? known : { at: performance.now(), lists: new Map() };
  kept.set(market.db, fresh);
  const list = fresh.lists.get(key) ?? read().then((rows) => [...rows]);
  fresh.lists.set(key, list);
  list.catch(() => fresh.lists.delete(key));
  return list;
}

export async function listProvinces(market: Market): Promise<PlaceChoice[]> {
  return keptList(market, "", () => readProvinces(market.db));
}

/** Communes of a province; none for a code that is no province's. */
export async function listCommunes(market: Market, provinceCode: string): Promise<PlaceChoice[]> {
  const provinces = await listProvinces(market);
  if (!provinces.some((p) => p.code === provinceCode)) return [];
  return keptList(market, provinceCode, () => readCommunesOf(market.db, provinceCode));
}
