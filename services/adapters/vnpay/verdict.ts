import type { PaymentVerdict } from "#services/payments/port.ts";

/** 04: debited at the bank, not at VNPay. 07: suspected fraud. 05, 06, 09: the states of a refund of money once taken. */
const MONEY_MAY_BE_TAKEN = new Set(["04", "05", "06", "07", "09"]);

/** What a callback says: paid only when both codes say so; codes that contradict each other are for a person. */
export function callbackVerdict(responseCode: string, transactionStatus: string): PaymentVerdict {
  if (responseCode === "07" || MONEY_MAY_BE_TAKEN.has(transactionStatus)) return "review";
  if (transactionStatus === "01") return "pending";
  if (transactionStatus === "00") return responseCode === "00" ? "paid" : "review";
  return "failed";
}

/** What querydr says: its response code is about the question, so that the status of a payment (type 01) speaks alone. */
export function statusVerdict(transactionStatus: string, transactionType: string): PaymentVerdict {
  if (transactionType !== "" && transactionType !== "01") return "review";
  return callbackVerdict("00", transactionStatus);
}
