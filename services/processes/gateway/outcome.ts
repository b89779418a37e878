import { randomInt } from "node:crypto";
import type { Fields } from "./codec.ts";
import type { Outcome, Transaction } from "./journal.ts";
import { momentOf, stampOf } from "./time.ts";

/** Codes that leave a transaction number behind: the bank was asked. */
const REACHED_BANK = new Set(["00", "07", "51"]);

/** The fields of an ending. Statuses follow the response code unless the control API names another. */
export function makeOutcome(
  transaction: Transaction,
  responseCode: string,
  now: number,
  wishes: { transactionStatus?: string; amount?: string } = {},
): Outcome {
  const reached = REACHED_BANK.has(responseCode);
  const status = responseCode === "00" ? "00" : responseCode === "07" ? "07" : "02";
  const transactionNo = reached ? String(randomInt(10_000_000, 99_999_999)) : "0";
  return {
    responseCode,
    transactionStatus: wishes.transactionStatus ?? status,
    amount: wishes.amount ?? transaction.fields.vnp_Amount ?? "",
    transactionNo,
    bankCode: reached ? "NCB" : "VNPAY",
    bankTranNo: responseCode === "00" ? `VNP${transactionNo}` : "",
    cardType: reached ? "ATM" : "QRCODE",
    payDate: stampOf(now),
  };
}

/** The parameters of the IPN and of the return address. */
export function outcomeFields(transaction: Transaction): Fields {
  const { fields, outcome } = transaction;
  if (!outcome) throw new Error("no outcome yet");
  return {
    vnp_Amount: outcome.amount,
    vnp_BankCode: outcome.bankCode,
    vnp_BankTranNo: outcome.bankTranNo,
    vnp_CardType: outcome.cardType,
    vnp_OrderInfo: fields.vnp_OrderInfo ?? "",
    vnp_PayDate: outcome.payDate,
    vnp_ResponseCode: outcome.responseCode,
    vnp_TmnCode: fields.vnp_TmnCode ?? "",
    vnp_TransactionNo: outcome.transactionNo,
    vnp_TransactionStatus: outcome.transactionStatus,
    vnp_TxnRef: fields.vnp_TxnRef ?? "",
  };
}

export function expiresAt(transaction: Transaction): number {
  return momentOf(transaction.fields.vnp_ExpireDate ?? "") ?? 0;
}
