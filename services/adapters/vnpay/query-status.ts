import { randomBytes } from "node:crypto";
import type { StatusAnswer, StatusQuestion, StatusRefusal } from "#services/payments/port.ts";
import { paymentTimestamp } from "#services/payments/reference.ts";
import { realTransactionNo } from "./callback.ts";
import { amountFromHundredths, hmacSha512, sameHash } from "./codec.ts";
import { statusVerdict } from "./verdict.ts";

export type QueryTerminal = {
  tmnCode: string;
  hashSecret: string;
  apiUrl: string;
  serverAddress: string;
  timeoutMs: number;
  now: () => Date;
};

/** The order in which querydr's answer is signed; an absent field is signed as empty. */
const ANSWER_FIELDS = [
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

type AnswerField = (typeof ANSWER_FIELDS)[number] | "SecureHash";
type Answer = Record<AnswerField, string>;

const refusal = (code: StatusRefusal["code"], message: string, providerCode: string | null = null): StatusRefusal => ({
  ok: false,
  code,
  message,
  providerCode,
});

/** The signed body of a querydr request. Ours and not the package's, whose request can neither time out nor be aborted. */
export function queryBody(question: StatusQuestion, terminal: QueryTerminal, requestId: string) {
  const body = {
    vnp_RequestId: requestId,
    vnp_Version: "2.1.0",
    vnp_Command: "querydr",
    vnp_TmnCode: terminal.tmnCode,
    vnp_TxnRef: question.reference,
    vnp_TransactionDate: question.createDate,
    vnp_CreateDate: paymentTimestamp(terminal.now()),
    vnp_IpAddr: terminal.serverAddress,
    vnp_OrderInfo: `Truy van ${question.reference}`,
  };
  return { ...body, vnp_SecureHash: hmacSha512(terminal.hashSecret, Object.values(body).join("|")) };
}

/** Asks querydr about one attempt; every failure to get a verified answer is a refusal, none throws. */
export async function queryStatus(
  question: StatusQuestion,
  terminal: QueryTerminal,
): Promise<{ ok: true; value: StatusAnswer } | StatusRefusal> {
  let text: string;
  try {
    const response = await fetch(terminal.apiUrl, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(queryBody(question, terminal, randomBytes(16).toString("hex"))),
      redirect: "error",
      signal: AbortSignal.timeout(terminal.timeoutMs),
    });
    if (!response.ok) return refusal("unreachable", `HTTP ${response.status}`);
    text = await response.text();
  } catch (error) {
    return refusal("unreachable", error instanceof Error ? `${error.name}: ${error.message}` : "no answer");
  }
  const answer = readAnswer(text);
  return answer ? judgeAnswer(answer, question, terminal) : refusal("malformed", "not a querydr answer");
}

function readAnswer(text: string): Answer | null {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof raw !== "object" || raw === null || Array.isArray(raw)) return null;
  const answer: Partial<Answer> = {};
  for (const field of [...ANSWER_FIELDS, "SecureHash"] as const) {
    const value: unknown = (raw as Record<string, unknown>)[`vnp_${field}`] ?? "";
    if (typeof value !== "string" && typeof value !== "number") return null;
    answer[field] = String(value);
  }
  return answer as Answer;
}

function judgeAnswer(
  answer: Answer,
  question: StatusQuestion,
  terminal: QueryTerminal,
): { ok: true; value: StatusAnswer } | StatusRefusal {
  const code = answer.ResponseCode;
  const speaksOfPayment = code === "00" || code === "91";
  if (answer.SecureHash === "") {
    // An unsigned refusal tells us nothing and changes nothing; an unsigned word about a payment is not believed.
    return speaksOfPayment
      ? refusal("bad_signature", "unsigned answer", code)
      : refusal("refused", answer.Message || "refused", code || null);
  }
  const signed = ANSWER_FIELDS.map((field) => answer[field]).join("|");
  if (!sameHash(answer.SecureHash, hmacSha512(terminal.hashSecret, signed))) {
    return refusal("bad_signature", "signature does not match", code);
  }
  if (!speaksOfPayment) return refusal("refused", answer.Message || "refused", code || null);
  if (answer.TmnCode !== terminal.tmnCode) return refusal("malformed", "answer for another terminal", code);
  if (code === "91") {
    // What was not found may be left out; an answer that names another reference is about another question.
    const aboutOurs = answer.TxnRef === "" || answer.TxnRef === question.reference;
    return aboutOurs
      ? { ok: true, value: { verdict: "unknown" } }
      : refusal("malformed", "answer for another reference", code);
  }
  return readPayment(answer, question);
}

function readPayment(answer: Answer, question: StatusQuestion): { ok: true; value: StatusAnswer } | StatusRefusal {
  const amountVnd = amountFromHundredths(answer.Amount);
  if (answer.TxnRef !== question.reference) return refusal("malformed", "answer for another reference", "00");
  if (amountVnd === null || !/^\d\d$/.test(answer.TransactionStatus) || !/^\d{0,20}$/.test(answer.TransactionNo)) {
    return refusal("malformed", "answer with broken fields", "00");
  }
  return {
    ok: true,
    value: {
      reference: answer.TxnRef,
      amountVnd,
      amountDiffers: amountVnd !== question.amountVnd,
      verdict: statusVerdict(answer.TransactionStatus, answer.TransactionType),
      providerTransactionNo: realTransactionNo(answer.TransactionNo),
      responseCode: null,
      transactionStatus: answer.TransactionStatus,
      bankCode: answer.BankCode || null,
      payDate: /^\d{14}$/.test(answer.PayDate) ? answer.PayDate : null,
    },
  };
}
