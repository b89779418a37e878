import { useWords } from "#app/i18n/i18n.ts";

const KNOWN = [
  "name_missing",
  "name_long",
  "phone_missing",
  "phone_wrong",
  "email_wrong",
  "address_missing",
  "address_long",
  "province_missing",
  "commune_missing",
  "note_long",
  "request_reused",
  "bad_request",
  "cart_empty",
  "quote_changed",
  "stars_changed",
  "left_show",
  "deal_over",
  "deal_not_started",
  "deal_taken",
  "limit_reached",
  "too_many_holds",
  "not_enough",
  "sold_out",
  "not_enough_stock",
  "not_shipped",
  "commune_unknown",
  "commune_elsewhere",
  "method_unknown",
  "not_agreed",
  "age_not_confirmed",
  "alcohol_not_cod",
  "too_many_cod",
  "too_many_unpaid",
  "too_many",
  "too_many_vnpay",
  "off_sale",
  "service",
  "no_licence",
  "amount_too_large",
  "signed_out",
] as const;

/** The sentence for a refusal's code. */
export function useErrorWords(): (code: string) => string {
  const { t } = useWords();
  return (code) => t(`shop:checkout.refusals.${KNOWN.find((known) => known === code) ?? "bad_request"}`);
}
