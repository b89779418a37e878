import { randomBytes } from "node:crypto";
import { hashMatches, hmac } from "./codec.ts";
import type { Journal, Transaction } from "./journal.ts";
import { expiresAt } from "./outcome.ts";
import { momentOf } from "./time.ts";

const REQUEST = [
  "RequestId",
  "Version",
  "Command",
  "TmnCode",
  "TxnRef",
  "TransactionDate",
  "CreateDate",
  "IpAddr",
  "OrderInfo",
] as const;

const ANSWER = [
  "ResponseId",
  "Command",
  "ResponseCode",
  "Message",
  "TmnCode",
  "TxnRef",
  "Amount",
  "BankCode",
  "PayDate",
  "TransactionNo",
  "TransactionType",
  "TransactionStatus",
  "OrderInfo",
  "PromotionCode",
  "PromotionAmount",
] as const;

type Answer = Partial<Record<(typeof ANSWER)[number], string>>;

const MESSAGES: Record<string, string> = {
  "00": "Request success",
  "02": "Invalid TmnCode",
  "03": "Invalid data format",
  "91": "Transaction not found",
  "94": "Duplicate request",
  "97": "Invalid checksum",
};

const DUPLICATE_MS = 5 * 60 * 1000;

/** Answers querydr. Request ids are remembered for the five minutes that the rule is about, in this process. */
export class QueryDesk {
  readonly #terminal: { tmnCode: string; hashSecret: string };
  readonly #journal: Journal;
  readonly #seen = new Map<string, number>();

  constructor(terminal: { tmnCode: string; hashSecret: string }, journal: Journal) {
    this.#terminal = terminal;
    this.#journal = journal;
  }

  /** The JSON body of the answer to a raw request body; `now` is the gateway's clock. */
  answer(rawBody: string, now: number): string {
    const request = readRequest(rawBody);
    if (!request) return this.#unsigned("03");
    if (request.TmnCode !== this.#terminal.tmnCode) return this.#unsigned("02");
    if (!wellFormed(request)) return this.#signed({ ResponseCode: "03" });
    const text = REQUEST.map((name) => request[name]).join("|");
    if (!hashMatches(request.SecureHash, this.#terminal.hashSecret, text)) return this.#signed({ ResponseCode: "97" });
    if (this.#repeated(request.RequestId, now)) return this.#signed({ ResponseCode: "94", TxnRef: request.TxnRef });
    const transaction = this.#journal.all().findLast(({ fields }) => {
      return fields.vnp_TxnRef === request.TxnRef && fields.vnp_CreateDate === request.TransactionDate;
    });
    if (!transaction) return this.#signed({ ResponseCode: "91", TxnRef: request.TxnRef });
    return this.#signed(describe(transaction, now));
  }

  #repeated(requestId: string, now: number): boolean {
    for (const [id, at] of this.#seen) if (now - at > DUPLICATE_MS) this.#seen.delete(id);
    if (this.#seen.has(requestId)) return true;
    this.#seen.set(requestId, now);
    return false;
  }

  /** Nobody's secret to sign with: the terminal is not known. */
  #unsigned(code: string): string {
    return JSON.stringify({ vnp_ResponseCode: code, vnp_Message: MESSAGES[code] });
  }

  #signed(part: Answer): string {
    const answer: Answer = {
      ResponseId: randomBytes(16).toString("hex"),
      Command: "querydr",
      Message: MESSAGES[part.ResponseCode ?? ""] ?? "",
      TmnCode: this.#terminal.tmnCode,
      ...part,
    };
    const text = ANSWER.map((name) => answer[name] ?? "").join("|");
    const named = Object.entries(answer).map(([name, value]) => [`vnp_${name}`, value]);
    return JSON.stringify({ ...Object.fromEntries(named), vnp_SecureHash: hmac(this.#terminal.hashSecret, text) });
  }
}

type Request = Record<(typeof REQUEST)[number] | "SecureHash", string>;

function readRequest(rawBody: string): Request | null {
  let body: unknown;
  try {
    body = JSON.parse(rawBody);
  } catch {
    return null;
  }
  if (typeof body !== "object" || body === null || Array.isArray(body)) return null;
  const values = body as Record<string, unknown>;
  const read = (name: string) => {
    const value = values[`vnp_${name}`];
    return typeof value === "string" || typeof value === "number" ? String(value) : "";
  };
  const pairs = [...REQUEST, "SecureHash"].map((name) => [name, read(name)]);
  return Object.fromEntries(pairs) as Request;
}

function wellFormed(request: Request): boolean {
  return (
    /^[A-Za-z0-9-]{1,32}$/.test(request.RequestId) &&
    request.Version === "2.1.0" &&
    request.Command === "querydr" &&
    /^[A-Za-z0-9._-]{1,100}$/.test(request.TxnRef) &&
    momentOf(request.TransactionDate) !== null &&
    momentOf(request.CreateDate) !== null &&
    /^[0-9A-Fa-f.:]{3,45}$/.test(request.IpAddr) &&
    /^[A-Za-z0-9 .,:_-]{1,255}$/.test(request.OrderInfo)
  );
}

/** An undecided payment is 01 until it expires and 02 after. */
function describe(transaction: Transaction, now: number): Answer {
  const { fields, outcome } = transaction;
  const common = {
    ResponseCode: "00",
    TxnRef: fields.vnp_TxnRef ?? "",
    TransactionType: "01",
    OrderInfo: fields.vnp_OrderInfo ?? "",
  };
  if (!outcome) {
    const TransactionStatus = now > expiresAt(transaction) ? "02" : "01";
    return { ...common, Amount: fields.vnp_Amount ?? "", TransactionNo: "0", TransactionStatus };
  }
  return {
    ...common,
    Amount: outcome.amount,
    BankCode: outcome.bankCode,
    PayDate: outcome.payDate,
    TransactionNo: outcome.transactionNo,
    TransactionStatus: outcome.transactionStatus,
  };
}
