import {
  type Destination,
  type PlaceChoice,
  readCommunesOf,
  readDestination,
  readProvinces,
  readTariffs,
} from "#db/queries/shipping.ts";
import type { Connection, Market } from "#services/shared/market.ts";
import { type ShipZone, shipsTo, tariffFor, zoneBetween } from "./rules.ts";

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

/** What each shop's parcel costs to a destination, by the tariff in force on this connection. */
export async function quoteShipping(
  market: Market,
  db: Connection,
  parcels: readonly Parcel[],
  to: Destination,
): Promise<ParcelQuote[]> {
  const zones = new Map<string, ShipZone>();
  for (const { pickupCommune } of parcels) {
    const from = pickupCommune === null ? null : await findDestination(market, pickupCommune);
    if (from) zones.set(from.communeCode, zoneBetween(from, to));
  }
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

const KEPT_MS = 600_000;
type Kept = { at: number; answers: Map<string, Promise<unknown>> };
const kept = new WeakMap<object, Kept>();

/** Places change by a seeding alone: what was found is asked once in ten minutes and pool. */
function keep<T>({ db }: Market, key: string, read: () => Promise<T>): Promise<T> {
  const known = kept.get(db);
  const fresh = known && performance.now() - known.at < KEPT_MS ? known : { at: performance.now(), answers: new Map() };
  kept.set(db, fresh);
  const answer = (fresh.answers.get(key) as Promise<T> | undefined) ?? read();
  fresh.answers.set(key, answer);
  answer.then(
    (found) => found ?? fresh.answers.delete(key),
    () => fresh.answers.delete(key),
  );
  return answer;
}

/** A commune and its province by code; null for one that isn't there. */
export async function findDestination(market: Market, communeCode: string): Promise<Destination | null> {
  if (!/^\d{5}$/.test(communeCode)) return null;
  return keep(market, communeCode, () => readDestination(market.db, communeCode));
}

export async function listProvinces(market: Market): Promise<PlaceChoice[]> {
  return keep(market, "provinces", async () => [...(await readProvinces(market.db))]);
}

/** Communes of a province; none for a code that is no province's. */
export async function listCommunes(market: Market, provinceCode: string): Promise<PlaceChoice[]> {
  const provinces = await listProvinces(market);
  if (!provinces.some((p) => p.code === provinceCode)) return [];
  return keep(market, `of:${provinceCode}`, async () => [...(await readCommunesOf(market.db, provinceCode))]);
}
