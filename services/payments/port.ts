import type { Vnd } from "#services/shared/money.ts";

/** What a provider needs to take one payment attempt. A retry is a new attempt with a new reference. */
export type PaymentAttemptOrder = {
  /** Our name for the attempt, from `newPaymentReference`; never used twice. */
  reference: string;
  amountVnd: Vnd;
  /** What the shopper reads at the provider; an adapter may strip accents and special characters. */
  description: string;
  /** yyyyMMddHHmmss, GMT+7. Kept with the attempt: `queryStatus` needs the very same text. */
  createDate: string;
  /** yyyyMMddHHmmss, GMT+7; the end of our own hold. */
  expireDate: string;
  /** The shopper's address as the web process believes it (`TRUST_PROXY`). */
  clientAddress: string;
  language: "vi" | "en";
  /** Absolute address that the provider sends the browser back to. */
  returnUrl: string;
};

/**
 * `paid`: money taken, both provider codes agree. `failed`: no money taken. `pending`: not decided yet, ask again.
 * `review`: money may have been taken and a person must look (suspected fraud, reversed, refunded, contradicting codes).
 */
export type PaymentVerdict = "paid" | "failed" | "pending" | "review";

/** A provider's word about one attempt, its signature and terminal verified. Amounts are whole đồng. */
export type VerifiedCallback = {
  reference: string;
  /** What the provider says was paid; the caller compares it with the attempt. */
  amountVnd: number;
  verdict: PaymentVerdict;
  /** Null when the provider never made a transaction (a cancelled attempt), so that it can be kept unique. */
  providerTransactionNo: string | null;
  /** Why the payment ended as it did; null in answers to `queryStatus`, which carry the status alone. */
  responseCode: string | null;
  transactionStatus: string;
  bankCode: string | null;
  /** yyyyMMddHHmmss, GMT+7. */
  payDate: string | null;
};

export type CallbackRefusal = "bad_signature" | "malformed" | "wrong_terminal";

export type CallbackReading = { ok: true; value: VerifiedCallback } | { ok: false; code: CallbackRefusal };

/** What became of a callback, in the order in which the checks are made; a refused reading is an outcome too. */
export type CallbackOutcome =
  | CallbackRefusal
  | "unknown_reference"
  | "amount_differs"
  | "already_settled"
  | "recorded"
  | "failed";

export type CallbackAnswer = { status: number; headers: Record<string, string>; body: string };

export type StatusQuestion = { reference: string; createDate: string; amountVnd: Vnd };

/** `unknown`: the provider verifiably never saw this attempt. */
export type StatusAnswer = (VerifiedCallback & { amountDiffers: boolean }) | { verdict: "unknown" };

/**
 * `unreachable`: no answer in time, or none of the provider's. `refused`: the provider declined the question
 * (`providerCode` says why). Whatever the code, nothing is known about the payment and nothing may be decided.
 */
export type StatusRefusal = {
  ok: false;
  code: "unreachable" | "bad_signature" | "malformed" | "refused";
  message: string;
  providerCode: string | null;
};

/** A payment provider in our words. It keeps nothing and decides nothing about orders. */
export interface PaymentPort {
  /** Short name kept with attempts and callbacks, such as "vnpay". */
  readonly provider: string;
  /** Origins that a form of ours may end up at by redirect: they belong in CSP `form-action`. */
  readonly payOrigins: readonly string[];
  /** The largest amount that one attempt can carry; offer another method above it. */
  readonly maxAmountVnd: number;
  /** The address to send the browser to. Throws RangeError on what no caller may ask (amount, dates, lengths). */
  payAddress(order: PaymentAttemptOrder): string;
  /** Reads the raw query of a callback or a return, with or without "?", and verifies all of it. Never throws. */
  readCallback(rawQuery: string): CallbackReading;
  /** The answer that the provider expects to its callback. */
  answerCallback(outcome: CallbackOutcome): CallbackAnswer;
  /** Asks the provider what became of an attempt. Never throws; ask with no lock held. */
  queryStatus(question: StatusQuestion): Promise<{ ok: true; value: StatusAnswer } | StatusRefusal>;
}
