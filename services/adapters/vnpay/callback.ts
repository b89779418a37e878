import type { CallbackAnswer, CallbackOutcome, CallbackReading } from "#services/payments/port.ts";
import { amountFromHundredths, canonicalQuery, hmacSha512, readVnpFields, sameHash } from "./codec.ts";
import { callbackVerdict } from "./verdict.ts";

/** VNPay's parameters together stay well below this. */
const MAX_QUERY = 4096;

/** The codes of VNPay's IPN contract: 00 and 02 end its calls, the others make it call again. */
const ANSWERS: Record<CallbackOutcome, { RspCode: string; Message: string }> = {
  bad_signature: { RspCode: "97", Message: "Invalid signature" },
  wrong_terminal: { RspCode: "01", Message: "Order not found" },
  unknown_reference: { RspCode: "01", Message: "Order not found" },
  amount_differs: { RspCode: "04", Message: "Invalid amount" },
  already_settled: { RspCode: "02", Message: "Order already confirmed" },
  recorded: { RspCode: "00", Message: "Confirm success" },
  malformed: { RspCode: "99", Message: "Invalid request" },
  failed: { RspCode: "99", Message: "Unknown error" },
};

/** VNPay reads the code in the body and wants HTTP 200 in every case. */
export function answerCallback(outcome: CallbackOutcome): CallbackAnswer {
  return {
    status: 200,
    headers: { "content-type": "application/json; charset=utf-8", "cache-control": "no-store" },
    body: JSON.stringify(ANSWERS[outcome]),
  };
}

/**
 * Verifies IPN and return alike: well-formed, signed, of our terminal, then its fields. Our own code throughout,
 * because the package calls forged callbacks a success and hashes whatever keys it is given.
 */
export function readCallback(rawQuery: string, terminal: { tmnCode: string; hashSecret: string }): CallbackReading {
  if (rawQuery.length > MAX_QUERY) return { ok: false, code: "malformed" };
  const fields = readVnpFields(rawQuery);
  if (!fields || fields.size === 0) return { ok: false, code: "malformed" };
  const hash = fields.get("vnp_SecureHash") ?? "";
  fields.delete("vnp_SecureHash");
  fields.delete("vnp_SecureHashType");
  if (!sameHash(hash, hmacSha512(terminal.hashSecret, canonicalQuery(fields)))) {
    return { ok: false, code: "bad_signature" };
  }
  if (fields.get("vnp_TmnCode") !== terminal.tmnCode) return { ok: false, code: "wrong_terminal" };
  return readFields(fields);
}

function readFields(fields: ReadonlyMap<string, string>): CallbackReading {
  const text = (name: string) => fields.get(name) ?? "";
  const reference = text("vnp_TxnRef");
  const amountVnd = amountFromHundredths(text("vnp_Amount"));
  const responseCode = text("vnp_ResponseCode");
  const transactionStatus = text("vnp_TransactionStatus");
  const transactionNo = text("vnp_TransactionNo");
  const wellFormed =
    /^[\w.-]{1,100}$/.test(reference) &&
    /^\d\d$/.test(responseCode) &&
    /^\d\d$/.test(transactionStatus) &&
    /^\d{0,20}$/.test(transactionNo) &&
    /^\w{0,20}$/.test(text("vnp_BankCode")) &&
    /^(\d{14})?$/.test(text("vnp_PayDate"));
  if (!wellFormed || amountVnd === null) return { ok: false, code: "malformed" };
  return {
    ok: true,
    value: {
      reference,
      amountVnd,
      verdict: callbackVerdict(responseCode, transactionStatus),
      providerTransactionNo: realTransactionNo(transactionNo),
      responseCode,
      transactionStatus,
      bankCode: text("vnp_BankCode") || null,
      payDate: text("vnp_PayDate") || null,
    },
  };
}

/** VNPay writes 0 where no transaction was made: not a number that could be unique. */
export function realTransactionNo(text: string): string | null {
  return /^0*$/.test(text) ? null : text;
}
