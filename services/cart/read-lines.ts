import { type CartLineRow, readCartLines } from "#db/queries/cart.ts";
import type { Connection } from "#services/shared/market.ts";
import { type CartKey, priceLine } from "./rules.ts";

/** The lines of a cart, each at the price at which it can be had now. */
export async function readLines(db: Connection, key: CartKey | null): Promise<CartLineRow[]> {
  return key === null ? [] : (await readCartLines(db, key)).map(priceLine);
}
