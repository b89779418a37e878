import type { CheckoutPage } from "#services/checkout/view-checkout.ts";

/** Fields of the checkout form as they were typed. */
export const emptyTyped = {
  requestId: "",
  quoteHash: "",
  name: "",
  phone: "",
  email: "",
  provinceCode: "",
  communeCode: "",
  addressLine: "",
  note: "",
  method: "",
  ageConfirmed: "",
  agreed: "",
};

export type CheckoutTyped = Record<keyof typeof emptyTyped, string>;

export type CheckoutAnswer = {
  page: CheckoutPage;
  typed: CheckoutTyped;
  /** Code of what is wrong, by field. */
  errors: Partial<Record<string, string>>;
  /** What is wrong with the whole, when it is no field's fault. */
  formError: string | null;
};
