import type { CheckoutPage } from "#services/checkout/view-checkout.ts";
import type { Refusal } from "#services/shared/result.ts";

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

/** An order that was placed out of a show: the player stays open and shows it. */
export type PlacedAnswer = { placed: { code: string; payAddress: string | null } };

/** What came of going into checkout; `heldUntil` is ISO 8601, by the market's clock. */
export type EnterAnswer = {
  page: CheckoutPage;
  entered: { heldUntil: string | null; isSpent: boolean } | null;
  refusal: Refusal | null;
};

/** A sheet let go of what it held. */
export type LeftAnswer = { left: true };
