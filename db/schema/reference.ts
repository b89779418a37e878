import { boolean, doublePrecision, index, integer, pgTable, primaryKey, text, uniqueIndex } from "drizzle-orm/pg-core";
import { idColumn, instant } from "./columns.ts";

export const provinces = pgTable("provinces", {
  code: text("code").primaryKey(),
  name: text("name").notNull(),
  kind: text("kind").notNull(),
  /** Shipping region, data of the tariff. */
  region: text("region").notNull(),
  /** True for the one province whose programme this market is. */
  isHome: boolean("is_home").notNull().default(false),
});

/** Communes and wards since 2025-07-01 (two levels). Those of the programme have a slug and a place on the map. */
export const communes = pgTable(
  "communes",
  {
    code: text("code").primaryKey(),
    provinceCode: text("province_code")
      .notNull()
      .references(() => provinces.code),
    name: text("name").notNull(),
    kind: text("kind").notNull(),
    slug: text("slug"),
    latitude: doublePrecision("latitude"),
    longitude: doublePrecision("longitude"),
  },
  (t) => [index("communes_province").on(t.provinceCode), uniqueIndex("communes_slug_key").on(t.slug)],
);

/** Communes of before the merger, kept as history of origin. */
export const formerCommunes = pgTable(
  "former_communes",
  {
    id: idColumn(),
    name: text("name").notNull(),
    kind: text("kind").notNull(),
    district: text("district").notNull(),
    mergedInto: text("merged_into")
      .notNull()
      .references(() => communes.code),
    until: instant("until"),
  },
  (t) => [uniqueIndex("former_communes_key").on(t.district, t.kind, t.name)],
);

export const productGroups = pgTable("product_groups", {
  number: integer("number").primaryKey(),
  slug: text("slug").notNull().unique(),
  slugEn: text("slug_en").notNull().unique(),
  nameVi: text("name_vi").notNull(),
  nameEn: text("name_en").notNull(),
  shortVi: text("short_vi").notNull(),
  shortEn: text("short_en").notNull(),
});

export const productSubgroups = pgTable(
  "product_subgroups",
  {
    groupNumber: integer("group_number")
      .notNull()
      .references(() => productGroups.number),
    position: integer("position").notNull(),
    nameVi: text("name_vi").notNull(),
  },
  (t) => [primaryKey({ columns: [t.groupNumber, t.position] })],
);

/** Product sets (bộ sản phẩm) of a criteria decision. */
export const productSets = pgTable("product_sets", {
  number: integer("number").primaryKey(),
  decision: text("decision").notNull(),
  nameVi: text("name_vi").notNull(),
  nameEn: text("name_en").notNull(),
});

/** Versions of the market's rules, returns, privacy and complaints pages; the texts stand in app/i18n. */
export const policyVersions = pgTable(
  "policy_versions",
  {
    page: text("page", { enum: ["rules", "returns", "privacy", "complaints"] }).notNull(),
    version: text("version").notNull(),
    validFrom: instant("valid_from").notNull(),
    isDraft: boolean("is_draft").notNull(),
  },
  (t) => [primaryKey({ columns: [t.page, t.version] })],
);

/** What a page cache rests on: a write touches the tag of what it changed. */
export const changeTags = pgTable("change_tags", {
  tag: text("tag").primaryKey(),
  version: integer("version").notNull(),
});
