import type { CardRow } from "#db/queries/catalogue.ts";
import { asQualifier, isQuickBuy, pieceWord } from "#services/catalogue/rules.ts";

/** What a card shows, flat and short: it is sent twice. Optional parts are missing, not null. */
export type Card = {
  slug: string;
  name: string;
  /** The name exists in Vietnamese alone. */
  vi?: true;
  /** Pack of the price that is shown. */
  pack?: string;
  shop: string;
  commune?: string;
  group: number;
  price?: number;
  unitPrice?: number;
  unit?: "g" | "ml" | "piece";
  /** What the pack calls its pieces. */
  piece?: string;
  stars?: number;
  picture?: string;
  /** What the "add" button puts into the cart; missing where it is bought on its page. */
  add?: string;
  note?: "service" | "alcohol" | "health" | "out";
};

function noteOf(row: CardRow): Card["note"] | undefined {
  if (row.kind === "service") return "service";
  if (!row.in_stock) return "out";
  if (row.is_alcohol) return "alcohol";
  return row.is_health_protection ? "health" : undefined;
}

export function toCard(row: CardRow, language: "vi" | "en"): Card {
  const card: Card = { slug: row.slug, name: row.name, shop: row.shop_name, group: row.group_number };
  if (language === "en" && row.is_vietnamese) card.vi = true;
  if (row.variant_name !== null) card.pack = asQualifier(row.variant_name);
  if (row.commune_name !== null) card.commune = row.commune_name;
  if (row.price_vnd !== null) card.price = row.price_vnd;
  if (row.unit_price_vnd !== null && row.net_unit !== null && row.unit_price_vnd !== row.price_vnd) {
    card.unitPrice = row.unit_price_vnd;
    card.unit = row.net_unit;
    const piece = row.net_unit === "piece" ? pieceWord(row.variant_name ?? "", row.net_amount ?? 0) : null;
    if (piece !== null) card.piece = piece;
  }
  if (row.stars !== null) card.stars = row.stars;
  if (row.picture !== null) card.picture = row.picture;
  const note = noteOf(row);
  if (note !== undefined) card.note = note;
  const quick = isQuickBuy({
    kind: row.kind,
    isAlcohol: row.is_alcohol,
    isHealthProtection: row.is_health_protection,
    inStock: row.in_stock,
  });
  if (quick && row.variant_id !== null) card.add = row.variant_id;
  return card;
}
