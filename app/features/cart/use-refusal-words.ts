import { useWords } from "#app/i18n/i18n.ts";

/** The sentence for why the cart did not do what was asked. */
export function useRefusalWords() {
  const { t } = useWords();
  const known = [
    "bad_quantity",
    "unknown_variant",
    "service",
    "off_sale",
    "sold_out",
    "no_licence",
    "not_enough",
    "left_show",
    "deal_over",
    "deal_not_started",
    "deal_taken",
    "limit_reached",
    "too_many_holds",
    "not_found",
  ] as const;
  return (code: string) => {
    const found = known.find((k) => k === code);
    return t(`shop:cart.refusals.${found ?? "not_found"}`);
  };
}
