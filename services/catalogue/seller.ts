import type { SellerFields } from "#db/queries/catalogue-product.ts";

/** Who sells, as Article 37 of the Consumer Law of 2023 wants it told before an order. */
export type Seller = {
  name: string;
  form: SellerFields["legal_form"];
  taxNumber: string | null;
  address: string | null;
  phone: string | null;
  email: string | null;
};

/** Hamlet, commune, province: the two levels since 1 July 2025; null when nothing is known. */
export function addressOf(line: string | null, kind: string | null, commune: string | null, province: string | null) {
  const parts = [line, commune === null ? null : [kind, commune].filter(Boolean).join(" "), province];
  return parts.filter((p): p is string => p !== null && p !== "").join(", ") || null;
}

export function toSeller(row: SellerFields): Seller {
  return {
    name: row.producer_name,
    form: row.legal_form,
    taxNumber: row.tax_number,
    address: addressOf(row.address_line, row.producer_commune_kind, row.producer_commune, row.producer_province),
    phone: row.phone,
    email: row.email,
  };
}
