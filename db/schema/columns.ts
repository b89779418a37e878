import { type AnyColumn, type SQL, sql } from "drizzle-orm";
import { bigint, check, timestamp, uuid } from "drizzle-orm/pg-core";

/** Primary key: a UUIDv7 made in the application. */
export const idColumn = () => uuid("id").primaryKey();

/** Whole đồng, 0 to 10¹²; pair it with `vndCheck`. */
export const vndColumn = (name: string) => bigint(name, { mode: "number" });

export const instant = (name: string) => timestamp(name, { withTimezone: true, mode: "date" });

/** When the row came to be, by the market's clock. */
export const createdAt = () => instant("created_at").notNull().default(sql`market_now()`);

export const vndCheck = (name: string, column: AnyColumn) => check(name, sql`${column} between 0 and 1000000000000`);

/** Limits a text column to the words of a state table. */
export const oneOf = (name: string, column: AnyColumn, words: readonly string[]) =>
  check(name, sql`${column} in (${sql.raw(words.map((w) => `'${w}'`).join(", "))})`);

export const rule = (name: string, condition: SQL) => check(name, condition);
