import type { Language } from "#db/queries/catalogue.ts";
import { readLotsByNumber } from "#db/queries/catalogue-product.ts";
import { viewLot } from "#services/catalogue/view-lot.ts";
import type { Market } from "#services/shared/market.ts";

export type FoundLot = {
  code: string;
  number: string;
  name: string;
  nameIsVietnamese: boolean;
  pack: string;
  shop: string;
  madeOn: string | null;
  bestBefore: string | null;
};

/** What a typed code or number leads to: one lot, several of the same number, or none. */
export type LotSearch = { kind: "one"; code: string } | { kind: "several"; lots: FoundLot[] } | { kind: "none" };

const MOST = 20;

/**
 * Finds lots by what is printed on a pack: the market's own code, or else the number that its maker gave it, of which
 * other makers may have the same.
 */
export async function findLots(market: Market, input: { typed: string; language: Language }): Promise<LotSearch> {
  const byCode = await viewLot(market, { code: input.typed, language: input.language });
  if (byCode.ok) return { kind: "one", code: byCode.value.code };
  const number = input.typed.normalize("NFC").toUpperCase().replace(/[\s-]/g, "");
  if (!/^[\p{L}\p{N}./_]{1,40}$/u.test(number)) return { kind: "none" };
  const rows = await readLotsByNumber(market.db, number, input.language, MOST);
  const [first] = rows;
  if (!first) return { kind: "none" };
  if (rows.length === 1) return { kind: "one", code: first.code };
  return {
    kind: "several",
    lots: rows.map((row) => ({
      code: row.code,
      number: row.number,
      name: row.name,
      nameIsVietnamese: row.is_vietnamese,
      pack: row.variant_name,
      shop: row.shop_name,
      madeOn: row.made_on,
      bestBefore: row.best_before,
    })),
  };
}
