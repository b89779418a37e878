/** Why an attempt to pay failed, as a buyer can do something about it; "other" where the provider says no more. */
export type PaymentFailure = "cancelled" | "no_funds" | "expired" | "not_allowed" | "bank_down" | "other";

/** VNPay's response codes (vnp_ResponseCode of its protocol 2.1.0). */
const BY_CODE: Record<string, PaymentFailure> = {
  "09": "not_allowed",
  "10": "not_allowed",
  "11": "expired",
  "12": "not_allowed",
  "13": "not_allowed",
  "24": "cancelled",
  "51": "no_funds",
  "65": "not_allowed",
  "75": "bank_down",
  "79": "not_allowed",
};

/** What a failed attempt's code means. */
export function failureOf(responseCode: string): PaymentFailure {
  return BY_CODE[responseCode] ?? "other";
}
