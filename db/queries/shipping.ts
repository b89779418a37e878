import { sql } from "drizzle-orm";
import type { Connection } from "#db/client.ts";
import type { Tariff } from "#services/shipping/rules.ts";

export type Destination = {
  communeCode: string;
  communeName: string;
  communeKind: string;
  provinceCode: string;
  provinceName: string;
  provinceKind: string;
  region: string;
};

export async function readDestination(db: Connection, communeCode: string): Promise<Destination | null> {
  const rows = await db.execute<Destination>(sql`
    select c.code as "communeCode", c.name as "communeName", c.kind as "communeKind", p.code as "provinceCode",
      p.name as "provinceName", p.kind as "provinceKind", p.region
    from communes c join provinces p on p.code = c.province_code where c.code = ${communeCode}`);
  return rows[0] ?? null;
}

/** Tariff rows in force: of each zone and weight the newest that has begun. */
export async function readTariffs(db: Connection): Promise<Tariff[]> {
  return db.execute<Tariff>(sql`
    select distinct on (zone, from_grams) id, zone, from_grams as "fromGrams", price_vnd::float8 as "priceVnd",
      days_min as "daysMin", days_max as "daysMax", is_demo as "isDemo"
    from shipping_tariffs where valid_from <= market_now() order by zone, from_grams, valid_from desc`);
}

export type PlaceChoice = { code: string; name: string; kind: string };

export async function readProvinces(db: Connection): Promise<PlaceChoice[]> {
  return db.execute<PlaceChoice>(
    sql`select code, name, kind from provinces order by is_home desc, name collate "vi-x-icu"`,
  );
}

export async function readCommunesOf(db: Connection, provinceCode: string): Promise<PlaceChoice[]> {
  return db.execute<PlaceChoice>(sql`
    select code, name, kind from communes where province_code = ${provinceCode} order by name collate "vi-x-icu", kind`);
}
